import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';
import { deployment, podSpec } from '../__fixtures__/objects';
import {
  backup,
  claim,
  daysAgo,
  drill,
  postgresClaim,
  postgresCluster,
  restore,
  schedule,
  veleroServer,
} from './__fixtures__/backups';
import { restoreProven as check } from './restores';
import type { CheckCase } from '../__fixtures__/checkCases';

export const subject = 'payments';
export const data = claim('data');
export const base = [
  ...veleroServer,
  data,
  schedule(),
  backup('nightly-1', 10),
];

export const seenInDr = (
  observed: Partial<NonNullable<EvidenceRecord['observed']>> = {},
  parts: Partial<EvidenceRecord> = {},
) =>
  drill(20, {
    grade: 'E1',
    validation: undefined,
    subjects: ['ns:dr-uid/payments'],
    observed: {
      cluster: 'dr',
      object: 'Velero Restore velero/drill',
      restoredVolumes: true,
      sameCluster: false,
      backupName: 'nightly-1',
      ...observed,
    },
    ...parts,
  });

export const evidence = (...records: readonly EvidenceRecord[]) => ({
  evidence: records,
});

export const restoresCases: readonly CheckCase[] = [
  {
    check,
    it: 'passes a recorded drill whose data was checked',
    objects: base,
    options: evidence(drill(30)),
    subject,
    state: 'pass',
    codes: ['restored-and-checked'],
  },
  {
    check,
    it: 'passes on the last day of the validity',
    objects: base,
    options: evidence(drill(180)),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'warns past the validity, up to 125 %',
    objects: base,
    options: evidence(drill(200)),
    subject,
    state: 'warn',
    codes: ['lapsing'],
  },
  {
    check,
    it: 'warns when the evidence itself runs out sooner',
    objects: base,
    options: evidence(drill(55, { expiresAt: daysAgo(5) })),
    subject,
    state: 'warn',
    codes: ['lapsing'],
  },
  {
    check,
    it: 'warns about a restore that nobody checked, seen in the same cluster',
    objects: [...base, restore('drill', 20)],
    subject,
    state: 'warn',
    codes: ['not-validated', 'same-cluster'],
  },
  {
    check,
    it: 'warns about a restore of objects only',
    objects: [...base, restore('drill', 20, { spec: { restorePVs: false } })],
    subject,
    state: 'warn',
    codes: ['objects-only'],
  },
  {
    check,
    it: 'finds the drill of the DR cluster by the name of the backup',
    objects: base,
    options: evidence(seenInDr()),
    subject,
    state: 'warn',
    codes: ['not-validated'],
    without: ['same-cluster', 'never-restored'],
  },
  {
    check,
    it: 'warns about a drill without a check of the data',
    objects: base,
    options: evidence(drill(20, { validation: undefined })),
    subject,
    state: 'warn',
    codes: ['not-validated'],
  },
  {
    check,
    it: 'warns when Kubernetes has changed since',
    objects: base,
    options: evidence(drill(20, { fingerprint: { k8sMinor: '1.34' } })),
    subject,
    state: 'warn',
    codes: ['fingerprint-changed'],
  },
  {
    check,
    it: 'warns about a recovered CNPG cluster: data came back, unchecked',
    objects: [
      postgresClaim,
      postgresCluster({ bootstrap: { recovery: { backup: { name: 'l1' } } } }),
    ],
    subject,
    state: 'warn',
    codes: ['not-validated'],
  },
  {
    check,
    it: 'warns about a claim made from a VolumeSnapshot and mounted',
    objects: [
      claim('data', {
        spec: { dataSource: { kind: 'VolumeSnapshot', name: 's1' } },
      }),
      deployment(
        podSpec({
          volumes: [
            { name: 'd', persistentVolumeClaim: { claimName: 'data' } },
          ],
        }),
        { name: 'api', namespace: 'payments' },
      ),
    ],
    // The claim is 200 days old.
    options: { thresholds: { 'restore.validDays.tier2': 365 } },
    subject,
    state: 'warn',
    codes: ['not-validated'],
  },
  {
    check,
    it: 'fails what was never restored, however often it is backed up',
    objects: base,
    subject,
    state: 'fail',
    codes: ['never-restored'],
  },
  {
    check,
    it: 'fails when the proof has lapsed: was proven is not is proven',
    objects: base,
    options: evidence(drill(226)),
    subject,
    state: 'fail',
    codes: ['lapsed'],
  },
  {
    check,
    it: 'fails when the newest attempt failed, though an older one is valid',
    objects: [
      ...base,
      restore('drill-2', 3, { status: { phase: 'PartiallyFailed' } }),
    ],
    options: evidence(drill(30)),
    subject,
    state: 'fail',
    codes: ['last-attempt-failed'],
  },
  {
    check,
    it: 'fails when the check of the data failed',
    objects: base,
    options: evidence(
      drill(5, { validation: { kind: 'rowCount', result: 'failed' } }),
      drill(30),
    ),
    subject,
    state: 'fail',
    codes: ['last-attempt-failed'],
  },
  {
    check,
    it: 'passes again once an attempt after the failure succeeded',
    objects: [...base, restore('d', 9, { status: { phase: 'Failed' } })],
    options: evidence(drill(4)),
    subject,
    state: 'pass',
  },
  {
    check,
    it: 'does not count a restore that is still running or was refused',
    objects: [
      ...base,
      restore('d1', 1, { status: { phase: 'InProgress' } }),
      restore('d2', 2, { status: { phase: 'FailedValidation' } }),
    ],
    subject,
    state: 'fail',
    codes: ['never-restored'],
  },
  {
    check,
    it: 'does not count restores of other namespaces',
    objects: [
      ...base,
      restore('d', 2, { spec: { includedNamespaces: ['orders'] } }),
    ],
    options: evidence(
      drill(2, { subjects: ['ns:test-cluster-uid/orders'] }),
      seenInDr({ backupName: 'weekly-9' }),
      seenInDr({ sameCluster: true }),
    ),
    subject,
    state: 'fail',
    codes: ['never-restored'],
  },
  {
    check,
    it: 'does not count restores that no server acted on',
    objects: [data, schedule(), restore('drill', 20)],
    subject,
    state: 'fail',
    codes: ['never-restored'],
  },
  {
    check,
    it: 'takes what a restore holds from its backup where it names nothing',
    objects: [
      ...base,
      restore('all', 20, { spec: { includedNamespaces: null } }),
    ],
    subject,
    state: 'warn',
    codes: ['not-validated'],
  },
  {
    check,
    it: 'is not applicable without claims',
    objects: [deployment(podSpec(), { namespace: 'payments' })],
    subject,
    state: 'na',
    codes: ['no-claims'],
  },
  {
    check,
    it: 'is unknown when restores cannot be read and there is no evidence',
    objects: [...base, restore('drill', 20)],
    options: { forbidden: ['velero.io/restores'] },
    subject,
    state: 'unknown',
    unknownReason: 'forbidden',
  },
  {
    check,
    it: 'stands on evidence where restores cannot be read',
    objects: [...base, restore('drill', 20, { status: { phase: 'Failed' } })],
    options: { forbidden: ['velero.io/restores'], ...evidence(drill(30)) },
    subject,
    state: 'pass',
  },
];
