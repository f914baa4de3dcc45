import {
  groupOf,
  type HpaObject,
  type Inventory,
  type ScaledObject,
  type ScaleTarget,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** What scales workloads by itself; not every check asks for KEDA. */
export type Scalers = Pick<Inventory, 'horizontalPodAutoscalers'> &
  Partial<Pick<Inventory, 'kedaScaledObjects'>>;

function isTarget(
  { apiVersion, kind, name }: ScaleTarget,
  workload: Workload,
): boolean {
  return (
    kind === workload.kind &&
    name === workload.name &&
    (apiVersion === undefined || groupOf(apiVersion) === workload.apiGroup)
  );
}

const scaling = <T extends { namespace?: string; target: ScaleTarget }>(
  objects: readonly T[],
  workload: Workload,
): readonly T[] =>
  objects.filter(
    ({ namespace, target }) =>
      namespace === workload.namespace && isTarget(target, workload),
  );

export const scaledObjectOf = (
  workload: Workload,
  { kedaScaledObjects = [] }: Scalers,
): ScaledObject | undefined => scaling(kedaScaledObjects, workload)[0];

/** All of them, those that KEDA made among them. */
export const autoscalersOf = (
  workload: Workload,
  { horizontalPodAutoscalers }: Scalers,
): readonly HpaObject[] => scaling(horizontalPodAutoscalers, workload);

/** KEDA lets an autoscaler of its own do the work above zero. */
export const isOfKeda = ({ labels, name }: HpaObject): boolean =>
  Object.hasOwn(labels, 'scaledobject.keda.sh/name') ||
  name.startsWith('keda-hpa-');

/** The fewest replicas that run in steady state. */
export function steadyReplicas(
  workload: Workload,
  scalers: Scalers,
): number | undefined {
  const scaledObject = scaledObjectOf(workload, scalers);
  if (scaledObject && !scaledObject.paused) return scaledObject.minReplicas;
  const [autoscaler] = autoscalersOf(workload, scalers);
  if (autoscaler) return autoscaler.minReplicas;
  if (workload.replicas !== undefined) return workload.replicas;
  return workload.liveKnown ? workload.live.pods : undefined;
}
