import { deployment, podSpec, container } from '../__fixtures__/objects';
import type { CheckCase } from '../__fixtures__/checkCases';
import { prometheus } from './__fixtures__/alerts';
import { nodes, running } from './__fixtures__/agents';
import { metricsStack as check } from './metricsStack';

const up = (value: number) => ({
  signals: { liveUp: [{ labels: {}, value }] },
});

const available = (status: 'True' | 'False', name = 'k8s') => ({
  ...prometheus({}, name),
  status: { conditions: [{ type: 'Available', status }] },
});

export const metricsStackCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes when the store sees as many targets as there are nodes',
    objects: [...nodes(3), prometheus()],
    options: up(41),
    state: 'pass',
    codes: ['scraped'],
  },
  {
    check,
    it: 'warns when the store sees fewer targets than there are nodes',
    objects: [...nodes(3), prometheus()],
    options: up(2),
    state: 'warn',
    codes: ['targets-below-nodes'],
  },
  {
    check,
    it: 'fails when the connected store sees nothing of this cluster',
    objects: [...nodes(3), available('True')],
    options: up(0),
    state: 'fail',
    codes: ['targets-below-nodes'],
  },
  {
    check,
    it: 'warns, and never passes, while no metrics store is connected',
    objects: [...nodes(1), available('True')],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'knows a plain Prometheus by its image',
    objects: [
      ...nodes(1),
      ...running('prometheus-server', 'prom/prometheus:v3.1.0'),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    check,
    it: 'fails a Prometheus object that no operator acts on',
    objects: [...nodes(1), prometheus()],
    state: 'fail',
    codes: ['inert'],
  },
  {
    check,
    it: 'fails a Prometheus that its operator calls unavailable',
    objects: [...nodes(1), available('False')],
    state: 'fail',
    codes: ['stack-not-ready'],
  },
  {
    check,
    it: 'takes one of several for enough',
    objects: [...nodes(1), prometheus({}, 'old'), available('True', 'new')],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['inert'],
  },
  {
    check,
    it: 'does not know what an agent of a vendor collects',
    objects: [
      ...nodes(1),
      ...running('datadog', 'gcr.io/datadoghq/agent:7.60.0'),
    ],
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'does not know whether something works from outside',
    objects: nodes(1),
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    check,
    it: 'fails where nothing is there and the operator says so',
    objects: nodes(1),
    options: { external: { observability: false } },
    state: 'fail',
    codes: ['no-metrics-stack'],
  },
  {
    check,
    it: 'takes a node-exporter for no metrics store',
    objects: [
      ...nodes(1),
      deployment(
        podSpec({
          containers: [
            container({ image: 'quay.io/prometheus/node-exporter:v1.9.0' }),
          ],
        }),
      ),
    ],
    options: { external: { observability: false } },
    state: 'fail',
    codes: ['no-metrics-stack'],
  },
  {
    check,
    it: 'is unknown when the Prometheus objects cannot be read',
    objects: [...nodes(1), prometheus()],
    options: { forbidden: ['monitoring.coreos.com/prometheuses'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];
