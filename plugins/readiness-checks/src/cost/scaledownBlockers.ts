import {
  defineCheck,
  found,
  isUnreadable,
  list,
  matchesSelector,
  na,
  named,
  optionalList,
  pass,
  undecidable,
  workloads,
  type BudgetObject,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type Occurrence,
  type Remediation,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { workloadRemediation } from '../workloadRemediation';
import { mayShrinkUnseen, shrinkersOf, type Shrinkers } from './nodeShrinkers';

const reads = [
  ...workloads({ live: true }),
  list('podDisruptionBudgets'),
  list('nodes'),
  optionalList('nodePools'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  optionalList('openshiftClusterAutoscalers'),
  optionalList('machineDeployments'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['workload'];

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const PINNED = 'karpenter.sh/do-not-disrupt';
/** By which an owner says why the pods may hold their nodes. */
const REASON = 'readiness.io/holds-nodes';

const HOUR_MS = 60 * 60 * 1000;
const BUILT_IN_GROUPS = ['', 'apps', 'batch'];

interface Blocker {
  discriminator:
    | 'safe-to-evict'
    | 'do-not-disrupt'
    | 'bare'
    | 'budget'
    | 'local-storage'
    | 'system-pods'
    | 'custom-controller';
  message: string;
  /** It depends on a flag of the autoscaler that nobody can read. */
  byDefault?: true;
  remediation: Remediation;
}

const annotate = (
  workload: Workload,
  annotations: Readonly<Record<string, string | null>>,
  summary: string,
  note?: string,
): Remediation =>
  workloadRemediation(workload, {
    topic: 'placement',
    summary,
    annotations,
    ...(note && { note }),
  });

function budgetsOf(
  { namespace, template }: Workload,
  budgets: readonly BudgetObject[],
): readonly BudgetObject[] {
  return budgets.filter(
    budget =>
      budget.namespace === namespace &&
      matchesSelector(budget.selector, template?.labels ?? {}),
  );
}

/** Annotations that ask for it: whoever wrote them meant it. */
function asked(workload: Workload, by: Shrinkers): readonly Blocker[] {
  const { template, name } = workload;
  const says = (key: string, value: string) =>
    template?.annotations[key] === value;
  return [
    ...(by.clusterAutoscaler && says(SAFE, 'false')
      ? [
          {
            discriminator: 'safe-to-evict' as const,
            message: `Its pods carry ${SAFE}: "false", so no node that runs one is taken away.`,
            remediation: annotate(
              workload,
              { [SAFE]: null },
              `Let the autoscaler move the pods of ${name}.`,
            ),
          },
        ]
      : []),
    ...(by.karpenter && says(PINNED, 'true')
      ? [
          {
            discriminator: 'do-not-disrupt' as const,
            message: `Its pods carry ${PINNED}: "true", so Karpenter neither consolidates nor replaces their nodes.`,
            remediation: annotate(
              workload,
              { [PINNED]: null },
              `Let Karpenter move the pods of ${name}.`,
            ),
          },
        ]
      : []),
  ];
}

/** What the cluster-autoscaler leaves alone unless a flag says otherwise. */
function leftAlone(
  workload: Workload,
  budgets: readonly BudgetObject[],
): readonly Blocker[] {
  const { template, classes, namespace, name, apiGroup, kind } = workload;
  // The annotation settles all that follows, and the question of bare pods.
  if (template?.annotations[SAFE] === 'true') return [];
  const allow = (note: string) =>
    annotate(
      workload,
      { [SAFE]: 'true' },
      `Say that the pods of ${name} may be moved.`,
      note,
    );
  const blockers: Blocker[] = [];
  if (classes.has('bare')) {
    blockers.push({
      discriminator: 'bare',
      message: 'It is a pod without a controller: nothing would make it again.',
      remediation: {
        summary: `Give ${name} a controller.`,
        type: 'steps',
        content: `Make ${namespace}/${name} a Deployment or a Job, and delete the pod.\n`,
      },
    });
  }
  const local = (template?.volumes ?? []).filter(
    ({ type, inMemory }) =>
      type === 'hostPath' || (type === 'emptyDir' && !inMemory),
  );
  if (local.length > 0) {
    blockers.push({
      discriminator: 'local-storage',
      message: `Its pods keep ${local
        .map(volume => `${volume.name} (${volume.type})`)
        .join(', ')} on the disk of their node.`,
      byDefault: true,
      remediation: allow(
        'Only where what lies there may be lost, as with a cache. --skip-nodes-with-local-storage=false says so for the whole cluster.',
      ),
    });
  }
  if (namespace === 'kube-system' && budgets.length === 0) {
    blockers.push({
      discriminator: 'system-pods',
      message: 'It runs in kube-system and no PodDisruptionBudget selects it.',
      byDefault: true,
      remediation: allow(
        'A PodDisruptionBudget lets them go one after the other as well.',
      ),
    });
  }
  if (
    !BUILT_IN_GROUPS.includes(apiGroup) &&
    workload.templateFrom === 'live' &&
    !classes.has('bare')
  ) {
    blockers.push({
      discriminator: 'custom-controller',
      message: `Its pods belong to a ${kind} (${apiGroup}) directly, which the autoscaler does not know to make them again.`,
      byDefault: true,
      remediation: allow(
        '--skip-nodes-with-custom-controller-pods=false says so for the whole cluster.',
      ),
    });
  }
  return blockers;
}

/** Budgets that have allowed nothing for longer than a rollout takes. */
function heldByBudget(
  { namespace }: Workload,
  budgets: readonly BudgetObject[],
  now: number,
): readonly Blocker[] {
  return budgets
    .filter(
      ({ disruptionsAllowed, blockedSince }) =>
        disruptionsAllowed === 0 &&
        blockedSince !== undefined &&
        now - blockedSince > HOUR_MS,
    )
    .map(budget => ({
      discriminator: 'budget' as const,
      message: `PodDisruptionBudget ${
        budget.name
      } has allowed no disruption since ${new Date(
        budget.blockedSince ?? now,
      ).toISOString()}.`,
      remediation: {
        summary: `See why ${budget.name} allows nothing.`,
        type: 'command' as const,
        target: {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          namespace,
          name: budget.name,
        },
        content: `kubectl -n ${namespace} describe poddisruptionbudget ${budget.name}\n`,
        note: 'rec-pdb says what its numbers leave room for.',
      },
    }));
}

function occurrence(
  { discriminator, message, byDefault, remediation }: Blocker,
  reason: string | undefined,
): Occurrence {
  const mild = byDefault || reason !== undefined;
  return {
    state: mild ? 'warn' : 'fail',
    discriminator,
    ...(mild && { severity: 'low' }),
    reasons: [
      { code: discriminator, message },
      ...(reason === undefined
        ? []
        : [{ code: 'with-reason', message: `Its owner says why: ${reason}` }]),
    ],
    remediation,
  };
}

const REASON_LENGTH = 200;

function reasonOf({ annotations, template }: Workload): string | undefined {
  const said = (annotations[REASON] ?? template?.annotations[REASON])?.trim();
  return said ? said.slice(0, REASON_LENGTH) : undefined;
}

function judgeBlockers(
  { workload }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const by = shrinkersOf(inventory, context.now);
  if (!by.karpenter && !by.clusterAutoscaler) {
    const unread = (['nodePools', 'autoscalerStatus'] as const).find(key =>
      isUnreadable(context.source(key).state),
    );
    if (unread) return undecidable(unread);
    return mayShrinkUnseen(inventory)
      ? undecidable(
          'autoscalerStatus',
          'The provider may run an autoscaler that shows nowhere.',
        )
      : na('no-autoscaler', 'Nothing takes nodes away in this cluster.');
  }
  if (workload.classes.has('agent') || workload.classes.has('static')) {
    return na('node-agent', 'What runs on every node holds none of them.');
  }
  if (workload.classes.has('batch')) {
    return pass({
      code: 'batch',
      message: 'It holds its node while it runs, and then lets go.',
    });
  }
  const budgets = budgetsOf(workload, inventory.podDisruptionBudgets);
  const reason = reasonOf(workload);
  return found(
    [
      ...asked(workload, by),
      ...(by.clusterAutoscaler ? leftAlone(workload, budgets) : []),
      ...heldByBudget(workload, budgets, context.now),
    ].map(blocker => occurrence(blocker, reason)),
  );
}

/** `cost-scaledown-blockers` (`catalogue/30` C2). */
export const scaledownBlockers = defineCheck({
  id: 'cost-scaledown-blockers',
  title: 'Pods that pin nodes are known',
  dimension: 'cost',
  control: 'C2',
  scope: { types: ['workload'], namespaces: ['tenant', 'platform', 'system'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'S',
  fixKey: 'scaledown-blockers',
  reads,
  texts: {
    why: 'One pod that must not move keeps a whole node, empty otherwise, and keeps it from being replaced. A few of them hold the bill of the peak through the night.',
    rules: {
      pass: 'Nothing about its pods keeps an autoscaler from moving them, or it is batch, which lets go by itself.',
      warn: 'The owner says why in readiness.io/holds-nodes; or the cluster-autoscaler leaves the pods alone unless a flag says otherwise: data on the disk of the node, kube-system without a budget, pods of a custom controller.',
      fail: 'An annotation pins its pods, a budget has allowed nothing for more than an hour, or it is a pod without a controller, and nobody says why.',
      na: 'No autoscaler takes nodes away, or it runs on every node.',
      unknown:
        'Workloads, pods, budgets or nodes cannot be read; or whether there is an autoscaler cannot be told.',
    },
    traps: [
      'DaemonSets and mirror pods hold no node.',
      'An emptyDir in memory is no local storage for the cluster-autoscaler.',
      'safe-to-evict: "true" settles local storage, system pods and custom controllers.',
      'A budget allows nothing for moments of every rollout: only more than an hour counts.',
      'Karpenter does not look at safe-to-evict, the cluster-autoscaler not at do-not-disrupt.',
    ],
    fix: 'Take the annotation away, say safe-to-evict: "true" for caches, add a budget, or say why.',
    references: [
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
      'https://karpenter.sh/docs/concepts/disruption/',
    ],
  },
  judge: judgeBlockers,
});
