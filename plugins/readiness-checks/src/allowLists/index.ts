import type { Exception } from '@readiness/backstage-plugin-readiness-engine';
import { CLUSTER_ADMINS } from './clusterAdmins';
import { EXPOSED_TOKENS } from './exposedTokens';
import { HOST_ACCESS } from './hostAccess';
import { WITHOUT_MEMORY_LIMIT } from './memoryLimits';
import { NODE_PROXIES } from './nodeProxies';
import { RBAC_RIGHTS } from './rbacRights';
import { SINGLE_INSTANCE } from './singleInstances';

/**
 * What the catalogue excepts by itself, one row each with its reason; rows of
 * the configuration come on top (decision D7).
 *
 * @public
 */
export const shippedExceptions: readonly Exception[] = [
  ...HOST_ACCESS,
  ...CLUSTER_ADMINS,
  ...NODE_PROXIES,
  ...RBAC_RIGHTS,
  ...EXPOSED_TOKENS,
  ...WITHOUT_MEMORY_LIMIT,
  ...SINGLE_INSTANCE,
];
