import {
  defineCheck,
  found,
  isUnreadable,
  liveTargets,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  Inventory,
  JudgeContext,
  JudgedSubjects,
  Judgement,
  KeysOf,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { isPodOf } from '../podNames';
import { agentsIn } from './agents';
import { connectMetrics, NOT_LIVE_VERIFIED } from './alertingRules';
import {
  asksFor,
  podMonitorMatch,
  serviceMonitorMatch,
  type MonitorOf,
  type Scraper,
} from './monitorMatching';
import { addMonitor, namePort, selectMonitor } from './monitorRemediation';

const MONITORS = [
  ['serviceMonitors', 'service', 'operator'],
  ['podMonitors', 'pod', 'operator'],
  ['vmServiceScrapes', 'service', 'victoria'],
  ['vmPodScrapes', 'pod', 'victoria'],
  ['gmpPodMonitorings', 'pod', 'managed'],
  ['gmpClusterPodMonitorings', 'pod', 'managed'],
  ['azureServiceMonitors', 'service', 'managed'],
  ['azurePodMonitors', 'pod', 'managed'],
] as const;

const reads = [
  liveTargets(),
  ...workloads({ services: true }),
  optionalList('namespaces'),
  optionalList('prometheuses'),
  optionalList('prometheusAgents'),
  optionalList('vmAgents'),
  optionalList('serviceMonitors'),
  optionalList('podMonitors'),
  optionalList('scrapeConfigs'),
  optionalList('openTelemetryCollectors'),
  optionalList('vmServiceScrapes'),
  optionalList('vmPodScrapes'),
  optionalList('gmpPodMonitorings'),
  optionalList('gmpClusterPodMonitorings'),
  optionalList('azureServiceMonitors'),
  optionalList('azurePodMonitors'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;
type Subject = JudgedSubjects['workload'];

/** Proxies whose own metrics say nothing about the application. */
const MESH = ['istio-proxy', 'linkerd-proxy', 'envoy', 'daprd'];

const KINDS: Readonly<Record<(typeof MONITORS)[number][0], string>> = {
  serviceMonitors: 'ServiceMonitor',
  podMonitors: 'PodMonitor',
  vmServiceScrapes: 'VMServiceScrape',
  vmPodScrapes: 'VMPodScrape',
  gmpPodMonitorings: 'PodMonitoring',
  gmpClusterPodMonitorings: 'ClusterPodMonitoring',
  azureServiceMonitors: 'ServiceMonitor',
  azurePodMonitors: 'PodMonitor',
};

/** A collector whose configuration shows that it scrapes nothing. */
function takesNone(
  { owner, namespace }: Workload,
  { openTelemetryCollectors }: Seen,
): boolean {
  const collector = openTelemetryCollectors.find(
    each =>
      owner?.kind === 'OpenTelemetryCollector' &&
      each.name === owner.name &&
      each.namespace === namespace,
  );
  return (
    collector?.parsed === true && !collector.receivers.includes('prometheus')
  );
}

/**
 * What asks for monitors of a family. Collectors and Alloy may take those of
 * the operator too, by a configuration that is not read.
 */
function scrapersOf(
  family: (typeof MONITORS)[number][2],
  inventory: Seen,
): readonly Scraper[] | 'any' {
  if (family === 'managed') return 'any';
  if (family === 'victoria') {
    return inventory.vmAgents.length > 0 ? inventory.vmAgents : 'any';
  }
  const all = [...inventory.prometheuses, ...inventory.prometheusAgents];
  const others =
    inventory.vmAgents.length > 0 ||
    agentsIn(inventory.workloads, 'metrics').some(
      ({ agent, workload }) =>
        agent.vendor || (agent.configured && !takesNone(workload, inventory)),
    );
  return all.length > 0 && !others ? all : 'any';
}

function monitorsOf(workload: Workload, inventory: Seen): readonly MonitorOf[] {
  return MONITORS.flatMap(([key, type, family]) => {
    const scrapers = scrapersOf(family, inventory);
    return inventory[key].flatMap(object => {
      const match =
        type === 'service'
          ? serviceMonitorMatch(object, workload)
          : podMonitorMatch(object, workload);
      if (match.type === 'none') return [];
      const selected =
        scrapers === 'any' ||
        scrapers.some(scraper =>
          asksFor(scraper, object, type, inventory.namespaces),
        );
      const place = object.namespace ? `${object.namespace}/` : '';
      const kind = KINDS[key];
      return [
        {
          object,
          title: `${kind} ${place}${object.name}`,
          kind,
          type,
          match,
          selected,
        },
      ];
    });
  });
}

/** Annotations by which a plain Prometheus is asked to scrape it. */
function isAnnotated({ template, selectedBy }: Workload): boolean {
  return [template, ...selectedBy].some(
    each => each?.annotations['prometheus.io/scrape'] === 'true',
  );
}

/** Asked for in a way that cannot be followed to the workload. */
function mayBeScraped({ scrapeConfigs }: Seen): boolean {
  return scrapeConfigs.some(({ discoversKubernetes }) => discoversKubernetes);
}

function unreadMonitors(context: Context): Key | undefined {
  return [...MONITORS.map(([key]) => key), 'scrapeConfigs' as const].find(key =>
    isUnreadable(context.source(key).state),
  );
}

function judgeLive(
  { workload }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const targets = inventory.liveTargets.filter(
    ({ namespace, pod }) =>
      namespace === workload.namespace &&
      pod !== undefined &&
      isPodOf(workload, pod),
  );
  const own = targets.filter(
    ({ container }) => container === undefined || !MESH.includes(container),
  );
  if (own.length > 0) {
    return pass({
      code: 'scraped',
      message: `${own.length} targets of it are scraped, e.g. ${own[0].pool}.`,
    });
  }
  const monitors = monitorsOf(workload, inventory);
  const unread = unreadMonitors(context);
  if (monitors.length === 0 && targets.length === 0 && unread) {
    return undecidable(unread);
  }
  const [monitor] = monitors;
  if (targets.length > 0 || monitor) {
    return found([
      {
        state: 'warn',
        reasons: [
          targets.length > 0
            ? {
                code: 'mesh-metrics-only',
                message:
                  'Only the proxy beside it is scraped, not the application.',
              }
            : {
                code: 'no-active-target',
                message: `${monitor.title} selects it and produces no target.`,
              },
        ],
        remediation: addMonitor(workload, inventory),
      },
    ]);
  }
  return found([
    {
      state: 'fail',
      reasons: [
        {
          code: 'not-scraped',
          message: 'Nothing scrapes it, and no monitor object selects it.',
        },
      ],
      remediation: addMonitor(workload, inventory),
    },
  ]);
}

/** By the objects alone: which targets there are was not seen. */
function judgeDeclared(
  { workload }: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const monitors = monitorsOf(workload, inventory);
  const working = monitors.filter(
    ({ match, selected }) => match.type === 'match' && selected,
  );
  if (working.length > 0 || isAnnotated(workload)) {
    return found([
      {
        state: 'warn',
        severity: 'low',
        reasons: [
          {
            code: NOT_LIVE_VERIFIED,
            message: `${
              working[0]?.title ?? 'The annotation prometheus.io/scrape'
            } asks for its metrics; whether any arrive was not seen.`,
          },
        ],
        remediation: connectMetrics(context.cluster.name),
        responsible: 'platform',
      },
    ]);
  }
  const lost = monitors.find(({ selected }) => !selected);
  if (lost) {
    return found([
      {
        state: 'fail',
        reasons: [
          {
            code: 'monitor-not-selected',
            message: `${lost.title} selects it, and no Prometheus asks for that object: its labels or its namespace do not match.`,
            field: 'metadata.labels',
          },
        ],
        remediation: selectMonitor(lost, inventory.prometheuses),
      },
    ]);
  }
  const portless = monitors.find(({ match }) => match.type === 'noPort');
  if (portless && portless.match.type === 'noPort') {
    return found([
      {
        state: 'warn',
        reasons: [
          {
            code: 'monitor-without-port',
            message: `${portless.title} selects it and asks for port "${portless.match.port}", which neither its Service nor its containers have.`,
            field: 'spec.endpoints',
          },
        ],
        remediation: namePort(workload, portless),
      },
    ]);
  }
  return undecidable(
    unreadMonitors(context) ?? 'liveTargets',
    mayBeScraped(inventory)
      ? 'A ScrapeConfig discovers pods; which of them it keeps does not show here.'
      : undefined,
  );
}

export function judgeWorkloadScraped(
  subject: Subject,
  inventory: Seen,
  context: Context,
): Judgement {
  const { workload, entity } = subject;
  const excepted = context.exception(workload);
  if (excepted) return na('excepted', excepted.reason);
  const declared = [
    workload.annotations,
    workload.template?.annotations ?? {},
    entity?.annotations ?? {},
  ].some(annotations => annotations['readiness.io/metrics'] === 'none');
  if (declared) {
    return na(
      'declared-without-metrics',
      'The annotation readiness.io/metrics says that it has none.',
    );
  }
  const { state } = context.source('liveTargets');
  if (state === 'ok' || state === 'empty') {
    return judgeLive(subject, inventory, context);
  }
  return state === 'notConnected'
    ? judgeDeclared(subject, inventory, context)
    : undecidable('liveTargets');
}

export const workloadScraped = defineCheck({
  id: 'obs-metrics-workload-scraped',
  title: 'The workload’s own metrics are scraped',
  dimension: 'observability',
  control: 'O1',
  scope: { types: ['workload'], classes: ['service', 'worker'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'workload-metrics',
  gate: 'configured',
  reads,
  texts: {
    why: 'CPU and memory say that a process lives, not that it does its work. Errors and latency are known to the application alone.',
    rules: {
      pass: 'The metrics store scrapes at least one target of its own containers.',
      warn: 'A monitor object selects it and produces no target, or asks for a port that it does not have; only the proxy of the mesh is scraped; or no metrics store is connected and all is in order (not-live-verified).',
      fail: 'Nothing scrapes it and no monitor object selects it; or the object that does is asked for by no Prometheus.',
      na: 'Batch, DaemonSets, static and parked workloads; and what declares `readiness.io/metrics: none`.',
      unknown:
        'No metrics store is connected and no monitor object selects it, or the monitor objects cannot be read.',
    },
    traps: [
      'Metrics of cAdvisor and kube-state-metrics exist for every pod and prove nothing about the application.',
      'A ServiceMonitor that no Prometheus selects is nothing.',
      'A ServiceMonitor selects Services, by their labels and the names of their ports, not pods.',
      'Batch work reports through a push gateway or by its Job’s state.',
    ],
    fix: 'Name the port of the metrics and add a ServiceMonitor with the labels that the Prometheus asks for.',
    references: [
      'https://prometheus-operator.dev/docs/api-reference/api/',
      'https://prometheus.io/docs/prometheus/latest/querying/api/',
    ],
  },
  judge: judgeWorkloadScraped,
});
