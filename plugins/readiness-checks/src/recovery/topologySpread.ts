import {
  defineCheck,
  found,
  list,
  matchesSelector,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type NodeObject,
  type Occurrence,
  type Spread,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  HOST_KEY,
  isReserved,
  ZONE_LABELS,
  zoneOf,
  zonesOf,
} from '../nodes/zones';
import { steadyReplicas } from '../replicas';
import { workloadRemediation } from '../workloadRemediation';
import { spreadOver } from './replicaRemediation';

const reads = [
  ...workloads({ live: true }),
  list('nodes'),
  list('horizontalPodAutoscalers'),
  optionalList('kedaScaledObjects'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Subject = JudgedSubjects['workload'];

/** A constraint that selects other pods than its own keeps nothing apart. */
function effective({ template }: Workload): readonly Spread[] {
  return (template?.spread ?? []).filter(
    ({ topologyKey, selector }) =>
      (topologyKey === HOST_KEY || ZONE_LABELS.includes(topologyKey)) &&
      matchesSelector(selector, template?.labels ?? {}),
  );
}

/** Where the pods run, as far as their nodes are known. */
interface Placement {
  pods: number;
  nodes: readonly string[];
  zones: readonly string[];
  /** Every node of them names its zone. */
  zonesKnown: boolean;
}

function placementOf(
  { live }: Workload,
  nodes: readonly NodeObject[],
): Placement {
  const names = live.nodes.map(({ name }) => name);
  const own = nodes.filter(({ name }) => names.includes(name));
  return {
    pods: live.nodes.reduce((sum, { pods }) => sum + pods, 0),
    nodes: names,
    zones: zonesOf(own),
    zonesKnown:
      own.length === names.length &&
      own.every(node => zoneOf(node) !== undefined),
  };
}

type Fault =
  | 'one-node'
  | 'one-zone'
  | 'constraint-selects-others'
  | 'spread-by-luck';

function occurrence(
  { workload }: Subject,
  fault: Fault,
  state: 'warn' | 'fail',
  placement: Placement,
  inventory: Seen,
): Occurrence {
  const { pods, nodes, zones } = placement;
  const messages: Record<Fault, string> = {
    'one-node': `All ${pods} pods run on node ${nodes[0]}: they go with it.`,
    'one-zone': `All ${pods} pods run in zone ${zones[0]}, and the cluster has more zones.`,
    'constraint-selects-others':
      'Its constraints select other pods than its own: they keep nothing apart.',
    'spread-by-luck': `Its ${pods} pods run on ${nodes.length} nodes, and nothing asks the scheduler to keep it so.`,
  };
  return {
    state,
    discriminator: fault,
    ...(state === 'warn' && { severity: 'low' }),
    reasons: [
      {
        code: fault,
        message: messages[fault],
        field: 'spec.template.spec.topologySpreadConstraints',
      },
    ],
    remediation: workloadRemediation(workload, {
      topic: 'placement',
      summary: `Keep the pods of ${workload.name} apart.`,
      spec: {
        topologySpreadConstraints: spreadOver(workload, inventory.workloads),
      },
      note: `Pods that run stay where they are until they are made again.${
        workload.classes.has('stateful')
          ? ' A volume of one zone keeps its pod there.'
          : ''
      }`,
    }),
  };
}

function judgePlacement(
  subject: Subject,
  placement: Placement,
  eligible: readonly NodeObject[],
  inventory: Seen,
): Judgement {
  const { workload, tier, environment } = subject;
  const of = (fault: Fault, state: 'warn' | 'fail') =>
    found([occurrence(subject, fault, state, placement, inventory)]);
  if (placement.nodes.length === 1) return of('one-node', 'fail');
  const multiZone = zonesOf(eligible).length > 1;
  if (multiZone && placement.zones.length < 2) {
    if (!placement.zonesKnown) {
      return undecidable('nodes', 'Not every node of its pods names its zone.');
    }
    return of(
      'one-zone',
      tier === 1 && environment === 'prod' ? 'fail' : 'warn',
    );
  }
  if (effective(workload).length > 0) {
    return pass({
      code: 'spread',
      message: `Its ${placement.pods} pods run on ${
        placement.nodes.length
      } nodes${
        multiZone ? ` in ${placement.zones.length} zones` : ''
      }, and a constraint keeps it so.`,
    });
  }
  return of(
    (workload.template?.spread.length ?? 0) > 0
      ? 'constraint-selects-others'
      : 'spread-by-luck',
    'warn',
  );
}

export function judgeTopologySpread(
  subject: Subject,
  inventory: Seen,
): Judgement {
  const { workload } = subject;
  if (workload.classes.has('agent') || workload.classes.has('batch')) {
    return na('not-replicated', 'It runs per node or to an end.');
  }
  const replicas = steadyReplicas(workload, inventory);
  if (replicas === undefined) return undecidable('replicas');
  if (replicas < 2) {
    return na('one-replica', 'One replica cannot be spread.');
  }
  const eligible = inventory.nodes.filter(
    node => node.ready && !isReserved(node),
  );
  if (inventory.nodes.length === 1) {
    return na('single-node', 'The cluster has one node.');
  }
  const placement = placementOf(workload, inventory.nodes);
  return placement.pods < 2
    ? undecidable('pods', 'Fewer than two of its pods run on a node now.')
    : judgePlacement(subject, placement, eligible, inventory);
}

/** `rec-topology-spread` (`catalogue/40` R4). */
export const topologySpread = defineCheck({
  id: 'rec-topology-spread',
  title: 'Replicas do not share fate',
  dimension: 'recovery',
  control: 'R4',
  scope: { types: ['workload'], classes: ['service', 'worker', 'stateful'] },
  severity: 'medium',
  stage: 'used',
  effort: 'S',
  fixKey: 'ha-spread',
  gate: 'used',
  reads,
  texts: {
    why: 'Replicas on one node, or in one zone, are lost together: they cost what three do and protect like one.',
    rules: {
      pass: 'Its pods run on at least two nodes, in at least two zones where the cluster has them, and a topology spread constraint or a pod anti-affinity for its own pods keeps it so.',
      warn: 'Its pods are spread and no constraint of its own asks for that; or they all run in one zone of several.',
      fail: 'All its pods run on one node; or, on tier 1 in production, in one zone of several.',
      na: 'One replica, batch, DaemonSets, and clusters of a single node.',
      unknown:
        'Nodes, pods or autoscalers cannot be read, fewer than two pods run on nodes now, or nodes of its pods name no zone.',
    },
    traps: [
      'A constraint whose labelSelector does not match its own pods is none.',
      'A volume of one zone keeps its pod in that zone.',
      'The scheduler spreads a little by its own defaults; what it may do, it need not do.',
      'Whether the cluster has zones at all is judged by rec-multi-zone.',
    ],
    fix: 'topologySpreadConstraints over zones and nodes, with ScheduleAnyway.',
    references: [
      'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    ],
  },
  judge: judgeTopologySpread,
});
