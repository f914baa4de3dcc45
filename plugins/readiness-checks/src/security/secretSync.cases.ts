import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec, SHOP } from '../__fixtures__/objects';
import { secretSyncHealthy as check } from './secretSync';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const minutesAgo = (minutes: number) =>
  new Date(NOW - minutes * 60_000).toISOString();

export const externalSecret = (
  spec: object = {},
  status: object = {},
  ready: { status?: string; minutes?: number } = {},
) => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: {
    name: 'db',
    namespace: SHOP,
    creationTimestamp: minutesAgo(60 * 24 * 30),
  },
  spec: { refreshInterval: '1h', ...spec },
  status: {
    refreshTime: minutesAgo(20),
    conditions: [
      {
        type: 'Ready',
        status: ready.status ?? 'True',
        lastTransitionTime: minutesAgo(ready.minutes ?? 60 * 24 * 30),
      },
    ],
    ...status,
  },
});

const other = (
  apiVersion: string,
  kind: string,
  conditions: readonly object[],
) => ({
  apiVersion,
  kind,
  metadata: { name: 'db', namespace: SHOP },
  status: { conditions },
});

const mount = (mounted: boolean) => ({
  apiVersion: 'secrets-store.csi.x-k8s.io/v1',
  kind: 'SecretProviderClassPodStatus',
  metadata: { name: 'app-1-shop-db', namespace: SHOP },
  status: {
    podName: 'app-1',
    secretProviderClassName: 'db',
    ...(mounted && { mounted }),
  },
});

const cases: readonly Omit<CheckCase, 'check' | 'subject'>[] = [
  {
    it: 'passes what is ready and was refreshed in time',
    objects: [externalSecret()],
    state: 'pass',
    codes: ['in-sync'],
  },
  {
    it: 'passes up to twice the interval and ten minutes',
    objects: [externalSecret({}, { refreshTime: minutesAgo(129) })],
    state: 'pass',
  },
  {
    it: 'passes OnChange, which is old by design',
    objects: [
      externalSecret(
        { refreshPolicy: 'OnChange' },
        { refreshTime: minutesAgo(60 * 24 * 20) },
      ),
    ],
    state: 'pass',
  },
  {
    it: 'passes what is not ready for a moment',
    objects: [externalSecret({}, {}, { status: 'False', minutes: 30 })],
    state: 'pass',
  },
  {
    it: 'passes an object of an operator that says nothing',
    objects: [other('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', [])],
    state: 'pass',
  },
  {
    it: 'passes what the driver mounted',
    objects: [mount(true)],
    state: 'pass',
  },
  {
    it: 'warns of a copy that was taken once',
    objects: [externalSecret({ refreshPolicy: 'CreatedOnce' })],
    state: 'warn',
    codes: ['frozen'],
  },
  ...['0', '0s'].map(refreshInterval => ({
    it: `warns of refreshInterval ${refreshInterval}`,
    objects: [externalSecret({ refreshInterval })],
    state: 'warn' as const,
    codes: ['frozen'],
  })),
  {
    it: 'fails what is not ready for more than an hour',
    objects: [externalSecret({}, {}, { status: 'False', minutes: 90 })],
    state: 'fail',
    codes: ['not-synced'],
  },
  ...(
    [
      ['secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', 'Ready'],
      ['bitnami.com/v1alpha1', 'SealedSecret', 'Synced'],
      ['onepassword.com/v1', 'OnePasswordItem', 'Ready'],
    ] as const
  ).map(([apiVersion, kind, type]) => ({
    it: `fails a ${kind} that is not ${type}`,
    objects: [
      other(apiVersion, kind, [
        { type, status: 'False', lastTransitionTime: minutesAgo(90) },
      ]),
    ],
    state: 'fail' as const,
    codes: ['not-synced'],
  })),
  {
    it: 'trap 18: fails what says Ready and was refreshed weeks ago',
    objects: [externalSecret({}, { refreshTime: minutesAgo(60 * 24 * 21) })],
    state: 'fail',
    codes: ['overdue'],
  },
  {
    it: 'fails what no operator ever looked at',
    objects: [{ ...externalSecret(), status: {} }],
    state: 'fail',
    codes: ['never-synced'],
  },
  {
    it: 'fails what the driver could not mount',
    objects: [mount(false)],
    state: 'fail',
    codes: ['not-mounted'],
  },
  {
    it: 'does not apply where nothing is synchronised',
    objects: [deployment()],
    state: 'na',
    codes: ['nothing-synced'],
  },
  {
    it: 'does not know where objects of a manager are forbidden',
    objects: [externalSecret()],
    options: { forbidden: ['externalsecrets'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'does not know what follows from an interval that is none',
    objects: [externalSecret({ refreshInterval: 'hourly' })],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'fails although others are forbidden: what is seen is enough',
    objects: [
      externalSecret({}, {}, { status: 'False', minutes: 90 }),
      other('bitnami.com/v1alpha1', 'SealedSecret', []),
    ],
    options: { forbidden: ['sealedsecrets'] },
    state: 'fail',
  },
];

export const secretSyncCases: readonly CheckCase[] = cases.map(one => ({
  ...one,
  check,
}));

/** A workload of an entity that mounts the Secret. */
export const mounting = deployment(
  podSpec({ volumes: [{ name: 'db', secret: { secretName: 'db' } }] }),
  { metadata: { labels: { 'backstage.io/kubernetes-id': 'shop' } } },
);
