import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { allocationLabels } from './allocationLabels';
import { autoscalerBounds } from './autoscalerBounds';
import { autoscalerHealthy } from './autoscalerHealthy';
import { cpuLimits } from './cpuLimits';
import { hpaFunctional } from './hpaFunctional';
import { memoryLimits } from './memoryLimits';
import { namespaceGuardrails } from './namespaceGuardrails';
import { nodeAutoscaler } from './nodeAutoscaler';
import { orphanStorage } from './orphanStorage';
import { requestsRightsized } from './requestsRightsized';
import { requestsUndersized } from './requestsUndersized';
import { requestsSet } from './resources';
import { scaledownBlockers } from './scaledownBlockers';
import { spotCapacity } from './spotCapacity';
import { spotPlacement } from './spotPlacement';
import { spotSafety } from './spotSafety';

/** The built checks of dimension cost. */
export const costChecks: readonly AnyCheck[] = [
  requestsSet,
  memoryLimits,
  cpuLimits,
  requestsRightsized,
  requestsUndersized,
  namespaceGuardrails,
  nodeAutoscaler,
  autoscalerHealthy,
  autoscalerBounds,
  hpaFunctional,
  scaledownBlockers,
  spotCapacity,
  spotSafety,
  spotPlacement,
  allocationLabels,
  orphanStorage,
];
