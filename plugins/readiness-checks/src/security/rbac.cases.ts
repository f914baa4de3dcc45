import type { CheckCase } from '../__fixtures__/checkCases';
import { CLUSTER_ADMINS } from '../allowLists/clusterAdmins';
import { rbacClusterAdmin as check } from './rbac';

interface SubjectFields {
  kind: string;
  name: string;
  namespace?: string;
}

const user = (name: string): SubjectFields => ({ kind: 'User', name });
const group = (name: string): SubjectFields => ({ kind: 'Group', name });
const account = (namespace: string, name: string): SubjectFields => ({
  kind: 'ServiceAccount',
  namespace,
  name,
});

export const binding = (
  name: string,
  role: string,
  subjects: readonly SubjectFields[],
  labels: object = {},
) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name, labels },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: role,
  },
  subjects,
});

const role = (name: string, parts: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name },
  ...parts,
});

const EVERYTHING = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
const admin = role('cluster-admin', { rules: EVERYTHING });
const BOOTSTRAP = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const masters = binding(
  'cluster-admin',
  'cluster-admin',
  [group('system:masters')],
  BOOTSTRAP,
);

const bound = (...subjects: readonly SubjectFields[]) => [
  admin,
  masters,
  binding('wide', 'cluster-admin', subjects),
];

const shipped = { exceptions: CLUSTER_ADMINS };
const operators = ['argocd', 'flux-system', 'velero'];
const argocd = account('argocd', 'argocd-application-controller');

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a cluster with nothing but what Kubernetes brings',
    objects: [
      admin,
      masters,
      binding(
        'system:controller:x',
        'cluster-admin',
        [account('kube-system', 'x')],
        BOOTSTRAP,
      ),
    ],
    state: 'pass',
  },
  {
    it: 'passes a listed break-glass group',
    objects: bound(group('kubeadm:cluster-admins')),
    options: shipped,
    state: 'pass',
  },
  {
    it: 'warns of a group that no exception names',
    objects: bound(group('platform-admins')),
    state: 'warn',
    codes: ['group-not-listed'],
  },
  {
    it: 'warns of a known operator account',
    objects: [admin, binding('argocd', 'cluster-admin', [argocd])],
    options: { ...shipped, platformNamespaces: operators },
    state: 'warn',
    codes: ['excepted'],
  },
  {
    it: 'warns of an account whose own role allows everything',
    objects: [
      role('argocd-application-controller', {
        rules: [...EVERYTHING, { nonResourceURLs: ['*'], verbs: ['*'] }],
      }),
      binding('argocd', 'argocd-application-controller', [argocd]),
    ],
    options: { ...shipped, platformNamespaces: operators },
    state: 'warn',
    codes: ['excepted'],
  },
  {
    it: 'fails more than two excepted operator accounts',
    objects: bound(
      argocd,
      account('flux-system', 'helm-controller'),
      account('velero', 'velero'),
    ),
    options: { ...shipped, platformNamespaces: operators },
    state: 'fail',
    codes: ['excepted'],
  },
  {
    it: 'fails the account of a tenant',
    objects: bound(account('batch', 'default')),
    state: 'fail',
    codes: ['tenant-service-account'],
  },
  {
    it: 'fails an account of a known name in another namespace',
    objects: bound(account('shop', 'argocd-application-controller')),
    options: shipped,
    state: 'fail',
    codes: ['tenant-service-account'],
  },
  {
    it: 'fails the account of a tenant that is bound as a user',
    objects: bound(user('system:serviceaccount:batch:default')),
    state: 'fail',
    codes: ['tenant-service-account'],
  },
  {
    it: 'fails an account of the platform without an exception',
    objects: bound(account('monitoring', 'robot')),
    options: { platformNamespaces: ['monitoring'] },
    state: 'fail',
    codes: ['service-account-not-excepted'],
  },
  {
    it: 'fails a single user',
    objects: bound(user('alice@example.com')),
    state: 'fail',
    codes: ['individual-user'],
  },
  {
    it: 'fails a user that was added to the bootstrap binding',
    objects: [
      admin,
      binding(
        'cluster-admin',
        'cluster-admin',
        [group('system:masters'), user('mallory')],
        BOOTSTRAP,
      ),
    ],
    state: 'fail',
    codes: ['individual-user'],
  },
  ...[
    'system:authenticated',
    'system:unauthenticated',
    'system:serviceaccounts',
    'system:serviceaccounts:batch',
  ].map(name => ({
    it: `fails ${name}`,
    objects: bound(group(name)),
    state: 'fail' as const,
    codes: ['everyone'],
  })),
  {
    it: 'lets no exception cover everyone',
    objects: bound(group('system:authenticated')),
    options: {
      exceptions: [{ check: check.id, reason: 'no reason', origin: 'config' }],
    },
    state: 'fail',
    codes: ['everyone'],
  },
  {
    it: 'resolves aggregated roles',
    objects: [
      role('ops', {
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-ops': 'true' } }],
        },
        rules: [],
      }),
      {
        ...role('all', { rules: EVERYTHING }),
        metadata: { name: 'all', labels: { 'to-ops': 'true' } },
      },
      binding('ops', 'ops', [user('alice')]),
    ],
    state: 'fail',
    codes: ['individual-user'],
  },
  {
    it: 'does not mind a wildcard role that nobody is bound to',
    objects: [admin, masters, role('unused', { rules: EVERYTHING })],
    state: 'pass',
  },
  {
    it: 'does not take every verb on one group for everything',
    objects: [
      role('apps', {
        rules: [{ apiGroups: ['apps'], resources: ['*'], verbs: ['*'] }],
      }),
      binding('apps', 'apps', [user('alice')]),
    ],
    state: 'pass',
  },
  {
    it: 'does not count a RoleBinding, which holds in its namespace',
    objects: [
      admin,
      masters,
      {
        ...binding('local', 'cluster-admin', [user('alice')]),
        kind: 'RoleBinding',
        metadata: { name: 'local', namespace: 'shop' },
      },
    ],
    state: 'pass',
  },
  {
    it: 'does not know where bindings are forbidden',
    objects: bound(user('alice')),
    options: { forbidden: ['clusterrolebindings'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not pass where roles are forbidden',
    objects: [admin, masters],
    options: { forbidden: ['clusterroles'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'fails by the name of the role where roles are forbidden',
    objects: bound(user('alice')),
    options: { forbidden: ['clusterroles'] },
    state: 'fail',
  },
];

export const rbacCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
