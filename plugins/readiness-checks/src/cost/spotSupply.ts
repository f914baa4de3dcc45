import type {
  Inventory,
  JudgeContext,
  NodeObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { currentStatus, isAutopilot } from '../nodes/nodeGroups';
import {
  allowsSpot,
  isSpotGroup,
  spotLabelOf,
  spotLabels,
} from '../nodes/spotNodes';

type Supply = Pick<
  Inventory,
  'nodePools' | 'computeClasses' | 'autoscalerStatus'
>;

/** Where spot capacity shows, in words; `undefined` where it does not. */
export function spotSupply(
  nodes: readonly NodeObject[],
  inventory: Supply,
  context: Pick<JudgeContext, 'now' | 'params'>,
): string | undefined {
  const known = spotLabels(context.params);
  const spot = nodes.filter(node => spotLabelOf(node, known) !== undefined);
  if (spot.length > 0) {
    return `${spot.length} of ${nodes.length} nodes are spot or preemptible.`;
  }
  const pool = inventory.nodePools.find(
    candidate => candidate.ready === true && allowsSpot(candidate),
  );
  if (pool) {
    return `NodePool ${pool.name} is Ready and may take spot capacity; no node of it runs now.`;
  }
  const computeClass = inventory.computeClasses.find(each => each.spot);
  if (computeClass) {
    return `ComputeClass ${computeClass.name} asks for Spot VMs.`;
  }
  const status = currentStatus(inventory.autoscalerStatus, context.now);
  const group = status?.groups.find(isSpotGroup);
  if (group) {
    return `Node group ${group.name} is called after spot and can grow to ${group.max}.`;
  }
  return nodes.length > 0 && nodes.every(isAutopilot)
    ? 'Autopilot gives Spot Pods to whoever asks for them.'
    : undefined;
}
