import type { Severity } from '../vocabulary';

/** How far the clock of a task has run. @public */
export interface SlaState {
  /** 1 when it is due, more when it is overdue. */
  share: number;
  mark: 'running' | 'half' | 'over';
  /** Who has to know, beside the assignee (`catalogue/60` C.8). */
  escalatedTo?: 'owner' | 'platform';
}

/** Beyond its due date there is nothing left that runs: it is overdue at once. */
function shareOf(clockAt: number, dueAt: number, now: number): number {
  if (now >= dueAt) {
    const span = Math.max(1, dueAt - clockAt);
    return Math.max(1, (now - clockAt) / span);
  }
  return clockAt >= dueAt
    ? 0
    : Math.max(0, (now - clockAt) / (dueAt - clockAt));
}

function markOf(share: number): SlaState['mark'] {
  if (share >= 1) return 'over';
  return share >= 0.5 ? 'half' : 'running';
}

function escalation(
  severity: Severity,
  mark: SlaState['mark'],
): SlaState['escalatedTo'] {
  if (severity === 'critical') {
    if (mark === 'over') return 'platform';
    return mark === 'half' ? 'owner' : undefined;
  }
  return severity === 'high' && mark === 'over' ? 'owner' : undefined;
}

/**
 * The clock of a task (`catalogue/60` C.8): the owner hears of a critical at
 * half of its time and the platform at the end, the owner of a high at the end.
 *
 * @param input - epoch ms
 * @public
 */
export function slaState(input: {
  severity: Severity;
  clockAt: number;
  dueAt: number;
  now: number;
}): SlaState {
  const share = shareOf(input.clockAt, input.dueAt, input.now);
  const mark = markOf(share);
  const escalatedTo = escalation(input.severity, mark);
  return {
    share: Math.round(share * 100) / 100,
    mark,
    ...(escalatedTo && { escalatedTo }),
  };
}
