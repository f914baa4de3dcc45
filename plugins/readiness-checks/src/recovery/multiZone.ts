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
  workloads,
  type AutoscalerStatusObject,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type Judgement,
  type KeysOf,
  type NodeObject,
  type NodePoolObject,
  type Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  cloudOf,
  cpuShare,
  currentStatus,
  driversOf,
  groupsOf,
  isServerless,
} from '../nodes/nodeGroups';
import {
  isControlPlane,
  isReserved,
  ZONE_LABELS,
  zoneOf,
  zonesOf,
} from '../nodes/zones';
import { widenZones } from './zoneRemediation';

const reads = [
  list('nodes'),
  // Whom the cluster is for is known by its workloads.
  ...workloads().map(read => ({ ...read, optional: true })),
  optionalList('nodePools'),
  named('autoscalerStatus', 'kube-system', ['cluster-autoscaler-status']),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['cluster'];

/** Of the allocatable CPU, in each of two zones. */
const LEAST_SHARE = 0.25;

/** A quorum of fewer members does not outlive the loss of one. */
const LEAST_MEMBERS = 3;

const percent = (share: number) => `${Math.round(share * 100)} %`;

interface Zone {
  name: string;
  nodes: readonly NodeObject[];
  share: number;
}

function zonesBySize(nodes: readonly NodeObject[]): readonly Zone[] {
  return zonesOf(nodes)
    .map(name => {
      const own = nodes.filter(node => zoneOf(node) === name);
      return { name, nodes: own, share: cpuShare(own, nodes) };
    })
    .sort((a, b) => b.share - a.share);
}

function occurrence(
  state: 'warn' | 'fail',
  code: string,
  message: string,
  nodes: readonly NodeObject[],
): Occurrence {
  return {
    state,
    discriminator: code,
    ...(state === 'warn' && { severity: 'medium' }),
    reasons: [{ code, message }],
    remediation: widenZones(code, nodes),
  };
}

/** Control planes that show as nodes are the operator's own. */
function judgeControlPlane(
  nodes: readonly NodeObject[],
): readonly Occurrence[] {
  const members = nodes.filter(isControlPlane);
  if (members.length === 0) return [];
  const tooFew = members.length < LEAST_MEMBERS || members.length % 2 === 0;
  const zones = zonesOf(members);
  return [
    ...(tooFew
      ? [
          occurrence(
            'warn',
            'control-plane-members',
            `The control plane has ${members.length} ${
              members.length === 1 ? 'node' : 'nodes'
            }: an odd number of three or more outlives the loss of one.`,
            nodes,
          ),
        ]
      : []),
    ...(zones.length === 1 && members.length > 1
      ? [
          occurrence(
            'warn',
            'control-plane-in-one-zone',
            `All ${members.length} nodes of the control plane are in zone ${zones[0]}.`,
            nodes,
          ),
        ]
      : []),
  ];
}

/** Karpenter takes any zone that the pool does not speak of. */
const covers = (
  { static: fixed, requirements }: NodePoolObject,
  zone: string,
) =>
  !fixed &&
  requirements
    .filter(({ key }) => ZONE_LABELS.includes(key))
    .every(({ operator, values }) =>
      operator === 'NotIn' ? !values.includes(zone) : values.includes(zone),
    );

/** Groups of the cluster-autoscaler of one zone each, by their nodes. */
function zonalGroups(
  nodes: readonly NodeObject[],
  status: AutoscalerStatusObject | undefined,
): boolean {
  const groups = (status?.groups ?? []).filter(({ min, max }) => min < max);
  const placed = groups
    .map(group => nodes.filter(node => groupsOf(node, status).includes(group)))
    .filter(({ length }) => length > 1);
  return placed.length > 0 && placed.every(own => zonesOf(own).length === 1);
}

/** Zones in which nothing can grow, where nodes in others can. */
function rigidZones(
  zones: readonly Zone[],
  { nodePools, nodes }: Seen,
  status: AutoscalerStatusObject | undefined,
): readonly string[] {
  const grows = ({ name, nodes: own }: Zone) =>
    nodePools.some(pool => covers(pool, name)) ||
    own.some(node => driversOf(node, nodePools, status).elastic);
  const isKnown = nodePools.length > 0 || zonalGroups(nodes, status);
  return isKnown && zones.some(grows)
    ? zones.filter(zone => !grows(zone)).map(({ name }) => name)
    : [];
}

function judgeZones(
  nodes: readonly NodeObject[],
  inventory: Seen,
  context: Context,
): Judgement {
  const general = nodes.filter(
    node => !isReserved(node) && !isControlPlane(node),
  );
  // Where every pool is reserved for something, all of them count.
  const workers = general.length > 0 ? general : nodes;
  const zones = zonesBySize(workers);
  const [largest] = zones;
  if (zones.length === 1) {
    return found([
      occurrence(
        'fail',
        'one-zone',
        `All ${workers.length} nodes that take ordinary pods are in zone ${largest.name}, and services of tier 1 run here.`,
        nodes,
      ),
    ]);
  }
  const unread = (['autoscalerStatus', 'nodePools'] as const).find(key =>
    isUnreadable(context.source(key).state),
  );
  const rigid = rigidZones(
    zones,
    inventory,
    currentStatus(inventory.autoscalerStatus, context.now),
  );
  const balanced = zones.filter(({ share }) => share >= LEAST_SHARE).length > 1;
  const occurrences = [
    ...(balanced
      ? []
      : [
          occurrence(
            'warn',
            'skewed-zones',
            `${percent(largest.share)} of the allocatable CPU is in zone ${
              largest.name
            }: no other zone has ${percent(LEAST_SHARE)}.`,
            nodes,
          ),
        ]),
    ...(rigid.length > 0
      ? [
          occurrence(
            'warn',
            'zone-without-group',
            `No group of the autoscaler can grow in ${rigid.join(', ')}.`,
            nodes,
          ),
        ]
      : []),
    ...judgeControlPlane(nodes),
  ];
  if (unread) return undecidable(unread, 'Groups would show there.');
  return occurrences.length > 0
    ? found(occurrences)
    : pass({
        code: 'zones',
        message: `The nodes span ${zones.length} zones: ${zones
          .map(({ name, share }) => `${name} ${percent(share)}`)
          .join(', ')}.`,
      });
}

export function judgeMultiZone(
  { entities }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  if (context.cluster.environment !== 'prod') {
    return na('not-production', 'One zone will do outside of production.');
  }
  if (isUnreadable(context.source('workloads').state)) {
    return undecidable('workloads', 'Whom the cluster is for is not known.');
  }
  const serves = [...(entities?.values() ?? [])].some(({ tier }) => tier === 1);
  if (!serves) {
    return na('no-tier-1', 'No service of tier 1 runs here.');
  }
  const nodes = inventory.nodes.filter(
    node => node.ready && !isServerless(node),
  );
  if (inventory.nodes.length > 0 && inventory.nodes.every(isServerless)) {
    return na('serverless', 'Every node comes and goes with its pod.');
  }
  if (nodes.length === 0) {
    return undecidable('nodes', 'No node is Ready.');
  }
  const unlabelled = nodes.filter(node => zoneOf(node) === undefined);
  if (unlabelled.some(cloudOf)) {
    return undecidable(
      'nodes',
      `${unlabelled.length} of ${nodes.length} nodes run in a cloud and name no zone.`,
    );
  }
  if (unlabelled.length === nodes.length) {
    return na('no-zones', 'No node names a zone, and none runs in a cloud.');
  }
  if (unlabelled.length > 0) {
    return undecidable(
      'nodes',
      `${unlabelled.length} of ${nodes.length} nodes name no zone.`,
    );
  }
  return judgeZones(nodes, inventory, context);
}

/** `rec-multi-zone` (`catalogue/40` R4). */
export const multiZone = defineCheck({
  id: 'rec-multi-zone',
  title: 'Nodes and control plane span zones',
  dimension: 'recovery',
  control: 'R4',
  scope: { types: ['cluster'] },
  severity: 'high',
  stage: 'configured',
  effort: 'L',
  fixKey: 'multi-zone',
  gate: 'used',
  reads,
  texts: {
    why: 'A zone fails as a whole now and then: its power, its network, its capacity. What has all nodes in one zone fails with it, whatever its replicas.',
    rules: {
      pass: 'At least two zones have 25 % of the allocatable CPU each, and a group of the autoscaler can grow in every zone where one can anywhere.',
      warn: 'Two zones or more and none but one has 25 %; a zone in which no group can grow while others can; or a control plane of one’s own with an even number of nodes, fewer than three, or all in one zone.',
      fail: 'All nodes that take ordinary pods are in one zone, and a service of tier 1 runs here.',
      na: 'Not production, no service of tier 1, serverless nodes only, or nodes without zones outside of a cloud.',
      unknown:
        'Nodes, workloads, NodePools or the status of the cluster-autoscaler cannot be read, no node is Ready, or nodes name no zone in a cloud or beside others that do.',
    },
    traps: [
      'A zone that holds GPU nodes only is none for ordinary pods: nodes that are reserved by a taint do not count.',
      'A regional control plane does not make the pools regional.',
      'Volumes of one zone keep their pods there in spite of it.',
      'Which services are of tier 1 the catalog says.',
    ],
    fix: 'A node pool in each zone, or one that spans them.',
    references: [
      'https://kubernetes.io/docs/setup/best-practices/multiple-zones/',
    ],
  },
  judge: judgeMultiZone,
});
