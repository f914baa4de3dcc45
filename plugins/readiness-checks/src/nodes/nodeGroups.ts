import {
  parseQuantity,
  sumQuantities,
  type AutoscalerStatusObject,
  type NodeObject,
  type NodePoolObject,
} from '@readiness/backstage-plugin-readiness-engine';

export type Cloud = 'aws' | 'gce' | 'azure' | 'oci';

/** The cloud that a node runs in, by its provider id. */
export function cloudOf({ providerId = '' }: NodeObject): Cloud | undefined {
  const scheme = providerId.match(/^(aws|gce|azure|oci):\/\//)?.[1];
  if (scheme === 'aws' || scheme === 'gce' || scheme === 'azure') return scheme;
  // OKE writes the bare OCID.
  return scheme === 'oci' || providerId.startsWith('ocid1.instance.')
    ? 'oci'
    : undefined;
}

/** A pod-sized node that comes and goes by itself. */
export const isServerless = ({ labels, name }: NodeObject) =>
  labels['eks.amazonaws.com/compute-type'] === 'fargate' ||
  labels.type === 'virtual-kubelet' ||
  labels['kubernetes.io/role'] === 'virtual-kubelet' ||
  name.startsWith('virtual-node-');

/** GKE Autopilot, where Google runs the nodes. */
export const isAutopilot = ({ name }: NodeObject) => name.startsWith('gk3-');

/**
 * A provider, or the management cluster of Cluster API, runs the
 * cluster-autoscaler where nobody sees it.
 */
export const isManagedFleet = ({ labels, annotations }: NodeObject) =>
  'cloud.google.com/gke-nodepool' in labels ||
  'kubernetes.azure.com/cluster' in labels ||
  'cluster.x-k8s.io/cluster-name' in annotations;

const GROUP_LABELS = [
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'kops.k8s.io/instancegroup',
];

/** What the provider calls the group that the node belongs to. */
export const groupNameOf = ({ labels }: NodeObject): string | undefined =>
  GROUP_LABELS.map(label => labels[label]).find(Boolean);

/** The pool that Karpenter, or EKS Auto Mode, made the node for. */
export const poolOf = ({ labels }: NodeObject) =>
  labels['karpenter.sh/nodepool'] || undefined;

/** GKE made the pool by itself, for pods that fitted nowhere. */
const isAutoProvisioned = ({ labels }: NodeObject) =>
  (labels['cloud.google.com/gke-nodepool'] ?? '').startsWith('nap-') ||
  'cloud.google.com/compute-class' in labels;

/** A node group as the status of the cluster-autoscaler has it. */
export type Group = AutoscalerStatusObject['groups'][number];

/** A status that nobody wrote for so long was left behind. */
const LEFT_BEHIND_AFTER = 24 * 60 * 60 * 1000;

/** The status of a cluster-autoscaler that still writes it. */
export const currentStatus = (
  statuses: readonly AutoscalerStatusObject[],
  now: number,
): AutoscalerStatusObject | undefined =>
  statuses.find(
    ({ updatedAt }) =>
      updatedAt === undefined || now - updatedAt <= LEFT_BEHIND_AFTER,
  );

/** Group names of clouds carry the pool's name amid prefixes and hashes. */
function isInGroup(node: NodeObject, group: Group): boolean {
  const name = group.name.slice(group.name.lastIndexOf('/') + 1);
  return GROUP_LABELS.map(label => node.labels[label]).some(
    value =>
      value !== undefined &&
      value !== '' &&
      `-${name}-`
        .replace(/[._]/g, '-')
        .includes(`-${value.replace(/[._]/g, '-')}-`),
  );
}

export const groupsOf = (
  node: NodeObject,
  status: AutoscalerStatusObject | undefined,
): readonly Group[] =>
  (status?.groups ?? []).filter(group => isInGroup(node, group));

/** Share of the allocatable CPU that these nodes have; of no CPU it is their share by number. */
export function cpuShare(
  some: readonly NodeObject[],
  all: readonly NodeObject[],
): number {
  const cpu = (nodes: readonly NodeObject[]) =>
    sumQuantities(
      nodes.flatMap(({ allocatable }) => parseQuantity(allocatable.cpu) ?? []),
    ).nano;
  const total = cpu(all);
  if (total > 0n) return Number((cpu(some) * 10_000n) / total) / 10_000;
  return all.length > 0 ? some.length / all.length : 0;
}

/** What is known of who drives a node. */
export interface Drivers {
  karpenter: boolean;
  clusterAutoscaler: boolean;
  /** It has a driver whose group can grow and shrink. */
  elastic: boolean;
}

export function driversOf(
  node: NodeObject,
  pools: readonly NodePoolObject[],
  status: AutoscalerStatusObject | undefined,
): Drivers {
  const poolName = poolOf(node);
  const pool = pools.find(({ name }) => name === poolName);
  const groups = groupsOf(node, status);
  return {
    karpenter: poolName !== undefined,
    clusterAutoscaler: groups.length > 0,
    elastic:
      (poolName !== undefined && pool?.static !== true) ||
      groups.some(({ min, max }) => min < max) ||
      isAutoProvisioned(node) ||
      isAutopilot(node),
  };
}
