import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, SHOP } from '../__fixtures__/objects';
import { hpaFunctional as check } from './hpaFunctional';

type Fields = Readonly<Record<string, unknown>>;

const NOW = Date.parse('2026-11-22T17:00:00Z');
const HOUR = 3_600_000;

export const hoursAgo = (hours: number) =>
  new Date(NOW - hours * HOUR).toISOString();
const daysAgo = (days: number) => hoursAgo(days * 24);

const condition = (
  type: string,
  status: string,
  since = daysAgo(60),
  reason?: string,
) => ({ type, status, lastTransitionTime: since, ...(reason && { reason }) });

const WORKS = [
  condition('AbleToScale', 'True'),
  condition('ScalingActive', 'True'),
];
const limited = (since: string, reason = 'TooManyReplicas') =>
  condition('ScalingLimited', 'True', since, reason);

export const hpa = (
  status: Fields,
  parts: { spec?: Fields; metadata?: Fields } = {},
): Fields => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {
    name: 'app',
    namespace: SHOP,
    creationTimestamp: daysAgo(200),
    ...parts.metadata,
  },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization' } },
      },
    ],
    ...parts.spec,
  },
  status: { currentReplicas: 4, conditions: WORKS, ...status },
});

export const scaledObject = (
  conditions: readonly object[],
  parts: { spec?: Fields; annotations?: Fields; created?: string } = {},
): Fields => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: {
    name: 'queue',
    namespace: SHOP,
    creationTimestamp: parts.created ?? daysAgo(200),
    annotations: parts.annotations,
  },
  spec: { scaleTargetRef: { name: 'app' }, maxReplicaCount: 10, ...parts.spec },
  status: { hpaName: 'keda-hpa-queue', conditions },
});

const READY = [{ type: 'Ready', status: 'True' }];
const NOT_READY = [
  { type: 'Ready', status: 'False', reason: 'ScaledObjectCheckFailed' },
];

const kedaHpa = (status: Fields, spec: Fields = {}) =>
  hpa(status, { metadata: { name: 'keda-hpa-queue' }, spec });

const RESTING = {
  currentReplicas: 0,
  conditions: [
    condition('ScalingActive', 'False', daysAgo(2), 'ScalingDisabled'),
  ],
};

const app = deployment();

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes one whose last change covers the days that count',
    objects: [app, hpa({ lastScaleTime: daysAgo(10) })],
    state: 'pass',
    codes: ['scales'],
  },
  {
    it: 'passes the one of KEDA likewise',
    objects: [
      app,
      scaledObject(READY, { spec: { minReplicaCount: 2 } }),
      kedaHpa({ lastScaleTime: daysAgo(10) }),
    ],
    state: 'pass',
  },
  {
    it: 'does not pass one that changed yesterday: the days before were not seen',
    objects: [app, hpa({ lastScaleTime: daysAgo(1) })],
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'does not pass one that changed two months ago',
    objects: [app, hpa({ lastScaleTime: daysAgo(60) })],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['never-scaled'],
  },
  {
    it: 'warns of one that has not scaled for 90 days',
    objects: [app, hpa({ lastScaleTime: daysAgo(91) })],
    state: 'warn',
    codes: ['never-scaled'],
    without: ['not-live-verified'],
  },
  {
    it: 'warns of one that never scaled since it was made',
    objects: [app, hpa({})],
    state: 'warn',
    codes: ['never-scaled'],
  },
  {
    it: 'warns of a minimum that is the maximum, and not of the maximum',
    objects: [
      app,
      hpa(
        {
          currentReplicas: 3,
          lastScaleTime: daysAgo(5),
          conditions: [...WORKS, limited(daysAgo(5))],
        },
        { spec: { minReplicas: 3, maxReplicas: 3 } },
      ),
    ],
    state: 'warn',
    codes: ['fixed-size'],
    without: ['at-maximum'],
  },
  {
    it: 'warns of a day at the maximum',
    objects: [
      app,
      hpa({
        currentReplicas: 10,
        lastScaleTime: daysAgo(1),
        conditions: [...WORKS, limited(daysAgo(1))],
      }),
    ],
    state: 'warn',
    codes: ['at-maximum'],
  },
  {
    it: 'does not mind some hours at the maximum',
    objects: [
      app,
      hpa({
        currentReplicas: 10,
        lastScaleTime: hoursAgo(8),
        conditions: [...WORKS, limited(hoursAgo(8))],
      }),
    ],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['at-maximum'],
  },
  {
    it: 'fails two days at the maximum',
    objects: [
      app,
      hpa({
        currentReplicas: 10,
        lastScaleTime: daysAgo(2),
        conditions: [...WORKS, limited(daysAgo(2))],
      }),
    ],
    state: 'fail',
    codes: ['at-maximum'],
  },
  {
    it: 'does not count the time at the minimum that the condition includes',
    objects: [
      app,
      hpa({
        currentReplicas: 10,
        lastScaleTime: hoursAgo(2),
        conditions: [...WORKS, limited(daysAgo(30))],
      }),
    ],
    state: 'warn',
    without: ['at-maximum'],
  },
  {
    it: 'does not take the minimum for the maximum',
    objects: [
      app,
      hpa({
        currentReplicas: 2,
        lastScaleTime: daysAgo(8),
        conditions: [...WORKS, limited(daysAgo(8), 'TooFewReplicas')],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'fails one that has had no metric for an hour',
    objects: [
      app,
      hpa({
        conditions: [
          condition(
            'ScalingActive',
            'False',
            hoursAgo(1),
            'FailedGetResourceMetric',
          ),
        ],
      }),
    ],
    state: 'fail',
    codes: ['scaling-inactive'],
  },
  {
    it: 'warns of one that has had no metric for some minutes',
    objects: [
      app,
      hpa({
        conditions: [
          condition(
            'ScalingActive',
            'False',
            hoursAgo(0.2),
            'FailedGetResourceMetric',
          ),
        ],
      }),
    ],
    state: 'warn',
    codes: ['scaling-inactive'],
  },
  {
    it: 'fails one that cannot reach its target',
    objects: [
      app,
      hpa({
        conditions: [
          condition('AbleToScale', 'False', daysAgo(3), 'FailedGetScale'),
        ],
      }),
    ],
    state: 'fail',
    codes: ['scaling-inactive'],
  },
  {
    it: 'does not take a pause between two steps for an inability',
    objects: [
      app,
      hpa({
        lastScaleTime: daysAgo(8),
        conditions: [
          condition('AbleToScale', 'False', daysAgo(8), 'BackoffDownscale'),
          condition('ScalingActive', 'True'),
        ],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'fails a ScaledObject that is not Ready and has no autoscaler',
    objects: [app, scaledObject(NOT_READY)],
    state: 'fail',
    codes: ['keda-not-ready'],
  },
  {
    it: 'warns of one that is not Ready while its autoscaler works',
    objects: [app, scaledObject(NOT_READY), kedaHpa({})],
    state: 'warn',
    codes: ['keda-not-ready'],
  },
  {
    it: 'warns of a new one that is not Ready yet',
    objects: [app, scaledObject(NOT_READY, { created: hoursAgo(0.1) })],
    state: 'warn',
    codes: ['keda-not-ready'],
  },
  {
    it: 'warns of one that is paused',
    objects: [
      app,
      scaledObject(READY, {
        annotations: { 'autoscaling.keda.sh/paused': 'true' },
      }),
    ],
    state: 'warn',
    codes: ['paused'],
  },
  {
    it: 'does not hold it against KEDA that its autoscaler rests at zero',
    objects: [app, scaledObject(READY), kedaHpa(RESTING)],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['scaling-inactive', 'never-scaled'],
  },
  {
    it: 'does not miss changes above zero where KEDA scales from zero and back',
    objects: [app, scaledObject(READY), kedaHpa({})],
    state: 'warn',
    codes: ['not-live-verified'],
    without: ['never-scaled'],
  },
  {
    it: 'does not apply without an autoscaler',
    objects: [app],
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'does not apply to what another autoscaler scales',
    objects: [
      app,
      hpa(
        {},
        {
          spec: {
            scaleTargetRef: {
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'Deployment',
              name: 'app',
            },
          },
        },
      ),
    ],
    state: 'na',
    codes: ['no-autoscaler'],
  },
  {
    it: 'does not apply to what is scaled to zero by hand',
    objects: [app, hpa(RESTING)],
    state: 'na',
    codes: ['scaled-to-zero'],
  },
  {
    it: 'cannot say where autoscalers are forbidden',
    objects: [app],
    options: { forbidden: ['horizontalpodautoscalers'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say where ScaledObjects are forbidden and nothing else scales it',
    objects: [app, scaledObject(READY)],
    options: { forbidden: ['scaledobjects'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say of one that no controller has looked at',
    objects: [app, hpa({ conditions: [], lastScaleTime: daysAgo(8) })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const hpaFunctionalCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
