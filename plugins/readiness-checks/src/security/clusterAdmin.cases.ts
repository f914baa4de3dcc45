import type { CheckCase } from '../__fixtures__/checkCases';
import { CLUSTER_ADMINS } from '../allowLists/clusterAdmins';
import {
  account,
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding as binding,
  EVERYTHING,
  group,
  MASTERS,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacClusterAdmin as check } from './clusterAdmin';

const admin = clusterRole('cluster-admin', EVERYTHING);

const bound = (...subjects: readonly ReturnType<typeof user>[]) => [
  admin,
  MASTERS,
  binding('wide', 'cluster-admin', subjects),
];

const node = (providerID: string, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: `node-${Object.keys(labels).length}`, labels },
  spec: { providerID },
});
const eksNode = node('aws:///eu-central-1a/i-0abc');

const ACCOUNT = '123456789012';

/** As eksctl writes it, with these identities in system:masters. */
const awsAuth = (
  roles: readonly string[],
  users: readonly string[] = [],
  rest: object = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'aws-auth', namespace: 'kube-system' },
  data: {
    mapRoles: [
      `- groups: [system:bootstrappers, system:nodes]\n  rolearn: arn:aws:iam::${ACCOUNT}:role/nodes\n  username: system:node:{{EC2PrivateDNSName}}\n`,
      ...roles.map(
        name =>
          `- groups: [system:masters]\n  rolearn: arn:aws:iam::${ACCOUNT}:role/${name}\n`,
      ),
    ].join(''),
    mapUsers: users
      .map(
        name =>
          `- {groups: ["system:masters"], userarn: "arn:aws:iam::${ACCOUNT}:user/${name}"}\n`,
      )
      .join(''),
    ...rest,
  },
});

const breakGlass = (...names: readonly string[]) => ({
  exceptions: names.map(name => ({
    check: check.id,
    name,
    rule: `AwsRole:${name}`,
    reason: 'assumed in an emergency, with an alarm on every use',
    origin: 'config' as const,
  })),
});

const shipped = { exceptions: CLUSTER_ADMINS };
const operators = ['argocd', 'flux-system', 'velero'];
const argocd = account('argocd', 'argocd-application-controller');

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a cluster with nothing but what Kubernetes brings',
    objects: [
      admin,
      MASTERS,
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
      clusterRole('argocd-application-controller', [
        ...EVERYTHING,
        { nonResourceURLs: ['*'], verbs: ['*'] },
      ]),
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
    it: 'trap 16: resolves aggregated roles',
    objects: [
      clusterRole('ops', [], {
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-ops': 'true' } }],
        },
      }),
      clusterRole('all', EVERYTHING, { labels: { 'to-ops': 'true' } }),
      binding('ops', 'ops', [user('alice')]),
    ],
    state: 'fail',
    codes: ['individual-user'],
  },
  {
    it: 'trap 16: does not mind a wildcard role that nobody is bound to',
    objects: [admin, MASTERS, clusterRole('unused', EVERYTHING)],
    state: 'pass',
  },
  {
    it: 'does not take every verb on one group for everything',
    objects: [
      clusterRole('apps', [rule(['*'], ['*'], { apiGroups: ['apps'] })]),
      binding('apps', 'apps', [user('alice')]),
    ],
    state: 'pass',
  },
  {
    it: 'trap 15: does not count a RoleBinding, which holds in its namespace',
    objects: [
      admin,
      MASTERS,
      roleBinding('shop', 'local', { name: 'cluster-admin' }, [user('alice')]),
    ],
    state: 'pass',
  },
  {
    it: 'fails a user whom aws-auth puts into system:masters',
    objects: [admin, MASTERS, eksNode, awsAuth([], ['alice'])],
    state: 'fail',
    codes: ['system-masters', 'individual-user'],
  },
  {
    it: 'warns of a role in system:masters that no exception names',
    objects: [admin, MASTERS, eksNode, awsAuth(['ops/admin'])],
    state: 'warn',
    codes: ['system-masters', 'role-not-listed'],
  },
  {
    it: 'passes a listed break-glass role',
    objects: [admin, MASTERS, eksNode, awsAuth(['break-glass'])],
    options: breakGlass('break-glass'),
    state: 'pass',
    codes: ['access-entries-not-seen'],
  },
  {
    it: 'warns of more than two break-glass roles and groups',
    objects: [
      ...bound(group('kubeadm:cluster-admins')),
      eksNode,
      awsAuth(['one', 'two']),
    ],
    options: {
      exceptions: [...CLUSTER_ADMINS, ...breakGlass('one', 'two').exceptions],
    },
    state: 'warn',
    codes: ['excepted'],
  },
  {
    it: 'says on EKS without aws-auth that access entries are not seen',
    objects: [admin, MASTERS, eksNode],
    state: 'pass',
    codes: ['access-entries-not-seen'],
  },
  {
    it: 'does not know on EKS where aws-auth is forbidden',
    objects: [admin, MASTERS, eksNode, awsAuth([])],
    options: { forbidden: ['configmaps/aws-auth'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'fails what it sees where aws-auth is forbidden',
    objects: [...bound(user('alice')), eksNode],
    options: { forbidden: ['configmaps/aws-auth'] },
    state: 'fail',
    codes: ['individual-user'],
  },
  {
    it: 'does not need aws-auth outside of EKS',
    objects: [admin, MASTERS, node('gce://project/zone/name')],
    options: { forbidden: ['configmaps/aws-auth'] },
    state: 'pass',
    without: ['access-entries-not-seen'],
  },
  {
    it: 'does not take a cluster in AWS with its own control plane for EKS',
    objects: [
      admin,
      MASTERS,
      eksNode,
      node('aws:///eu-central-1a/i-0def', {
        'node-role.kubernetes.io/control-plane': '',
      }),
    ],
    options: { forbidden: ['configmaps/aws-auth'] },
    state: 'pass',
    without: ['access-entries-not-seen'],
  },
  {
    it: 'does not know whether it is EKS where nodes are forbidden too',
    objects: [admin, MASTERS],
    options: { forbidden: ['nodes', 'configmaps/aws-auth'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know by an aws-auth that is no list',
    objects: [
      admin,
      MASTERS,
      eksNode,
      awsAuth([], [], { mapUsers: 'userarn: alice' }),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
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
    objects: [admin, MASTERS],
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

export const clusterAdminCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
