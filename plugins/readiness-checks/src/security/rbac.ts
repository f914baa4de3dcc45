import {
  defineCheck,
  found,
  isUnreadable,
  list,
  optionalList,
  undecidable,
  type Exception,
  type JudgeContext,
  type Occurrence,
  type Reason,
  type Remediation,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import {
  allowsEverything,
  clusterGrants,
  effectiveRules,
  isEveryone,
  subjectId,
  type Grant,
  type RbacSubject,
} from './effectiveGrants';

/** So many subjects may be excepted before excepting is the rule. */
const MOST_EXCEPTED = 2;

interface Holder {
  subject: RbacSubject;
  grants: readonly Grant[];
  exception?: Exception;
}

type Context = JudgeContext<'clusterRoles' | 'clusterRoleBindings'>;

function holders(
  grants: readonly Grant[],
  context: Context,
): readonly Holder[] {
  const bySubject = new Map<string, Grant[]>();
  for (const grant of grants) {
    const id = subjectId(grant.subject);
    bySubject.set(id, [...(bySubject.get(id) ?? []), grant]);
  }
  return [...bySubject.entries()].map(([id, held]) => {
    const { subject } = held[0];
    const exception = isEveryone(subject)
      ? undefined
      : context.exception({
          namespace: subject.namespace,
          name: subject.name,
          rule: id,
        });
    return { subject, grants: held, ...(exception && { exception }) };
  });
}

/** Takes one subject out of a binding, or the binding away with its last. */
function removal({ binding, index }: Grant): string {
  const name = shellWord(binding.name);
  if (binding.subjects.length === 1) {
    return `kubectl delete clusterrolebinding ${name}`;
  }
  const path = `/subjects/${index}`;
  const patch = JSON.stringify([
    { op: 'test', path: `${path}/name`, value: binding.subjects[index].name },
    { op: 'remove', path },
  ]);
  return `kubectl patch clusterrolebinding ${name} --type=json -p ${shellWord(
    patch,
  )}`;
}

function narrower({ subject }: Holder): string | undefined {
  const { kind, name, namespace } = subject;
  if (kind === 'ServiceAccount') {
    const account = shellWord(`${namespace}:${name}`);
    const binding = shellWord(`${name}-edit`);
    return `kubectl create rolebinding ${binding} -n ${shellWord(
      namespace ?? '',
    )} --clusterrole=edit --serviceaccount=${account}`;
  }
  if (isEveryone(subject)) return undefined;
  const flag = kind === 'User' ? 'user' : 'group';
  return `kubectl create rolebinding ${shellWord(
    `${name.replace(/[^A-Za-z0-9.-]+/g, '-').toLowerCase()}-admin`,
  )} -n NAMESPACE --clusterrole=admin --${flag}=${shellWord(name)}`;
}

/** Taking the rights of an operator away at once would stop it. */
function operatorSteps(holder: Holder): Remediation {
  const id = subjectId(holder.subject);
  return {
    summary: `Give ${id} a role that names what it manages.`,
    type: 'steps',
    content: [
      `1. Find what ${id} uses: its documentation, or the audit log by its user name.`,
      '2. Write a ClusterRole with those resources and verbs, and bind it.',
      `3. Then take the wide one away:\n${holder.grants
        .map(removal)
        .join('\n')}`,
    ].join('\n'),
    note: 'A GitOps controller applies whatever Git says: scope it by AppProjects and by impersonating an account for each destination, and keep a dated exception for the rest.',
  };
}

function remediation(holder: Holder, context: Context): Remediation {
  const { subject, exception } = holder;
  const operator =
    subject.kind === 'ServiceAccount' &&
    (exception || context.namespaceClass(subject.namespace ?? '') !== 'tenant');
  if (operator) return operatorSteps(holder);
  const first = narrower(holder);
  const { binding } = holder.grants[0];
  return {
    summary: `Take cluster-wide admin rights from ${subjectId(
      holder.subject,
    )} and give it what it needs.`,
    type: 'command',
    target: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      name: binding.name,
    },
    content: [...(first ? [first] : []), ...holder.grants.map(removal)].join(
      '\n',
    ),
    note: first
      ? 'The narrower binding comes first so that nothing stops in between. Choose the namespace and a role with less than edit or admin where that is enough; change the manifest as well where the binding is delivered from Git or a chart.'
      : 'Whatever relied on this binding needs an identity and a role of its own.',
  };
}

function bindingReasons(holder: Holder): readonly Reason[] {
  return holder.grants.map(({ binding }) => ({
    code: 'cluster-admin',
    message: `ClusterRoleBinding ${binding.name} gives ClusterRole ${
      binding.roleRef.name
    }, every verb on every resource, to ${subjectId(holder.subject)}.`,
    field: `ClusterRoleBinding/${binding.name}`,
  }));
}

function verdictReason(holder: Holder, context: Context): Reason {
  const { subject } = holder;
  if (isEveryone(subject)) {
    return {
      code: 'everyone',
      message: `${subject.name} is everyone who reaches the API server.`,
    };
  }
  if (subject.kind === 'User') {
    return {
      code: 'individual-user',
      message: 'A person holds these rights at all times, by name.',
    };
  }
  if (subject.kind === 'Group') {
    return {
      code: 'group-not-listed',
      message:
        'The group is not on the list of break-glass groups, and the cluster cannot tell who is in it.',
    };
  }
  return context.namespaceClass(subject.namespace ?? '') === 'tenant'
    ? {
        code: 'tenant-service-account',
        message: `Whoever may create a pod in namespace ${subject.namespace} has the cluster.`,
      }
    : {
        code: 'service-account-not-excepted',
        message: 'No exception says why this account needs the whole cluster.',
      };
}

function exceptedOccurrence(
  holder: Holder,
  tooMany: boolean,
  context: Context,
): Occurrence {
  return {
    state: tooMany ? 'fail' : 'warn',
    severity: tooMany ? 'high' : 'medium',
    discriminator: subjectId(holder.subject),
    reasons: [
      ...bindingReasons(holder),
      {
        code: 'excepted',
        message: `${
          tooMany ? `More than ${MOST_EXCEPTED} are excepted. ` : 'Excepted: '
        }${holder.exception?.reason ?? ''}`,
      },
    ],
    remediation: remediation(holder, context),
  };
}

function occurrences(
  all: readonly Holder[],
  context: Context,
): readonly Occurrence[] {
  const excepted = all.filter(({ exception }) => exception);
  const groups = excepted.filter(({ subject }) => subject.kind === 'Group');
  const accounts = excepted.filter(({ subject }) => subject.kind !== 'Group');
  const standing = all
    .filter(({ exception }) => !exception)
    .map<Occurrence>(holder => {
      const group =
        holder.subject.kind === 'Group' && !isEveryone(holder.subject);
      return {
        state: group ? 'warn' : 'fail',
        ...(group && { severity: 'high' }),
        discriminator: subjectId(holder.subject),
        reasons: [...bindingReasons(holder), verdictReason(holder, context)],
        remediation: remediation(holder, context),
      };
    });
  return [
    ...standing,
    ...accounts.map(holder =>
      exceptedOccurrence(holder, accounts.length > MOST_EXCEPTED, context),
    ),
    ...(groups.length > MOST_EXCEPTED
      ? groups.map(holder => ({
          ...exceptedOccurrence(holder, true, context),
          state: 'warn' as const,
        }))
      : []),
  ];
}

/** `sec-rbac-cluster-admin` (`catalogue/20` S3). */
export const rbacClusterAdmin = defineCheck({
  id: 'sec-rbac-cluster-admin',
  title: 'cluster-admin is rare and human-free',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'configured',
  reads: [optionalList('clusterRoles'), list('clusterRoleBindings')],
  texts: {
    why: 'cluster-admin reads every Secret and changes every workload. A ServiceAccount that has it gives it to whoever can start a pod under it; a person who has it at all times loses it with one laptop.',
    rules: {
      pass: 'At most two break-glass groups, each excepted with a reason; no ServiceAccount and no single user.',
      warn: 'At most two ServiceAccounts of operators, each excepted with a reason; a group that no exception names; more than two break-glass groups.',
      fail: 'A ServiceAccount without an exception, a single user, or everyone (system:authenticated, system:serviceaccounts); more than two excepted ServiceAccounts.',
      unknown:
        'ClusterRoleBindings cannot be read; or ClusterRoles cannot, and no binding of cluster-admin itself already fails.',
    },
    traps: [
      'Group system:masters passes by RBAC altogether and stands in client certificates that nobody can list.',
      'Any role with every verb on every resource is cluster-admin, whatever its name; aggregated roles are resolved.',
      'A RoleBinding to cluster-admin holds in its namespace only and is not counted here.',
      'A ServiceAccount may be bound as user system:serviceaccount:<namespace>:<name>.',
      'GitOps controllers often are cluster-admin: scope them by AppProject or impersonation, and except them with a reason.',
    ],
    fix: 'Bind admin or edit in the namespaces concerned, then delete the ClusterRoleBinding.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge(_subject, { clusterRoles, clusterRoleBindings }, context) {
    const readable = !isUnreadable(context.source('clusterRoles').state);
    const everything = new Set([
      // Every API server brings it, so its name is enough.
      'cluster-admin',
      ...clusterRoles
        .filter(role => allowsEverything(effectiveRules(role, clusterRoles)))
        .map(({ name }) => name),
    ]);
    const grants = clusterGrants(clusterRoleBindings, role =>
      everything.has(role),
    );
    const seen = occurrences(holders(grants, context), context);
    if (!readable && !seen.some(({ state }) => state === 'fail')) {
      return undecidable(
        'clusterRoles',
        'A role of another name may allow everything.',
      );
    }
    return found(seen, {
      code: 'rare',
      message: 'No account outside the break-glass groups is cluster-admin.',
    });
  },
});
