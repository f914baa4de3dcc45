import {
  parseQuantity,
  sumQuantities,
  type Container,
  type PodTemplate,
  type Quantity,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { ResourceName } from './effectiveResources';

const NONE: Quantity = { nano: 0n };

const larger = (a: Quantity, b: Quantity) => (a.nano >= b.nano ? a : b);

/** A request that is left out is the limit; what cannot be read counts as none. */
function ownRequest(
  { resources }: Pick<Container, 'resources'>,
  resource: ResourceName,
): Quantity {
  return (
    parseQuantity(resources.requests[resource] ?? resources.limits[resource]) ??
    NONE
  );
}

/**
 * What one pod asks the scheduler for (`catalogue/30` C1): all that run
 * together, or an init container with the sidecars before it where that is
 * more. An amount of the pod itself comes first.
 */
export function podRequest(
  template: PodTemplate,
  resource: ResourceName,
): Quantity {
  const overhead = parseQuantity(template.overhead?.[resource]) ?? NONE;
  const pod =
    template.resources &&
    ownRequest({ resources: template.resources }, resource);
  if (pod && pod.nano > 0n) return sumQuantities([pod, overhead]);
  let together = NONE;
  let peak = NONE;
  for (const container of template.containers) {
    const own = ownRequest(container, resource);
    if (container.role === 'init') {
      peak = larger(peak, sumQuantities([together, own]));
    } else if (container.role !== 'ephemeral') {
      together = sumQuantities([together, own]);
    }
  }
  return sumQuantities([larger(together, peak), overhead]);
}

/** Pods that run at a time; of a CronJob one, as long as nobody suspends it. */
function podsOf({ classes, kind, replicas, live }: Workload): number {
  if (classes.has('parked')) return 0;
  return kind === 'CronJob'
    ? Math.max(1, live.pods)
    : Math.max(replicas ?? 0, live.pods);
}

/** What all pods of a workload ask for. */
export function workloadRequest(
  workload: Workload,
  resource: ResourceName,
): Quantity {
  const { template } = workload;
  if (!template) return NONE;
  const { nano } = podRequest(template, resource);
  return { nano: nano * BigInt(podsOf(workload)) };
}
