import type { TaskStatus } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbFindingRow } from '../database/tables';

/** What becomes of a task that has nothing left to do. */
export type TaskOutcome = Extract<
  TaskStatus,
  'verified' | 'awaiting_verification' | 'waived' | 'subject_removed'
>;

/**
 * What a task becomes when no finding of it needs anybody. Verified is what a
 * scan saw fixed; a check of what is *used* has to hold for some hours before
 * that (`catalogue/60` C.7). What was never fixed but went away earns nothing.
 *
 * @param findings - those linked to it; open ones are waived
 */
export function taskOutcome(
  findings: readonly DbFindingRow[],
  at: string,
  usedStageHours: number,
): TaskOutcome {
  if (findings.some(row => row.closed_at === null)) return 'waived';
  const fixed = findings.filter(row => row.close_reason === 'fixed');
  if (fixed.length === 0) return 'subject_removed';
  const now = DateTime.fromISO(at);
  const settled = fixed
    .filter(row => row.stage === 'used')
    .every(
      row =>
        DateTime.fromISO(row.closed_at as string).plus({
          hours: usedStageHours,
        }) <= now,
    );
  return settled ? 'verified' : 'awaiting_verification';
}
