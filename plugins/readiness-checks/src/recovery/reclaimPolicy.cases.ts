import type { CheckCase } from '../__fixtures__/checkCases';
import { deployment, podSpec } from '../__fixtures__/objects';
import {
  backup,
  claim,
  postgresBackup,
  postgresCluster,
  schedule,
  scheduledBackup,
  veleroServer,
} from './__fixtures__/backups';
import { reclaimPolicy as check } from './reclaimPolicy';

type Fields = Readonly<Record<string, unknown>>;

const namespace = 'payments';
const subject = 'ledger';

export const ledger = deployment(
  podSpec({
    volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
  }),
  { name: subject, namespace },
);

export const data = (metadata: Fields = {}) => {
  const bound = claim('data', { spec: { volumeName: 'pv-1' } });
  return { ...bound, metadata: { ...(bound.metadata as Fields), ...metadata } };
};

export const volume = (policy?: string, name = 'pv-1'): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    ...(policy && { persistentVolumeReclaimPolicy: policy }),
    claimRef: { namespace, name: 'data' },
  },
});

const velero = (...objects: readonly unknown[]) => [
  ...veleroServer,
  ...objects,
];
const none = { external: { backup: false } };

const statefulSet: Fields = {
  ...ledger,
  kind: 'StatefulSet',
  spec: {
    ...(ledger.spec as Fields),
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
  },
};

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes Retain, whatever is backed up',
    objects: [ledger, data(), volume('Retain')],
    options: none,
    state: 'pass',
    codes: ['retained'],
  },
  {
    it: 'passes Retain where Velero cannot be read',
    objects: [ledger, data(), volume('Retain'), schedule()],
    options: { forbidden: ['velero.io/schedules', 'velero.io/backups'] },
    state: 'pass',
  },
  {
    it: 'passes Delete with a good backup within the objective',
    objects: velero(
      ledger,
      data(),
      volume('Delete'),
      schedule(),
      backup('nightly-1', 15),
    ),
    state: 'pass',
    codes: ['delete-with-good-backup'],
  },
  {
    it: 'passes Delete with a good backup of CNPG',
    objects: [
      ledger,
      data({ labels: { 'cnpg.io/cluster': 'ledger' } }),
      volume('Delete'),
      postgresCluster(),
      scheduledBackup('0 0 2 * * *'),
      postgresBackup('ledger-1', 10),
    ],
    state: 'pass',
  },
  {
    it: 'warns of Delete with a schedule whose backups are not good',
    objects: velero(
      ledger,
      data(),
      volume('Delete'),
      schedule(),
      backup('nightly-1', 15, { phase: 'PartiallyFailed', errors: 3 }),
      backup('nightly-2', 39, { phase: 'PartiallyFailed', errors: 3 }),
    ),
    state: 'warn',
    codes: ['delete-with-backup-configured', 'run-failed'],
  },
  {
    it: 'fails Delete without any backup',
    objects: [ledger, data(), volume('Delete')],
    options: none,
    state: 'fail',
    codes: ['delete-no-backup'],
  },
  {
    it: 'fails Delete where nothing acts on the schedule',
    objects: [ledger, data(), volume('Delete'), schedule(), backup('n', 15)],
    state: 'fail',
    codes: ['delete-no-backup'],
  },
  {
    it: 'says that the StatefulSet deletes its claims',
    objects: [statefulSet, data(), volume('Delete')],
    options: none,
    state: 'fail',
    codes: ['claim-deleted-automatically'],
  },
  {
    it: 'says that Argo CD prunes the claim',
    objects: [
      ledger,
      data({
        annotations: {
          'argocd.argoproj.io/tracking-id':
            'pay:/PersistentVolumeClaim:payments/data',
        },
      }),
      volume('Delete'),
    ],
    options: none,
    state: 'fail',
    codes: ['claim-pruned'],
  },
  {
    it: 'takes the policy of the volume, not of its class',
    objects: [
      ledger,
      data(),
      volume('Retain'),
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'gp3' },
        reclaimPolicy: 'Delete',
      },
    ],
    options: none,
    state: 'pass',
  },
  {
    it: 'is not applicable outside of production',
    objects: [ledger, data(), volume('Delete')],
    options: { ...none, environment: 'staging' },
    state: 'na',
    codes: ['not-production'],
  },
  {
    it: 'is not applicable to data that is said to be ephemeral',
    objects: [
      ledger,
      data({ annotations: { 'readiness.io/data': 'ephemeral' } }),
      volume('Delete'),
    ],
    options: none,
    state: 'na',
    codes: ['no-data'],
  },
  {
    it: 'is not applicable to claims that wait for a volume',
    objects: [ledger, claim('data')],
    options: none,
    state: 'na',
    codes: ['not-bound'],
  },
  {
    it: 'is unknown where volumes cannot be read',
    objects: [ledger, data(), volume('Delete')],
    options: { forbidden: ['persistentvolumes'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'is unknown where backups cannot be read',
    objects: velero(
      ledger,
      data(),
      volume('Delete'),
      schedule(),
      backup('nightly-1', 15),
    ),
    options: { forbidden: ['velero.io/backups'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    it: 'is unknown where something outside may back it up',
    objects: [ledger, data(), volume('Delete')],
    state: 'unknown',
    unknownReason: 'undecidable',
  },
];

export const reclaimPolicyCases: readonly CheckCase[] = cases.map(one => ({
  check,
  subject,
  ...one,
}));
