/** Alerts of kube-prometheus and of common collections that speak of every workload alike. */
const GENERIC_ALERTS =
  /^(Kube[A-Z]|Kubernetes[A-Z]|CPUThrottlingHigh$|TargetDown$|Watchdog$|InfoInhibitor$|Node(Filesystem|Network|Disk|Memory|CPU|Clock|RAID|Systemd|SystemSaturation|Bonding|TextFile|High|FileDescriptor)|etcd[A-Z])/;

/** Those among them that say something of the pods of a workload. */
const WORKLOAD_ALERTS =
  /^((Kube|Kubernetes)(Pod|Container|Deployment|Stateful[Ss]et|Job|Hpa|Rollout|Replica)|CPUThrottlingHigh$|TargetDown$)/;

/** Runbooks that come with a collection of rules or with a product. */
const GENERIC_RUNBOOKS = [
  'runbooks.prometheus-operator.dev',
  'github.com/kubernetes-monitoring/',
  'github.com/prometheus-operator/',
  'github.com/prometheus/',
  'github.com/kubernetes/',
  'github.com/openshift/runbooks/',
  'samber.github.io/awesome-prometheus-alerts',
  'awesome-prometheus-alerts.grep.to',
  'prometheus.io/',
  'kubernetes.io/',
  'grafana.com/docs/',
  'argo-cd.readthedocs.io/',
  'cert-manager.io/',
  'velero.io/',
  'cloudnative-pg.io/',
  'strimzi.io/',
  'docs.aws.amazon.com/',
  'cloud.google.com/',
  'learn.microsoft.com/',
];

export function isGenericAlert(alert: string): boolean {
  return GENERIC_ALERTS.test(alert);
}

/** Generic alerts that watch the pods of any workload. */
export function watchesAnyWorkload(alert: string): boolean {
  return WORKLOAD_ALERTS.test(alert);
}

/** Whether a runbook is one that comes with the rule instead of from its owner. */
export function isGenericRunbook(
  url: string,
  more: readonly string[] = [],
): boolean {
  const bare = url
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '');
  return [...GENERIC_RUNBOOKS, ...more].some(prefix =>
    bare.startsWith(prefix.toLowerCase()),
  );
}
