import type { CheckCase } from '../__fixtures__/checkCases';
import {
  account,
  BOOTSTRAP,
  clusterRole,
  clusterRoleBinding,
  group,
  role,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacAnonymous as check } from './anonymousAccess';

const everybody = group('system:authenticated');
const nobody = group('system:unauthenticated');
const anonymous = user('system:anonymous');
const accounts = group('system:serviceaccounts');

const builtIn = (name: string, subjects: readonly (typeof everybody)[]) => [
  clusterRole(name, [{ nonResourceURLs: ['/api'], verbs: ['get'] }], {
    labels: BOOTSTRAP,
  }),
  clusterRoleBinding(name, name, subjects, BOOTSTRAP),
];

const kubernetes = [
  ...builtIn('system:discovery', [everybody]),
  ...builtIn('system:basic-user', [everybody]),
  ...builtIn('system:public-info-viewer', [everybody, nobody]),
  ...builtIn('system:service-account-issuer-discovery', [accounts]),
];

/** Bound to everybody: what one rule allows. */
const given = (rules: readonly object[], subject = everybody) => [
  clusterRole('given', rules),
  clusterRoleBinding('given', 'given', [subject]),
];

const clusterInfo = (name: string, rules: readonly object[]) => [
  role('kube-public', name, rules),
  roleBinding('kube-public', name, { kind: 'Role', name }, [anonymous]),
];

const PUBLIC = rule(['get'], ['configmaps'], {
  resourceNames: ['cluster-info'],
});

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes what Kubernetes and kubeadm give to everybody',
    objects: [
      ...kubernetes,
      ...clusterInfo('kubeadm:bootstrap-signer-clusterinfo', [PUBLIC]),
    ],
    state: 'pass',
    codes: ['built-in-only'],
  },
  {
    it: 'passes rights of those who have a name',
    objects: given([rule(['get'], ['pods'])], group('developers')),
    state: 'pass',
  },
  {
    it: 'passes rights of the accounts of one namespace',
    objects: [
      ...given(
        [rule(['get'], ['imagestreams/layers'])],
        group('system:serviceaccounts:shop'),
      ),
      ...kubernetes,
    ],
    state: 'pass',
  },
  {
    it: 'passes a binding to a role that does not exist',
    objects: [clusterRoleBinding('given', 'gone', [everybody])],
    state: 'pass',
  },
  {
    it: 'passes discovery that a distribution brings',
    objects: builtIn('system:openshift:discovery', [everybody]),
    state: 'pass',
  },
  {
    it: 'fails more than discovery, whatever label the binding has',
    objects: [
      clusterRole('system:old', [rule(['get'], ['pods'])]),
      clusterRoleBinding('system:old', 'system:old', [everybody], BOOTSTRAP),
    ],
    state: 'fail',
  },
  ...[
    [{ nonResourceURLs: ['/version', '/openapi/*'], verbs: ['get'] }],
    [
      rule(['get', 'list'], ['customresourcedefinitions'], {
        apiGroups: ['apiextensions.k8s.io'],
      }),
    ],
    [
      rule(['create'], ['selfsubjectaccessreviews'], {
        apiGroups: ['authorization.k8s.io'],
      }),
    ],
  ].map(rules => ({
    it: `warns of ${JSON.stringify(rules[0])}`,
    objects: given(rules),
    state: 'warn' as const,
    codes: ['extra-discovery'],
  })),
  {
    it: 'warns of a public ConfigMap by its name',
    objects: clusterInfo('login-info', [PUBLIC]),
    state: 'warn',
    codes: ['extra-discovery'],
  },
  ...[anonymous, nobody, everybody, accounts].map(subject => ({
    it: `fails rights of ${subject.name}`,
    objects: given([rule(['get', 'list'], ['pods'])], subject),
    state: 'fail' as const,
    codes: ['everybody'],
  })),
  ...[
    [rule(['get'], ['configmaps'])],
    [rule(['list'], ['customresourcedefinitions', 'secrets'])],
    [
      rule(['delete'], ['customresourcedefinitions'], {
        apiGroups: ['apiextensions.k8s.io'],
      }),
    ],
    [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
    [{ nonResourceURLs: ['*'], verbs: ['get'] }],
    [{ nonResourceURLs: ['/api'], verbs: ['*'] }],
    [{ nonResourceURLs: ['/apiserver-secrets'], verbs: ['get'] }],
    [rule(['get'], ['*'], { apiGroups: ['*'] })],
  ].map(rules => ({
    it: `fails ${JSON.stringify(rules[0])}`,
    objects: given(rules),
    state: 'fail' as const,
    codes: ['everybody'],
  })),
  {
    it: 'fails ConfigMaps of kube-public without a name',
    objects: clusterInfo('login-info', [rule(['get'], ['configmaps'])]),
    state: 'fail',
  },
  {
    it: 'fails a role in kube-public that only has the name of that of kubeadm',
    objects: [
      role('shop', 'kubeadm:bootstrap-signer-clusterinfo', [PUBLIC]),
      roleBinding(
        'shop',
        'info',
        { kind: 'Role', name: 'kubeadm:bootstrap-signer-clusterinfo' },
        [anonymous],
      ),
    ],
    state: 'fail',
  },
  {
    it: 'trap 15: fails a RoleBinding as well, in its namespace',
    objects: [
      clusterRole('admin', [rule(['*'], ['pods'])]),
      roleBinding('shop', 'open', { name: 'admin' }, [everybody]),
    ],
    state: 'fail',
    codes: ['everybody'],
  },
  {
    it: 'trap 16: sees what is aggregated into a role',
    objects: [
      clusterRole('open', [], {
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-open': 'true' } }],
        },
      }),
      clusterRole('pods', [rule(['list'], ['pods'])], {
        labels: { 'to-open': 'true' },
      }),
      clusterRoleBinding('open', 'open', [everybody]),
    ],
    state: 'fail',
  },
  {
    it: 'trap 16: does not mind a role that nobody is bound to',
    objects: [clusterRole('open', [rule(['*'], ['*'])]), ...kubernetes],
    state: 'pass',
  },
  {
    it: 'does not take an account of this name for everybody',
    objects: given(
      [rule(['list'], ['pods'])],
      account('shop', 'system:anonymous'),
    ),
    state: 'pass',
  },
  {
    it: 'does not know where ClusterRoleBindings are forbidden',
    objects: kubernetes,
    options: { forbidden: ['clusterrolebindings'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know where RoleBindings are forbidden and nothing fails',
    objects: kubernetes,
    options: { forbidden: ['rolebindings'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'fails what it sees where RoleBindings are forbidden',
    objects: given([rule(['list'], ['secrets'])]),
    options: { forbidden: ['rolebindings'] },
    state: 'fail',
  },
  {
    it: 'does not know where the role given to everybody is forbidden',
    objects: given([rule(['get'], ['pods'])]),
    options: { forbidden: ['clusterroles'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'needs no role that nobody but those with a name holds',
    objects: [
      ...kubernetes,
      clusterRoleBinding('developers', 'developer', [group('developers')]),
    ],
    options: { forbidden: ['clusterroles', 'roles'] },
    state: 'pass',
  },
  {
    it: 'fails cluster-admin by its name where roles are forbidden',
    objects: [clusterRoleBinding('open', 'cluster-admin', [anonymous])],
    options: { forbidden: ['clusterroles'] },
    state: 'fail',
  },
];

export const anonymousAccessCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
