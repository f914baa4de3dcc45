import type { PolicyRule } from '@readiness/backstage-plugin-readiness-engine';
import { isEverything, ruleAllows, type Right } from './rbacRights';

/** A right that gives more than it seems to, by its name in exceptions. */
export type PowerId =
  | 'read-secrets'
  | 'escalate'
  | 'bind'
  | 'write-roles'
  | 'write-bindings'
  | 'impersonate'
  | 'impersonate-accounts'
  | 'create-tokens'
  | 'approve-certificates'
  | 'approve-signers'
  | 'change-mutation'
  | 'change-validation'
  | 'relabel-namespaces'
  | 'host-volumes'
  | 'node-proxy'
  | 'exec'
  | 'port-forward'
  | 'proxy'
  | 'debug'
  | 'create-workloads';

interface PowerRight extends Right {
  /** Objects without a namespace: a RoleBinding gives nothing of them. */
  clusterScoped?: true;
  /**
   * What a rule for named objects is worth: nothing, unless it names one of
   * these; `any` where the names say how far it reaches.
   */
  named?: readonly string[] | 'any';
}

interface Power {
  id: PowerId;
  /** After "may". */
  does: string;
  rights: readonly PowerRight[];
}

const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';
const AUTHENTICATION = 'authentication.k8s.io';
const WRITE = ['create', 'update', 'patch'];
/** A connection is opened by a POST, and over a websocket by a GET. */
const CONNECT = ['create', 'get'];

const on = (
  group: string,
  resources: readonly string[],
  verbs: readonly string[] | undefined,
  rest: Pick<PowerRight, 'clusterScoped' | 'named'> = {},
): readonly PowerRight[] =>
  resources.map(resource => ({
    group,
    resource,
    ...(verbs && { verbs }),
    ...rest,
  }));

const power = (
  id: PowerId,
  does: string,
  ...rights: readonly (readonly PowerRight[])[]
): Power => ({ id, does, rights: rights.flat() });

const CLUSTER = { clusterScoped: true } as const;

/** In the order in which reasons name them. */
const POWERS: readonly Power[] = [
  power(
    'read-secrets',
    'read Secrets',
    on('', ['secrets'], ['get', 'list', 'watch']),
  ),
  power(
    'escalate',
    'raise rights',
    on(RBAC, ['clusterroles'], ['escalate'], CLUSTER),
    on(RBAC, ['roles'], ['escalate']),
  ),
  power(
    'bind',
    'raise rights',
    on(RBAC, ['clusterroles'], ['bind'], { named: ['cluster-admin'] }),
    on(RBAC, ['roles'], ['bind']),
  ),
  power(
    'write-roles',
    'write roles',
    on(RBAC, ['clusterroles'], WRITE, CLUSTER),
    on(RBAC, ['roles'], WRITE),
  ),
  power(
    'write-bindings',
    'write bindings',
    on(RBAC, ['clusterrolebindings'], WRITE, CLUSTER),
    on(RBAC, ['rolebindings'], WRITE),
  ),
  power(
    'impersonate',
    'impersonate others',
    on('', ['users'], ['impersonate'], CLUSTER),
    on('', ['groups'], ['impersonate'], {
      ...CLUSTER,
      named: ['system:masters'],
    }),
    on(AUTHENTICATION, ['userextras'], ['impersonate'], CLUSTER),
  ),
  power(
    'impersonate-accounts',
    'impersonate others',
    on('', ['serviceaccounts'], ['impersonate'], { named: 'any' }),
  ),
  power(
    'create-tokens',
    'create tokens of other accounts',
    on('', ['serviceaccounts/token'], ['create'], { named: 'any' }),
  ),
  power(
    'approve-certificates',
    'approve certificates',
    on(
      CERTIFICATES,
      ['certificatesigningrequests/approval'],
      ['update', 'patch'],
      CLUSTER,
    ),
  ),
  power(
    'approve-signers',
    'approve for signers',
    on(CERTIFICATES, ['signers'], ['approve'], {
      ...CLUSTER,
      named: ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*'],
    }),
  ),
  power(
    'change-mutation',
    'change admission',
    on(
      ADMISSION,
      ['mutatingwebhookconfigurations', 'mutatingadmissionpolicies'],
      WRITE,
      CLUSTER,
    ),
  ),
  power(
    'change-validation',
    'change admission',
    on(
      ADMISSION,
      [
        'validatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      ],
      WRITE,
      CLUSTER,
    ),
  ),
  power(
    'relabel-namespaces',
    'relabel namespaces',
    on('', ['namespaces'], ['update', 'patch']),
  ),
  power(
    'host-volumes',
    'create volumes of host paths',
    on('', ['persistentvolumes'], ['create'], CLUSTER),
  ),
  power(
    'node-proxy',
    'run commands on nodes',
    on('', ['nodes/proxy'], undefined, { ...CLUSTER, named: 'any' }),
  ),
  power(
    'exec',
    'run commands in pods',
    on('', ['pods/exec', 'pods/attach'], CONNECT),
  ),
  power(
    'port-forward',
    'connect to pods',
    on('', ['pods/portforward'], CONNECT),
  ),
  power(
    'proxy',
    'connect to pods',
    on('', ['pods/proxy', 'services/proxy'], CONNECT),
  ),
  power(
    'debug',
    'put containers into pods',
    on('', ['pods/ephemeralcontainers'], ['patch', 'update']),
  ),
  power(
    'create-workloads',
    'start pods',
    on('', ['pods', 'replicationcontrollers'], ['create']),
    on(
      'apps',
      ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      ['create'],
    ),
    on('batch', ['jobs', 'cronjobs'], ['create']),
  ),
];

const DOES = new Map(POWERS.map(({ id, does }) => [id, does]));

/** What somebody who holds it may do, after "may". */
export const powerDoes = (id: PowerId): string => DOES.get(id) ?? id;

/** A power, and by which right a rule gives it. */
export interface HeldRight {
  power: PowerId;
  /** With its subresource. */
  resource: string;
  group: string;
  /** Those that count; `*` where any does. */
  verbs: readonly string[];
  /** Part of a rule that allows everything. */
  ofEverything?: boolean;
  /** Objects that it is bounded to; absent means all. */
  names?: readonly string[];
}

/** How far a rule for named objects reaches; `undefined` where it gives nothing. */
function reachOf(
  { resourceNames }: PolicyRule,
  { named }: PowerRight,
): { names?: readonly string[] } | undefined {
  if (resourceNames.length === 0) return {};
  if (named === undefined) return undefined;
  if (named === 'any') return { names: resourceNames };
  return resourceNames.some(name => named.includes(name)) ? {} : undefined;
}

function heldBy(rule: PolicyRule, clusterWide: boolean): readonly HeldRight[] {
  return POWERS.flatMap(({ id, rights }) =>
    rights.flatMap(right => {
      if (right.clusterScoped && !clusterWide) return [];
      if (!ruleAllows(rule, right)) return [];
      const reach = reachOf(rule, right);
      if (!reach) return [];
      const wanted = right.verbs ?? [];
      const verbs = rule.verbs.includes('*')
        ? wanted
        : wanted.filter(verb => rule.verbs.includes(verb));
      const { group, resource } = right;
      return [
        {
          power: id,
          group,
          resource,
          verbs: verbs.length > 0 ? verbs : [...rule.verbs],
          ...(isEverything(rule) && { ofEverything: true }),
          ...reach,
        },
      ];
    }),
  );
}

type Held = readonly HeldRight[];
const inCluster = new WeakMap<readonly PolicyRule[], Held>();
const inNamespace = new WeakMap<readonly PolicyRule[], Held>();

/**
 * The powers among these rules, in the order of the table. Many bindings share
 * a role, so each list of rules is looked at once.
 */
export function powersOf(
  rules: readonly PolicyRule[],
  { clusterWide }: { clusterWide: boolean },
): Held {
  const known = clusterWide ? inCluster : inNamespace;
  const seen = known.get(rules);
  if (seen) return seen;
  const all = rules.flatMap(rule => heldBy(rule, clusterWide));
  const held = POWERS.flatMap(({ id }) => all.filter(one => one.power === id));
  known.set(rules, held);
  return held;
}
