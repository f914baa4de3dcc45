import type { CheckCase } from '../__fixtures__/checkCases';
import { entityOf, prometheusRule, workload } from './__fixtures__/alerts';
import { sloDefined as check } from './sloDefined';

type Fields = Readonly<Record<string, unknown>>;

const entities = [{ ...entityOf('checkout'), tier: 1 as const }];

export const sloth = (status?: Fields, objective: unknown = 99.9): Fields => ({
  apiVersion: 'sloth.slok.dev/v1',
  kind: 'PrometheusServiceLevel',
  metadata: { name: 'checkout', namespace: 'shop', generation: 2 },
  spec: { service: 'checkout', slos: [{ name: 'availability', objective }] },
  ...(status && { status }),
});

const GENERATED = { promOpRulesGenerated: true, observedGeneration: 2 };

const pyrra = (status?: Fields): Fields => ({
  apiVersion: 'pyrra.dev/v1alpha1',
  kind: 'ServiceLevelObjective',
  metadata: { name: 'checkout', namespace: 'shop' },
  spec: {
    target: '99.5',
    indicator: {
      ratio: {
        total: {
          metric: 'http_requests_total{namespace="shop",job="checkout"}',
        },
      },
    },
  },
  ...(status && { status }),
});

export const sloDefinedCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes an objective of Sloth whose rules were made',
    objects: [...workload(), sloth(GENERATED)],
    options: { entities },
    state: 'pass',
    codes: ['slo'],
  },
  {
    check,
    it: 'passes an objective of Pyrra whose rules were made',
    objects: [...workload(), pyrra({ type: 'PrometheusRule' })],
    options: { entities },
    state: 'pass',
    codes: ['slo'],
  },
  {
    check,
    it: 'takes one sound objective of several for enough',
    objects: [...workload(), sloth(), pyrra({ type: 'PrometheusRule' })],
    options: { entities },
    state: 'pass',
  },
  {
    check,
    it: 'passes alerts that were made of an objective elsewhere',
    objects: [
      ...workload(),
      prometheusRule([
        {
          alert: 'CheckoutBurn',
          expr: 'slo:sli_error:ratio_rate5m{namespace="shop",job="checkout"} > 0.01',
          labels: { sloth_slo: 'availability' },
        },
      ]),
    ],
    options: { entities },
    state: 'pass',
    codes: ['slo-rules'],
  },
  {
    check,
    it: 'warns about an objective that its operator has not seen',
    objects: [...workload(), sloth()],
    options: { entities },
    state: 'warn',
    codes: ['slo-without-rules'],
  },
  {
    check,
    it: 'warns about rules of an older version of the objective',
    objects: [
      ...workload(),
      sloth({ promOpRulesGenerated: true, observedGeneration: 1 }),
    ],
    options: { entities },
    state: 'warn',
    codes: ['slo-without-rules'],
  },
  {
    check,
    it: 'warns about an objective that whatever runs meets',
    objects: [...workload(), sloth(GENERATED, 90)],
    options: { entities },
    state: 'warn',
    codes: ['slo-trivial'],
  },
  {
    check,
    it: 'fails a service without an objective',
    objects: workload(),
    options: { entities },
    state: 'fail',
    codes: ['no-slo'],
  },
  {
    check,
    it: 'takes the objective of another service for none',
    objects: [
      ...workload(),
      ...workload('cart'),
      { ...sloth(GENERATED), spec: { service: 'cart', slos: [] } },
    ],
    options: { entities },
    state: 'fail',
    codes: ['no-slo'],
  },
  {
    check,
    it: 'does not apply to tier 3',
    objects: workload(),
    options: { entities: [{ ...entityOf('checkout'), tier: 3 }] },
    state: 'na',
    codes: ['tier'],
  },
  {
    check,
    it: 'does not apply to a worker',
    objects: workload('checkout', { service: false }),
    options: { entities },
    state: 'na',
    codes: ['not-a-service'],
  },
  {
    check,
    it: 'is unknown when objectives cannot be read',
    objects: [...workload(), sloth(GENERATED)],
    options: {
      entities,
      forbidden: ['sloth.slok.dev/prometheusservicelevels'],
    },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'does not know objectives that are kept elsewhere',
    objects: workload(),
    options: { entities, external: { observability: true } },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];
