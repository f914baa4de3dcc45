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
import { rbacEscalation as check } from './escalation';

const bot = account('shop', 'bot');
const RBAC = { apiGroups: ['rbac.authorization.k8s.io'] };
const ADMISSION = { apiGroups: ['admissionregistration.k8s.io'] };
const CERTIFICATES = { apiGroups: ['certificates.k8s.io'] };

const wide = (
  rules: readonly object[],
  subject: ReturnType<typeof user> = bot,
) => [
  clusterRole('wide', rules),
  clusterRoleBinding('wide', 'wide', [subject]),
];

const local = (
  rules: readonly object[],
  subject: ReturnType<typeof user>,
  namespace = 'shop',
) => [
  clusterRole('local', rules),
  roleBinding(namespace, 'local', { name: 'local' }, [subject]),
];

/** An account that may do everything, in a namespace of its own. */
const strong = [
  clusterRole('cluster-admin', EVERYTHING),
  clusterRoleBinding('deployer', 'cluster-admin', [account('ci', 'deployer')]),
];

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes a cluster with nothing but what Kubernetes brings',
    objects: [MASTERS, clusterRole('cluster-admin', EVERYTHING)],
    state: 'pass',
    codes: ['no-path'],
  },
  {
    it: 'leaves those who may do everything to sec-rbac-cluster-admin',
    objects: strong,
    state: 'pass',
  },
  {
    it: 'passes accounts of the system',
    objects: wide(
      [rule(['impersonate'], ['users', 'groups'])],
      account('kube-system', 'x'),
    ),
    state: 'pass',
  },
  {
    it: 'passes a controller that the allow-list names, for that right',
    objects: wide(
      [rule(['update'], ['mutatingwebhookconfigurations'], ADMISSION)],
      account('cert-manager', 'cert-manager-cainjector'),
    ),
    options: { exceptions: RBAC_RIGHTS },
    state: 'pass',
  },
  {
    it: 'fails the same controller for another right',
    objects: wide(
      [rule(['impersonate'], ['users'])],
      account('cert-manager', 'cert-manager-cainjector'),
    ),
    options: { exceptions: RBAC_RIGHTS },
    state: 'fail',
    codes: ['impersonate'],
  },
  {
    it: 'passes bind on a role that leads nowhere, and a webhook of one’s own',
    objects: wide([
      rule(['bind'], ['clusterroles'], { ...RBAC, resourceNames: ['view'] }),
      rule(['update'], ['validatingwebhookconfigurations'], {
        ...ADMISSION,
        resourceNames: ['own'],
      }),
    ]),
    state: 'pass',
  },
  {
    it: 'passes tokens of the accounts of a namespace where none is strong',
    objects: local([rule(['create'], ['serviceaccounts/token'])], bot),
    state: 'pass',
  },
  {
    it: 'warns of people who run their namespace',
    objects: local(
      [rule(['create', 'update'], ['roles', 'rolebindings'], RBAC)],
      group('shop-admins'),
    ),
    state: 'warn',
    codes: ['write-bindings'],
  },
  {
    it: 'trap 15: warns of cluster-admin in a RoleBinding, which is the admin of a namespace',
    objects: [
      clusterRole('cluster-admin', EVERYTHING),
      roleBinding('shop', 'admins', { name: 'cluster-admin' }, [user('ann')]),
    ],
    state: 'warn',
    codes: ['escalate'],
  },
  {
    it: 'fails people who run a namespace of the system',
    objects: local(
      [rule(['create'], ['serviceaccounts/token'])],
      group('helpers'),
      'kube-system',
    ),
    state: 'fail',
    codes: ['through-account'],
  },
  {
    it: 'fails an account that writes bindings in its namespace',
    objects: local([rule(['create'], ['rolebindings'], RBAC)], bot),
    state: 'fail',
    codes: ['write-bindings'],
  },
  {
    it: 'fails bind in a RoleBinding: it reaches every right of the namespace',
    objects: local(
      [
        rule(['bind'], ['clusterroles'], RBAC),
        rule(['create'], ['rolebindings'], RBAC),
      ],
      bot,
    ),
    state: 'fail',
    codes: ['bind'],
    without: ['write-bindings', 'bind-alone'],
  },
  ...(
    [
      ['escalate', [rule(['escalate', 'update'], ['clusterroles'], RBAC)]],
      ['escalate-alone', [rule(['escalate'], ['clusterroles'], RBAC)]],
      [
        'bind',
        [
          rule(['bind'], ['clusterroles'], RBAC),
          rule(['create'], ['clusterrolebindings'], RBAC),
        ],
      ],
      ['bind-alone', [rule(['bind'], ['clusterroles'], RBAC)]],
      ['write-bindings', [rule(['patch'], ['clusterrolebindings'], RBAC)]],
      ['impersonate', [rule(['impersonate'], ['users'])]],
      [
        'impersonate',
        [
          rule(['impersonate'], ['groups'], {
            resourceNames: ['system:masters'],
          }),
        ],
      ],
      ['impersonate-accounts', [rule(['impersonate'], ['serviceaccounts'])]],
      ['create-tokens', [rule(['create'], ['serviceaccounts/token'])]],
      [
        'approve-certificates',
        [
          rule(
            ['update'],
            ['certificatesigningrequests/approval'],
            CERTIFICATES,
          ),
          rule(['approve'], ['signers'], CERTIFICATES),
        ],
      ],
      [
        'change-mutation',
        [rule(['create'], ['mutatingwebhookconfigurations'], ADMISSION)],
      ],
      [
        'change-validation',
        [rule(['patch'], ['validatingadmissionpolicies'], ADMISSION)],
      ],
      ['relabel-namespaces', [rule(['patch'], ['namespaces'])]],
      ['host-volumes', [rule(['create'], ['persistentvolumes'])]],
    ] as const
  ).map(([code, rules]) => ({
    it: `fails ${code} (${rules.map(({ verbs }) => verbs).join(' and ')})`,
    objects: wide(rules),
    state: 'fail' as const,
    codes: [code],
  })),
  {
    it: 'passes an approver of the certificates of kubelets',
    objects: wide([
      rule(['update'], ['certificatesigningrequests/approval'], CERTIFICATES),
      rule(['approve'], ['signers'], {
        ...CERTIFICATES,
        resourceNames: ['kubernetes.io/kubelet-serving'],
      }),
    ]),
    state: 'pass',
  },
  ...(
    [
      rule(['create'], ['pods']),
      rule(['create'], ['serviceaccounts/token']),
      rule(['create'], ['serviceaccounts/token'], {
        resourceNames: ['deployer'],
      }),
      rule(['impersonate'], ['serviceaccounts']),
    ] as const
  ).map(right => ({
    it: `fails ${right.verbs} on ${right.resources} where a strong account lives`,
    objects: [...strong, ...local([right], group('ci-dev'), 'ci')],
    state: 'fail' as const,
    codes: ['through-account'],
  })),
  {
    it: 'passes the token of another account there',
    objects: [
      ...strong,
      ...local(
        [
          rule(['create'], ['serviceaccounts/token'], {
            resourceNames: ['runner'],
          }),
        ],
        group('ci-dev'),
        'ci',
      ),
    ],
    state: 'pass',
  },
  {
    it: 'trap 16: sees verbs that an operator aggregates into edit',
    objects: [
      clusterRole('edit', [], {
        labels: BOOTSTRAP,
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { 'to-edit': 'true' } }],
        },
      }),
      clusterRole('extra', [rule(['impersonate'], ['users'])], {
        labels: { 'to-edit': 'true' },
      }),
      clusterRoleBinding('developers', 'edit', [group('developers')]),
    ],
    state: 'fail',
    codes: ['impersonate'],
  },
  {
    it: 'trap 16: does not mind a role that nobody is bound to',
    objects: [clusterRole('wide', [rule(['impersonate'], ['users'])])],
    state: 'pass',
  },
  ...['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'].map(
    forbidden => ({
      it: `does not know where ${forbidden} are forbidden`,
      objects: wide([rule(['get'], ['pods'])]),
      options: { forbidden: [forbidden] },
      state: 'unknown' as const,
      unknownReason: 'forbidden' as const,
    }),
  ),
  {
    it: 'fails although Roles are forbidden: what is seen is enough',
    objects: wide([rule(['impersonate'], ['users'])]),
    options: { forbidden: ['roles', 'rolebindings'] },
    state: 'fail',
  },
];

export const escalationCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));
