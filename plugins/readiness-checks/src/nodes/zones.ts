import type { NodeObject } from '@readiness/backstage-plugin-readiness-engine';

export const ZONE_KEY = 'topology.kubernetes.io/zone';
export const HOST_KEY = 'kubernetes.io/hostname';

/** The label of the zone, and the one before it. */
export const ZONE_LABELS: readonly string[] = [
  ZONE_KEY,
  'failure-domain.beta.kubernetes.io/zone',
];

/** The zone that a node says it is in. */
export const zoneOf = ({ labels }: NodeObject): string | undefined =>
  ZONE_LABELS.map(label => labels[label]).find(Boolean);

/** The zones of these nodes, sorted; nodes that name none are left out. */
export const zonesOf = (nodes: readonly NodeObject[]): readonly string[] =>
  [...new Set(nodes.flatMap(node => zoneOf(node) ?? []))].sort();

const CONTROL_PLANE = [
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
];

export const isControlPlane = ({ labels }: NodeObject): boolean =>
  CONTROL_PLANE.some(label => Object.hasOwn(labels, label));

/** Set and lifted by controllers, as a node comes, goes or suffers. */
const PASSING =
  /^(node(\.cloudprovider)?\.kubernetes\.io\/|karpenter\.sh\/|ToBeDeletedByClusterAutoscaler$)/;

/** Taints that keep ordinary pods away: control planes, GPU pools, pools of one tenant. */
export const isReserved = ({ taints }: NodeObject): boolean =>
  taints.some(
    ({ key, effect }) =>
      (effect === 'NoSchedule' || effect === 'NoExecute') && !PASSING.test(key),
  );
