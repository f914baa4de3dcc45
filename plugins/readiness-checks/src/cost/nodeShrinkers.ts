import type {
  Inventory,
  NodeObject,
} from '@readiness/backstage-plugin-readiness-engine';
import {
  currentStatus,
  isAutopilot,
  isManagedFleet,
} from '../nodes/nodeGroups';

/** What takes nodes away when they are not needed. */
export interface Shrinkers {
  karpenter: boolean;
  /** The cluster-autoscaler, also where a provider runs it unseen. */
  clusterAutoscaler: boolean;
}

type Seen = Pick<
  Inventory,
  | 'nodePools'
  | 'autoscalerStatus'
  | 'openshiftClusterAutoscalers'
  | 'machineDeployments'
> & { nodes: readonly NodeObject[] };

export function shrinkersOf(inventory: Seen, now: number): Shrinkers {
  const { nodes, nodePools } = inventory;
  return {
    karpenter: nodePools.some(pool => pool.static !== true),
    clusterAutoscaler:
      currentStatus(inventory.autoscalerStatus, now) !== undefined ||
      inventory.openshiftClusterAutoscalers.length > 0 ||
      inventory.machineDeployments.some(({ max }) => max !== undefined) ||
      // Where its status is off it may be off itself: only Autopilot always has one.
      (nodes.length > 0 && nodes.every(isAutopilot)),
  };
}

/** A fleet whose provider may run an autoscaler that shows nowhere. */
export const mayShrinkUnseen = ({ nodes }: Seen) => nodes.some(isManagedFleet);
