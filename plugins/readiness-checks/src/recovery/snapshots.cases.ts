import type { CheckCase } from '../__fixtures__/checkCases';
import {
  backup,
  hoursAgo,
  schedule,
  veleroServer,
} from './__fixtures__/backups';
import { data, ledger } from './reclaimPolicy.cases';
import { snapshotReady as check } from './snapshots';

type Fields = Readonly<Record<string, unknown>>;

const subject = 'ledger';

/** With the content that it is bound to. */
export const snapshot = (
  name: string,
  takenHoursAgo: number,
  status: Fields = {},
): readonly Fields[] => [
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: {
      name,
      namespace: 'payments',
      creationTimestamp: hoursAgo(takenHoursAgo),
    },
    spec: { source: { persistentVolumeClaimName: 'data' } },
    status: {
      readyToUse: true,
      creationTime: hoursAgo(takenHoursAgo),
      boundVolumeSnapshotContentName: `content-${name}`,
      ...status,
    },
  },
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotContent',
    metadata: { name: `content-${name}` },
    spec: { deletionPolicy: 'Delete' },
    status: { snapshotHandle: `snap-${name}` },
  },
];

const pending = { readyToUse: false };
const failing = (sinceHours: number) => ({
  readyToUse: false,
  error: { time: hoursAgo(sinceHours), message: 'no such class' },
});
const base = [ledger, data()];

const cases: readonly Omit<CheckCase, 'check'>[] = [
  {
    it: 'passes a ready snapshot within the objective',
    objects: [...base, ...snapshot('a', 5)],
    state: 'pass',
    codes: ['snapshots-ready'],
  },
  {
    it: 'passes by an earlier one while the newest is being taken',
    objects: [...base, ...snapshot('b', 0.2, pending), ...snapshot('a', 12)],
    state: 'pass',
  },
  {
    it: 'warns when the newest ready one is older',
    objects: [...base, ...snapshot('a', 60)],
    state: 'warn',
    codes: ['older-than-rpo'],
  },
  {
    it: 'warns when none is ready yet',
    objects: [...base, ...snapshot('a', 3, pending)],
    state: 'warn',
    codes: ['no-ready-snapshot'],
  },
  {
    it: 'warns of an error that is new',
    objects: [...base, ...snapshot('a', 0.5, failing(0.5))],
    state: 'warn',
  },
  {
    it: 'fails after an hour of it, though an earlier one is good',
    objects: [...base, ...snapshot('b', 3, failing(2)), ...snapshot('a', 12)],
    state: 'fail',
    codes: ['snapshot-unusable'],
  },
  {
    it: 'looks at the newest only',
    objects: [...base, ...snapshot('b', 3), ...snapshot('a', 30, failing(29))],
    state: 'pass',
  },
  {
    it: 'fails when what it is bound to is gone',
    objects: [...base, snapshot('a', 3)[0]],
    state: 'fail',
    codes: ['snapshot-unusable'],
  },
  {
    it: 'trusts a ready one where contents cannot be read',
    objects: [...base, ...snapshot('a', 3)],
    options: {
      forbidden: ['snapshot.storage.k8s.io/volumesnapshotcontents'],
    },
    state: 'pass',
  },
  {
    it: 'is not applicable without snapshots where Velero holds the data',
    objects: [...base, ...veleroServer, schedule(), backup('nightly-1', 15)],
    state: 'na',
    codes: ['no-snapshots'],
  },
  {
    it: 'warns without snapshots and without any other backup',
    objects: base,
    options: { external: { backup: false } },
    state: 'warn',
    codes: ['no-snapshot'],
  },
  {
    it: 'is unknown whether something outside holds the data',
    objects: base,
    state: 'unknown',
    unknownReason: 'undecidable',
  },
  {
    it: 'is not applicable to data that is said to be ephemeral',
    objects: [
      ledger,
      data({ annotations: { 'readiness.io/data': 'ephemeral' } }),
    ],
    state: 'na',
    codes: ['no-data'],
  },
  {
    it: 'is unknown where snapshots cannot be read',
    objects: [...base, ...snapshot('a', 5)],
    options: { forbidden: ['snapshot.storage.k8s.io/volumesnapshots'] },
    state: 'unknown',
    unknownReason: 'forbidden',
  },
];

export const snapshotsCases: readonly CheckCase[] = cases.map(one => ({
  check,
  subject,
  ...one,
}));
