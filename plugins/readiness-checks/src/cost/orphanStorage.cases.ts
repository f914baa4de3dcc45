import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec, SHOP } from '../__fixtures__/objects';
import { controller, mounting } from '../nodes/__fixtures__/placed';
import { orphanStorage as check } from './orphanStorage';

type Fields = Readonly<Record<string, unknown>>;

const OLD = '2026-01-05T00:00:00Z';
const YESTERDAY = '2026-11-21T00:00:00Z';

export const volume = (
  name: string,
  capacity: string,
  status: Fields = { phase: 'Bound' },
): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name, creationTimestamp: OLD },
  spec: {
    capacity: { storage: capacity },
    claimRef: { namespace: SHOP, name: `claim-of-${name}` },
  },
  status,
});

const released = (since: string | undefined = OLD): Fields => ({
  phase: 'Released',
  ...(since && { lastPhaseTransitionTime: since }),
});

const claim = (
  name: string,
  createdAt = OLD,
  metadata: Fields = {},
): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name,
    namespace: SHOP,
    creationTimestamp: createdAt,
    ...metadata,
  },
  spec: {},
  status: { phase: 'Bound', capacity: { storage: '10Gi' } },
});

const balancer = (selector: Fields | undefined, createdAt = OLD): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'edge', namespace: SHOP, creationTimestamp: createdAt },
  spec: { type: 'LoadBalancer', ...(selector && { selector }) },
});

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes volumes, claims and load balancers that are used',
    objects: [
      volume('one', '20Gi'),
      claim('data'),
      deployment(mounting('data')),
      balancer({ app: 'app' }),
    ],
    state: 'pass',
    codes: ['no-orphans'],
  },
  {
    it: 'fails a volume that was released long ago and is much of the whole',
    objects: [volume('one', '20Gi'), volume('old', '20Gi', released())],
    state: 'fail',
    codes: ['unbound-volume'],
  },
  {
    it: 'warns where it is little of the whole',
    objects: [volume('one', '500Gi'), volume('old', '20Gi', released())],
    state: 'warn',
    codes: ['unbound-volume'],
  },
  {
    it: 'leaves time to get the data back',
    objects: [
      volume('one', '20Gi'),
      volume('new', '20Gi', released(YESTERDAY)),
    ],
    state: 'pass',
  },
  {
    it: 'does not guess since when a volume is released',
    objects: [
      volume('one', '20Gi'),
      volume('old', '20Gi', { phase: 'Released' }),
    ],
    state: 'pass',
  },
  {
    it: 'knows since when a volume was never bound',
    objects: [
      volume('one', '20Gi'),
      volume('old', '20Gi', { phase: 'Available' }),
    ],
    state: 'fail',
  },
  {
    it: 'warns of a claim that nothing names',
    objects: [volume('one', '20Gi'), claim('data')],
    state: 'warn',
    codes: ['unused-claim'],
  },
  {
    it: 'does not mind a new claim',
    objects: [volume('one', '20Gi'), claim('data', YESTERDAY)],
    state: 'pass',
  },
  {
    it: 'keeps the claims of a StatefulSet that is scaled to zero',
    objects: [
      volume('one', '20Gi'),
      claim('data-db-0'),
      controller({
        kind: 'StatefulSet',
        name: 'db',
        replicas: 0,
        controller: {
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
        },
      }),
    ],
    state: 'pass',
  },
  {
    it: 'keeps the claims of a suspended CronJob',
    objects: [
      volume('one', '20Gi'),
      claim('data'),
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'report', namespace: SHOP, creationTimestamp: OLD },
        spec: {
          suspend: true,
          schedule: '0 3 * * *',
          jobTemplate: { spec: { template: { spec: mounting('data') } } },
        },
      },
    ],
    state: 'pass',
  },
  {
    it: 'leaves claims to the operator that owns them',
    objects: [
      volume('one', '20Gi'),
      claim('main-1', OLD, {
        ownerReferences: [
          {
            apiVersion: 'postgresql.cnpg.io/v1',
            kind: 'Cluster',
            name: 'main',
            controller: true,
          },
        ],
      }),
    ],
    state: 'pass',
  },
  {
    it: 'fails a load balancer that leads to nothing',
    objects: [volume('one', '20Gi'), deployment(), balancer({ app: 'gone' })],
    state: 'fail',
    codes: ['idle-load-balancer'],
  },
  {
    it: 'does not judge a load balancer whose addresses others keep',
    objects: [deployment(), balancer(undefined)],
    state: 'pass',
  },
  {
    it: 'does not judge a load balancer that was just made',
    objects: [deployment(), balancer({ app: 'gone' }, YESTERDAY)],
    state: 'pass',
  },
  {
    it: 'has nothing to judge without volumes and load balancers',
    objects: [deployment(podSpec())],
    state: 'na',
    codes: ['no-volumes'],
  },
  {
    it: 'calls nothing an orphan while workloads cannot be read',
    objects: [volume('one', '20Gi'), claim('data'), balancer({ app: 'app' })],
    options: { sources: { deployments: { state: 'forbidden' } } },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'fails a released volume whatever else cannot be read',
    objects: [volume('one', '20Gi'), volume('old', '20Gi', released())],
    options: { sources: { deployments: { state: 'forbidden' } } },
    state: 'fail',
  },
  {
    it: 'cannot tell without the volumes',
    objects: [deployment()],
    options: { sources: { persistentVolumes: { state: 'forbidden' } } },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const orphanStorageCases: readonly CheckCase[] = cases.map(one => ({
  check,
  ...one,
}));
