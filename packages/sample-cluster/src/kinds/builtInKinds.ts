import type { ApiKind } from './ApiKind';

const ALL_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Cluster or Namespaced, plural, kind, then short names and subresources. */
type Row = [
  scope: 'C' | 'N',
  resource: string,
  kind: string,
  shortNames?: string,
  subresources?: string,
];

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  v1: [
    ['N', 'configmaps', 'ConfigMap', 'cm'],
    ['N', 'endpoints', 'Endpoints', 'ep'],
    ['N', 'events', 'Event', 'ev'],
    ['N', 'limitranges', 'LimitRange', 'limits'],
    ['C', 'namespaces', 'Namespace', 'ns', 'finalize status'],
    ['C', 'nodes', 'Node', 'no', 'proxy status'],
    ['N', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc', 'status'],
    ['C', 'persistentvolumes', 'PersistentVolume', 'pv', 'status'],
    [
      'N',
      'pods',
      'Pod',
      'po',
      'attach ephemeralcontainers eviction exec log portforward proxy status',
    ],
    ['N', 'podtemplates', 'PodTemplate'],
    [
      'N',
      'replicationcontrollers',
      'ReplicationController',
      'rc',
      'scale status',
    ],
    ['N', 'resourcequotas', 'ResourceQuota', 'quota', 'status'],
    ['N', 'secrets', 'Secret'],
    ['N', 'serviceaccounts', 'ServiceAccount', 'sa', 'token'],
    ['N', 'services', 'Service', 'svc', 'proxy status'],
  ],
  'admissionregistration.k8s.io/v1': [
    ['C', 'mutatingwebhookconfigurations', 'MutatingWebhookConfiguration'],
    [
      'C',
      'validatingadmissionpolicies',
      'ValidatingAdmissionPolicy',
      '',
      'status',
    ],
    [
      'C',
      'validatingadmissionpolicybindings',
      'ValidatingAdmissionPolicyBinding',
    ],
    ['C', 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration'],
  ],
  'apiextensions.k8s.io/v1': [
    [
      'C',
      'customresourcedefinitions',
      'CustomResourceDefinition',
      'crd crds',
      'status',
    ],
  ],
  'apiregistration.k8s.io/v1': [
    ['C', 'apiservices', 'APIService', '', 'status'],
  ],
  'apps/v1': [
    ['N', 'controllerrevisions', 'ControllerRevision'],
    ['N', 'daemonsets', 'DaemonSet', 'ds', 'status'],
    ['N', 'deployments', 'Deployment', 'deploy', 'scale status'],
    ['N', 'replicasets', 'ReplicaSet', 'rs', 'scale status'],
    ['N', 'statefulsets', 'StatefulSet', 'sts', 'scale status'],
  ],
  'autoscaling/v2': [
    [
      'N',
      'horizontalpodautoscalers',
      'HorizontalPodAutoscaler',
      'hpa',
      'status',
    ],
  ],
  'batch/v1': [
    ['N', 'cronjobs', 'CronJob', 'cj', 'status'],
    ['N', 'jobs', 'Job', '', 'status'],
  ],
  'coordination.k8s.io/v1': [['N', 'leases', 'Lease']],
  'discovery.k8s.io/v1': [['N', 'endpointslices', 'EndpointSlice']],
  'events.k8s.io/v1': [['N', 'events', 'Event', 'ev']],
  'networking.k8s.io/v1': [
    ['C', 'ingressclasses', 'IngressClass'],
    ['N', 'ingresses', 'Ingress', 'ing', 'status'],
    ['N', 'networkpolicies', 'NetworkPolicy', 'netpol'],
  ],
  'node.k8s.io/v1': [['C', 'runtimeclasses', 'RuntimeClass']],
  'policy/v1': [
    ['N', 'poddisruptionbudgets', 'PodDisruptionBudget', 'pdb', 'status'],
  ],
  'rbac.authorization.k8s.io/v1': [
    ['C', 'clusterrolebindings', 'ClusterRoleBinding'],
    ['C', 'clusterroles', 'ClusterRole'],
    ['N', 'rolebindings', 'RoleBinding'],
    ['N', 'roles', 'Role'],
  ],
  'scheduling.k8s.io/v1': [['C', 'priorityclasses', 'PriorityClass', 'pc']],
  'storage.k8s.io/v1': [
    ['C', 'csidrivers', 'CSIDriver'],
    ['C', 'csinodes', 'CSINode'],
    ['C', 'storageclasses', 'StorageClass', 'sc'],
    ['C', 'volumeattachments', 'VolumeAttachment', '', 'status'],
  ],
};

/** What `kubectl get all` shows. */
const IN_ALL: readonly string[] = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'horizontalpodautoscalers',
  'jobs',
  'pods',
  'replicasets',
  'replicationcontrollers',
  'services',
  'statefulsets',
];

const words = (text: string | undefined) => (text ? text.split(' ') : []);

/** What every cluster of the simulated minor serves, objects or not. */
export const BUILT_IN_KINDS: readonly ApiKind[] = Object.entries(ROWS).flatMap(
  ([apiVersion, rows]) => {
    const [group, version] = apiVersion.includes('/')
      ? apiVersion.split('/')
      : ['', apiVersion];
    return rows.map(([scope, resource, kind, shortNames, subresources]) => ({
      group,
      version,
      resource,
      singular: kind.toLowerCase(),
      kind,
      namespaced: scope === 'N',
      custom: false,
      shortNames: words(shortNames),
      subresources: words(subresources),
      categories: IN_ALL.includes(resource) ? ['all'] : [],
      verbs: ALL_VERBS,
    }));
  },
);

/** Verbs of a resource that a CustomResourceDefinition adds. */
export const CUSTOM_VERBS: readonly string[] = ALL_VERBS;
