import { findingRow } from './__fixtures__/findingRow';
import { taskOutcome } from './taskOutcome';

const CLOSED = '2026-11-03T08:00:00.000Z';
const fixed = { closed_at: CLOSED, close_reason: 'fixed' as const };
const gone = { closed_at: CLOSED, close_reason: 'subject_removed' as const };

describe('taskOutcome', () => {
  it('is verified where at least one finding was fixed', () => {
    const rows = [
      findingRow({ id: 'a', ...fixed }),
      findingRow({ id: 'b', ...gone }),
    ];
    expect(taskOutcome(rows, CLOSED, 24)).toBe('verified');
  });

  it('is removed where nothing was fixed', () => {
    expect(taskOutcome([findingRow({ id: 'a', ...gone })], CLOSED, 24)).toBe(
      'subject_removed',
    );
    expect(taskOutcome([], CLOSED, 24)).toBe('subject_removed');
  });

  it.each([
    ['2026-11-04T07:59:59.000Z', 'awaiting_verification'],
    ['2026-11-04T08:00:00.000Z', 'verified'],
  ])('holds what is used for the hours given: at %s %s', (at, outcome) => {
    const rows = [findingRow({ id: 'a', ...fixed, stage: 'used' })];
    expect(taskOutcome(rows, at, 24)).toBe(outcome);
    expect(taskOutcome(rows, at, 0)).toBe('verified');
  });

  it('is waived where an open finding is left', () => {
    const rows = [
      findingRow({ id: 'a', ...fixed }),
      findingRow({ id: 'b', state: 'waived' }),
    ];
    expect(taskOutcome(rows, CLOSED, 24)).toBe('waived');
  });
});
