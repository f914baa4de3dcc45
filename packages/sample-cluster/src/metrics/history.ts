import { asObject, asString, asStrings, objectsOf } from '../json';
import {
  type KubeObject,
  stableNumber,
  stableSuffix,
} from '../objects/KubeObject';
import { parseAmount } from './parseAmount';
import { type Series, scraped } from './Series';
import { type Story, storyOf } from './stories';

const DAY = 86_400;
/** How far back the store remembers. */
export const RETENTION_DAYS = 90;

/** Objects of the cluster that the history is about. */
export interface HistoryView {
  cluster: string;
  pods: readonly KubeObject[];
  nodes: readonly KubeObject[];
  /** Pods that are scraped for the metrics of their application. */
  targets: readonly { job: string; pod: KubeObject }[];
  /** Epoch seconds. */
  now: number;
}

interface Life {
  pod: string;
  start: number;
  end: number;
}

interface ContainerLife extends Life {
  namespace: string;
  container: string;
  requests: Readonly<Record<string, string>>;
  limits: Readonly<Record<string, string>>;
  story: Story;
}

const labelsOf = ({ metadata }: KubeObject) => asStrings(metadata.labels);

/** The pod itself, and the one that did its work before it. */
function livesOf(
  pod: KubeObject,
  now: number,
  days = RETENTION_DAYS,
): readonly Life[] {
  const { name, creationTimestamp, ownerReferences } = pod.metadata;
  const oldest = now - days * DAY;
  const born = Date.parse(creationTimestamp ?? '') / 1000;
  const start = Math.max(oldest, Number.isNaN(born) ? oldest : born);
  const kind = ownerReferences?.[0]?.kind;
  // A StatefulSet gives its pods the same names again.
  if (kind === 'StatefulSet') return [{ pod: name, start: oldest, end: now }];
  const own = { pod: name, start, end: now };
  if ((kind !== 'ReplicaSet' && kind !== 'DaemonSet') || start === oldest) {
    return [own];
  }
  const before = name.replace(/[^-]+$/, stableSuffix(5, name, 'before'));
  return [{ pod: before, start: oldest, end: start - 1 }, own];
}

function containersOf(view: HistoryView): readonly ContainerLife[] {
  return view.pods.flatMap(pod => {
    const namespace = pod.metadata.namespace ?? 'default';
    const spec = asObject(pod.spec);
    const name = labelsOf(pod)['app.kubernetes.io/name'] ?? pod.metadata.name;
    const story = storyOf(view.cluster, namespace, name);
    const containers = [
      ...objectsOf(spec.initContainers).filter(
        ({ restartPolicy }) => restartPolicy === 'Always',
      ),
      ...objectsOf(spec.containers),
    ];
    return livesOf(pod, view.now, story.ranForDays).flatMap(life =>
      containers.map(container => {
        const resources = asObject(container.resources);
        return {
          ...life,
          namespace,
          container: asString(container.name) ?? '',
          requests: asStrings(resources.requests),
          limits: asStrings(resources.limits),
          story,
        };
      }),
    );
  });
}

const identity = ({ namespace, pod, container }: ContainerLife) => ({
  namespace,
  pod,
  container,
});

/** A day has a peak and a trough; their integral is what a counter shows. */
const SWING = 0.4;
const wave = (time: number, phase: number) =>
  1 + SWING * Math.sin((2 * Math.PI * time) / DAY + phase);
const waveSum = (from: number, to: number, phase: number) => {
  const part = (time: number) =>
    Math.cos((2 * Math.PI * time) / DAY + phase) * (DAY / (2 * Math.PI));
  return to - from + SWING * (part(from) - part(to));
};

/** Between `least` and `most`, the same for a container over restarts. */
const between = (least: number, most: number, ...parts: string[]) =>
  least + ((most - least) * stableNumber(1000, ...parts)) / 1000;

/** Cores on average, from the share of the request that the story tells. */
function coresOf(life: ContainerLife): number {
  const { namespace, container, requests, story } = life;
  const request = parseAmount(requests.cpu) ?? 0.05;
  const share = story.cpu ?? between(0.35, 0.6, namespace, container, 'cpu');
  return request * share;
}

function bytesOf(life: ContainerLife): number {
  const { namespace, container, requests, story } = life;
  const request = parseAmount(requests.memory) ?? 64 * 1024 * 1024;
  const share =
    story.memory ?? between(0.6, 0.75, namespace, container, 'memory');
  return request * share;
}

const PERIODS_A_SECOND = 10;

/** When the container was last killed for want of memory, if ever. */
const killedAt = ({ story, end }: ContainerLife, now: number) =>
  story.oomKilledDaysAgo === undefined || end < now
    ? undefined
    : now - story.oomKilledDaysAgo * DAY;

const METRICS: Readonly<
  Record<string, (view: HistoryView) => readonly Series[]>
> = {
  container_cpu_usage_seconds_total: view =>
    containersOf(view).map(life => {
      const phase = stableNumber(6, life.namespace);
      const cores = coresOf(life);
      return scraped(
        { __name__: 'container_cpu_usage_seconds_total', ...identity(life) },
        life,
        time => cores * waveSum(life.start, time, phase),
      );
    }),
  container_memory_working_set_bytes: view =>
    containersOf(view).map(life => {
      const bytes = bytesOf(life);
      const phase = stableNumber(6, life.namespace);
      return scraped(
        { __name__: 'container_memory_working_set_bytes', ...identity(life) },
        life,
        time => Math.round(bytes * (0.9 + 0.1 * wave(time, phase))),
      );
    }),
  container_cpu_cfs_periods_total: view => cfs(view, () => 1, 'periods'),
  container_cpu_cfs_throttled_periods_total: view =>
    cfs(view, ({ story }) => story.throttled ?? 0.01, 'throttled_periods'),
  kube_pod_container_resource_requests: view =>
    containersOf(view).flatMap(life =>
      Object.entries(life.requests).flatMap(([resource, text]) => {
        const amount = parseAmount(text);
        return amount === undefined
          ? []
          : [
              scraped(
                {
                  __name__: 'kube_pod_container_resource_requests',
                  ...identity(life),
                  resource,
                  unit: resource === 'cpu' ? 'core' : 'byte',
                },
                life,
                () => amount,
              ),
            ];
      }),
    ),
  kube_pod_container_status_restarts_total: view =>
    containersOf(view).map(life => {
      const killed = killedAt(life, view.now);
      return scraped(
        {
          __name__: 'kube_pod_container_status_restarts_total',
          ...identity(life),
        },
        life,
        time => (killed !== undefined && time >= killed ? 1 : 0),
      );
    }),
  kube_pod_container_status_last_terminated_reason: view =>
    containersOf(view).flatMap(life => {
      const killed = killedAt(life, view.now);
      return killed === undefined || killed < life.start
        ? []
        : [
            scraped(
              {
                __name__: 'kube_pod_container_status_last_terminated_reason',
                ...identity(life),
                reason: 'OOMKilled',
              },
              { start: killed, end: life.end },
              () => 1,
            ),
          ];
    }),
  kube_pod_status_reason: view =>
    view.pods.map(pod => {
      const { namespace = 'default', name } = pod.metadata;
      const [own] = livesOf(pod, view.now).slice(-1);
      return scraped(
        {
          __name__: 'kube_pod_status_reason',
          namespace,
          pod: name,
          reason: 'Evicted',
        },
        own,
        () => 0,
      );
    }),
  up: view => {
    const life = { start: view.now - RETENTION_DAYS * DAY, end: view.now };
    const nodes = view.nodes.flatMap(({ metadata: { name } }) =>
      ['kubelet', 'node-exporter'].map(job => ({ job, instance: name })),
    );
    return [
      ...nodes.map(labels =>
        scraped({ __name__: 'up', ...labels }, life, () => 1),
      ),
      ...view.targets.flatMap(({ job, pod }) =>
        livesOf(pod, view.now).map(own =>
          scraped(
            {
              __name__: 'up',
              job,
              namespace: pod.metadata.namespace ?? 'default',
              pod: own.pod,
            },
            own,
            () => 1,
          ),
        ),
      ),
    ];
  },
  http_request_duration_seconds_bucket: view => latencies(view),
};

function cfs(
  view: HistoryView,
  share: (life: ContainerLife) => number,
  what: string,
): readonly Series[] {
  return containersOf(view)
    .filter(({ limits }) => limits.cpu !== undefined)
    .map(life =>
      scraped(
        { __name__: `container_cpu_cfs_${what}_total`, ...identity(life) },
        life,
        time =>
          Math.floor(share(life) * PERIODS_A_SECOND * (time - life.start)),
      ),
    );
}

const BOUNDS = ['0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
/** Share of the requests that were answered within each bound. */
const QUICK = [0.4, 0.7, 0.93, 0.98, 0.995, 0.999, 1, 1, 1];
const SLOW = [0.2, 0.35, 0.5, 0.65, 0.8, 0.96, 0.99, 1, 1];
const REQUESTS_A_SECOND = 8;

function latencies(view: HistoryView): readonly Series[] {
  return view.targets.flatMap(({ job, pod }) => {
    const namespace = pod.metadata.namespace ?? 'default';
    const name = labelsOf(pod)['app.kubernetes.io/name'] ?? job;
    const { slowForDays } = storyOf(view.cluster, namespace, name);
    const turn =
      slowForDays === undefined ? Infinity : view.now - slowForDays * DAY;
    return livesOf(pod, view.now).flatMap(life =>
      BOUNDS.map((le, index) =>
        scraped(
          {
            __name__: 'http_request_duration_seconds_bucket',
            namespace,
            pod: life.pod,
            job,
            le,
          },
          life,
          time => {
            const quick = Math.max(0, Math.min(time, turn) - life.start);
            const slow = Math.max(0, time - Math.max(turn, life.start));
            return Math.floor(
              REQUESTS_A_SECOND * (quick * QUICK[index] + slow * SLOW[index]),
            );
          },
        ),
      ),
    );
  });
}

/** The series of a metric, as a store of this cluster would have them. */
export function seriesOf(view: HistoryView, metric: string): readonly Series[] {
  return Object.hasOwn(METRICS, metric) ? METRICS[metric](view) : [];
}
