import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';

type Fields = Readonly<Record<string, unknown>>;

/** The clock of these tests. */
export const NOW = Date.parse('2026-11-22T17:00:00Z');
const HOUR = 3_600_000;

export const hoursAgo = (hours: number) =>
  new Date(NOW - hours * HOUR).toISOString();
export const daysAgo = (days: number) => hoursAgo(24 * days);

/** A Velero server with a ready pod; without one the objects are inert. */
export const veleroServer: readonly Fields[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'velero', namespace: 'velero', uid: 'uid-velero' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { name: 'velero' } },
      template: {
        metadata: { labels: { name: 'velero' } },
        spec: {
          containers: [{ name: 'velero', image: 'velero/velero:v1.17.0' }],
        },
      },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: 'velero-1',
      namespace: 'velero',
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'velero',
          controller: true,
        },
      ],
    },
    spec: { replicas: 1 },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'velero-1-a',
      namespace: 'velero',
      labels: { name: 'velero' },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: 'velero-1',
          controller: true,
        },
      ],
    },
    spec: { containers: [{ name: 'velero', image: 'velero/velero:v1.17.0' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  },
];

export const claim = (
  name: string,
  parts: { namespace?: string; labels?: Fields; spec?: Fields } = {},
): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name,
    namespace: parts.namespace ?? 'payments',
    labels: parts.labels ?? {},
    creationTimestamp: daysAgo(200),
  },
  spec: { storageClassName: 'gp3', ...parts.spec },
  status: { phase: 'Bound' },
});

export const schedule = (
  template: Fields = { includedNamespaces: ['payments'] },
  parts: { name?: string; spec?: Fields; status?: Fields } = {},
): Fields => ({
  apiVersion: 'velero.io/v1',
  kind: 'Schedule',
  metadata: { name: parts.name ?? 'nightly', namespace: 'velero' },
  spec: { schedule: '0 2 * * *', template, ...parts.spec },
  status: parts.status ?? { phase: 'Enabled', lastBackup: hoursAgo(1) },
});

export const backup = (
  name: string,
  endedHoursAgo: number,
  status: Fields = {},
  spec: Fields = { includedNamespaces: ['payments'] },
): Fields => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: {
    name,
    namespace: 'velero',
    labels: { 'velero.io/schedule-name': 'nightly' },
    creationTimestamp: hoursAgo(endedHoursAgo + 0.5),
  },
  spec,
  status: {
    phase: 'Completed',
    startTimestamp: hoursAgo(endedHoursAgo + 0.5),
    completionTimestamp: hoursAgo(endedHoursAgo),
    expiration: hoursAgo(endedHoursAgo - 720),
    ...status,
  },
});

export const restore = (
  name: string,
  endedDaysAgo: number,
  parts: { spec?: Fields; status?: Fields } = {},
): Fields => ({
  apiVersion: 'velero.io/v1',
  kind: 'Restore',
  metadata: {
    name,
    namespace: 'velero',
    uid: `uid-${name}`,
    creationTimestamp: daysAgo(endedDaysAgo),
  },
  spec: {
    backupName: 'nightly-1',
    includedNamespaces: ['payments'],
    namespaceMapping: { payments: 'drill-payments' },
    ...parts.spec,
  },
  status: {
    phase: 'Completed',
    completionTimestamp: daysAgo(endedDaysAgo),
    ...parts.status,
  },
});

const CNPG = 'postgresql.cnpg.io/v1';

export const postgresCluster = (spec: Fields = {}): Fields => ({
  apiVersion: CNPG,
  kind: 'Cluster',
  metadata: {
    name: 'ledger',
    namespace: 'payments',
    creationTimestamp: daysAgo(10),
  },
  spec: {
    instances: 2,
    backup: { barmanObjectStore: { destinationPath: 's3://acme/ledger' } },
    ...spec,
  },
});

export const scheduledBackup = (cron: string, spec: Fields = {}): Fields => ({
  apiVersion: CNPG,
  kind: 'ScheduledBackup',
  metadata: { name: 'ledger', namespace: 'payments' },
  spec: { schedule: cron, cluster: { name: 'ledger' }, ...spec },
});

export const postgresBackup = (
  name: string,
  stoppedHoursAgo: number,
  phase = 'completed',
): Fields => ({
  apiVersion: CNPG,
  kind: 'Backup',
  metadata: { name, namespace: 'payments' },
  spec: { cluster: { name: 'ledger' } },
  status: { phase, stoppedAt: hoursAgo(stoppedHoursAgo) },
});

export const postgresClaim = claim('ledger-1', {
  labels: { 'cnpg.io/cluster': 'ledger' },
});

export const volSync = (
  claimName: string,
  lastSyncHoursAgo: number,
  cron = '0 */6 * * *',
): Fields => ({
  apiVersion: 'volsync.backube/v1alpha1',
  kind: 'ReplicationSource',
  metadata: { name: claimName, namespace: 'payments' },
  spec: { sourcePVC: claimName, trigger: { schedule: cron } },
  status: { lastSyncTime: hoursAgo(lastSyncHoursAgo) },
});

/** An accepted restore drill. */
export const drill = (
  performedDaysAgo: number,
  parts: Partial<EvidenceRecord> = {},
): EvidenceRecord => ({
  id: `drill-${performedDaysAgo}`,
  check: 'rec-restore-pvc-proven',
  control: 'R1',
  what: 'restore-drill',
  subjects: ['ns:test-cluster-uid/payments'],
  performedAt: daysAgo(performedDaysAgo),
  performedBy: 'user:default/alice',
  attestedBy: 'user:default/bob',
  outcome: 'success',
  validation: { kind: 'rowCount', result: 'passed' },
  artefacts: [{ url: 'https://ci.example.com/1234' }],
  grade: 'E2',
  expiresAt: daysAgo(performedDaysAgo - 365),
  ...parts,
});
