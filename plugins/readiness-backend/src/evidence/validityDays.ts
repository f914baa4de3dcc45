import type { Tier } from '@readiness/backstage-plugin-readiness-common';
import { DEFAULT_THRESHOLDS } from '@readiness/backstage-plugin-readiness-engine';

/** Threshold by kind of proof (`catalogue/00` §0.9). */
const THRESHOLD_KEYS: Readonly<Record<string, string>> = {
  rebuild: 'rebuild.validDays',
  failover: 'failover.validDays',
  'alert-drill': 'alert.testedDays',
  'dashboard-review': 'dashboard.reviewDays',
  'rbac-review': 'rbac.reviewDays',
  'scale-test': 'scale.testedDays',
  'spot-interruption': 'scale.testedDays',
  rotation: 'secret.rotationDays',
  'ci-scan': 'scan.maxAgeDays',
  'admission-drill': 'admission.testedDays',
  'runbook-exercise': 'runbook.reviewDays',
  'encryption-review': 'encryption.reviewDays',
};
const OTHERWISE = 90;

/** The longest that a proof may count, in days. */
export function validityDays(
  what: string,
  tier: Tier,
  thresholds: Readonly<Record<string, number>>,
): number {
  const key =
    what === 'restore-drill'
      ? `restore.validDays.tier${tier}`
      : THRESHOLD_KEYS[what];
  if (key === undefined) return OTHERWISE;
  return thresholds[key] ?? DEFAULT_THRESHOLDS[key] ?? OTHERWISE;
}
