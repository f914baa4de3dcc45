import { container, deployment, podSpec } from '../__fixtures__/objects';
import {
  backup,
  claim,
  hoursAgo,
  postgresBackup,
  postgresClaim,
  postgresCluster,
  schedule,
  scheduledBackup,
  veleroServer,
  volSync,
} from './__fixtures__/backups';
import { backupRecent as check } from './backupRecent';
import type { CheckCase } from '../__fixtures__/checkCases';

export const subject = 'payments';
export const data = claim('data');
export const withVelero = (...objects: readonly unknown[]) => [
  ...veleroServer,
  data,
  schedule(),
  ...objects,
];
const database = deployment(
  podSpec({
    containers: [container({ image: 'docker.io/library/postgres:17' })],
  }),
  { name: 'db', namespace: 'payments' },
);
const born = (hours: number) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'payments', creationTimestamp: hoursAgo(hours) },
});

export const backupRecentCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes when the newest complete backup is within the objective',
    objects: withVelero(backup('b1', 15), backup('b0', 39)),
    subject,
    state: 'pass',
    codes: ['within-rpo'],
  },
  {
    check,
    it: 'passes while the next run takes its time',
    objects: withVelero(
      backup('b2', 0, {
        phase: 'WaitingForPluginOperations',
        completionTimestamp: null,
      }),
      backup('b1', 24.3),
    ),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'passes claims of CNPG by its own backups',
    objects: [
      postgresClaim,
      postgresCluster(),
      scheduledBackup('0 0 2 * * *'),
      postgresBackup('ledger-1', 8),
    ],
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'passes a claim that VolSync synced',
    objects: [claim('files'), volSync('files', 3)],
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'warns between one and two objectives',
    objects: withVelero(backup('b1', 30)),
    subject,
    state: 'warn',
    codes: ['older-than-rpo'],
  },
  {
    check,
    it: 'warns about warnings',
    objects: withVelero(backup('b1', 5, { warnings: 3 })),
    subject,
    state: 'warn',
    codes: ['warnings'],
  },
  {
    check,
    it: 'warns when the last run failed and an earlier one still holds',
    objects: withVelero(
      backup('b2', 2, { phase: 'PartiallyFailed', errors: 1 }),
      backup('b1', 20),
    ),
    subject,
    state: 'warn',
    codes: ['run-failed'],
  },
  {
    check,
    it: 'warns a namespace that is too young for its first backup',
    objects: withVelero(born(5)),
    subject,
    state: 'warn',
    codes: ['first-backup-due'],
  },
  {
    check,
    it: 'warns about failed hooks where there is no database',
    objects: withVelero(backup('b1', 5, { hookStatus: { hooksFailed: 1 } })),
    subject,
    state: 'warn',
    codes: ['hooks-failed'],
  },
  {
    check,
    it: 'fails a database whose hooks failed',
    objects: withVelero(
      database,
      backup('b1', 5, { hookStatus: { hooksFailed: 1 } }),
    ),
    subject,
    state: 'fail',
    codes: ['hooks-failed'],
  },
  {
    check,
    it: 'fails beyond two objectives, whatever lastBackup says',
    objects: withVelero(backup('b1', 60)),
    subject,
    state: 'fail',
    codes: ['older-than-rpo'],
  },
  {
    check,
    it: 'fails when the last two runs failed',
    objects: withVelero(
      backup('b3', 1, { phase: 'PartiallyFailed', errors: 2 }),
      backup('b2', 13, { phase: 'Failed' }),
      backup('b1', 20),
    ),
    subject,
    state: 'fail',
    codes: ['run-failed'],
  },
  {
    check,
    it: 'fails when the only run failed partly: whose errors they are stands in its log',
    objects: withVelero(
      backup('b1', 5, { phase: 'PartiallyFailed', errors: 1 }),
    ),
    subject,
    state: 'fail',
    codes: ['run-failed'],
  },
  {
    check,
    it: 'fails a completed backup that lost a volume snapshot',
    objects: withVelero(
      backup('b1', 5, {
        csiVolumeSnapshotsAttempted: 2,
        csiVolumeSnapshotsCompleted: 1,
      }),
    ),
    subject,
    state: 'fail',
    codes: ['run-failed'],
  },
  {
    check,
    it: 'takes data that is still on its way for no success',
    objects: withVelero(backup('b1', 5, { phase: 'Finalizing' })),
    subject,
    state: 'fail',
    codes: ['never-backed-up'],
  },
  {
    check,
    it: 'does not count a backup that has expired',
    objects: withVelero(backup('b1', 5, { expiration: hoursAgo(1) })),
    subject,
    state: 'fail',
  },
  {
    check,
    it: 'does not count the backup of a namespace that was there before',
    objects: withVelero(born(100), backup('b1', 101)),
    subject,
    state: 'fail',
    codes: ['never-backed-up'],
  },
  {
    check,
    it: 'does not count backups of other namespaces',
    objects: withVelero(
      backup('b1', 5, {}, { includedNamespaces: ['orders'] }),
    ),
    subject,
    state: 'fail',
    codes: ['never-backed-up'],
  },
  {
    check,
    it: 'fails when one of two claims has no backup',
    objects: [
      ...veleroServer,
      postgresClaim,
      data,
      postgresCluster(),
      postgresBackup('ledger-1', 8),
      schedule({ includedNamespaces: ['orders'] }),
    ],
    subject,
    state: 'fail',
    codes: ['never-backed-up'],
  },
  {
    check,
    it: 'fails when CNPG’s last two backups failed',
    objects: [
      postgresClaim,
      postgresCluster(),
      postgresBackup('l3', 1, 'failed'),
      postgresBackup('l2', 8, 'failed'),
      postgresBackup('l1', 20),
    ],
    subject,
    state: 'fail',
    codes: ['run-failed'],
  },
  {
    check,
    it: 'fails without a server that runs the schedule',
    objects: [data, schedule(), backup('b1', 5)],
    subject,
    state: 'fail',
    codes: ['velero-inert', 'newest-backup'],
  },
  {
    check,
    it: 'is not applicable where nothing needs a backup',
    objects: [born(500)],
    subject,
    state: 'na',
    codes: ['nothing-to-back-up'],
  },
  {
    check,
    it: 'is unknown when backups cannot be read',
    objects: withVelero(backup('b1', 5)),
    options: { forbidden: ['velero.io/backups'] },
    subject,
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when the backups of CNPG cannot be read',
    objects: [postgresClaim, postgresCluster(), postgresBackup('l1', 3)],
    options: { forbidden: ['postgresql.cnpg.io/backups'] },
    subject,
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'is unknown when no tool is seen and nobody said that there is none',
    objects: [data],
    subject,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];
