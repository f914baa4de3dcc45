import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  named,
  optionalList,
  pass,
  undecidable,
  type AutoscalerStatusObject,
  type Inventory,
  type JudgeContext,
  type Judgement,
  type NodeObject,
  type Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import { autoscalerRemediation } from './autoscalerRemediation';
import {
  cloudOf,
  cpuShare,
  currentStatus,
  driversOf,
  isManagedFleet,
  isServerless,
} from '../nodes/nodeGroups';

/** Of the allocatable CPU. */
const LEAST_SHARE = 0.5;

const OPTIONAL_KEYS = [
  'autoscalerStatus',
  'nodePools',
  'computeClasses',
  'openshiftClusterAutoscalers',
  'machineDeployments',
] as const;

type Key = 'nodes' | (typeof OPTIONAL_KEYS)[number];
type Context = JudgeContext<Key>;

const unreadKey = (context: Context) =>
  OPTIONAL_KEYS.find(key => isUnreadable(context.source(key).state));

const percent = (share: number) => `${Math.round(share * 100)} %`;

function occurrence(
  state: 'warn' | 'fail',
  code: string,
  message: string,
  nodes: readonly NodeObject[],
): Occurrence {
  return {
    state,
    ...(state === 'warn' && { severity: 'medium' }),
    reasons: [{ code, message }],
    remediation: autoscalerRemediation(code, nodes.map(cloudOf).find(Boolean)),
  };
}

/** Both drivers act on the same nodes and undo what the other does. */
function twoDrivers(
  nodes: readonly NodeObject[],
  inventory: Pick<Inventory, 'nodePools'>,
  status: AutoscalerStatusObject | undefined,
): Occurrence | undefined {
  const contested = nodes.filter(node => {
    const drivers = driversOf(node, inventory.nodePools, status);
    return drivers.karpenter && drivers.clusterAutoscaler;
  });
  return contested.length > 0
    ? occurrence(
        'fail',
        'two-drivers',
        `Karpenter and the cluster-autoscaler both manage ${contested.length} nodes, e.g. ${contested[0].name}.`,
        nodes,
      )
    : undefined;
}

/** What the size of a group says where its nodes cannot be told. */
function shareByTarget(
  status: AutoscalerStatusObject | undefined,
  nodes: readonly NodeObject[],
): number | undefined {
  const groups = status?.groups ?? [];
  const elastic = groups.filter(({ min, max }) => min < max);
  if (elastic.some(({ target }) => target === undefined)) return undefined;
  const targets = elastic.reduce((sum, { target = 0 }) => sum + target, 0);
  return groups.length > 0 ? Math.min(1, targets / nodes.length) : undefined;
}

function judgeFound(
  nodes: readonly NodeObject[],
  inventory: Pick<Inventory, Key>,
  status: AutoscalerStatusObject | undefined,
  context: Context,
): Judgement {
  const drivers = nodes.map(node => ({
    node,
    ...driversOf(node, inventory.nodePools, status),
  }));
  const elastic = drivers.filter(each => each.elastic);
  const matched = drivers.some(each => each.clusterAutoscaler);
  const byNode = cpuShare(
    elastic.map(({ node }) => node),
    nodes,
  );
  const byTarget = matched ? undefined : shareByTarget(status, nodes);
  const share = Math.max(byNode, byTarget ?? 0);
  if (share >= LEAST_SHARE) {
    return pass({
      code: 'autoscaled',
      message: `${percent(
        share,
      )} of the allocatable CPU is in groups that grow and shrink.`,
    });
  }
  const unread = unreadKey(context);
  if (unread) return undecidable(unread, 'The rest may be managed from there.');
  if (status && !status.parsed) {
    return undecidable(
      'autoscalerStatus',
      'The status of the cluster-autoscaler is in neither of its two formats.',
    );
  }
  const groups = status?.groups ?? [];
  const unsized =
    status !== undefined && !matched && groups.length > 0 && !byTarget;
  if (unsized && groups.some(({ min, max }) => min < max)) {
    return undecidable(
      'autoscalerStatus',
      'Which nodes its groups manage cannot be told.',
    );
  }
  const bounded = [
    ...groups.map(({ min, max }) => min === max),
    ...inventory.nodePools.map(pool => pool.static),
    ...inventory.machineDeployments
      .filter(({ min, max }) => min !== undefined && max !== undefined)
      .map(({ min, max }) => min === max),
  ];
  if (bounded.length > 0 && bounded.every(Boolean)) {
    return found([
      occurrence(
        'warn',
        'fixed-size',
        'Every group that the autoscaler manages has a minimum equal to its maximum.',
        nodes,
      ),
    ]);
  }
  return found([
    share > 0 || groups.length > 0 || inventory.nodePools.length > 0
      ? occurrence(
          'warn',
          'minority',
          `The autoscaler manages ${percent(share)} of the allocatable CPU.`,
          nodes,
        )
      : occurrence(
          'warn',
          'not-live-verified',
          'Objects of an autoscaler exist, but not which nodes it manages.',
          nodes,
        ),
  ]);
}

function judgeNone(
  nodes: readonly NodeObject[],
  leftBehind: boolean,
  context: Context,
): Judgement {
  const unread = unreadKey(context);
  if (unread) return undecidable(unread, 'An autoscaler would show there.');
  if (!nodes.some(cloudOf)) {
    return nodes.length === 1
      ? na('single-node', 'A single node outside of any cloud.')
      : na('not-cloud', 'No node runs in a cloud that can add some.');
  }
  const answer = context.params.managedAutoscaler;
  if (answer === 'present') {
    return found([
      occurrence(
        'warn',
        'not-live-verified',
        'An autoscaler is declared in the configuration; the cluster shows none.',
        nodes,
      ),
    ]);
  }
  if (answer !== 'none' && nodes.some(isManagedFleet)) {
    return undecidable(
      'autoscalerStatus',
      'The provider, or the management cluster, may run the cluster-autoscaler outside the cluster with its status ConfigMap off.',
    );
  }
  return found([
    occurrence(
      'fail',
      leftBehind ? 'left-behind' : 'none',
      leftBehind
        ? 'The status of a cluster-autoscaler was left behind: nothing wrote it for more than a day.'
        : `${nodes.length} nodes run in a cloud and nothing adds or removes nodes.`,
      nodes,
    ),
  ]);
}

/** `cost-autoscaler-present` (`catalogue/30` C2). */
export const nodeAutoscaler = defineCheck({
  id: 'cost-autoscaler-present',
  title: 'A node autoscaler is configured',
  dimension: 'cost',
  control: 'C2',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'M',
  fixKey: 'node-autoscaler',
  gate: 'configured',
  reads: [
    list('nodes'),
    optionalList('nodePools'),
    named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
    optionalList('computeClasses'),
    optionalList('openshiftClusterAutoscalers'),
    optionalList('machineDeployments'),
  ],
  params: { fixedFleet: false, managedAutoscaler: 'unknown' },
  paramValues: { managedAutoscaler: ['unknown', 'present', 'none'] },
  texts: {
    why: 'Without an autoscaler a cluster is sized for its peak and paid for at night, and a peak above that leaves pods pending. With one, requests decide what is paid.',
    rules: {
      pass: 'Groups that grow and shrink hold at least half of the allocatable CPU.',
      warn: 'An autoscaler manages less than half of it, every group has a minimum equal to its maximum, or what it manages cannot be seen.',
      fail: 'Nodes run in AWS, Google Cloud, Azure or Oracle Cloud and no autoscaler is found, or Karpenter and the cluster-autoscaler both manage the same nodes.',
      na: 'No cloud, a fleet that is declared fixed (parameter fixedFleet), serverless nodes only, or a single node at the edge.',
      unknown:
        'Nodes cannot be read; or GKE, AKS or the management cluster of Cluster API may run the cluster-autoscaler outside the cluster and its status is off (parameter managedAutoscaler answers: present or none).',
    },
    traps: [
      'No Deployment called cluster-autoscaler does not mean no autoscaler: AKS, GKE and EKS Auto Mode run it outside, Karpenter is a set of custom resources.',
      'The status ConfigMap has two formats, and one that nobody wrote for a day was left behind.',
      'The autoscaler of Cluster API lives in the management cluster.',
      'Autopilot and Fargate need none.',
      'Karpenter and the cluster-autoscaler on the same nodes undo each other’s work.',
    ],
    fix: 'Karpenter with limits, or the provider’s cluster-autoscaler with a maximum that the budget bears.',
    references: [
      'https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md',
      'https://karpenter.sh/docs/concepts/nodepools/',
    ],
  },
  judge(_subject, inventory, context) {
    if (context.params.fixedFleet === true) {
      return na('fixed-fleet', 'The fleet is declared fixed.');
    }
    if (inventory.nodes.length === 0) {
      return undecidable('nodes', 'There is no node to judge.');
    }
    const nodes = inventory.nodes.filter(node => !isServerless(node));
    if (nodes.length === 0) {
      return na('serverless', 'Every node comes and goes with its pod.');
    }
    const status = currentStatus(inventory.autoscalerStatus, context.now);
    const contested = twoDrivers(nodes, inventory, status);
    if (contested) return found([contested]);
    const present =
      status !== undefined ||
      inventory.nodePools.length > 0 ||
      inventory.computeClasses.length > 0 ||
      inventory.openshiftClusterAutoscalers.length > 0 ||
      inventory.machineDeployments.some(({ max }) => max !== undefined) ||
      nodes.some(node => driversOf(node, inventory.nodePools, status).elastic);
    return present
      ? judgeFound(nodes, inventory, status, context)
      : judgeNone(nodes, inventory.autoscalerStatus.length > 0, context);
  },
});
