import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { memoryLimits } from './memoryLimits';
import { nodeAutoscaler } from './nodeAutoscaler';
import { requestsSet } from './resources';

/** The built checks of dimension cost. */
export const costChecks: readonly AnyCheck[] = [
  requestsSet,
  memoryLimits,
  nodeAutoscaler,
];
