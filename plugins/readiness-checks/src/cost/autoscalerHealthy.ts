import {
  defineCheck,
  found,
  isUnreadable,
  list,
  named,
  optionalList,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type KeysOf,
} from '@readiness/backstage-plugin-readiness-engine';
import { isServerless } from '../nodes/nodeGroups';
import { unseenAutoscaler } from '../nodes/unseenAutoscaler';
import {
  autoscalerFault,
  FAILS_AFTER,
  groupFault,
  pendingFault,
  poolFault,
} from './autoscalerHealth';

const reads = [
  list('nodes'),
  optionalList('nodePools'),
  optionalList('nodeClaims'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
  optionalList('computeClasses'),
  optionalList('openshiftClusterAutoscalers'),
  ...workloads(),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;

/** What was not seen, or does not say enough, for a pass. */
function openQuestion(
  { autoscalerStatus: [status], nodePools }: Seen,
  context: Context,
): Judgement | undefined {
  const sources = [
    'autoscalerStatus',
    'nodePools',
    ...(nodePools.length > 0 ? (['nodeClaims'] as const) : []),
    'pods',
  ] as const;
  const unread = sources.find(key => isUnreadable(context.source(key).state));
  if (unread) return undecidable(unread);
  if (status && (!status.parsed || status.updatedAt === undefined)) {
    return undecidable(
      'autoscalerStatus',
      'The status of the cluster-autoscaler has no time, or is in neither of its two formats.',
    );
  }
  if (status?.status === 'Running' && status.health === undefined) {
    return undecidable(
      'autoscalerStatus',
      'The cluster-autoscaler does not say whether it is healthy.',
    );
  }
  const silent = nodePools.find(({ ready }) => ready === undefined);
  return silent
    ? undecidable(
        'status.conditions',
        `No controller has said anything of NodePool ${silent.name}.`,
      )
    : undefined;
}

function judgeHealth(all: Seen, context: Context): Judgement {
  const { now } = context;
  const age = now - (all.autoscalerStatus[0]?.updatedAt ?? now);
  const { nodePools } = all;
  // Who moved to Karpenter leaves the status of before behind.
  const isLeftBehind = age > FAILS_AFTER && nodePools.length > 0;
  const seen = isLeftBehind ? { ...all, autoscalerStatus: [] } : all;
  const [status] = seen.autoscalerStatus;
  const isCurrent = status !== undefined && age <= FAILS_AFTER;
  const groups = isCurrent ? status.groups : [];
  const faults = [
    status && autoscalerFault(status, age),
    ...groups.map(groupFault),
    ...nodePools.map(pool => poolFault(pool, seen.nodeClaims, now)),
    pendingFault(seen.workloads, groups, nodePools, now),
  ].flatMap(fault => fault ?? []);
  if (faults.some(({ state }) => state === 'fail')) return found(faults);
  const open = openQuestion(seen, context);
  if (open) return open;
  if (!status && nodePools.length === 0) {
    const nodes = seen.nodes.filter(node => !isServerless(node));
    return unseenAutoscaler(nodes, seen);
  }
  return found(faults, {
    code: 'healthy',
    message:
      'The autoscaler works, no group is in back-off, and no pod waits for a node that could be had.',
  });
}

/** `cost-autoscaler-healthy` (`catalogue/30` C2). */
export const autoscalerHealthy = defineCheck({
  id: 'cost-autoscaler-healthy',
  title: 'The autoscaler is alive and not in back-off',
  dimension: 'cost',
  control: 'C2',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'node-autoscaler',
  gate: 'used',
  reads,
  texts: {
    why: 'An autoscaler that died, or whose cloud refuses every machine, looks like one that has nothing to do. That shows at the next peak, when pods stay pending.',
    rules: {
      pass: 'The status of the cluster-autoscaler is at most 3 minutes old and Healthy, no group is in back-off, NodePools are Ready, and no pod has waited for a node for 15 minutes while groups may grow.',
      warn: 'The status is 3 to 15 minutes old or still initializing; a group is in back-off; nodes of a NodePool do not join (NodeRegistrationHealthy is False), or its NodeClaims have come to no node for 15 minutes.',
      fail: 'The status is older than 15 minutes, the cluster or a group is Unhealthy, a NodePool is not Ready, or pods have waited for a node for more than 15 minutes while groups are below their maximum.',
      na: 'No autoscaler shows, or Google runs the nodes (Autopilot).',
      unknown:
        'Nodes cannot be read; or nothing fails and the status, NodePools, NodeClaims or pods cannot, or say too little; or the groups do not show in the cluster (GKE, AKS or OpenShift with the status elsewhere).',
    },
    traps: [
      'The status has two formats, and its time is written as Go prints it, with the monotonic clock behind it.',
      'A status that nobody writes any more still says Healthy: its age tells that the autoscaler is dead.',
      'A change of leader makes a gap of some minutes.',
      'An autoscaler that starts says Initializing, and when it began does not show: an old status fails all the same.',
      'A status that was left behind beside NodePools is one of before.',
      'No autoscaler adds nodes for pods of DaemonSets, and gated pods wait on purpose.',
    ],
    fix: 'Read the error code of the back-off (quota, no machines left, permission), or the conditions of the NodePool.',
    references: [
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/proposals/metrics.md',
      'https://karpenter.sh/docs/concepts/nodepools/',
    ],
  },
  judge: (_subject, inventory, context) => judgeHealth(inventory, context),
});
