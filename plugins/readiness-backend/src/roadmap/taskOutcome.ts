import type { TaskStatus } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbFindingRow } from '../database/tables';

/**
 * What a task whose findings are all closed becomes. Verified is what a scan
 * saw fixed; a check of what is *used* has to hold for some hours before that
 * (`catalogue/60` C.7). What was never fixed but went away earns nothing.
 */
export function taskOutcome(
  findings: readonly DbFindingRow[],
  at: string,
  usedStageHours: number,
): Extract<
  TaskStatus,
  'verified' | 'awaiting_verification' | 'subject_removed'
> {
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
