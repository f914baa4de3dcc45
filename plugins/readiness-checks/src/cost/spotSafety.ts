import {
  defineCheck,
  found,
  isUnreadable,
  list,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
  type Inventory,
  type JudgeContext,
  type JudgedSubjects,
  type KeysOf,
  type NodeObject,
  type Occurrence,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { cloudOf } from '../nodes/nodeGroups';
import {
  NOTICE_SECONDS,
  SPOT_PARAMS,
  spotLabelOf,
  spotLabels,
  type SpotLabel,
} from '../nodes/spotNodes';
import { steadyReplicas } from '../replicas';
import { criticalFor } from './criticalAddOns';
import { declaredInterruptible } from './interruptible';
import { avoidSpot, endInTime } from './spotRemediation';

const reads = [
  ...workloads({ live: true, services: true }),
  list('nodes'),
  list('horizontalPodAutoscalers'),
  optionalList('kedaScaledObjects'),
  optionalList('persistentVolumeClaims'),
  optionalList('validatingWebhookConfigurations'),
  optionalList('mutatingWebhookConfigurations'),
] as const;

type Seen = Pick<Inventory, KeysOf<typeof reads>>;
type Context = JudgeContext<KeysOf<typeof reads>>;
type Subject = JudgedSubjects['workload'];

/** What the API takes where a template says nothing. */
const GRACE_SECONDS = 30;

const BOUND_TO_A_NODE = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** Where the pods of a workload run, as far as their nodes are known. */
interface Placement {
  spotPods: number;
  otherPods: number;
  labels: readonly SpotLabel[];
  spotNodes: readonly NodeObject[];
}

function placementOf(
  { live }: Workload,
  nodes: readonly NodeObject[],
  known: readonly SpotLabel[],
): Placement | undefined {
  const byName = new Map(nodes.map(node => [node.name, node]));
  const placed = live.nodes.flatMap(({ name, pods }) => {
    const node = byName.get(name);
    return node ? [{ node, pods, label: spotLabelOf(node, known) }] : [];
  });
  if (placed.length === 0) return undefined;
  const reclaimable = placed.filter(({ label }) => label !== undefined);
  const labels = reclaimable.flatMap(({ label }) => label ?? []);
  return {
    spotPods: reclaimable.reduce((sum, { pods }) => sum + pods, 0),
    otherPods: placed
      .filter(({ label }) => label === undefined)
      .reduce((sum, { pods }) => sum + pods, 0),
    labels: [...new Map(labels.map(label => [label.key, label])).values()],
    spotNodes: reclaimable.map(({ node }) => node),
  };
}

interface Fragile {
  discriminator: 'single-replica' | 'volume' | 'members' | 'critical';
  message: string;
}

/** Claims of data that is there once: a cache is not. */
function volumesOf(workload: Workload, inventory: Seen) {
  return inventory.persistentVolumeClaims.filter(
    ({ namespace, name, annotations }) =>
      namespace === workload.namespace &&
      workload.claims.includes(name) &&
      annotations['readiness.io/data'] !== 'ephemeral',
  );
}

function fragileParts(
  { workload, tier, namespaceClass }: Subject,
  replicas: number | undefined,
  inventory: Seen,
): readonly Fragile[] {
  const volumes = volumesOf(workload, inventory);
  const bound = volumes.find(({ accessModes }) =>
    accessModes.some(mode => BOUND_TO_A_NODE.includes(mode)),
  );
  const critical = criticalFor(workload, inventory);
  const parts: Fragile[] = [];
  if (critical) {
    parts.push({ discriminator: 'critical', message: `It is ${critical}` });
  }
  if (bound && replicas === 1) {
    parts.push({
      discriminator: 'volume',
      message: `It has one replica and its data on ${bound.name}, which one node mounts at a time`,
    });
  }
  if (volumes.length > 0 && replicas !== undefined && replicas > 1) {
    parts.push({
      discriminator: 'members',
      message: `It keeps data in ${replicas} members`,
    });
  }
  // What a namespace of the system runs has no tier.
  const counts = tier <= 2 && namespaceClass !== 'system';
  if (parts.length === 0 && replicas === 1 && counts) {
    parts.push({
      discriminator: 'single-replica',
      message: `It has one replica and tier ${tier}`,
    });
  }
  return parts;
}

function onSpot({ spotPods, otherPods }: Placement): string {
  if (otherPods === 0) return 'all of it runs on nodes that may be reclaimed';
  return `${spotPods} of its ${spotPods + otherPods} pods ${
    spotPods === 1 ? 'runs on a node' : 'run on nodes'
  } that may be reclaimed`;
}

function fragile(
  { workload, environment }: Subject,
  { discriminator, message }: Fragile,
  placement: Placement,
): Occurrence {
  const { otherPods, labels } = placement;
  const mixed = otherPods > 0;
  const mild = mixed || environment !== 'prod';
  return {
    state: mixed ? 'warn' : 'fail',
    discriminator,
    ...(mild && { severity: 'low' }),
    reasons: [
      {
        code: mixed ? `${discriminator}-partly` : discriminator,
        message: `${message}, and ${onSpot(placement)} (${labels
          .map(({ key, value }) => `${key}=${value}`)
          .join(', ')}).`,
      },
    ],
    remediation: avoidSpot(workload, labels),
  };
}

function endsTooLate(
  { workload, environment }: Subject,
  { spotNodes }: Placement,
): Occurrence | undefined {
  const grace =
    workload.template?.terminationGracePeriodSeconds ?? GRACE_SECONDS;
  const notices = spotNodes.flatMap(node => {
    const cloud = cloudOf(node);
    return (cloud && NOTICE_SECONDS[cloud]) ?? [];
  });
  const notice = Math.min(...notices);
  if (notices.length === 0 || grace <= notice) {
    return undefined;
  }
  return {
    state: 'fail',
    discriminator: 'grace-period',
    severity: environment === 'prod' ? 'medium' : 'low',
    reasons: [
      {
        code: 'grace-period',
        message: `It may take ${grace} s to end, and a reclaim leaves ${notice} s.`,
        field: 'spec.terminationGracePeriodSeconds',
      },
    ],
    remediation: endInTime(workload, notice),
  };
}

/** A source without which "nothing fragile" cannot be said. */
function missingFor(
  { workload }: Subject,
  context: Context,
): KeysOf<typeof reads> | undefined {
  const isUnread = (key: KeysOf<typeof reads>) =>
    isUnreadable(context.source(key).state);
  if (workload.services.length > 0) {
    const key = (
      [
        'validatingWebhookConfigurations',
        'mutatingWebhookConfigurations',
      ] as const
    ).find(isUnread);
    if (key) return key;
  }
  return workload.classes.has('stateful') && isUnread('persistentVolumeClaims')
    ? 'persistentVolumeClaims'
    : undefined;
}

/** `cost-spot-safety` (`catalogue/30` C3). */
export const spotSafety = defineCheck({
  id: 'cost-spot-safety',
  title: 'Nothing fragile runs on spot',
  dimension: 'cost',
  control: 'C3',
  scope: {
    types: ['workload'],
    classes: ['service', 'worker', 'stateful'],
    namespaces: ['tenant', 'platform', 'system'],
  },
  severity: 'high',
  stage: 'used',
  effort: 'S',
  fixKey: 'spot-safety',
  gate: 'used',
  reads,
  params: SPOT_PARAMS,
  texts: {
    why: 'Spot capacity is taken back within seconds to minutes, and whole types of machines at once. What has one replica, holds the only copy of data or admits every request is then gone.',
    rules: {
      pass: 'Pods run on spot nodes, and none of the fragile kinds is among them.',
      warn: 'One of the fragile kinds has pods on spot nodes and others elsewhere.',
      fail: 'All pods are on spot nodes of: a single replica of tier 1 or 2; a single replica with a volume that one node mounts; the members of a store of data; an admission webhook, DNS, a node autoscaler or an ingress controller. Or a pod on spot may take longer to end than the notice of the provider (AWS 120 s, Google Cloud and Azure 30 s).',
      na: 'No pod of it runs on a spot node, it is declared readiness.io/interruptible: "true", or it is batch or a DaemonSet.',
      unknown:
        'Nodes, pods, Services or autoscalers cannot be read; or nothing fragile was seen, and webhooks or claims that would tell cannot be read.',
    },
    traps: [
      'Spot pools of GKE Standard and managed groups of EKS carry no taint by themselves: whatever fits drifts there.',
      'Outside of production it is a finding of low severity.',
      'A claim with readiness.io/data: ephemeral is a cache.',
      'A reclaim does not wait for disruption budgets past its notice.',
    ],
    fix: 'Require nodes that are not spot, or make it outlive the loss of them.',
    references: [
      'https://cloud.google.com/kubernetes-engine/docs/concepts/spot-vms',
      'https://learn.microsoft.com/azure/aks/spot-node-pool',
    ],
  },
  judge(subject, inventory, context) {
    const { workload, entity } = subject;
    if (workload.classes.has('agent') || workload.classes.has('batch')) {
      return na('interruptible-kind', 'What it runs is made to be repeated.');
    }
    if (workload.live.nodes.length === 0) {
      return na('not-placed', 'No pod of it runs on a node.');
    }
    const placement = placementOf(
      workload,
      inventory.nodes,
      spotLabels(context.params),
    );
    if (!placement) {
      return undecidable(
        'nodes',
        'Its nodes are not among those that were read.',
      );
    }
    if (placement.spotPods === 0) {
      return na('not-on-spot', 'None of its pods runs on a spot node.');
    }
    if (declaredInterruptible(workload, entity)) {
      return na(
        'interruptible',
        'Its owner declares that it may be interrupted.',
      );
    }
    const replicas = steadyReplicas(workload, inventory);
    const late = endsTooLate(subject, placement);
    const occurrences = [
      ...fragileParts(subject, replicas, inventory).map(part =>
        fragile(subject, part, placement),
      ),
      ...(late ? [late] : []),
    ];
    const missing = missingFor(subject, context);
    if (missing && !occurrences.some(({ state }) => state === 'fail')) {
      return undecidable(missing);
    }
    return occurrences.length > 0
      ? found(occurrences)
      : pass({
          code: 'robust-on-spot',
          message: `Nothing about it is fragile: ${onSpot(placement)}.`,
        });
  },
});
