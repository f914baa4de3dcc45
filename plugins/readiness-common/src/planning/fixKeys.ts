/** What the planner knows of a fix key. @public */
export interface FixKey {
  /** The earliest week of the plan it belongs into (`catalogue/60` C.5). */
  week: 1 | 2 | 3 | 4;
  /** The start of a task's title, before "in" or "for" its fix root. */
  action: string;
}

const row = (week: FixKey['week'], action: string): FixKey => ({
  week,
  action,
});

/**
 * One row for each fix key of the catalogue, by week floor.
 *
 * @public
 */
export const FIX_KEYS: Readonly<Record<string, FixKey>> = {
  // See and stop the bleeding.
  'grant-reads': row(1, 'Grant the missing reads in'),
  'connect-prometheus': row(1, 'Connect Prometheus of'),
  'connect-alertmanager': row(1, 'Connect Alertmanager of'),
  'connect-grafana': row(1, 'Connect Grafana of'),
  'assign-owner': row(1, 'Assign an owner to'),
  'obs-metrics-stack': row(1, 'Install a metrics backend in'),
  'rule-loading': row(1, 'Have every Prometheus rule loaded in'),
  'alert-routing': row(1, 'Route paging alerts to a person in'),
  'rbac-least-privilege': row(1, 'Reduce cluster-wide rights in'),
  'secret-manager-install': row(1, 'Install a secrets manager in'),
  'secret-to-manager': row(1, 'Move secrets to the secrets manager in'),
  'secret-rotate': row(1, 'Rotate the exposed secrets of'),
  'ns-psa-warn': row(1, 'Warn and audit by Pod Security Standard in'),
  'backup-install': row(1, 'Install a backup tool in'),
  'backup-storage': row(1, 'Protect the backup storage of'),
  'backup-schedule': row(1, 'Schedule backups for'),
  'backup-run': row(1, 'Get backups to succeed for'),
  // Configure.
  'harden-pod-template': row(2, 'Harden the pod template of'),
  'workload-resources': row(2, 'Set requests and memory limits in'),
  'ns-guardrails': row(2, 'Set LimitRange and ResourceQuota in'),
  'node-autoscaler': row(2, 'Configure node autoscaling in'),
  'autoscaler-bounds': row(2, 'Set the bounds of the autoscaler in'),
  'workload-metrics': row(2, 'Expose and scrape metrics of'),
  'metrics-retention': row(2, 'Keep metrics long enough in'),
  'logs-pipeline': row(2, 'Collect the logs of'),
  'traces-pipeline': row(2, 'Set up a trace pipeline in'),
  'service-alerts': row(2, 'Alert on errors, latency and saturation of'),
  slo: row(2, 'Define a service level objective for'),
  runbooks: row(2, 'Write and link runbooks in'),
  dashboards: row(2, 'Build a dashboard for'),
  pdb: row(2, 'Set disruption budgets in'),
  'ha-replicas': row(2, 'Run more than one replica in'),
  'ha-spread': row(2, 'Spread the replicas in'),
  probes: row(2, 'Set the probes in'),
  'multi-zone': row(2, 'Span more than one zone with'),
  'backup-volumes': row(2, 'Back up the volume data of'),
  'backup-consistency': row(2, 'Back up databases consistently in'),
  'reclaim-policy': row(2, 'Retain released volumes of'),
  snapshots: row(2, 'Repair the volume snapshots of'),
  'etcd-backup': row(2, 'Back up etcd of'),
  'etcd-encryption': row(2, 'Encrypt secrets at rest in'),
  'key-escrow': row(2, 'Escrow the keys of'),
  'gitops-adopt': row(2, 'Deliver from Git'),
  'cluster-iac': row(2, 'Define as code'),
  'dr-declare': row(2, 'State the availability requirement of'),
  'secret-sync': row(2, 'Repair secret synchronisation in'),
  'sa-hygiene': row(2, 'Use dedicated service accounts in'),
  'image-pinning': row(2, 'Pin the images of'),
  'cost-labels': row(2, 'Label for cost allocation'),
  'cni-policy': row(2, 'Install a CNI that enforces network policies in'),
  'netpol-allow': row(2, 'Allow the needed traffic by network policy in'),
  // Use and enforce.
  'ns-psa-enforce': row(3, 'Enforce a Pod Security Standard in'),
  'netpol-deny': row(3, 'Deny traffic by default in'),
  'pss-exemptions': row(3, 'Justify or end the Pod Security exemptions in'),
  'admission-ha': row(3, 'Make admission control dependable in'),
  'workload-rightsize': row(3, 'Rightsize the requests of'),
  'workload-traces': row(3, 'Emit traces from'),
  hpa: row(3, 'Repair horizontal scaling in'),
  'scaledown-blockers': row(3, 'Unpin nodes from'),
  'spot-pool': row(3, 'Offer spot capacity in'),
  'spot-placement': row(3, 'Place interruptible workloads on spot in'),
  'spot-safety': row(3, 'Move fragile workloads off spot in'),
  'dead-alerts': row(3, 'Repair alerts without data in'),
  'alert-hygiene': row(3, 'Resolve ignored alerts and silences in'),
  'gitops-drift': row(3, 'End the drift from Git in'),
  'ci-scan': row(3, 'Scan images in the pipeline of'),
  'runtime-scan': row(3, 'Scan the running images of'),
  'image-upgrade': row(3, 'Upgrade vulnerable images in'),
  'secret-to-file': row(3, 'Deliver secrets as files in'),
  'cluster-upgrade': row(3, 'Upgrade Kubernetes in'),
  orphans: row(3, 'Remove orphaned storage in'),
  // Prove and hand over.
  'restore-drill': row(4, 'Run a restore drill for'),
  'scale-drill': row(4, 'Run a scale-up and scale-down drill in'),
  'alert-drill': row(4, 'Run an alert fire drill in'),
  deadman: row(4, 'Set up a dead man switch for'),
  'pss-denial-drill': row(4, 'Prove that admission denies in'),
  'rebuild-drill': row(4, 'Rebuild from code'),
  'failover-drill': row(4, 'Run a failover drill for'),
  'node-drill': row(4, 'Run a node loss drill in'),
  'spot-drill': row(4, 'Run a spot interruption drill in'),
  'secret-rotation': row(4, 'Prove a secret rotation for'),
  'rbac-review': row(4, 'Review access to'),
  'dashboard-review': row(4, 'Review the dashboards of'),
  'cost-visibility': row(4, 'Review the spend of'),
  'image-admission': row(4, 'Refuse unscanned images in'),
};

/** The earliest week of each fix key. @public */
export const WEEK_FLOORS: Readonly<Record<string, FixKey['week']>> =
  Object.fromEntries(
    Object.entries(FIX_KEYS).map(([key, { week }]) => [key, week]),
  );

/** Checks from outside may bring fix keys of their own: those configure. */
const DEFAULT_WEEK = 2;

/** @public */
export function weekFloor(fixKey: string): FixKey['week'] {
  return Object.hasOwn(WEEK_FLOORS, fixKey)
    ? WEEK_FLOORS[fixKey]
    : DEFAULT_WEEK;
}

/**
 * What a task is called: what is done, where, and for how many objects.
 *
 * @param subjects - how many subjects it concerns; said from two on
 * @public
 */
export function taskTitle(
  fixKey: string,
  fixRoot: { title: string },
  subjects: number,
): string {
  const action = Object.hasOwn(FIX_KEYS, fixKey)
    ? FIX_KEYS[fixKey].action
    : `${fixKey.replaceAll('-', ' ')}:`;
  const many = subjects > 1 ? ` (${subjects} objects)` : '';
  return `${action} ${fixRoot.title}${many}`;
}
