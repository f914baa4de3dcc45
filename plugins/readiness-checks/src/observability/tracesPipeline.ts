import {
  defineCheck,
  found,
  isUnreadable,
  liveSpans,
  na,
  optionalList,
  pass,
  undecidable,
  workloads,
} from '@readiness/backstage-plugin-readiness-engine';
import type {
  CollectorObject,
  Inventory,
  JudgeContext,
  Judgement,
  KeysOf,
  Occurrence,
} from '@readiness/backstage-plugin-readiness-engine';
import { agentsIn, workloadTitle } from './agents';
import { connectMetrics, NOT_LIVE_VERIFIED } from './alertingRules';

/** Exporters that show spans to nobody but the log of the collector. */
const DEBUG = ['debug', 'logging', 'nop', 'file'];
const LOST = 0.01;

const reads = [
  liveSpans(),
  ...workloads({ services: true }),
  optionalList('openTelemetryCollectors'),
  optionalList('openTelemetryInstrumentations'),
  optionalList('tempoStacks'),
  optionalList('tempoMonolithics'),
] as const;

type Key = KeysOf<typeof reads>;
type Seen = Pick<Inventory, Key>;
type Context = JudgeContext<Key>;

const idOf = ({ namespace, name }: CollectorObject) => `${namespace}/${name}`;

const traces = (collector: CollectorObject) =>
  collector.pipelines.filter(({ signal }) => signal === 'traces');

const delivers = (collector: CollectorObject) =>
  traces(collector).some(({ exporters }) =>
    exporters.some(type => !DEBUG.includes(type)),
  );

/** What takes spans here, by the name that people know it by. */
function pipelines(inventory: Seen): readonly string[] {
  return [
    ...inventory.openTelemetryCollectors
      .filter(delivers)
      .map(collector => `OpenTelemetryCollector ${idOf(collector)}`),
    ...inventory.tempoStacks.map(
      ({ namespace, name }) => `TempoStack ${namespace}/${name}`,
    ),
    ...inventory.tempoMonolithics.map(
      ({ namespace, name }) => `TempoMonolithic ${namespace}/${name}`,
    ),
    ...agentsIn(inventory.workloads, 'traces')
      .filter(
        ({ agent, workload }) =>
          !agent.vendor && !agent.configured && workload.owner === undefined,
      )
      .map(({ workload }) => workloadTitle(workload)),
  ];
}

function debugOnly(collector: CollectorObject): Occurrence {
  return {
    state: 'fail',
    discriminator: idOf(collector),
    reasons: [
      {
        code: 'debug-exporter-only',
        message: `The traces pipeline of OpenTelemetryCollector ${idOf(
          collector,
        )} exports to ${traces(collector)
          .flatMap(({ exporters }) => exporters)
          .join(', ')} only: spans end in its log.`,
        field: 'spec.config.service.pipelines.traces.exporters',
      },
    ],
    remediation: {
      summary: 'Send the spans to a store.',
      type: 'steps',
      content: [
        `1. kubectl edit opentelemetrycollector -n ${collector.namespace} ${collector.name}`,
        '2. Under spec.config.exporters add otlp with the endpoint of Tempo, Jaeger or a vendor.',
        '3. Name it under spec.config.service.pipelines.traces.exporters.',
        '',
      ].join('\n'),
    },
  };
}

const install = (cluster: string): Occurrence['remediation'] => ({
  summary: `Give the services of ${cluster} a place to send spans to.`,
  type: 'steps',
  content: [
    '1. helm repo add open-telemetry https://open-telemetry.github.io/opentelemetry-helm-charts',
    '2. helm install opentelemetry-operator open-telemetry/opentelemetry-operator -n opentelemetry --create-namespace',
    '3. Create an OpenTelemetryCollector with an otlp receiver and a traces pipeline to your store.',
    '4. Create an Instrumentation per namespace, or set OTEL_EXPORTER_OTLP_ENDPOINT in the services.',
    '',
  ].join('\n'),
});

function judgeLive(inventory: Seen, context: Context): Judgement {
  const rate = (outcome: string) =>
    inventory.liveSpans
      .filter(({ labels }) => labels.outcome === outcome)
      .reduce((sum, { value }) => sum + value, 0);
  const sent = rate('sent');
  const failed = rate('failed');
  if (sent > 0 && failed / sent < LOST) {
    return pass({
      code: 'spans-sent',
      message: `Collectors send ${sent.toFixed(1)} spans a second.`,
    });
  }
  return found([
    {
      state: 'warn',
      reasons: [
        sent > 0
          ? {
              code: 'spans-lost',
              message: `Collectors lose ${failed.toFixed(
                1,
              )} spans a second and send ${sent.toFixed(1)}.`,
            }
          : {
              code: 'no-spans',
              message: 'The pipeline is there and no span passed in an hour.',
            },
      ],
      remediation: {
        summary: 'See what the collectors report.',
        type: 'command',
        content: `kubectl logs -A -l app.kubernetes.io/component=opentelemetry-collector --tail=100 # ${context.cluster.name}\n`,
      },
    },
  ]);
}

/** By the objects, where spans were not counted or none can be. */
function judgeObjects(inventory: Seen, context: Context): Judgement {
  const unread = (
    ['openTelemetryCollectors', 'tempoStacks', 'tempoMonolithics'] as const
  ).find(key => isUnreadable(context.source(key).state));
  if (unread) return undecidable(unread);
  const idle = inventory.openTelemetryCollectors.filter(
    collector => traces(collector).length > 0 && !delivers(collector),
  );
  if (idle.length > 0) return found(idle.map(debugOnly));
  const unparsed = inventory.openTelemetryCollectors.find(
    ({ parsed }) => !parsed,
  );
  if (unparsed) {
    return undecidable(
      'openTelemetryCollectors',
      `The configuration of OpenTelemetryCollector ${idOf(
        unparsed,
      )} could not be understood.`,
    );
  }
  const other = agentsIn(inventory.workloads, 'traces').find(
    ({ agent }) => agent.vendor || agent.configured,
  );
  if (other) {
    return undecidable(
      'liveSpans',
      `${other.agent.title} (${workloadTitle(
        other.workload,
      )}) may take spans; no adapter reads it.`,
    );
  }
  if (context.external.observability !== false) return undecidable('liveSpans');
  return found([
    {
      state: 'fail',
      reasons: [
        {
          code: 'no-traces-pipeline',
          message:
            'Nothing here takes spans, and nothing outside of the cluster does.',
        },
      ],
      remediation: install(context.cluster.name),
    },
  ]);
}

/** `obs-traces-pipeline` (`catalogue/10` O1). */
export const tracesPipeline = defineCheck({
  id: 'obs-traces-pipeline',
  title: 'A trace pipeline exists',
  dimension: 'observability',
  control: 'O1',
  scope: { types: ['cluster'] },
  severity: 'medium',
  stage: 'configured',
  effort: 'M',
  fixKey: 'traces-pipeline',
  gate: 'configured',
  reads,
  texts: {
    why: 'A slow request passes through many services, and only a trace shows which of them is slow. Without one, every team proves that it is not theirs.',
    rules: {
      pass: 'A pipeline exports spans: some were sent in the last hour, and less than 1 % of them were lost.',
      warn: 'Nothing was sent, or 1 % or more were lost; or the pipeline is there and spans were not counted (not-live-verified).',
      fail: 'The pipeline ends in a debug exporter; or there is none, and `external.observability` is answered with false.',
      na: 'No service runs in the cluster.',
      unknown:
        'Collectors cannot be read, an agent of a vendor is there, or nothing is seen and something may work from outside.',
    },
    traps: [
      'An exporter debug or logging shows spans to the log only.',
      'Instrumentation without a collector or store behind its endpoint sends into the void.',
      'Counters of the collector are called with and without _total, by version.',
    ],
    fix: 'Install the OpenTelemetry operator, a collector as gateway, and a store behind it.',
    references: [
      'https://github.com/open-telemetry/opentelemetry-operator',
      'https://opentelemetry.io/docs/collector/internal-telemetry/',
    ],
  },
  judge(_subject, inventory, context) {
    const services = inventory.workloads.filter(({ classes }) =>
      classes.has('service'),
    );
    if (services.length === 0) {
      return na('no-services', 'No service runs in the cluster.');
    }
    const { state } = context.source('liveSpans');
    if (state !== 'ok' && state !== 'empty' && state !== 'notConnected') {
      return undecidable('liveSpans');
    }
    const there = pipelines(inventory);
    if (there.length === 0) return judgeObjects(inventory, context);
    if (state !== 'notConnected') return judgeLive(inventory, context);
    return found([
      {
        state: 'warn',
        severity: 'low',
        reasons: [
          {
            code: NOT_LIVE_VERIFIED,
            message: `${there.join(
              ', ',
            )} takes spans; whether any arrive was not seen.`,
          },
        ],
        remediation: connectMetrics(context.cluster.name),
      },
    ]);
  },
});
