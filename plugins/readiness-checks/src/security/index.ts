import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { literalSecrets } from './literalSecrets';
import { podSecurityBaseline } from './podSecurityBaseline';
import { podSecurityEnforcement } from './podSecurityEnforcement';
import { rbacClusterAdmin } from './rbac';

/** The built checks of dimension security. */
export const securityChecks: readonly AnyCheck[] = [
  podSecurityBaseline,
  podSecurityEnforcement,
  rbacClusterAdmin,
  literalSecrets,
];
