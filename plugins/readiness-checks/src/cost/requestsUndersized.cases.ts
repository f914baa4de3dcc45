import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, staticPod, podSpec } from '../__fixtures__/objects';
import { GIB, of, POD, usage } from './__fixtures__/usage';
import { requestsUndersized as check } from './requestsUndersized';
import { sized } from './requestsRightsized.cases';

const other = (suffix: string) => ({ pod: `app-5d8f9c7b6d-${suffix}` });

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes what has room',
    objects: sized,
    options: { signals: usage() },
    state: 'pass',
    codes: ['has-room'],
  },
  {
    it: 'passes at the edge: throttling just below 25 %, memory just below 90 %',
    objects: sized,
    options: {
      signals: usage({ throttled: 0.249, memory: 3.59 * GIB, cpu: 1.2 }),
    },
    state: 'pass',
  },
  {
    it: 'warns of throttling',
    objects: sized,
    options: { signals: usage({ throttled: 0.3 }) },
    state: 'warn',
    codes: ['cpu-throttled'],
  },
  {
    it: 'warns of memory that is nearly full',
    objects: sized,
    options: { signals: usage({ memory: 3.7 * GIB }) },
    state: 'warn',
    codes: ['memory-full'],
  },
  {
    it: 'warns of a request that CPU outgrew',
    objects: sized,
    options: { signals: usage({ cpu: 1.5 }) },
    state: 'warn',
    codes: ['cpu-above-request'],
  },
  {
    it: 'fails a container that was OOMKilled',
    objects: sized,
    options: { signals: usage({}, { usageOomKilled: [of(1)] }) },
    state: 'fail',
    codes: ['oom-killed'],
  },
  {
    it: 'fails an eviction',
    objects: sized,
    options: {
      signals: usage({}, { usageEvicted: [{ namespace: 'shop', pod: POD }] }),
    },
    state: 'fail',
    codes: ['evicted'],
  },
  {
    it: 'fails throttling of more than half',
    objects: sized,
    options: { signals: usage({ throttled: 0.51 }) },
    state: 'fail',
    codes: ['cpu-throttled'],
  },
  {
    it: 'fails CPU above twice the request',
    objects: sized,
    options: { signals: usage({ cpu: 2.1 }) },
    state: 'fail',
    codes: ['cpu-above-request'],
  },
  {
    it: 'does not take the start of one pod for the use of all (trap)',
    objects: sized,
    options: {
      signals: usage(
        {},
        {
          usageCpu: [of(0.5), of(0.6, other('bbbbb')), of(9, other('ccccc'))],
        },
      ),
    },
    state: 'pass',
  },
  {
    it: 'is not concerned by the evictions of others',
    objects: sized,
    options: {
      signals: usage(
        {},
        {
          usageEvicted: [
            { namespace: 'other', pod: POD },
            { namespace: 'shop', pod: 'web-5d8f9c7b6d-abcde' },
          ],
        },
      ),
    },
    state: 'pass',
  },
  {
    it: 'does not pass where nothing counts restarts',
    objects: sized,
    options: { signals: usage({}, { requestedCpu: [], requestedMemory: [] }) },
    state: 'warn',
    codes: ['not-live-verified'],
  },
  {
    it: 'waits for 48 hours of data',
    objects: sized,
    options: { signals: usage({ cpu: 9, days: 1.9 }) },
    state: 'na',
    codes: ['too-little-data'],
  },
  {
    it: 'does not apply where nothing runs',
    objects: [deployment()],
    options: { signals: usage() },
    state: 'na',
    codes: ['no-pods'],
  },
  {
    it: 'does not apply to static pods',
    objects: [staticPod(podSpec())],
    options: { signals: usage() },
    state: 'na',
    codes: ['static'],
  },
  {
    it: 'knows nothing of pods that the store has no metrics of',
    objects: sized,
    options: { signals: usage({}, { usageSince: [] }) },
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'knows nothing without a metrics store',
    objects: sized,
    state: 'unknown',
    unknownReason: 'notConnected',
  },
  {
    it: 'knows nothing where one of its questions was refused',
    objects: sized,
    options: {
      signals: usage(),
      sources: { usageOomKilled: { state: 'error' } },
    },
    state: 'unknown',
    unknownReason: 'error',
  },
];

export const requestsUndersizedCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
