import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import { admissionHealth } from './admissionHealth';
import { rbacAnonymous } from './anonymousAccess';
import { rbacClusterAdmin } from './clusterAdmin';
import { defaultDeny } from './defaultDeny';
import { rbacEscalation } from './escalation';
import { imageAdmission } from './imageAdmission';
import { imageCiScan } from './imageCiScan';
import { enforcementProven } from './enforcementProven';
import { etcdEncryption } from './etcdEncryption';
import { exemptionsJustified } from './exemptionsJustified';
import { imagePinned } from './imagePinned';
import { imageScanFresh } from './imageScanFresh';
import { imageVulnerabilities } from './imageVulnerabilities';
import { kubernetesVersion } from './kubernetesVersion';
import { latentViolators } from './latentViolators';
import { literalSecrets } from './literalSecrets';
import { rbacNodeProxy } from './nodeProxy';
import { podSecurityBaseline } from './podSecurityBaseline';
import { podSecurityEnforcement } from './podSecurityEnforcement';
import { podSecurityRestricted } from './podSecurityRestricted';
import { policiesEnforced } from './policiesEnforced';
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
  enforcementProven,
  exemptionsJustified,
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
  policiesEnforced,
  admissionHealth,
  etcdEncryption,
  kubernetesVersion,
];
