import type { CheckCase } from '../__fixtures__/checkCases';
import { collector, running } from './__fixtures__/agents';
import { workload } from './__fixtures__/alerts';
import { tracesPipeline as check } from './tracesPipeline';

const spans = (sent: number, failed: number) => ({
  signals: {
    liveSpans: [
      { labels: { outcome: 'sent' }, value: sent },
      { labels: { outcome: 'failed' }, value: failed },
    ],
  },
});

export const tracesPipelineCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes when spans are sent and few are lost',
    objects: [...workload(), collector()],
    options: spans(120, 1),
    state: 'pass',
    codes: ['spans-sent'],
  },
  {
    check,
    it: 'warns when spans are lost',
    objects: [...workload(), collector()],
    options: spans(120, 2),
    state: 'warn',
    codes: ['spans-lost'],
  },
  {
    check,
    it: 'warns when nothing arrives',
    objects: [...workload(), collector()],
    options: spans(0, 0),
    state: 'warn',
    codes: ['no-spans'],
  },
  {
    check,
    it: 'warns, and never passes, where spans were not counted',
    objects: [...workload(), collector()],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'understands the configuration of v1alpha1, which is a text',
    objects: [
      ...workload(),
      collector({
        text: 'service:\n  pipelines:\n    traces/default:\n      receivers: [otlp]\n      exporters: [otlp]\n',
      }),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'does not judge a configuration that cannot be understood',
    objects: [...workload(), collector({ text: 'service: [' })],
    options: { external: { observability: false } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'takes a store that applications send to for a pipeline',
    objects: [...workload(), ...running('tempo', 'grafana/tempo:2.8.0')],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails a pipeline that ends in a debug exporter',
    objects: [...workload(), collector({ exporters: ['debug', 'logging'] })],
    state: 'fail',
    codes: ['debug-exporter-only'],
  },
  {
    check,
    it: 'takes a collector of logs for no trace pipeline',
    objects: [...workload(), collector({ signal: 'logs' })],
    options: { external: { observability: false } },
    state: 'fail',
    codes: ['no-traces-pipeline'],
  },
  {
    check,
    it: 'does not know whether something works from outside',
    objects: workload(),
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'does not know what an agent of a vendor takes',
    objects: [
      ...workload(),
      ...running('oneagent', 'docker.io/dynatrace/dynatrace-oneagent:1.300.0'),
    ],
    options: { external: { observability: false } },
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'is unknown when collectors cannot be read',
    objects: [...workload(), collector()],
    options: { forbidden: ['opentelemetry.io/opentelemetrycollectors'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'does not apply to a cluster without services',
    objects: workload('worker', { service: false }),
    state: 'na',
    codes: ['no-services'],
  },
];
