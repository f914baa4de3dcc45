/**
 * The thresholds of `catalogue/00` §0.9; configuration overrides them by key.
 * The unit is the last word of the key, else a plain number or ratio.
 *
 * @public
 */
export const DEFAULT_THRESHOLDS: Readonly<Record<string, number>> = {
  'scrape.upRatio': 0.95,
  'scrape.retentionDays': 90,
  'scrape.retentionWarnDays': 30,
  'logs.maxSilenceHours': 1,
  'rules.staleFactor': 3,
  'rules.staleMinMinutes': 3,
  'alert.testedDays': 90,
  'alert.ignoredWarnDays': 3,
  'alert.ignoredFailDays': 7,
  'silence.maxDays': 30,
  'runbook.reviewDays': 180,
  'dashboard.reviewDays': 90,
  'latency.minRps': 0.1,
  'latency.breachHours': 24,
  'latency.baselineFactor': 1.5,
  'rightsize.windowDays': 14,
  'ca.statusAgeWarnMinutes': 3,
  'ca.statusAgeFailMinutes': 15,
  'scale.testedDays': 90,
  'spot.minShare': 0.3,
  'backup.rpoHours': 24,
  'restore.validDays.tier1': 90,
  'restore.validDays.tier2': 180,
  'restore.validDays.tier3': 365,
  'rebuild.validDays': 180,
  'failover.validDays': 180,
  'rbac.reviewDays': 90,
  'encryption.reviewDays': 365,
  'secret.rotationDays': 90,
  'vuln.criticalFixableDays': 7,
  'vuln.highFixableDays': 30,
  'scan.maxAgeDays': 7,
  'admission.testedDays': 180,
};
