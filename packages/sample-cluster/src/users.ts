import type { AccessRule, SampleUser } from './api/Access';

/**
 * Bearer tokens of the demo. They open nothing but a sample cluster.
 *
 * @public
 */
export const SAMPLE_TOKENS = {
  scanner: 'sample-scanner-token',
  demo: 'sample-demo-token',
} as const;

/** Names of the demo's users, as the request log shows them. @public */
export const SAMPLE_USER_NAMES = {
  scanner: 'system:serviceaccount:readiness:readiness-scanner',
  demo: 'demo-operator',
} as const;

const read = (group: string, ...resources: string[]): AccessRule => ({
  apiGroups: [group],
  resources,
  verbs: ['get', 'list'],
});

/** What the scanner may read; the rights of a real scanner's ClusterRole. */
const SCANNER_RULES: readonly AccessRule[] = [
  read(
    '',
    'namespaces',
    'nodes',
    'pods',
    'services',
    'serviceaccounts',
    'replicationcontrollers',
    'resourcequotas',
    'limitranges',
    'persistentvolumes',
    'persistentvolumeclaims',
    'events',
  ),
  read('events.k8s.io', 'events'),
  read('apps', 'deployments', 'replicasets', 'statefulsets', 'daemonsets'),
  read('batch', 'jobs', 'cronjobs'),
  read('autoscaling', 'horizontalpodautoscalers'),
  read('policy', 'poddisruptionbudgets'),
  read('networking.k8s.io', 'networkpolicies', 'ingresses'),
  read('discovery.k8s.io', 'endpointslices'),
  read('storage.k8s.io', 'storageclasses', 'csidrivers'),
  read(
    'rbac.authorization.k8s.io',
    'roles',
    'rolebindings',
    'clusterroles',
    'clusterrolebindings',
  ),
  read(
    'admissionregistration.k8s.io',
    'validatingwebhookconfigurations',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ),
  read(
    'monitoring.coreos.com',
    'prometheuses',
    'prometheusagents',
    'alertmanagers',
    'thanosrulers',
    'prometheusrules',
    'servicemonitors',
    'podmonitors',
    'probes',
    'scrapeconfigs',
    'alertmanagerconfigs',
  ),
  read('sloth.slok.dev', 'prometheusservicelevels'),
  read('pyrra.dev', 'servicelevelobjectives'),
  read('kyverno.io', 'clusterpolicies', 'policies', 'policyexceptions'),
  read('policies.kyverno.io', 'validatingpolicies'),
  read('templates.gatekeeper.sh', 'constrainttemplates'),
  read('karpenter.sh', 'nodepools', 'nodeclaims'),
  read(
    'velero.io',
    'backups',
    'schedules',
    'restores',
    'backupstoragelocations',
    'volumesnapshotlocations',
    'podvolumebackups',
    'podvolumerestores',
    'datauploads',
    'datadownloads',
    'backuprepositories',
  ),
  read(
    'snapshot.storage.k8s.io',
    'volumesnapshots',
    'volumesnapshotcontents',
    'volumesnapshotclasses',
  ),
  read('postgresql.cnpg.io', 'clusters', 'backups', 'scheduledbackups'),
  read(
    'argoproj.io',
    'applications',
    'applicationsets',
    'appprojects',
    'rollouts',
  ),
  read('volsync.backube', 'replicationsources', 'replicationdestinations'),
  {
    apiGroups: [''],
    resources: ['configmaps'],
    verbs: ['get'],
    namespaces: ['kube-system'],
    resourceNames: ['cluster-autoscaler-status', 'aws-auth'],
  },
];

/** The scanner, who may only read, and the operator of the demo. @public */
export const SAMPLE_USERS: readonly SampleUser[] = [
  {
    token: SAMPLE_TOKENS.scanner,
    name: SAMPLE_USER_NAMES.scanner,
    rules: SCANNER_RULES,
  },
  {
    token: SAMPLE_TOKENS.demo,
    name: SAMPLE_USER_NAMES.demo,
    admin: true,
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  },
];
