import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { rbacAnonymous } from './anonymousAccess';
import { rbacClusterAdmin } from './clusterAdmin';
import { defaultDeny } from './defaultDeny';
import { rbacEscalation } from './escalation';
import { imageAdmission } from './imageAdmission';
import { imageCiScan } from './imageCiScan';
import { imagePinned } from './imagePinned';
import { imageScanFresh } from './imageScanFresh';
import { imageVulnerabilities } from './imageVulnerabilities';
import { latentViolators } from './latentViolators';
import { literalSecrets } from './literalSecrets';
import { rbacNodeProxy } from './nodeProxy';
import { podSecurityBaseline } from './podSecurityBaseline';
import { podSecurityEnforcement } from './podSecurityEnforcement';
import { podSecurityRestricted } from './podSecurityRestricted';
import { rbacPodTakeover } from './podTakeover';
import { rbacReviewed } from './rbacReviewed';
import { secretEnvDelivery } from './secretEnvDelivery';
import { secretManagerPresent } from './secretManager';
import { secretRotationProven } from './secretRotation';
import { secretSourced } from './secretSourced';
import { rbacSecretsRead } from './secretsRead';
import { secretSyncHealthy } from './secretSync';
import { serviceAccountHygiene } from './serviceAccountHygiene';
import { rbacWildcards } from './wildcards';

/** The built checks of dimension security. */
export const securityChecks: readonly AnyCheck[] = [
  podSecurityBaseline,
  podSecurityRestricted,
  podSecurityEnforcement,
  latentViolators,
  rbacClusterAdmin,
  rbacWildcards,
  rbacSecretsRead,
  rbacEscalation,
  rbacPodTakeover,
  rbacNodeProxy,
  rbacAnonymous,
  serviceAccountHygiene,
  rbacReviewed,
  literalSecrets,
  secretManagerPresent,
  secretSourced,
  secretEnvDelivery,
  secretSyncHealthy,
  secretRotationProven,
  imagePinned,
  imageCiScan,
  imageScanFresh,
  imageVulnerabilities,
  imageAdmission,
  defaultDeny,
];
