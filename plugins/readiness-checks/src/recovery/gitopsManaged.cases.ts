import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, operatedPod, podSpec } from '../__fixtures__/objects';
import { postgresCluster } from './__fixtures__/backups';
import {
  application,
  instanceLabel,
  kustomization,
  listedEntry,
  ofHelm,
  ofHelmRelease,
  ofKustomization,
  tracked,
  trackingId,
} from './__fixtures__/delivery';
import { gitopsManaged as check } from './gitopsManaged';

type Fields = Readonly<Record<string, unknown>>;

export const app = (metadata: Fields = {}) =>
  deployment(podSpec(), { metadata });
const subject = 'app';

/** A tracked Deployment of another name. */
export const another = (name: string, metadata: Fields = {}) =>
  deployment(podSpec(), {
    name,
    metadata: {
      ...trackingId(`web:apps/Deployment:shop/${name}`),
      ...metadata,
    },
  });

const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'app', namespace: 'shop' },
  spec: { template: { spec: { ...podSpec(), restartPolicy: 'Never' } } },
};

const main = {
  ...postgresCluster(),
  metadata: { name: 'main', namespace: 'shop' },
};

const service = (name: string, metadata: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop', ...metadata },
  spec: { selector: { app: 'app' }, ports: [{ port: 80 }] },
});

const role = (name: string, metadata: Fields = {}) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name, namespace: 'shop', ...metadata },
  rules: [],
});

const many = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => make(index));
const managed = (count: number) => many(count, index => another(`a${index}`));
const loose = (count: number) =>
  many(count, index => another(`b${index}`, { annotations: {} }));

const ofWorkloads: readonly CheckCase[] = [
  {
    check,
    it: 'passes what carries its own tracking id',
    objects: [app(tracked), application()],
    state: 'pass',
    codes: ['tracked'],
  },
  {
    check,
    it: 'passes what an Argo CD in a hub delivers: its mark is here',
    objects: [app(tracked)],
    state: 'pass',
  },
  {
    check,
    it: 'passes what an Application lists, tracked by label',
    objects: [app(instanceLabel), application()],
    state: 'pass',
  },
  {
    check,
    it: 'passes what a Kustomization labels',
    objects: [app(ofKustomization)],
    state: 'pass',
  },
  {
    check,
    it: 'passes what a HelmRelease labels, though Helm annotates it too',
    objects: [app({ ...ofHelmRelease, ...ofHelm })],
    state: 'pass',
  },
  {
    check,
    it: 'passes what the inventory of a Kustomization holds',
    objects: [
      app(),
      kustomization({
        status: {
          inventory: { entries: [{ id: 'shop_app_apps_Deployment' }] },
        },
      }),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'warns of what Helm alone delivers',
    objects: [app(ofHelm), application({ resources: [] })],
    state: 'warn',
    codes: ['helm-only'],
  },
  {
    check,
    it: 'fails what carries no mark',
    objects: [app()],
    state: 'fail',
    codes: ['unmanaged'],
    without: ['label-only', 'copied-tracking-id'],
  },
  {
    check,
    it: 'trap 30: fails what a synced Application does not track',
    objects: [
      app(),
      application({ resources: [listedEntry('Deployment', 'b')] }),
    ],
    state: 'fail',
    codes: ['unmanaged'],
  },
  {
    check,
    it: 'trap 30: fails what carries the label of an instance and is in no Application',
    objects: [app(instanceLabel), application({ resources: [] })],
    state: 'fail',
    codes: ['unmanaged', 'label-only'],
  },
  {
    check,
    it: 'trap 30: fails what an Application claims by label and its source does not hold',
    objects: [
      app(instanceLabel),
      application({
        resources: [
          listedEntry('Deployment', 'app', { requiresPruning: true }),
        ],
      }),
    ],
    state: 'fail',
    codes: ['not-in-git'],
  },
  {
    check,
    it: 'trap 30: fails a tracking id that was copied from another object',
    objects: [
      app(trackingId('web:apps/Deployment:shop/cart')),
      application({ resources: [] }),
    ],
    state: 'fail',
    codes: ['copied-tracking-id'],
  },
  {
    check,
    it: 'fails a label without any GitOps about',
    objects: [app(instanceLabel)],
    state: 'fail',
    codes: ['label-only'],
  },
  {
    check,
    it: 'is not applicable to what an operator makes of a tracked resource',
    objects: [
      operatedPod(podSpec()),
      {
        ...main,
        metadata: {
          ...main.metadata,
          ...trackingId('web:postgresql.cnpg.io/Cluster:shop/main'),
        },
      },
    ],
    subject: 'main',
    state: 'na',
    codes: ['operator-made'],
  },
  {
    check,
    it: 'is not applicable to what an operator makes of a listed resource of any kind',
    objects: [
      operatedPod(podSpec()),
      application({
        resources: [
          listedEntry('Cluster', 'main', { group: 'postgresql.cnpg.io' }),
        ],
      }),
    ],
    subject: 'main',
    state: 'na',
  },
  {
    check,
    it: 'fails what an operator makes of a resource without a mark',
    objects: [operatedPod(podSpec()), main],
    subject: 'main',
    state: 'fail',
    codes: ['unmanaged'],
  },
  {
    check,
    it: 'is not applicable to work that is done once',
    objects: [job],
    subject,
    state: 'na',
    codes: ['one-off'],
  },
  {
    check,
    it: 'is not applicable where the operator excepted it',
    objects: [app()],
    options: {
      exceptions: [
        {
          check: 'rec-gitops-managed',
          name: 'app',
          reason: 'a console of the team',
          origin: 'config',
        },
      ],
    },
    state: 'na',
    codes: ['excepted'],
  },
  {
    check,
    it: 'is unknown where a hub may track it by its label',
    objects: [app(instanceLabel), another('cart')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    check,
    it: 'fails what a hub would have marked',
    objects: [app(), another('cart')],
    state: 'fail',
  },
  {
    check,
    it: 'is unknown by its label where Applications cannot be read',
    objects: [app(instanceLabel), application()],
    options: { forbidden: ['argoproj.io/applications'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown where the resource above it is of a kind that is not read',
    objects: [operatedPod(podSpec())],
    subject: 'main',
    state: 'unknown',
  },
];

const ofCluster: readonly CheckCase[] = [
  {
    check,
    it: 'passes a cluster of which 95 % come from Git',
    objects: [...managed(19), ...loose(1)],
    state: 'pass',
    codes: ['share-in-git'],
  },
  {
    check,
    it: 'warns from 80 %',
    objects: [...managed(8), ...loose(2)],
    state: 'warn',
    codes: ['outside-git'],
  },
  {
    check,
    it: 'warns where Helm delivers the rest',
    objects: [...managed(1), ...many(9, index => another(`h${index}`, ofHelm))],
    state: 'warn',
    without: ['outside-git'],
  },
  {
    check,
    it: 'fails below',
    objects: [...managed(7), ...loose(3)],
    state: 'fail',
    codes: ['share-in-git', 'outside-git'],
  },
  {
    check,
    it: 'trap 30: counts Services and RBAC that nobody tracks',
    objects: [...managed(1), service('by-hand'), role('by-hand')],
    state: 'fail',
    codes: ['outside-git'],
  },
  {
    check,
    it: 'counts neither what another object made nor what comes with the cluster',
    objects: [
      ...managed(1),
      service('tracked', trackingId('web:/Service:shop/tracked')),
      service('made', { ownerReferences: [{ kind: 'Cluster', name: 'x' }] }),
      role('default', {
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      }),
      role('eks:addon'),
    ],
    state: 'pass',
  },
  {
    check,
    it: 'is not applicable to an empty cluster',
    objects: [],
    state: 'na',
    codes: ['nothing-delivered'],
  },
  {
    check,
    it: 'is unknown where RBAC cannot be listed',
    objects: managed(3),
    options: { forbidden: ['rbac.authorization.k8s.io/roles'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown where a hub may track what would tip the scales',
    objects: [
      ...managed(7),
      ...many(3, index =>
        deployment(podSpec(), { name: `l${index}`, metadata: instanceLabel }),
      ),
    ],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const gitopsManagedCases: readonly CheckCase[] = [
  ...ofWorkloads.map(one => ({ subject, ...one })),
  ...ofCluster.map(one => ({ ...one, subject: 'test' })),
];
