import {
  na,
  undecidable,
  type Inventory,
  type Judgement,
  type NodeObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { isAutopilot, isManagedFleet } from './nodeGroups';

/** No group and no pool shows: is there an autoscaler all the same? */
export function unseenAutoscaler(
  nodes: readonly NodeObject[],
  inventory: Pick<Inventory, 'openshiftClusterAutoscalers' | 'computeClasses'>,
): Judgement {
  if (nodes.length > 0 && nodes.every(isAutopilot)) {
    return na('autopilot', 'Google sizes the nodes of Autopilot.');
  }
  const isElsewhere =
    inventory.openshiftClusterAutoscalers.length > 0 ||
    inventory.computeClasses.length > 0 ||
    nodes.some(isManagedFleet);
  return isElsewhere
    ? undecidable(
        'autoscalerStatus',
        'The groups of the autoscaler do not show in the cluster.',
      )
    : na(
        'no-autoscaler',
        'No autoscaler shows; cost-autoscaler-present judges that.',
      );
}
