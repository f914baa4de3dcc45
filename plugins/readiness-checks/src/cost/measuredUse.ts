import {
  parseQuantity,
  type Container,
  type ContainerUsage,
  type Inventory,
  type PodTemplate,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { isPodOf } from '../podNames';
import { effectiveAmount, isLongRunning } from './effectiveResources';

/** What two weeks of metrics say of one container, over its pods. */
export interface MeasuredContainer {
  container: Container;
  /** Cores and bytes that the scheduler keeps for it; absent where none is set. */
  request: { cpu?: number; memory?: number };
  memoryLimit?: number;
  /** Cores at the 95th percentile: of the busiest pod, and of the one in the middle. */
  cpu?: { busiest: number; middle: number };
  /** Bytes at the 99th percentile, and the most, of the largest pod. */
  memory?: number;
  memoryPeak?: number;
  /** Of the most throttled pod. */
  throttled?: number;
  oomKilled: boolean;
}

export type UsageSignals = Pick<
  Inventory,
  | 'usageCpu'
  | 'usageMemory'
  | 'usageMemoryPeak'
  | 'usageSince'
  | 'requestedCpu'
  | 'requestedMemory'
>;

type Index = ReadonlyMap<string, readonly ContainerUsage[]>;

const indexes = new WeakMap<readonly ContainerUsage[], Index>();

const keyOf = (namespace: string, container: string) =>
  `${namespace}\n${container}`;

/** One walk over a signal, however many workloads look into it. */
function indexOf(usage: readonly ContainerUsage[]): Index {
  const known = indexes.get(usage);
  if (known) return known;
  const index = new Map<string, ContainerUsage[]>();
  for (const row of usage) {
    const key = keyOf(row.namespace, row.container);
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
  indexes.set(usage, index);
  return index;
}

/** What a signal says of the pods of a workload, living and gone, lowest first. */
export function valuesOf(
  usage: readonly ContainerUsage[],
  workload: Workload,
  container: string,
): readonly number[] {
  const rows = indexOf(usage).get(keyOf(workload.namespace, container)) ?? [];
  return rows
    .filter(({ pod }) => isPodOf(workload, pod))
    .map(({ value }) => value)
    .sort((a, b) => a - b);
}

const most = (values: readonly number[]) => values[values.length - 1];

/** As written, in cores or bytes. */
function written(
  workload: Workload,
  template: PodTemplate,
  container: Container,
  bound: 'requests' | 'limits',
  resource: 'cpu' | 'memory',
): number | undefined {
  const amount = effectiveAmount(
    workload,
    template,
    container,
    bound,
    resource,
  );
  // An amount of the pod is shared; that of one container is not known.
  if (amount.type !== 'set' || amount.origin === 'pod') return undefined;
  return amount.quantity && Number(amount.quantity.nano) / 1e9;
}

/**
 * The containers of a workload that run as long as its pods, as measured. A
 * request is that of the live pods where it was seen, since a LimitRange, a
 * VerticalPodAutoscaler and a resize in place change it without the template.
 */
export function measuredContainers(
  workload: Workload,
  template: PodTemplate,
  signals: UsageSignals &
    Partial<Pick<Inventory, 'usageThrottled' | 'usageOomKilled'>>,
): readonly MeasuredContainer[] {
  return template.containers.filter(isLongRunning).map(container => {
    const values = (usage: readonly ContainerUsage[] = []) =>
      valuesOf(usage, workload, container.name);
    const cpu = values(signals.usageCpu);
    const request = (resource: 'cpu' | 'memory') =>
      most(
        values(
          resource === 'cpu' ? signals.requestedCpu : signals.requestedMemory,
        ),
      ) ?? written(workload, template, container, 'requests', resource);
    return {
      container,
      request: { cpu: request('cpu'), memory: request('memory') },
      memoryLimit: written(workload, template, container, 'limits', 'memory'),
      ...(cpu.length > 0 && {
        cpu: { busiest: most(cpu), middle: cpu[(cpu.length - 1) >> 1] },
      }),
      memory: most(values(signals.usageMemory)),
      memoryPeak: most(values(signals.usageMemoryPeak)),
      throttled: most(values(signals.usageThrottled)),
      oomKilled: values(signals.usageOomKilled).length > 0,
    };
  });
}

/** Since when a workload was measured within the window, epoch ms. */
export function measuredSince(
  workload: Workload,
  template: PodTemplate,
  { usageSince }: Pick<Inventory, 'usageSince'>,
): number | undefined {
  const firsts = template.containers
    .filter(isLongRunning)
    .flatMap(({ name }) => valuesOf(usageSince, workload, name).slice(0, 1));
  return firsts.length > 0 ? Math.min(...firsts) * 1000 : undefined;
}

const MIB = 1024 * 1024;
const LEAST_CPU_MILLI = 10;
const LEAST_MEMORY_MIB = 16;

/** Whole thousandths of a core, rounded up. */
export const cpuQuantity = (cores: number): string =>
  `${Math.max(LEAST_CPU_MILLI, Math.ceil(cores * 1000 - 1e-6))}m`;

/** Whole mebibytes, rounded up. */
export const memoryQuantity = (bytes: number): string =>
  `${Math.max(LEAST_MEMORY_MIB, Math.ceil(bytes / MIB - 1e-6))}Mi`;

/** Cores or bytes of an amount that was made by the two above. */
export const amountOf = (quantity: string): number =>
  Number(parseQuantity(quantity)?.nano ?? 0n) / 1e9;

/** The request that a measured use asks for (`catalogue/30` C1). */
export const sizedCpu = (p95: number) => cpuQuantity(p95 * 1.15);
export const sizedMemory = (peak: number) => memoryQuantity(peak * 1.2);

export const shownCores = (cores: number) => `${cores.toFixed(2)} cores`;
export const shownMemory = (bytes: number) =>
  bytes >= 1024 * MIB
    ? `${(bytes / MIB / 1024).toFixed(1)} GiB`
    : `${Math.round(bytes / MIB)} MiB`;
export const shownShare = (ratio: number) => `${Math.round(ratio * 100)} %`;
