import type { Severity } from '@readiness/backstage-plugin-readiness-common';
import {
  defineCheck,
  found,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { shellWord } from '../shellWord';
import type { PowerId } from './rbacPowers';
import { bindingName, subjectFlag } from './rbacRemediation';
import { isEveryone } from './rbacSubject';
import {
  exceptionFor,
  grantsOf,
  heldTitles,
  holdersOf,
  isOfSystem,
  rbacReads,
  unseenGrants,
  type Held,
  type Holder,
  type RbacContext,
} from './rightHolders';
import { withoutRights } from './rightsRemediation';
import { worstSeverity } from './worstSeverity';

/** Ways to a Secret that do not read it: a pod mounts it, a shell prints it. */
const INDIRECT: readonly PowerId[] = ['create-workloads', 'exec', 'debug'];

const READING: ReadonlySet<PowerId> = new Set(['read-secrets', ...INDIRECT]);

interface Path {
  state: 'warn' | 'fail';
  severity: Severity;
  reason: Reason;
  held: readonly Held[];
}

const isWide = ({ grant }: Held) => grant.namespace === undefined;

const fieldOf = ([{ grant }]: readonly Held[]) =>
  `${grant.binding.roleRef.kind}/${grant.binding.roleRef.name}`;

function everywhere(
  { id, subject }: Holder,
  held: readonly Held[],
  context: RbacContext,
): Path {
  const { namespace } = subject;
  const ofPlatform =
    namespace !== undefined && context.namespaceClass(namespace) !== 'tenant';
  return {
    state: 'fail',
    severity: ofPlatform ? 'high' : 'critical',
    held,
    reason: {
      code: 'reads-all-secrets',
      message: `${id} reads the Secrets of every namespace: ${heldTitles(
        held,
      )}. list and watch show the values as get does.`,
      field: fieldOf(held),
    },
  };
}

/** Someone who takes the long way, which nobody lists. */
function byPods({ id }: Holder, held: readonly Held[]): Path {
  return {
    state: 'warn',
    severity: 'medium',
    held,
    reason: {
      code: 'reads-by-pods',
      message: `${id} reads any Secret by way of a pod that mounts it: ${heldTitles(
        held,
      )}.`,
      field: fieldOf(held),
    },
  };
}

function inNamespaces(
  { id, subject }: Holder,
  held: readonly Held[],
  context: RbacContext,
): Path | undefined {
  const namespaces = [
    ...new Set(held.flatMap(({ grant }) => grant.namespace ?? [])),
  ].sort();
  const isAccount = subject.kind === 'ServiceAccount';
  // An account works with the Secrets of its namespace; people are named
  // where the data is real.
  const counted = isAccount
    ? namespaces
    : namespaces.filter(
        namespace => context.environmentOf(namespace) === 'prod',
      );
  if (counted.length < (isAccount ? 2 : 1)) return undefined;
  const rights = held.filter(({ grant }) =>
    counted.includes(grant.namespace ?? ''),
  );
  return {
    state: 'warn',
    severity: isAccount || counted.length > 1 ? 'high' : 'medium',
    held: rights,
    reason: {
      code: 'reads-secrets-of-namespaces',
      message: `${id} reads the Secrets of ${
        counted.length === 1
          ? `namespace ${counted[0]}`
          : `${counted.length} namespaces (${counted.slice(0, 5).join(', ')}${
              counted.length > 5 ? ', …' : ''
            })`
      }: ${heldTitles(rights)}.`,
      field: fieldOf(rights),
    },
  };
}

function pathsOf(holder: Holder, context: RbacContext): readonly Path[] {
  const reads = holder.held.filter(
    ({ power, names }) => power === 'read-secrets' && names === undefined,
  );
  const wide = reads.filter(isWide);
  const ask = (rule: PowerId) =>
    exceptionFor(holder, rule, context) !== undefined;
  if (wide.length > 0) {
    return ask('read-secrets') ? [] : [everywhere(holder, wide, context)];
  }
  const local = inNamespaces(holder, reads, context);
  const indirect = holder.held.filter(
    one => isWide(one) && INDIRECT.includes(one.power),
  );
  const excepted = new Set(
    INDIRECT.filter(
      power => indirect.some(one => one.power === power) && ask(power),
    ),
  );
  const open = indirect.filter(({ power }) => !excepted.has(power));
  return [
    ...(local && !ask('read-secrets') ? [local] : []),
    ...(open.length > 0 ? [byPods(holder, open)] : []),
  ];
}

/** What an account needs instead: the Secrets that it names. */
function first({ subject }: Holder): readonly string[] {
  if (subject.kind !== 'ServiceAccount' || isEveryone(subject)) return [];
  const name = shellWord(bindingName(subject.name, 'secrets'));
  const place = `-n ${shellWord(subject.namespace ?? '')}`;
  return [
    `kubectl create role ${name} ${place} --verb=get --resource=secrets --resource-name=SECRET`,
    `kubectl create rolebinding ${name} ${place} --role=${name} ${subjectFlag(
      subject,
    )}`,
  ];
}

function occurrence(holder: Holder, paths: readonly Path[]): Occurrence {
  const direct = paths.some(({ reason }) => reason.code !== 'reads-by-pods');
  return {
    state: paths.some(({ state }) => state === 'fail') ? 'fail' : 'warn',
    severity: worstSeverity(paths),
    discriminator: holder.id,
    reasons: paths.map(({ reason }) => reason),
    remediation: withoutRights(
      holder,
      paths.flatMap(({ held }) => held),
      {
        summary: direct
          ? `Let ${holder.id} read the Secrets that it needs, by their names.`
          : `Bind ${holder.id} in the namespaces that it works in, not in the cluster.`,
        first: direct ? first(holder) : [],
        local: 'view',
        note: 'Put the names of its Secrets in place of SECRET; what needs none needs no Role either. view shows no Secrets, edit and admin do. That it reads metadata only is no defence: the same right shows the values.',
      },
    ),
  };
}

/** `sec-rbac-secrets-read` (`catalogue/20` S3). */
export const rbacSecretsRead = defineCheck({
  id: 'sec-rbac-secrets-read',
  title: 'Few can read Secrets',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'critical',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'used',
  onManifests: 'judged',
  reads: rbacReads,
  texts: {
    why: 'Whoever lists Secrets has every database password and every token of the cluster. One such account in one pod is enough.',
    rules: {
      pass: 'Nobody reads the Secrets of every namespace but accounts of system namespaces and the allow-list: secret managers, ingress and certificate controllers, GitOps, backup, operators. Who may do everything is the matter of sec-rbac-cluster-admin.',
      warn: 'People read the Secrets of a production namespace; an account those of two namespaces or more; or somebody starts pods, or enters them, in every namespace and so reads what they mount.',
      fail: 'Anybody else gets, lists or watches the Secrets of every namespace: an account, a person, a group, everyone.',
      unknown:
        'ClusterRoles or ClusterRoleBindings cannot be read; or nothing fails yet and Roles or RoleBindings cannot.',
    },
    traps: [
      'list and watch reveal the values exactly as get does; a request for metadata only needs the same right.',
      'view leaves Secrets out, edit and admin include them.',
      'get with resourceNames is the way to grant it, and is not counted.',
      'A RoleBinding to a ClusterRole reads in its namespace only.',
      'kube-state-metrics and the sidecar of Grafana ask for all Secrets by default and do without: --resources, and a label and namespace to search.',
      'Exceptions name the account by namespace and name, with rule read-secrets, create-workloads, exec or debug.',
    ],
    fix: 'Name the Secrets with resourceNames in a Role of the namespace, and take the wide right away.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
      'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
    ],
  },
  judge(_subject, inventory, context) {
    const seen = holdersOf(grantsOf(inventory, context), READING)
      .filter(holder => !isOfSystem(holder, context))
      .flatMap(holder => {
        const paths = pathsOf(holder, context);
        return paths.length > 0 ? [occurrence(holder, paths)] : [];
      });
    const unseen = unseenGrants(context);
    if (unseen && !seen.some(({ state }) => state === 'fail')) return unseen;
    return found(seen, {
      code: 'few-readers',
      message:
        'Nobody reads the Secrets of other namespaces but whom the allow-list names.',
    });
  },
});
