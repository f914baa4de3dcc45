import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  livePod,
  operatedPod,
  podSpec,
  SHOP,
  staticPod,
  withoutTemplate,
} from '../__fixtures__/objects';
import { EXPOSED_TOKENS } from '../allowLists/exposedTokens';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  group,
  role,
  roleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { serviceAccountHygiene as check } from './serviceAccountHygiene';

export const serviceAccount = (
  name: string,
  automountServiceAccountToken?: boolean,
  namespace = SHOP,
) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name, namespace },
  ...(automountServiceAccountToken !== undefined && {
    automountServiceAccountToken,
  }),
});

/** Runs as its own account, whose token the pod may or may not want. */
const own = (automountServiceAccountToken?: boolean) =>
  deployment(
    podSpec({
      serviceAccountName: 'cart',
      ...(automountServiceAccountToken !== undefined && {
        automountServiceAccountToken,
      }),
    }),
  );

const cart = account(SHOP, 'cart');
const byDefault = account(SHOP, 'default');

const reads = role(SHOP, 'reads', [rule(['get'], ['configmaps'])]);
const bound = (...subjects: readonly ReturnType<typeof user>[]) => [
  reads,
  roleBinding(SHOP, 'reads', { kind: 'Role', name: 'reads' }, subjects),
];

/** Makes `deployment()` reachable from outside. */
export const exposed = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app', namespace: SHOP },
  spec: { type: 'LoadBalancer', selector: { app: 'app' } },
};

const secrets = clusterRole('secrets', [rule(['list'], ['secrets'])]);
const readsSecrets = [secrets, clusterRoleBinding('wide', 'secrets', [cart])];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes an account of its own that something is bound to',
    objects: [own(), serviceAccount('cart'), ...bound(cart)],
    state: 'pass',
    codes: ['needed-token'],
  },
  {
    it: 'passes an account of its own without a token',
    objects: [own(false), serviceAccount('cart')],
    state: 'pass',
    codes: ['no-token'],
  },
  {
    it: 'passes account default without a token and without rights',
    objects: [
      deployment(podSpec({ automountServiceAccountToken: false })),
      serviceAccount('default'),
    ],
    state: 'pass',
    codes: ['no-token'],
  },
  {
    it: 'takes the setting of the account where the pod has none',
    objects: [deployment(), serviceAccount('default', false)],
    state: 'pass',
    codes: ['no-token'],
  },
  {
    it: 'takes the setting of the pod where it has one',
    objects: [
      deployment(podSpec({ automountServiceAccountToken: true })),
      serviceAccount('default', false),
    ],
    state: 'warn',
    codes: ['default-token'],
  },
  {
    it: 'warns of account default with a token that opens nothing',
    objects: [deployment(), serviceAccount('default')],
    state: 'warn',
    codes: ['default-token'],
  },
  {
    it: 'warns of a token of its own that nothing is bound to',
    objects: [own(), serviceAccount('cart'), ...bound(byDefault)],
    state: 'warn',
    codes: ['idle-token'],
  },
  {
    it: 'passes a token by which the agent of Vault signs in',
    objects: [
      own(),
      ...livePod(
        podSpec({
          containers: [container(), container({ name: 'vault-agent' })],
        }),
        {
          metadata: {
            annotations: {
              'vault.hashicorp.com/agent-inject-status': 'injected',
            },
          },
        },
      ),
    ],
    state: 'pass',
    codes: ['identity-token'],
  },
  {
    it: 'trap 16: does not take a binding to a role that is gone for a right',
    objects: [
      own(),
      roleBinding(SHOP, 'gone', { kind: 'Role', name: 'gone' }, [cart]),
    ],
    state: 'warn',
    codes: ['idle-token'],
  },
  {
    it: 'counts a binding in another namespace',
    objects: [
      own(),
      role('jobs', 'reads', [rule(['create'], ['jobs'])]),
      roleBinding('jobs', 'reads', { kind: 'Role', name: 'reads' }, [cart]),
    ],
    state: 'pass',
  },
  {
    it: 'counts a binding of all accounts of its namespace',
    objects: [own(), ...bound(group(`system:serviceaccounts:${SHOP}`))],
    state: 'pass',
  },
  {
    it: 'counts an account that is bound by the name of its user',
    objects: [own(), ...bound(user(`system:serviceaccount:${SHOP}:cart`))],
    state: 'pass',
  },
  {
    it: 'fails account default with rights',
    objects: [deployment(), serviceAccount('default'), ...bound(byDefault)],
    state: 'fail',
    codes: ['default-with-grants'],
  },
  {
    it: 'fails account default with rights where it is written out',
    objects: [
      deployment(podSpec({ serviceAccountName: 'default' })),
      ...bound(byDefault),
    ],
    state: 'fail',
    codes: ['default-with-grants'],
  },
  {
    it: 'fails account default with rights although this pod has no token',
    objects: [
      deployment(podSpec({ automountServiceAccountToken: false })),
      ...bound(byDefault),
    ],
    state: 'fail',
    codes: ['default-with-grants'],
  },
  {
    it: 'does not take rights of all accounts of a namespace for those of default',
    objects: [deployment(), ...bound(group(`system:serviceaccounts:${SHOP}`))],
    state: 'warn',
    codes: ['default-token'],
  },
  {
    it: 'fails a token that reads Secrets on an exposed pod',
    objects: [own(), exposed, ...readsSecrets],
    state: 'fail',
    codes: ['exposed-token'],
  },
  {
    it: 'fails a token that raises rights on an exposed pod',
    objects: [
      own(),
      exposed,
      clusterRole('binder', [
        rule(['bind'], ['clusterroles'], {
          apiGroups: ['rbac.authorization.k8s.io'],
        }),
      ]),
      clusterRoleBinding('binder', 'binder', [cart]),
    ],
    state: 'fail',
    codes: ['exposed-token'],
  },
  {
    it: 'passes the same token where nobody reaches the pod',
    objects: [own(), ...readsSecrets],
    state: 'pass',
  },
  {
    it: 'passes an exposed pod without a token',
    objects: [own(false), exposed, ...readsSecrets],
    state: 'pass',
    codes: ['no-token'],
  },
  {
    it: 'passes an exposed pod that reads Secrets by their names',
    objects: [
      own(),
      exposed,
      role(SHOP, 'tls', [
        rule(['get'], ['secrets'], { resourceNames: ['tls'] }),
      ]),
      roleBinding(SHOP, 'tls', { kind: 'Role', name: 'tls' }, [cart]),
    ],
    state: 'pass',
  },
  {
    it: 'trap 15: passes rights on objects of the cluster by a RoleBinding, which gives none',
    objects: [
      own(),
      exposed,
      clusterRole('volumes', [rule(['create'], ['persistentvolumes'])]),
      roleBinding(SHOP, 'volumes', { name: 'volumes' }, [cart]),
    ],
    state: 'pass',
  },
  {
    it: 'trap 15: fails cluster-admin by a RoleBinding, it reads Secrets there',
    objects: [
      own(),
      exposed,
      roleBinding(SHOP, 'admin', { name: 'cluster-admin' }, [cart]),
    ],
    state: 'fail',
    codes: ['exposed-token'],
  },
  {
    it: 'leaves controllers to their exception',
    objects: [
      deployment(podSpec({ serviceAccountName: 'ingress-nginx' }), {
        namespace: 'ingress-nginx',
        name: 'ingress-nginx-controller',
      }),
      { ...exposed, metadata: { name: 'app', namespace: 'ingress-nginx' } },
      secrets,
      clusterRoleBinding('ingress-nginx', 'secrets', [
        account('ingress-nginx', 'ingress-nginx'),
      ]),
    ],
    options: { exceptions: EXPOSED_TOKENS },
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'does not judge static pods',
    objects: [staticPod(podSpec())],
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'does not judge namespaces of the cluster itself',
    objects: [deployment(podSpec(), { namespace: 'kube-system' })],
    state: 'na',
    codes: ['system-namespace'],
  },
  {
    it: 'judges the live pod where the owner is a custom resource',
    objects: [
      operatedPod(podSpec({ serviceAccountName: 'main' })),
      ...bound(account(SHOP, 'main')),
    ],
    state: 'pass',
    codes: ['needed-token'],
  },
  {
    it: 'does not know without a template',
    objects: [withoutTemplate],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'does not know where ServiceAccounts are forbidden',
    objects: [own(false)],
    options: { forbidden: ['serviceaccounts'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  ...['rolebindings', 'clusterrolebindings'].map(forbidden => ({
    it: `does not know where ${forbidden} are forbidden and nothing is bound`,
    objects: [own(), serviceAccount('cart')],
    options: { forbidden: [forbidden] },
    state: 'unknown' as const,
    unknownReason: 'forbidden' as const,
  })),
  {
    it: 'fails rights of default that it sees where others are forbidden',
    objects: [deployment(), ...bound(byDefault)],
    options: { forbidden: ['clusterrolebindings'] },
    state: 'fail',
  },
  {
    it: 'needs no binding where no token is mounted',
    objects: [own(false), serviceAccount('cart')],
    options: { forbidden: ['rolebindings', 'clusterrolebindings'] },
    state: 'pass',
  },
  {
    it: 'does not know what an exposed token opens where more may be bound',
    objects: [own(), exposed, ...bound(cart)],
    options: { forbidden: ['clusterrolebindings'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know what an exposed token opens where roles are forbidden',
    objects: [own(), exposed, ...readsSecrets],
    options: { forbidden: ['clusterroles'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know whether it is exposed where Services are forbidden',
    objects: [own(), exposed, ...readsSecrets],
    options: { forbidden: ['services'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'needs no Service for a token that opens little',
    objects: [own(), exposed, ...bound(cart)],
    options: { forbidden: ['services'] },
    state: 'pass',
  },
];

export const serviceAccountHygieneCases: readonly CheckCase[] = cases.map(
  one => ({ ...one, check }),
);
