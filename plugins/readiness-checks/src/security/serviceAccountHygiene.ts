import {
  defineCheck,
  found,
  isUnreadable,
  list,
  optionalList,
  pass,
  undecidable,
  workloads,
  type JudgeContext,
  type Judgement,
  type Occurrence,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { accountGrants, type AccountGrants } from './accountGrants';
import {
  withNarrowToken,
  withOwnAccount,
  withoutToken,
} from './accountRemediation';
import type { Grant } from './effectiveGrants';
import { bindingTitle } from './rbacRemediation';
import { riskyRights } from './riskyRights';

type Key =
  | 'workloads'
  | 'serviceAccounts'
  | 'roles'
  | 'clusterRoles'
  | 'roleBindings'
  | 'clusterRoleBindings';
type Context = JudgeContext<Key>;

const DEFAULT = 'default';

/** The account of a pod and what it brings into the pod. */
interface Account {
  name: string;
  mounted: boolean;
  own: readonly Grant[];
  /** With what all accounts of its namespace have. */
  near: readonly Grant[];
  /** With what everyone has. */
  all: readonly Grant[];
}

function accountOf(
  { namespace }: Workload,
  template: NonNullable<Workload['template']>,
  grants: AccountGrants,
): Account {
  const name = template.serviceAccountName ?? DEFAULT;
  const own = grants.own(namespace, name);
  const near = [...own, ...grants.ofNamespace(namespace)];
  return {
    name,
    // The pod's own setting wins over its account's.
    mounted:
      template.automountServiceAccountToken ??
      grants.account(namespace, name)?.automountServiceAccountToken ??
      true,
    own,
    near,
    all: [...near, ...grants.ofEveryone()],
  };
}

/** The token is shown to others than the API server. */
const provesIdentity = ({ live }: Workload) =>
  live.injected.some(({ injector }) => injector === 'vault');

const titles = (grants: readonly Grant[]) =>
  [...new Set(grants.map(bindingTitle))].join(', ');

function defaultWithGrants(
  workload: Workload,
  { own, mounted }: Account,
): Occurrence {
  return {
    state: 'fail',
    ...(!mounted && { severity: 'low' }),
    reasons: [
      {
        code: 'default-with-grants',
        message: `It runs as account default of namespace ${
          workload.namespace
        }, which has rights by ${titles(own)}: ${
          mounted
            ? 'so has every other pod that names no account.'
            : 'its token is not mounted here, but every other pod that names no account has them.'
        }`,
        field: 'serviceAccountName',
      },
    ],
    remediation: withOwnAccount(workload, own),
  };
}

function exposedToken(
  workload: Workload,
  { name, all }: Account,
): Occurrence | undefined {
  const risky = all.filter(grant => riskyRights([grant]).length > 0);
  const rights = riskyRights(risky);
  if (rights.length === 0) return undefined;
  return {
    state: 'fail',
    reasons: [
      {
        code: 'exposed-token',
        message: `It is reachable from outside and mounts the token of account ${name}, which by ${titles(
          risky,
        )} may ${rights.join(', ')}.`,
        field: 'automountServiceAccountToken',
      },
    ],
    remediation: withNarrowToken(workload, risky),
  };
}

function idleToken(workload: Workload, { name }: Account): Occurrence {
  const isDefault = name === DEFAULT;
  return {
    state: 'warn',
    severity: 'low',
    reasons: [
      {
        code: isDefault ? 'default-token' : 'idle-token',
        message: isDefault
          ? 'It runs as account default and mounts its token, which opens nothing today: a later binding of default opens it for every pod.'
          : `It mounts the token of account ${name}, to which nothing is bound: it opens nothing here.`,
        field: 'automountServiceAccountToken',
      },
    ],
    remediation: withoutToken(workload),
  };
}

const unreadOf = <K extends Parameters<Context['source']>[0]>(
  context: Context,
  keys: readonly K[],
) => keys.find(key => isUnreadable(context.source(key).state));

const BINDINGS = ['clusterRoleBindings', 'roleBindings'] as const;

/** The token of an account to which nothing is known to be bound. */
function judgeUnbound(
  workload: Workload,
  account: Account,
  context: Context,
): Judgement {
  const unread = unreadOf(context, BINDINGS);
  if (unread) {
    return undecidable(unread, `Account ${account.name} may be bound there.`);
  }
  return account.mounted
    ? found([idleToken(workload, account)])
    : pass({ code: 'no-token', message: 'No token is mounted.' });
}

/** Whether somebody from outside would get a token worth having. */
function judgeExposure(
  workload: Workload,
  account: Account,
  context: Context,
): Judgement | undefined {
  const unseen = unreadOf(context, ['services', 'ingresses'] as const);
  if (!workload.exposed && !unseen) return undefined;
  const token = exposedToken(workload, account);
  if (token && workload.exposed) return found([token]);
  if (token && unseen) {
    return undecidable(
      unseen,
      `Its token may ${riskyRights(account.all).join(
        ', ',
      )}; whether it is reachable from outside cannot be seen.`,
    );
  }
  const hidden = account.all.find(({ rules }) => rules === undefined);
  if (hidden) {
    return undecidable(
      hidden.binding.roleRef.kind === 'Role' ? 'roles' : 'clusterRoles',
      `What ${bindingTitle(hidden)} gives to its account cannot be read.`,
    );
  }
  const unread = unreadOf(context, BINDINGS);
  return unread && undecidable(unread, 'More may be bound to its account.');
}

/** `sec-rbac-sa-hygiene` (`catalogue/20` S3). */
export const serviceAccountHygiene = defineCheck({
  id: 'sec-rbac-sa-hygiene',
  title: 'Dedicated ServiceAccounts, no idle tokens',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['workload'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'sa-hygiene',
  gate: 'used',
  reads: [
    ...workloads(),
    list('serviceAccounts'),
    optionalList('clusterRoleBindings'),
    optionalList('roleBindings'),
    optionalList('clusterRoles'),
    optionalList('roles'),
  ],
  texts: {
    why: 'Kubernetes puts a token for its API into every pod that does not say no. Whoever gets into the pod has it, and with account default so has every other pod of the namespace.',
    rules: {
      pass: 'It has a ServiceAccount of its own, whose token is mounted only if something is bound to it; or no token is mounted and nothing is bound to default.',
      warn: 'A token that opens nothing is mounted: of account default, or of an account without a binding.',
      fail: 'It runs as account default and something is bound to that; or it is reachable from outside and its token reads Secrets or raises rights.',
      na: 'Static and parked workloads, namespaces of the cluster, and exposed controllers that need their rights, by the allow-list (rule exposed-token).',
      unknown:
        'The template or ServiceAccounts cannot be read; or bindings, roles or Services cannot and the answer hangs on them.',
    },
    traps: [
      'automountServiceAccountToken of the pod wins over that of its ServiceAccount; unset in both means true.',
      'Cloud identities (IRSA, workload identity) and mesh sidecars have projected tokens of their own: they work without this one.',
      'The agent of Vault signs in with this token: where it is injected, an account without a binding is in order.',
      'Operators and ingress controllers need theirs: bind what they use, and no more.',
      'A RoleBinding in another namespace may be what makes a token worth having; all are read.',
      'A binding to a role that does not exist gives nothing.',
    ],
    fix: 'automountServiceAccountToken: false in the pod spec, and a ServiceAccount of its own for what calls the API.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge({ workload }, inventory, context) {
    const { template } = workload;
    if (!template) {
      return undecidable('template', 'No template and no live pod to read.');
    }
    const unread = (key: 'clusterRoles' | 'roles') =>
      isUnreadable(context.source(key).state);
    const grants = accountGrants(inventory, {
      clusterRoles: unread('clusterRoles'),
      roles: unread('roles'),
    });
    const account = accountOf(workload, template, grants);
    const isDefault = account.name === DEFAULT;
    if (isDefault && account.own.length > 0) {
      return found([defaultWithGrants(workload, account)]);
    }
    if (account.mounted) {
      const exposure = judgeExposure(workload, account, context);
      if (exposure) return exposure;
    }
    if (!account.mounted && !isDefault) {
      return pass({ code: 'no-token', message: 'No token is mounted.' });
    }
    if (!isDefault && provesIdentity(workload)) {
      return pass({
        code: 'identity-token',
        message: `The agent of Vault signs in with the token of account ${account.name}.`,
      });
    }
    if (isDefault || account.near.length === 0) {
      return judgeUnbound(workload, account, context);
    }
    return pass({
      code: 'needed-token',
      message: `Account ${
        account.name
      }, whose token it mounts, has rights by ${titles(account.near)}.`,
    });
  },
});
