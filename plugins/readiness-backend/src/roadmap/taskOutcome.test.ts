import { findingRow } from './__fixtures__/findingRow';
import { taskOutcome } from './taskOutcome';

const CLOSED = '2026-11-03T08:00:00.000Z';
const fixed = { closed_at: CLOSED, close_reason: 'fixed' as const };
const looks = (at: string, usedStageHours = 24) => ({
  lastScans: new Map([['u1', at]]),
  usedStageHours,
});
const gone = { closed_at: CLOSED, close_reason: 'subject_removed' as const };

describe('taskOutcome', () => {
  it('is verified where at least one finding was fixed', () => {
    const rows = [
      findingRow({ id: 'a', ...fixed }),
      findingRow({ id: 'b', ...gone }),
    ];
    expect(taskOutcome(rows, looks(CLOSED))).toBe('verified');
  });

  it('is removed where nothing was fixed', () => {
    expect(taskOutcome([findingRow({ id: 'a', ...gone })], looks(CLOSED))).toBe(
      'subject_removed',
    );
    expect(taskOutcome([], looks(CLOSED))).toBe('subject_removed');
  });

  it.each([
    ['2026-11-04T07:59:59.000Z', 'awaiting_verification'],
    ['2026-11-04T08:00:00.000Z', 'verified'],
  ])('holds what is used for the hours given: at %s %s', (at, outcome) => {
    const rows = [findingRow({ id: 'a', ...fixed, stage: 'used' })];
    expect(taskOutcome(rows, looks(at))).toBe(outcome);
    expect(taskOutcome(rows, looks(at, 0))).toBe('verified');
  });

  it('does not take a scan of another cluster for a second look', () => {
    const rows = [
      findingRow({ id: 'a', ...fixed, stage: 'used' }),
      findingRow({ id: 'b', ...fixed, stage: 'used', cluster_uid: 'u2' }),
    ];
    const later = '2026-11-09T08:00:00.000Z';
    expect(taskOutcome(rows, looks(later))).toBe('awaiting_verification');
    const both = new Map([
      ['u1', later],
      ['u2', later],
    ]);
    expect(taskOutcome(rows, { lastScans: both, usedStageHours: 24 })).toBe(
      'verified',
    );
  });

  it('is waived where an open finding is left', () => {
    const rows = [
      findingRow({ id: 'a', ...fixed }),
      findingRow({ id: 'b', state: 'waived' }),
    ];
    expect(taskOutcome(rows, looks(CLOSED))).toBe('waived');
  });
});
