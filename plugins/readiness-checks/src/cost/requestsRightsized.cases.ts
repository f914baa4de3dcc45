import type { CheckCase } from '../__fixtures__/checkCases';
import {
  container,
  deployment,
  livePod,
  podSpec,
  staticPod,
} from '../__fixtures__/objects';
import { GIB, of, POD, usage } from './__fixtures__/usage';
import { hpa } from './hpaFunctional.cases';
import { requestsRightsized as check } from './requestsRightsized';

const spec = podSpec({
  containers: [
    container({
      resources: {
        requests: { cpu: '1', memory: '4Gi' },
        limits: { memory: '4Gi' },
      },
    }),
  ],
});
export const sized = [deployment(spec), ...livePod(spec)];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes what is used',
    objects: sized,
    options: { signals: usage() },
    state: 'pass',
    codes: ['cpu-sized', 'memory-sized'],
  },
  {
    it: 'passes a small share of little: less than half a core is wasted',
    objects: sized,
    options: {
      signals: usage({ cpu: 0.02 }, { requestedCpu: [of(0.5)] }),
    },
    state: 'pass',
  },
  {
    it: 'warns of one resource beyond',
    objects: sized,
    options: { signals: usage({ cpu: 0.2 }) },
    state: 'warn',
    codes: ['cpu-oversized', 'saving'],
    without: ['memory-oversized'],
  },
  {
    it: 'warns of memory below half',
    objects: sized,
    options: { signals: usage({ memory: 1.5 * GIB }) },
    state: 'warn',
    codes: ['memory-oversized'],
  },
  {
    it: 'fails a core that is kept for nobody',
    objects: sized,
    options: {
      signals: usage({ cpu: 0.1 }, { requestedCpu: [of(2)] }),
    },
    state: 'fail',
    codes: ['cpu-oversized'],
  },
  {
    it: 'fails two gibibytes that are kept for nobody',
    objects: sized,
    options: { signals: usage({ memory: 0.9 * GIB }) },
    state: 'fail',
    codes: ['memory-oversized'],
  },
  {
    it: 'takes the busiest of its pods, the gone ones among them',
    objects: sized,
    options: {
      signals: usage(
        { cpu: 0.01 },
        {
          usageCpu: [of(0.01), of(0.7, { pod: 'app-7c6b5d4f8c-zzzzz' })],
        },
      ),
    },
    state: 'pass',
  },
  {
    it: 'takes the requests of the live pods, which a VerticalPodAutoscaler may have set (trap)',
    objects: sized,
    options: {
      signals: usage({ cpu: 0.2 }, { requestedCpu: [of(0.25)] }),
    },
    state: 'pass',
  },
  {
    it: 'takes the template where kube-state-metrics is not there',
    objects: sized,
    options: {
      signals: usage({ cpu: 0.2 }, { requestedCpu: [], requestedMemory: [] }),
    },
    state: 'warn',
    codes: ['cpu-oversized'],
  },
  {
    it: 'has nothing to compare with where nothing is requested',
    objects: [
      deployment(podSpec({ containers: [container({ resources: {} })] })),
      ...livePod(spec),
    ],
    options: {
      signals: usage({}, { requestedCpu: [], requestedMemory: [] }),
    },
    state: 'na',
    codes: ['no-request'],
  },
  {
    it: 'waits for seven days of data',
    objects: sized,
    options: { signals: usage({ cpu: 0.01, days: 6 }) },
    state: 'na',
    codes: ['too-little-data'],
  },
  {
    it: 'leaves alone what an autoscaler keeps for availability',
    objects: [...sized, hpa({ currentReplicas: 2 })],
    options: { signals: usage({ cpu: 0.01 }) },
    state: 'na',
    codes: ['autoscaler-rests'],
  },
  {
    it: 'judges what an autoscaler scaled up',
    objects: [...sized, hpa({ currentReplicas: 4 })],
    options: { signals: usage({ cpu: 0.2 }) },
    state: 'warn',
  },
  {
    it: 'does not apply to static pods',
    objects: [staticPod(podSpec())],
    options: { signals: usage() },
    state: 'na',
  },
  {
    it: 'does not apply where nothing runs',
    objects: [deployment(spec)],
    options: { signals: usage() },
    state: 'na',
    codes: ['no-pods'],
  },
  {
    it: 'does not take the pods of another workload for its own',
    objects: sized,
    options: {
      signals: usage({}, { usageSince: [of(0, { pod: `other-${POD}` })] }),
    },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'knows nothing without a metrics store',
    objects: sized,
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  ...(['error', 'unscoped', 'truncated', 'stale'] as const).map(state => ({
    it: `knows nothing where the metrics store is ${state}`,
    objects: sized,
    options: { signals: usage(), sources: { usageMemory: { state } } },
    state: 'unknown' as const,
    unknownReason: state,
  })),
];

export const requestsRightsizedCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
