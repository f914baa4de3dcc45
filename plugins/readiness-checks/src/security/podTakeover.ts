import {
  defineCheck,
  found,
  list,
  na,
  type JudgeContext,
  type Occurrence,
  type Reason,
} from '@readiness/backstage-plugin-readiness-engine';
import { effectiveGrants } from './effectiveGrants';
import type { PowerId } from './rbacPowers';
import { isEveryone } from './rbacSubject';
import {
  exceptionFor,
  heldTitles,
  holdersOf,
  isOfSystem,
  type Held,
  type Holder,
} from './rightHolders';
import { withoutRights } from './rightsRemediation';

/** What each comes to, after the holder. */
const COMES_TO: Readonly<Partial<Record<PowerId, string>>> = {
  exec: 'runs commands in every pod',
  debug: 'puts a container of its own into every pod',
  'create-workloads':
    'starts pods in every namespace, with any ServiceAccount and Secret of it',
  'port-forward': 'connects to every port of every pod, past network policies',
  proxy: 'reaches every pod and Service through the API server',
};

const POWERS = new Set(Object.keys(COMES_TO) as PowerId[]);

interface Way {
  power: PowerId;
  held: readonly Held[];
  /** The reason of the operator for people who hold it on call. */
  onCall?: string;
}

/**
 * A row for an account says that it needs the right; one for people says who
 * is on call, which is a standing right all the same.
 */
function waysOf(
  holder: Holder,
  context: Pick<JudgeContext, 'exception'>,
): readonly Way[] {
  return [...POWERS].flatMap((power): Way[] => {
    const held = holder.held.filter(one => one.power === power && !one.names);
    if (held.length === 0) return [];
    const row = exceptionFor(holder, power, context);
    if (!row) return [{ power, held }];
    return holder.subject.kind === 'ServiceAccount'
      ? []
      : [{ power, held, onCall: row.reason }];
  });
}

function occurrence(holder: Holder, ways: readonly Way[]): Occurrence {
  const { id, subject } = holder;
  const open = ways.filter(({ onCall }) => onCall === undefined);
  const mild = ways.every(
    ({ power }) => power === 'port-forward' || power === 'proxy',
  );
  const mildness = mild && !isEveryone(subject) ? 'medium' : 'high';
  return {
    state: open.length > 0 ? 'fail' : 'warn',
    severity: open.length > 0 ? mildness : 'medium',
    discriminator: id,
    reasons: ways.map(
      ({ power, held, onCall }): Reason => ({
        code: onCall === undefined ? power : 'on-call',
        message: `${id} ${COMES_TO[power]}: ${heldTitles(held)}.${
          onCall === undefined ? '' : ` Excepted: ${onCall}`
        }`,
        field: `ClusterRole/${held[0].grant.binding.roleRef.name}`,
      }),
    ),
    remediation: withoutRights(
      holder,
      ways.flatMap(({ held }) => held),
      {
        summary: `Bind ${id} in the namespaces that it works in, not in the cluster.`,
        note: 'A RoleBinding for each namespace gives the same right where it belongs. For emergencies, a group that people join for an hour; the audit log shows who entered what.',
      },
    ),
  };
}

/** `sec-rbac-pod-takeover` (`catalogue/20` S3). */
export const rbacPodTakeover = defineCheck({
  id: 'sec-rbac-pod-takeover',
  title: 'Entering and starting pods is limited',
  dimension: 'security',
  control: 'S3',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'rbac-least-privilege',
  gate: 'used',
  onManifests: 'judged',
  reads: [list('clusterRoles'), list('clusterRoleBindings')],
  texts: {
    why: 'A shell in a pod has what the pod has, its token, its Secrets, its network. Whoever may start a pod anywhere picks any account of any namespace for it.',
    rules: {
      pass: 'Nobody enters or starts pods in every namespace but accounts of system namespaces and the allow-list. Who may do everything, for emergencies, is the matter of sec-rbac-cluster-admin.',
      warn: 'A group that an exception names: on call, and every use of it in the audit log.',
      fail: 'People, pipelines or other accounts that do so in the whole cluster: exec, attach, ephemeral containers, port-forward, proxy, or the creation of pods and of what makes pods.',
      na: 'The cluster is not one of production.',
      unknown: 'ClusterRoles or ClusterRoleBindings cannot be read.',
    },
    traps: [
      'A websocket is opened by GET: get on pods/exec is enough on many versions, and a role that only reads everything has it.',
      'The creation of a Deployment, Job or DaemonSet is that of its pods, with any ServiceAccount and Secret of the namespace.',
      'A RoleBinding enters the pods of its namespace only: that is the fix.',
      'Exceptions name the account or group, with rule exec, debug, create-workloads, port-forward or proxy.',
    ],
    fix: 'A RoleBinding in each namespace concerned; elevation for an hour where that is not enough.',
    references: [
      'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    ],
  },
  judge(_subject, inventory, context) {
    if (context.cluster.environment !== 'prod') {
      return na(
        'not-production',
        'In clusters that are not of production, developers enter pods.',
      );
    }
    const { clusterRoles, clusterRoleBindings } = inventory;
    const grants = effectiveGrants({ clusterRoles, clusterRoleBindings });
    const seen = holdersOf(grants, POWERS)
      .filter(holder => !isOfSystem(holder, context))
      .flatMap(holder => {
        const ways = waysOf(holder, context);
        return ways.length > 0 ? [occurrence(holder, ways)] : [];
      });
    return found(seen, {
      code: 'in-namespaces-only',
      message:
        'Nobody enters or starts pods in every namespace but whom the allow-list names.',
    });
  },
});
