import {
  defineCheck,
  found,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  escalationPaths,
  ESCALATING,
  type EscalationPath,
} from './escalationPaths';
import { isEveryone } from './rbacSubject';
import {
  exceptionFor,
  grantsOf,
  holdersOf,
  isOfSystem,
  rbacReads,
  unseenGrants,
  type Holder,
  type RbacContext,
} from './rightHolders';
import { withoutRights } from './rightsRemediation';
import { worstSeverity } from './worstSeverity';

/** People who run a namespace may bind in it: that is what admin is for. */
function isOwnNamespace(
  { subject }: Holder,
  { namespace, through }: EscalationPath,
  context: RbacContext,
): boolean {
  return (
    subject.kind !== 'ServiceAccount' &&
    !isEveryone(subject) &&
    through === undefined &&
    namespace !== undefined &&
    context.namespaceClass(namespace) !== 'system'
  );
}

const FIX =
  'For onboarding, a controller that applies fixed templates does without bind and escalate. Change the manifest as well where the role is delivered from Git or a chart.';

function occurrence(
  holder: Holder,
  paths: readonly EscalationPath[],
  context: RbacContext,
): Occurrence {
  const { id } = holder;
  const mild = paths.every(path => isOwnNamespace(holder, path, context));
  const severity = mild ? 'medium' : worstSeverity(paths);
  const [worst] = paths;
  return {
    state: mild ? 'warn' : 'fail',
    severity,
    discriminator: id,
    reasons: paths.map(
      ({ code, sentence, held }): Reason => ({
        code,
        message: `${id} ${sentence}`,
        field: `${held[0].grant.binding.roleRef.kind}/${held[0].grant.binding.roleRef.name}`,
      }),
    ),
    remediation: withoutRights(
      holder,
      paths.flatMap(({ held }) => held),
      {
        summary:
          worst.through === undefined
            ? `Take the rights from ${id} by which it raises its own.`
            : `Keep ${id} out of the namespace of ${worst.through}.`,
        local: worst.through === undefined ? 'edit' : 'view',
        note:
          worst.through === undefined
            ? FIX
            : `Or give ${worst.through} a namespace of its own, in which nobody else starts pods or makes tokens. ${FIX}`,
      },
    ),
  };
}

/** `sec-rbac-escalation` (`catalogue/20` S3). */
export const rbacEscalation = defineCheck({
  id: 'sec-rbac-escalation',
  title: 'No path to raise one’s own rights',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'configured',
  onManifests: 'judged',
  reads: rbacReads,
  texts: {
    why: 'Some rights are worth all others: who may bind, impersonate or make tokens is cluster-admin one call later, and no list of cluster-admins names them.',
    rules: {
      pass: 'Nobody but the control plane, accounts of system namespaces and the allow-list can raise their rights. Who may do everything already is the matter of sec-rbac-cluster-admin, who may start pods everywhere that of sec-rbac-pod-takeover.',
      warn: 'People who can do so in a namespace only, as admin of it.',
      fail: 'Anybody else: by escalate, bind, impersonate, tokens of accounts, certificates, admission, labels of namespaces, volumes of host paths, writing of bindings; or by starting a pod or making a token in a namespace where an account can.',
      unknown:
        'ClusterRoles or ClusterRoleBindings cannot be read; or nothing fails yet and Roles or RoleBindings cannot.',
    },
    traps: [
      'Aggregated ClusterRoles: an operator may add verbs to admin and edit by the labels rbac.authorization.k8s.io/aggregate-to-*; they are resolved.',
      'bind on ClusterRoles counts in a RoleBinding too: it then reaches every right in that namespace.',
      'bind needs the right to write a binding, escalate that to write a role; either alone is one step short, and is said so.',
      'Rules for named objects bound a right: bind on role view leads nowhere, a webhook of one’s own is one’s own.',
      'edit may make tokens of all accounts of its namespace: harmless, until a strong account moves in.',
      'Exceptions name the account by namespace and name, and as rule the code of the path, e.g. bind or change-mutation.',
    ],
    fix: 'Remove the verb; for onboarding use a controller with fixed templates instead of bind.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
      'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
    ],
  },
  judge(_subject, inventory, context) {
    const grants = grantsOf(inventory, context);
    const holders = holdersOf(grants, ESCALATING);
    const paths = escalationPaths(grants, holders);
    const seen = holders
      .filter(holder => !isOfSystem(holder, context))
      .flatMap(holder => {
        const open = (paths.get(holder.id) ?? []).filter(
          ({ code }) => !exceptionFor(holder, code, context),
        );
        return open.length > 0 ? [occurrence(holder, open, context)] : [];
      });
    const unseen = unseenGrants(context);
    if (unseen && !seen.some(({ state }) => state === 'fail')) return unseen;
    return found(seen, {
      code: 'no-path',
      message:
        'Nobody can raise their own rights but whom the allow-list names.',
    });
  },
});
