import { list, workloads } from '../reads';
import { scanObjects, type JudgeOneOptions } from '../testing';
import { aCheck } from '../testing/aCheck';
import { type Raw, raw, rolledOut } from '../testing/rawObjects';

const check = aCheck({
  scope: { types: ['cluster'] },
  reads: [
    ...workloads(),
    list('veleroRestores'),
    list('veleroBackups'),
    list('veleroSchedules'),
  ],
});

const inVelero = { namespace: 'velero' };
const velero = (
  kind: string,
  name: string,
  spec: Raw,
  status: Raw = {},
  at = '2026-11-10T02:00:00Z',
) =>
  raw(
    'velero.io/v1',
    kind,
    name,
    { ...inVelero, createdAt: at },
    { spec, status },
  );

const running = rolledOut('velero', inVelero);
const ended = (phase: string) => ({
  phase,
  completionTimestamp: '2026-11-12T10:00:00Z',
});
const restore = (spec: Raw, phase = 'Completed') =>
  velero('Restore', 'drill', spec, ended(phase));

async function observe(objects: readonly Raw[], options?: JudgeOneOptions) {
  const { observedEvidence } = await scanObjects(
    [check],
    [...running, ...objects],
    options,
  );
  return observedEvidence;
}

describe('observedRestores', () => {
  it('keeps a Restore as evidence of grade E1', async () => {
    const found = await observe([
      restore({
        backupName: 'daily-1',
        includedNamespaces: ['payments'],
        namespaceMapping: { payments: 'drill-payments' },
        restorePVs: false,
      }),
    ]);
    expect(found).toEqual([
      {
        naturalKey: 'test-cluster-uid/Restore-velero-drill',
        check: 'rec-restore-pvc-proven',
        control: 'R1',
        what: 'restore-drill',
        subjects: ['ns:test-cluster-uid/payments'],
        performedAt: '2026-11-12T10:00:00.000Z',
        outcome: 'success',
        artefacts: [],
        grade: 'E1',
        observed: {
          cluster: 'test',
          object: 'Velero Restore velero/drill',
          restoredVolumes: false,
          sameCluster: true,
          backupName: 'daily-1',
        },
      },
    ]);
  });

  it.each([
    ['PartiallyFailed', 'partial'],
    ['Failed', 'failed'],
  ])('keeps what ended as %s', async (phase, outcome) => {
    const [found] = await observe([
      restore({ includedNamespaces: ['payments'] }, phase),
    ]);
    expect(found.outcome).toBe(outcome);
  });

  it.each(['New', 'InProgress', 'FailedValidation'])(
    'does not keep one that is %s',
    async phase => {
      expect(
        await observe([restore({ includedNamespaces: ['payments'] }, phase)]),
      ).toEqual([]);
    },
  );

  it('takes the namespaces of the backup where the restore names none', async () => {
    const [found] = await observe([
      restore({ backupName: 'daily-1' }),
      velero('Backup', 'daily-1', {
        includedNamespaces: ['shop', 'payments'],
        excludedNamespaces: ['shop'],
      }),
    ]);
    expect(found.subjects).toEqual(['ns:test-cluster-uid/payments']);
  });

  it('resolves patterns by the namespaces that exist', async () => {
    const [found] = await observe([
      restore({ backupName: 'daily-1' }),
      velero('Backup', 'daily-1', {
        includedNamespaces: ['*'],
        excludedNamespaces: ['kube-*'],
      }),
    ]);
    expect(found.subjects).toEqual(['ns:test-cluster-uid/velero']);
  });

  it('knows a backup that came from another cluster', async () => {
    const backup = (at: string) =>
      velero(
        'Backup',
        'daily-1',
        { includedNamespaces: ['payments'] },
        { completionTimestamp: '2026-11-10T02:30:00Z' },
        at,
      );
    const objects = [restore({ backupName: 'daily-1' })];
    const [synced] = await observe([
      ...objects,
      backup('2026-11-10T03:00:00Z'),
    ]);
    const [own] = await observe([...objects, backup('2026-11-10T02:00:00Z')]);
    expect(synced.observed?.sameCluster).toBe(false);
    expect(own.observed?.sameCluster).toBe(true);
  });

  it('believes no Restore where nobody runs Velero', async () => {
    const { observedEvidence } = await scanObjects(
      [check],
      [restore({ includedNamespaces: ['payments'] })],
    );
    expect(observedEvidence).toEqual([]);
  });
});
