import type { Verdict } from '../facts';
import type { Occurrence } from '../finding';

/** What of a verdict depends on the judge and on what is excepted. */
export type Outcome = Pick<
  Verdict,
  'state' | 'unknownReason' | 'reasons' | 'occurrences' | 'excepted'
>;

export function worstOf(occurrences: readonly Occurrence[]): 'warn' | 'fail' {
  return occurrences.some(({ state }) => state === 'fail') ? 'fail' : 'warn';
}
