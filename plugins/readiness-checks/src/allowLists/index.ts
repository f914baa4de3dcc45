import type { Exception } from '@readiness/backstage-plugin-readiness-engine';
import { CLUSTER_ADMINS } from './clusterAdmins';
import { HOST_ACCESS } from './hostAccess';
import { WITHOUT_MEMORY_LIMIT } from './memoryLimits';

/**
 * What the catalogue excepts by itself, one row each with its reason; rows of
 * the configuration come on top (decision D7).
 *
 * @public
 */
export const shippedExceptions: readonly Exception[] = [
  ...HOST_ACCESS,
  ...CLUSTER_ADMINS,
  ...WITHOUT_MEMORY_LIMIT,
];
