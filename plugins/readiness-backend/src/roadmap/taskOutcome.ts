import type { TaskStatus } from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbFindingRow } from '../database/tables';

/** What becomes of a task that has nothing left to do. */
export type TaskOutcome = Extract<
  TaskStatus,
  'verified' | 'awaiting_verification' | 'waived' | 'subject_removed'
>;

/** What scans have looked at. */
export interface Looks {
  /** By cluster uid the ISO time of its last scan. */
  lastScans: ReadonlyMap<string, string>;
  /** How long the fix of a check of stage "used" has to hold. */
  usedStageHours: number;
}

/**
 * What a task becomes when no finding of it needs anybody. Verified is what a
 * scan saw fixed. A check of what is *used* has to pass in a second scan of its
 * cluster, some hours after the first (`catalogue/60` C.7): a scan of another
 * cluster has not looked. What was never fixed but went away earns nothing.
 *
 * @param findings - those linked to it; open ones are waived
 */
export function taskOutcome(
  findings: readonly DbFindingRow[],
  { lastScans, usedStageHours }: Looks,
): TaskOutcome {
  if (findings.some(row => row.closed_at === null)) return 'waived';
  const fixed = findings.filter(row => row.close_reason === 'fixed');
  if (fixed.length === 0) return 'subject_removed';
  const held = (row: DbFindingRow) => {
    const looked = lastScans.get(row.cluster_uid);
    const until = DateTime.fromISO(row.closed_at as string).plus({
      hours: usedStageHours,
    });
    return looked !== undefined && until <= DateTime.fromISO(looked);
  };
  const settled = fixed.filter(row => row.stage === 'used').every(held);
  return settled ? 'verified' : 'awaiting_verification';
}
