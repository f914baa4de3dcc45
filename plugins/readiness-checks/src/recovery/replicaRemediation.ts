import type {
  Inventory,
  Remediation,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { HOST_KEY, ZONE_KEY } from '../nodes/zones';
import {
  autoscalersOf,
  isOfKeda,
  scaledObjectOf,
  type Scalers,
} from '../replicas';
import { patchBounds } from '../scalerPatch';
import type { YamlMap } from '../toYaml';
import { workloadRemediation } from '../workloadRemediation';
import { hasDatabase } from './hasDatabase';
import { podIdentity } from './podIdentity';

/** Zones first, then nodes; neither keeps a pod from being scheduled at all. */
export const spreadOver = (
  workload: Workload,
  others: readonly Workload[],
): readonly YamlMap[] =>
  [ZONE_KEY, HOST_KEY].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: podIdentity(workload, others) },
  }));

const BUDGET =
  'Add a disruption budget with maxUnavailable: 1 in the same change, so that a drain takes one at a time.';

const ONE_VOLUME = [
  'It keeps data: a second replica would start with none, or wait for the volume of the first.',
  'Let an operator replicate the data (CloudNativePG, Strimzi and the like), or move the data to a store that is replicated.',
  'Where neither pays: one Deployment with strategy Recreate, and a restore that was tried.',
];

const SINGLETON =
  'Where only one may work at a time, let the replicas elect a leader; or record a failover (evidence) that shows it Ready again within 60 s.';

/** A second replica, where the number of them is kept, with a spread. */
export function addReplica(
  workload: Workload,
  inventory: Scalers & Pick<Inventory, 'workloads'>,
  cluster: string,
  isSingleton: boolean,
): Remediation {
  const summary = `Run two replicas of ${workload.name}, apart from each other.`;
  const note = [...(isSingleton ? [SINGLETON] : []), BUDGET].join(' ');
  // An operator replicates what its resource asks for.
  const keepsData =
    (workload.classes.has('stateful') || hasDatabase([workload])) &&
    !workload.classes.has('operated');
  const scaledObject = scaledObjectOf(workload, inventory);
  const [autoscaler] = autoscalersOf(workload, inventory).filter(
    hpa => !isOfKeda(hpa),
  );
  if (scaledObject) {
    return patchBounds(
      { type: 'keda', object: scaledObject },
      { minimum: 2 },
      summary,
      cluster,
      note,
    );
  }
  if (autoscaler) {
    return patchBounds(
      { type: 'hpa', object: autoscaler },
      {
        minimum: 2,
        ...(autoscaler.maxReplicas < 2 && { maximum: 2 }),
      },
      summary,
      cluster,
      note,
    );
  }
  if (keepsData) {
    return workloadRemediation(workload, {
      topic: 'replicas',
      summary: `Let the data of ${workload.name} outlive the node.`,
      byHand: ONE_VOLUME,
    });
  }
  return workloadRemediation(workload, {
    topic: 'replicas',
    summary,
    controller: { replicas: 2 },
    spec: {
      topologySpreadConstraints: spreadOver(workload, inventory.workloads),
    },
    note,
  });
}
