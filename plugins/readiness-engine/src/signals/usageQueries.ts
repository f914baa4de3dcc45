import { instantQuery } from './prometheusQuery';

/** What is asked of 14 days, in seconds (`rightsize.windowDays`). */
const WINDOW = 14 * 86_400;

/** A number of one container of one pod; the pod may be gone by now. @public */
export interface ContainerUsage {
  namespace: string;
  pod: string;
  container: string;
  /** Cores, bytes, a ratio or epoch seconds, as the signal says. */
  value: number;
}

/** A pod that the kubelet evicted. @public */
export interface EvictedPod {
  namespace: string;
  pod: string;
}

const EACH = 'by (namespace, pod, container)';
/** The containers of pods, without the sum over a pod and the pause container. */
const REAL = '{container!="",container!="POD"}';

function perContainer(
  title: string,
  expression: string,
  windowSeconds = WINDOW,
) {
  return instantQuery<ContainerUsage>({
    title,
    expression,
    windowSeconds,
    read: ({ labels: { namespace, pod, container }, value }) =>
      namespace && pod && container
        ? { namespace, pod, container, value }
        : undefined,
  });
}

/**
 * 14 days of every container, thinned to one look in half an hour: a range over
 * all samples of a large cluster would be refused by its store.
 */
const over = (fold: string, each: string) => `${fold}${each}[14d:30m])`;

const rate = (counter: string) => `sum ${EACH} (rate(${counter}${REAL}[5m]))`;
const WORKING_SET = `max ${EACH} (container_memory_working_set_bytes${REAL})`;
const RESTARTS = 'kube_pod_container_status_restarts_total[14d:1h]';

export const usageQueries = {
  /** Cores, 95th percentile of 14 days. */
  usageCpu: perContainer(
    'CPU of containers, p95 of 14 d',
    over(
      'quantile_over_time(0.95, ',
      rate('container_cpu_usage_seconds_total'),
    ),
  ),
  /** Bytes of the working set, 99th percentile of 14 days. */
  usageMemory: perContainer(
    'memory of containers, p99 of 14 d',
    over('quantile_over_time(0.99, ', WORKING_SET),
  ),
  /** Bytes of the working set, the most in 14 days. */
  usageMemoryPeak: perContainer(
    'memory of containers, peak of 14 d',
    over('max_over_time(', WORKING_SET),
  ),
  /** Epoch seconds of the first look of the last 14 days at a container. */
  usageSince: perContainer(
    'first sample of containers in 14 d',
    `min ${EACH} (min_over_time(timestamp(container_memory_working_set_bytes${REAL})[14d:1h]))`,
  ),
  /** Share of the CFS periods in which a container was throttled, 14 days. */
  usageThrottled: perContainer(
    'throttling of containers in 14 d',
    `${over(
      'sum_over_time(',
      rate('container_cpu_cfs_throttled_periods_total'),
    )} / ${over('sum_over_time(', rate('container_cpu_cfs_periods_total'))}`,
  ),
  /**
   * Containers that were OOMKilled within 14 days. The reason of the last end
   * stands as long as the pod does: only with a restart is it of these days.
   */
  usageOomKilled: perContainer(
    'containers OOMKilled in 14 d',
    `max ${EACH} (max_over_time(kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}[14d:1h]))
      and on (namespace, pod, container) (
        max ${EACH} (max_over_time(${RESTARTS})) - min ${EACH} (min_over_time(${RESTARTS})) > 0
      )`,
  ),
  /** Cores that live containers ask for, whoever wrote them. */
  requestedCpu: perContainer(
    'CPU requests',
    `max ${EACH} (kube_pod_container_resource_requests{resource="cpu"})`,
    0,
  ),
  /** Bytes that live containers ask for. */
  requestedMemory: perContainer(
    'memory requests',
    `max ${EACH} (kube_pod_container_resource_requests{resource="memory"})`,
    0,
  ),
  /** Pods evicted within 14 days. */
  usageEvicted: instantQuery<EvictedPod>({
    title: 'pods evicted in 14 d',
    expression:
      'max by (namespace, pod) (max_over_time(kube_pod_status_reason{reason="Evicted"}[14d:1h])) > 0',
    windowSeconds: WINDOW,
    read: ({ labels: { namespace, pod } }) =>
      namespace && pod ? { namespace, pod } : undefined,
  }),
};
