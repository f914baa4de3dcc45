import {
  parseQuantity,
  type Container,
  type PodTemplate,
  type Quantity,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';

export type ResourceName = 'cpu' | 'memory';
export type Bound = 'requests' | 'limits';

/** Where an amount comes from. `limit`: the API takes the limit as the request. */
export type Origin = 'container' | 'pod' | 'limit' | 'limitRange';

export type Amount =
  | { type: 'set'; origin: Origin; quantity?: Quantity }
  | { type: 'zero'; origin: Origin }
  | { type: 'unset' }
  | { type: 'unparseable' };

function read(text: string, origin: Origin): Amount {
  const quantity = parseQuantity(text);
  if (!quantity) return { type: 'unparseable' };
  return quantity.nano > 0n
    ? { type: 'set', origin, quantity }
    : { type: 'zero', origin };
}

/** The first that is written; `undefined` where none is. */
function firstWritten(
  candidates: readonly (readonly [string | undefined, Origin])[],
): Amount | undefined {
  const written = candidates.find(([text]) => text !== undefined);
  return written?.[0] === undefined ? undefined : read(written[0], written[1]);
}

function isLimitRanged(
  workload: Workload,
  container: Container,
  bound: Bound,
  resource: ResourceName,
): boolean {
  const filled = `${container.name}/${bound}.${resource}`;
  return workload.live.limitRanged.includes(filled);
}

/**
 * What a container requests or is limited to: its pod's amount, its own, the
 * limit for want of a request, what a LimitRange filled in (`catalogue/30` C1).
 */
export function effectiveAmount(
  workload: Workload,
  template: PodTemplate,
  container: Container,
  bound: Bound,
  resource: ResourceName,
): Amount {
  const pod = template.resources;
  const own = container.resources;
  const requests = bound === 'requests';
  const amount = firstWritten([
    [pod?.[bound][resource], 'pod'],
    [requests ? pod?.limits[resource] : undefined, 'pod'],
    [own[bound][resource], 'container'],
    [requests ? own.limits[resource] : undefined, 'limit'],
  ]);
  if (amount) return amount;
  return isLimitRanged(workload, container, bound, resource)
    ? { type: 'set', origin: 'limitRange' }
    : { type: 'unset' };
}

/** Containers that run as long as the pod does. */
export const isLongRunning = ({ role }: Container) =>
  role === 'main' || role === 'sidecar';
