import type { CheckCase } from '../__fixtures__/checkCases';
import { shippedExceptions } from '../allowLists';
import { daemonSet, podSpec, SHOP } from '../__fixtures__/objects';
import {
  claim,
  controller,
  mounting,
  service,
} from '../nodes/__fixtures__/placed';
import { multiReplica as check } from './multiReplica';

type Fields = Readonly<Record<string, unknown>>;

const ID = 'backstage.io/kubernetes-id';

export const one = (parts: Parameters<typeof controller>[0] = {}) =>
  controller({ replicas: 1, ...parts });

export const hpa = (spec: Fields, metadata: Fields = {}) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'app', namespace: SHOP, ...metadata },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
    maxReplicas: 5,
    ...spec,
  },
});

export const scaledObject = (spec: Fields, annotations: Fields = {}) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'queue', namespace: SHOP, annotations },
  spec: { scaleTargetRef: { name: 'app' }, ...spec },
});

const tier = (value: 1 | 2 | 3) => ({
  entities: [
    { ref: 'component:default/app', tier: value, annotations: { [ID]: 'app' } },
  ],
});
const matched = { metadata: { labels: { [ID]: 'app' } } };
const singleton = {
  metadata: { annotations: { 'readiness.io/singleton': 'leader-election' } },
};

const failover = (rtoSeconds: number, expiresAt = '2027-01-01T00:00:00Z') => ({
  evidence: [
    {
      id: 'e1',
      check: 'rec-multi-replica',
      control: 'R4',
      what: 'failover',
      subjects: [`workload:test-cluster-uid/${SHOP}/apps/Deployment/app`],
      performedAt: '2026-10-01T00:00:00Z',
      outcome: 'success' as const,
      measured: { rtoSeconds },
      artefacts: [{ url: 'https://ci.example.com/1' }],
      grade: 'E3' as const,
      expiresAt,
    },
  ],
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes two replicas',
    objects: [controller({ replicas: 2 })],
    state: 'pass',
    codes: ['replicated'],
  },
  {
    it: 'passes a minimum of two where the manifest leaves replicas out',
    objects: [one(), hpa({ minReplicas: 2 })],
    state: 'pass',
  },
  {
    it: 'passes a minimum of two of KEDA',
    objects: [one(), scaledObject({ minReplicaCount: 2 })],
    state: 'pass',
  },
  {
    it: 'warns of a singleton that was seen to be back in time',
    objects: [one(singleton)],
    options: failover(41),
    state: 'warn',
    codes: ['singleton-proven'],
  },
  {
    it: 'fails one replica of a service',
    objects: [one(), service()],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'fails one replica of a worker',
    objects: [one(matched)],
    options: tier(1),
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'fails an autoscaler that may go down to one',
    objects: [controller({ replicas: 4 }), hpa({ minReplicas: 1 })],
    state: 'fail',
    codes: ['single-replica'],
  },
  {
    it: 'takes a minimum that is left out for one',
    objects: [controller({ replicas: 4 }), hpa({})],
    state: 'fail',
  },
  {
    it: 'fails one that KEDA is paused at',
    objects: [
      one(),
      scaledObject(
        { minReplicaCount: 2 },
        { 'autoscaling.keda.sh/paused': 'true' },
      ),
    ],
    state: 'fail',
  },
  {
    it: 'fails a singleton that nobody has seen come back',
    objects: [one(singleton)],
    state: 'fail',
    codes: ['singleton-not-proven'],
  },
  {
    it: 'fails a singleton that was too slow',
    objects: [one(singleton)],
    options: failover(95),
    state: 'fail',
    codes: ['singleton-not-proven'],
  },
  {
    it: 'fails a singleton whose proof has lapsed',
    objects: [one(singleton)],
    options: failover(41, '2026-11-01T00:00:00Z'),
    state: 'fail',
    codes: ['singleton-not-proven'],
  },
  {
    it: 'does not take a proof for a declaration',
    objects: [one()],
    options: failover(41),
    state: 'fail',
    without: ['singleton-proven'],
  },
  {
    it: 'fails a single StatefulSet with data',
    objects: [
      claim('data-app-0'),
      one({
        kind: 'StatefulSet',
        controller: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
      }),
    ],
    state: 'fail',
  },
  {
    it: 'fails a volume of one writer that is rolled, not recreated',
    objects: [claim('data'), one({ spec: mounting('data') })],
    state: 'fail',
  },
  {
    it: 'fails a Deployment that is recreated without such a volume',
    objects: [
      claim('data', ['ReadWriteMany']),
      one({
        spec: mounting('data'),
        controller: { strategy: { type: 'Recreate' } },
      }),
    ],
    state: 'fail',
  },
  {
    it: 'does not apply to a controller that its project runs once',
    objects: [one({ name: 'kube-state-metrics', namespace: 'monitoring' })],
    options: { exceptions: shippedExceptions },
    state: 'na',
    codes: ['excepted'],
  },
  {
    it: 'fails another workload of the same namespace',
    objects: [one({ name: 'grafana', namespace: 'monitoring' })],
    options: { exceptions: shippedExceptions },
    state: 'fail',
  },
  {
    it: 'does not apply to a singleton by design',
    objects: [
      claim('data'),
      one({
        spec: mounting('data'),
        controller: { strategy: { type: 'Recreate' } },
      }),
    ],
    state: 'na',
    codes: ['singleton-by-design'],
  },
  {
    it: 'does not apply to what KEDA scales to zero',
    objects: [one(), scaledObject({})],
    state: 'na',
    codes: ['scale-to-zero'],
  },
  {
    it: 'does not apply to what Knative runs',
    objects: [
      one({ metadata: { labels: { 'serving.knative.dev/service': 'app' } } }),
    ],
    state: 'na',
    codes: ['scale-to-zero'],
  },
  {
    it: 'does not apply to tier 3',
    objects: [one(matched)],
    options: tier(3),
    state: 'na',
    codes: ['tier-3'],
  },
  {
    it: 'does not apply outside of production',
    objects: [one()],
    options: { environment: 'staging' },
    state: 'na',
    codes: ['not-production'],
  },
  {
    it: 'does not apply without replicas',
    objects: [controller({ replicas: 0 })],
    state: 'na',
    codes: ['no-replicas'],
  },
  {
    it: 'cannot say where autoscalers are forbidden',
    objects: [one()],
    options: { forbidden: ['horizontalpodautoscalers'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say of an autoscaler of KEDA whose ScaledObject nobody may see',
    objects: [
      one(),
      hpa({ minReplicas: 1 }, { name: 'keda-hpa-queue' }),
      scaledObject({}),
    ],
    options: { forbidden: ['scaledobjects'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'cannot say of a singleton whose claims nobody may see',
    objects: [
      claim('data'),
      one({
        spec: mounting('data'),
        controller: { strategy: { type: 'Recreate' } },
      }),
    ],
    options: { forbidden: ['persistentvolumeclaims'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const multiReplicaCases: readonly CheckCase[] = [
  ...cases.map(each => ({ check, ...each })),
];

/** Classes that the check is not about at all. */
export const elsewhere = [
  daemonSet(podSpec(), { name: 'agent', namespace: SHOP }),
];
