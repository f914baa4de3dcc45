import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { backup, claim, hoursAgo, veleroServer } from './__fixtures__/backups';
import { backupRecent as check } from './backupRecent';
import { backupRecentCases, subject, withVelero } from './backupRecent.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(backupRecentCases);

describe('rec-backup-recent', () => {
  it('names the run to look at and the schedule to run', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: withVelero(
        backup('nightly-2', 5, { phase: 'PartiallyFailed', errors: 1 }),
      ),
      subject,
    });
    expect(occurrences[0].remediation.content).toBe(
      [
        'velero backup describe nightly-2 --details -n velero',
        'velero backup logs nightly-2 -n velero',
        'velero backup create --from-schedule nightly -n velero --wait',
        '',
      ].join('\n'),
    );
  });
});

onRecording('rec-backup-recent on the recording', () => {
  it('finds the recorded backup failed partly, also once a server runs', async () => {
    const objects = (patch: Record<string, unknown>) => [
      ...veleroServer,
      claim('data-ledger-db-0'),
      recorded('velero.io_v1_schedules', 'nightly'),
      recorded('velero.io_v1_backups', 'nightly-20261121020011', patch),
    ];
    const verdict = await verdictOf({ check, objects: objects({}), subject });
    expect(verdict.state).toBe('fail');
    expect(verdict.occurrences[0].reasons[0].message).toContain(
      'PartiallyFailed (errors: 1, warnings: 3)',
    );
    const repaired = objects({
      status: {
        phase: 'Completed',
        errors: null,
        warnings: null,
        startTimestamp: hoursAgo(15),
        completionTimestamp: hoursAgo(14),
      },
    });
    expect((await verdictOf({ check, objects: repaired, subject })).state).toBe(
      'pass',
    );
  });
});
