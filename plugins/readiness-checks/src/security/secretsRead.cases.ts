import type { CheckCase } from '../__fixtures__/checkCases';
import { RBAC_RIGHTS } from '../allowLists/rbacRights';
import {
  account,
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding,
  EVERYTHING,
  group,
  MASTERS,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacSecretsRead as check } from './secretsRead';

const reader = (verbs: readonly string[] = ['list']) =>
  clusterRole('reader', [rule(verbs, ['secrets'])]);

const wide = (
  subject: ReturnType<typeof user>,
  verbs: readonly string[] = ['list'],
) => [reader(verbs), clusterRoleBinding('readers', 'reader', [subject])];

const inNamespaces = (
  subject: ReturnType<typeof user>,
  ...namespaces: readonly string[]
) => [
  reader(),
  ...namespaces.map(namespace =>
    roleBinding(namespace, 'readers', { name: 'reader' }, [subject]),
  ),
];

const tool = account('shop', 'tool');

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a cluster with nothing but what Kubernetes brings',
    objects: [MASTERS, clusterRole('cluster-admin', EVERYTHING)],
    state: 'pass',
    codes: ['few-readers'],
  },
  {
    it: 'leaves those who may do everything to sec-rbac-cluster-admin',
    objects: [
      clusterRole('cluster-admin', EVERYTHING),
      clusterRoleBinding('wide', 'cluster-admin', [tool]),
    ],
    state: 'pass',
  },
  {
    it: 'passes accounts of the system',
    objects: wide(account('kube-system', 'csi-secrets-store')),
    state: 'pass',
  },
  {
    it: 'passes get by name',
    objects: [
      clusterRole('reader', [
        rule(['get'], ['secrets'], { resourceNames: ['own'] }),
      ]),
      clusterRoleBinding('readers', 'reader', [tool]),
    ],
    state: 'pass',
  },
  {
    it: 'passes an account that reads the Secrets of its namespace',
    objects: inNamespaces(tool, 'shop'),
    state: 'pass',
  },
  ...[
    account('external-secrets', 'external-secrets'),
    account('ingress-nginx', 'ingress-nginx'),
    account('argocd', 'argocd-applicationset-controller'),
    account('cert-manager', 'cert-manager'),
  ].map(subject => ({
    it: `passes ${subject.name}, which the allow-list names`,
    objects: wide(subject, ['get', 'list', 'watch']),
    options: { exceptions: RBAC_RIGHTS },
    state: 'pass' as const,
  })),
  {
    it: 'fails another account of the same namespace',
    objects: wide(account('ingress-nginx', 'debug')),
    options: { exceptions: RBAC_RIGHTS },
    state: 'fail',
  },
  {
    it: 'warns of people in a production namespace',
    objects: inNamespaces(group('payments-dev'), 'shop'),
    state: 'warn',
    codes: ['reads-secrets-of-namespaces'],
  },
  {
    it: 'does not mind people where the data is not real',
    objects: inNamespaces(group('payments-dev'), 'shop'),
    options: { environment: 'staging' },
    state: 'pass',
  },
  {
    it: 'warns of an account in two namespaces',
    objects: inNamespaces(tool, 'shop', 'bank'),
    state: 'warn',
    codes: ['reads-secrets-of-namespaces'],
  },
  {
    it: 'warns of who starts pods everywhere: they mount any Secret',
    objects: [
      clusterRole('deployer', [
        rule(['create'], ['deployments'], { apiGroups: ['apps'] }),
      ]),
      clusterRoleBinding('deployers', 'deployer', [tool]),
    ],
    state: 'warn',
    codes: ['reads-by-pods'],
  },
  {
    it: 'warns of who enters every pod',
    objects: [
      clusterRole('shell', [rule(['create'], ['pods/exec'])]),
      clusterRoleBinding('shells', 'shell', [group('on-call')]),
    ],
    state: 'warn',
    codes: ['reads-by-pods'],
  },
  ...['get', 'list', 'watch', '*'].map(verb => ({
    it: `fails an account that may ${verb} all Secrets`,
    objects: wide(tool, [verb]),
    state: 'fail' as const,
    codes: ['reads-all-secrets'],
  })),
  {
    it: 'fails a group with edit in the whole cluster, and passes view',
    objects: [
      clusterRole('edit', [rule(['get'], ['secrets', 'pods'])], {
        labels: BOOTSTRAP,
      }),
      clusterRole('view', [rule(['get'], ['pods'])], { labels: BOOTSTRAP }),
      clusterRoleBinding('developers', 'edit', [group('developers')]),
      clusterRoleBinding('guests', 'view', [group('guests')]),
    ],
    state: 'fail',
  },
  {
    it: 'fails everyone, whom no allow-list names',
    objects: wide(group('system:authenticated')),
    options: {
      exceptions: [
        {
          check: check.id,
          name: '*',
          reason: 'x',
          origin: 'config',
          rule: 'read-secrets',
        },
      ],
    },
    state: 'fail',
  },
  {
    it: 'trap 15: does not take a RoleBinding for the whole cluster',
    objects: [
      clusterRole('cluster-admin', EVERYTHING),
      roleBinding('shop', 'admins', { name: 'cluster-admin' }, [user('ann')]),
    ],
    state: 'warn',
  },
  {
    it: 'trap 16: sees what is aggregated into a role',
    objects: [
      clusterRole('viewer', [], {
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-view': 'true' } }],
        },
      }),
      {
        ...reader(),
        metadata: { name: 'reader', labels: { 'to-view': 'true' } },
      },
      clusterRoleBinding('viewers', 'viewer', [group('developers')]),
    ],
    state: 'fail',
  },
  {
    it: 'trap 16: does not mind a role that nobody is bound to',
    objects: [reader()],
    state: 'pass',
  },
  ...['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(
    forbidden => ({
      it: `does not know where ${forbidden} are forbidden`,
      objects: inNamespaces(group('payments-dev'), 'shop'),
      options: { forbidden: [forbidden] },
      state: 'unknown' as const,
      unknownReason: 'forbidden' as const,
    }),
  ),
  {
    it: 'fails although RoleBindings are forbidden: what is seen is enough',
    objects: wide(tool),
    options: { forbidden: ['rolebindings'] },
    state: 'fail',
  },
];

export const secretsReadCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
