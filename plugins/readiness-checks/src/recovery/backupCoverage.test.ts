import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { hasRecording, recorded } from '../__fixtures__/recorded';
import { schedule, veleroServer } from './__fixtures__/backups';
import { backupCoverage as check } from './backupCoverage';
import {
  backupCoverageCases,
  subject,
  data,
  api,
  withVelero,
} from './backupCoverage.cases';

const onRecording = hasRecording ? describe : describe.skip;

describeCases(backupCoverageCases);

describe('rec-backup-coverage', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects, subject })).occurrences[0].remediation;

  it('adds the namespace to the list of the schedule that is there', async () => {
    const remediation = await remediationOf(
      ...withVelero(schedule({ includedNamespaces: ['orders'] })),
    );
    expect(remediation).toMatchObject({
      type: 'patch',
      target: { kind: 'Schedule', namespace: 'velero', name: 'nightly' },
    });
    expect(remediation.content).toBe(
      'spec:\n  template:\n    includedNamespaces:\n      - orders\n      - payments\n',
    );
  });

  it('resumes a paused schedule and quickens a slow one', async () => {
    const paused = await remediationOf(
      ...withVelero(schedule(undefined, { spec: { paused: true } })),
    );
    expect(paused.content).toBe('spec:\n  paused: false\n');
    const slow = await remediationOf(
      ...withVelero(schedule(undefined, { spec: { schedule: '@weekly' } })),
    );
    expect(slow.content).toBe('spec:\n  schedule: "0 2 * * *"\n');
  });

  it('writes a schedule of its own where none can be widened', async () => {
    const remediation = await remediationOf(
      ...withVelero(
        schedule({
          includedNamespaces: ['orders'],
          labelSelector: { matchLabels: { a: 'b' } },
        }),
      ),
    );
    expect(remediation).toMatchObject({
      type: 'manifest',
      target: { kind: 'Schedule', name: 'payments-backup' },
    });
    expect(remediation.content).toContain('- payments');
  });

  it('is milder where only objects are at stake', async () => {
    const severityOf = async (...objects: readonly unknown[]) =>
      (await verdictOf({ check, objects, subject })).occurrences[0].severity;
    const other = schedule({ includedNamespaces: ['orders'] });
    expect(await severityOf(...veleroServer, api, other)).toBe('high');
    expect(await severityOf(...veleroServer, api, data, other)).toBe(
      'critical',
    );
  });
});

onRecording('rec-backup-coverage on the recording', () => {
  it('finds the recorded schedule inert, and revives with its server', async () => {
    const objects = [
      recorded('core_v1_persistentvolumeclaims', 'data-ledger-db-0'),
      recorded('velero.io_v1_schedules', 'nightly'),
    ];
    const inert = await verdictOf({ check, objects, subject });
    expect(inert.state).toBe('fail');
    expect(inert.occurrences[0].reasons[0].code).toBe('velero-inert');
    const live = await verdictOf({
      check,
      objects: [...objects, ...veleroServer],
      subject,
    });
    expect(live.state).toBe('pass');
    const paused = await verdictOf({
      check,
      objects: [
        objects[0],
        recorded('velero.io_v1_schedules', 'nightly', {
          spec: { paused: true },
        }),
        ...veleroServer,
      ],
      subject,
    });
    expect(paused.state).toBe('fail');
  });
});
