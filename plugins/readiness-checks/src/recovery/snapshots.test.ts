import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { data, ledger } from './reclaimPolicy.cases';
import { snapshotReady as check } from './snapshots';
import { snapshot, snapshotsCases } from './snapshots.cases';

describeCases(snapshotsCases);

describe('rec-snapshot-ready', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (
      await verdictOf({
        check,
        objects: [ledger, data(), ...objects],
        subject: 'ledger',
      })
    ).occurrences[0].remediation;

  it('looks at the broken one, and takes the missing one', async () => {
    const broken = await remediationOf(snapshot('a', 3)[0]);
    expect(broken.content).toContain(
      'kubectl -n payments describe volumesnapshot a\nkubectl describe volumesnapshotcontent content-a\n',
    );
    const old = await remediationOf(...snapshot('a', 60));
    expect(old).toMatchObject({
      type: 'manifest',
      target: { kind: 'VolumeSnapshot', namespace: 'payments' },
    });
    expect(old.content).toContain('persistentVolumeClaimName: data');
  });

  it('repeats no message of the storage system', async () => {
    const verdict = await verdictOf({
      check,
      objects: [
        ledger,
        data(),
        ...snapshot('a', 5, {
          readyToUse: false,
          error: { message: 'CANARY-endpoint' },
        }),
      ],
      subject: 'ledger',
    });
    expect(verdict.state).toBe('fail');
    expect(JSON.stringify(verdict)).not.toContain('CANARY');
  });
});
