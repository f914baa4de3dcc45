import type { CheckCase } from '../__fixtures__/checkCases';
import { NODE_PROXIES } from '../allowLists/nodeProxies';
import {
  account,
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding,
  EVERYTHING,
  group,
  MASTERS,
  role,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacNodeProxy as check } from './nodeProxy';

const reader = clusterRole('kubelet-reader', [
  rule(['get', 'list'], ['nodes', 'nodes/metrics', 'nodes/proxy']),
]);
const admin = clusterRole('cluster-admin', EVERYTHING);

const prometheus = account('monitoring', 'prometheus');

const bound = (...subjects: readonly ReturnType<typeof user>[]) => [
  reader,
  clusterRoleBinding('kubelet-reader', 'kubelet-reader', subjects),
];

const except = (name: string, rbacRule: string, namespace?: string) => ({
  exceptions: [
    {
      check: check.id,
      namespace,
      name,
      rule: rbacRule,
      reason: 'scrapes the kubelets',
      origin: 'config' as const,
    },
  ],
});

const waived = except(
  'prometheus',
  'ServiceAccount:monitoring/prometheus',
  'monitoring',
);

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a cluster with nothing but what Kubernetes brings',
    objects: [
      admin,
      MASTERS,
      clusterRole('system:kubelet-api-admin', [rule(['*'], ['nodes/proxy'])], {
        labels: BOOTSTRAP,
      }),
      clusterRoleBinding('system:node-admin', 'system:kubelet-api-admin', [
        user('system:kube-apiserver'),
      ]),
    ],
    state: 'pass',
    codes: ['control-plane-only'],
  },
  {
    it: 'passes metrics, stats and logs of nodes',
    objects: [
      clusterRole('metrics', [
        rule(['get'], ['nodes', 'nodes/metrics', 'nodes/stats', 'nodes/log']),
      ]),
      clusterRoleBinding('metrics', 'metrics', [prometheus]),
    ],
    state: 'pass',
  },
  {
    it: 'passes a control plane that the allow-list names',
    objects: [
      clusterRole('system:kubelet-api-admin', [rule(['*'], ['nodes/proxy'])]),
      clusterRoleBinding('apiserver', 'system:kubelet-api-admin', [
        user('kube-apiserver'),
      ]),
    ],
    options: { exceptions: NODE_PROXIES },
    state: 'pass',
    codes: ['control-plane-only'],
  },
  {
    it: 'passes a control plane that the operator names',
    objects: bound(user('apiserver')),
    options: except('apiserver', 'User:apiserver'),
    state: 'pass',
  },
  {
    it: 'passes accounts of namespaces of the system',
    objects: bound(account('kube-system', 'metrics-server')),
    state: 'pass',
  },
  {
    it: 'leaves those who may do everything to sec-rbac-cluster-admin',
    objects: [
      admin,
      clusterRoleBinding('wide', 'cluster-admin', [account('batch', 'ci')]),
    ],
    state: 'pass',
  },
  {
    it: 'warns of an excepted account before v1.33',
    objects: bound(prometheus),
    options: { ...waived, version: '1.32' },
    state: 'warn',
    codes: ['excepted'],
  },
  {
    it: 'fails an excepted account where kubelets tell their paths apart',
    objects: bound(prometheus),
    options: { ...waived, version: '1.33' },
    state: 'fail',
    codes: ['excepted-needlessly'],
  },
  {
    it: 'fails an account that nobody excepted',
    objects: bound(prometheus),
    options: { platformNamespaces: ['monitoring'] },
    state: 'fail',
    codes: ['node-proxy'],
  },
  {
    it: 'trap 15: fails a role that only reads nodes/proxy',
    objects: [
      clusterRole('node-proxy-reader', [rule(['get'], ['nodes/proxy'])]),
      clusterRoleBinding('reader', 'node-proxy-reader', [user('alice')]),
    ],
    state: 'fail',
    codes: ['node-proxy'],
  },
  {
    it: 'trap 15: fails a role that only reads, but everything',
    objects: [
      clusterRole('auditor', [
        rule(['get', 'list', 'watch'], ['*'], { apiGroups: ['*'] }),
      ]),
      clusterRoleBinding('auditors', 'auditor', [group('auditors')]),
    ],
    state: 'fail',
    codes: ['node-proxy'],
  },
  {
    it: 'trap 15: does not count a RoleBinding, nodes are in no namespace',
    objects: [
      reader,
      roleBinding('shop', 'local', { name: 'kubelet-reader' }, [user('alice')]),
      role('shop', 'reader', [rule(['get'], ['nodes/proxy'])]),
      roleBinding('shop', 'reader', { kind: 'Role', name: 'reader' }, [
        user('alice'),
      ]),
    ],
    state: 'pass',
  },
  {
    it: 'trap 16: does not mind a role that nobody is bound to',
    objects: [reader],
    state: 'pass',
  },
  {
    it: 'trap 16: sees what is aggregated into a role',
    objects: [
      {
        ...reader,
        metadata: { name: 'kubelet-reader', labels: { 'to-view': 'true' } },
      },
      clusterRole('viewer', [], {
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-view': 'true' } }],
        },
      }),
      clusterRoleBinding('viewers', 'viewer', [group('developers')]),
    ],
    state: 'fail',
    codes: ['node-proxy'],
  },
  {
    it: 'sees the subresource of any resource',
    objects: [
      clusterRole('proxy', [rule(['create'], ['*/proxy'])]),
      clusterRoleBinding('proxy', 'proxy', [user('alice')]),
    ],
    state: 'fail',
  },
  {
    it: 'knows no form nodes/*, as RBAC does not',
    objects: [
      clusterRole('odd', [rule(['get'], ['nodes/*'])]),
      clusterRoleBinding('odd', 'odd', [user('alice')]),
    ],
    state: 'pass',
  },
  {
    it: 'does not mind nodes/proxy of another group',
    objects: [
      clusterRole('other', [
        rule(['get'], ['nodes/proxy'], { apiGroups: ['metrics.k8s.io'] }),
      ]),
      clusterRoleBinding('other', 'other', [user('alice')]),
    ],
    state: 'pass',
  },
  {
    it: 'fails for everyone, whom no allow-list names',
    objects: bound(group('system:authenticated')),
    state: 'fail',
  },
  ...['clusterroles', 'clusterrolebindings'].map(forbidden => ({
    it: `does not know where ${forbidden} are forbidden`,
    objects: bound(user('alice')),
    options: { forbidden: [forbidden] },
    state: 'unknown' as const,
    unknownReason: 'forbidden' as const,
  })),
];

export const nodeProxyCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
