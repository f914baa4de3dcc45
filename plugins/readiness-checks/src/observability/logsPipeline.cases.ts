import type { CheckCase } from '../__fixtures__/checkCases';
import { collector, node, nodes, shipper } from './__fixtures__/agents';
import { logsPipeline as check } from './logsPipeline';

const FLUENT_BIT = 'cr.fluentbit.io/fluent/fluent-bit:4.0.1';
const PROMTAIL = 'docker.io/grafana/promtail:3.4.0';
const OTEL = 'otel/opentelemetry-collector-contrib:0.120.0';

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `node-${index}`);

export const logsPipelineCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes when a shipper is ready on every node',
    objects: [...nodes(5), ...shipper('fluent-bit', FLUENT_BIT, names(5))],
    state: 'pass',
    codes: ['logs-collected'],
  },
  {
    check,
    it: 'counts a cordoned and a Windows node for nothing',
    objects: [
      ...nodes(2),
      node('cordoned', {
        spec: {
          taints: [
            { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
          ],
        },
      }),
      node('windows', {
        metadata: { labels: { 'kubernetes.io/os': 'windows' } },
      }),
      ...shipper('fluent-bit', FLUENT_BIT, names(2)),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'compares the shipper with the nodes, not with what it wants itself',
    objects: [
      ...nodes(4),
      node('gpu-0', {
        spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      }),
      node('gpu-1', {
        spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      }),
      ...shipper('fluent-bit', FLUENT_BIT, names(4)),
    ],
    state: 'fail',
    codes: ['nodes-without-shipper'],
  },
  {
    check,
    it: 'warns between 80 and 95 %',
    objects: [...nodes(10), ...shipper('fluent-bit', FLUENT_BIT, names(9))],
    state: 'warn',
    codes: ['nodes-without-shipper'],
  },
  {
    check,
    it: 'adds up shippers of several pools',
    objects: [
      ...nodes(4),
      ...shipper('fluent-bit', FLUENT_BIT, names(2)),
      ...shipper('fluent-bit-gpu', FLUENT_BIT, ['node-2', 'node-3']),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'warns about a shipper that is no longer maintained',
    objects: [...nodes(2), ...shipper('promtail', PROMTAIL, names(2))],
    state: 'warn',
    codes: ['shipper-end-of-life'],
  },
  {
    check,
    it: 'did not warn about it the day before',
    objects: [...nodes(2), ...shipper('promtail', PROMTAIL, names(2))],
    options: { now: '2026-03-01T12:00:00Z' },
    state: 'pass',
  },
  {
    check,
    it: 'knows a collector with a filelog receiver for a shipper',
    objects: [
      ...nodes(1),
      collector({ mode: 'daemonset', signal: 'logs', receivers: ['filelog'] }),
      ...shipper('gateway-collector', OTEL, names(1)),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'does not know what a collector without a readable configuration does',
    objects: [...nodes(1), ...shipper('otel', OTEL, names(1))],
    options: { external: { logs: false } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'does not know whether logs are collected from outside',
    objects: nodes(2),
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'cannot see what is collected from outside',
    objects: nodes(2),
    options: { external: { logs: true } },
    state: 'unknown',
  },
  {
    check,
    it: 'fails where no shipper runs and none works from outside',
    objects: nodes(2),
    options: { external: { logs: false } },
    state: 'fail',
    codes: ['no-log-shipper'],
  },
  {
    check,
    it: 'does not apply where all nodes are virtual',
    objects: [
      node('fargate-1', {
        metadata: { labels: { 'eks.amazonaws.com/compute-type': 'fargate' } },
      }),
    ],
    state: 'na',
    codes: ['virtual-nodes'],
  },
  {
    check,
    it: 'is unknown when pods cannot be read',
    objects: [...nodes(2), ...shipper('fluent-bit', FLUENT_BIT, names(2))],
    options: { forbidden: ['pods'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];
