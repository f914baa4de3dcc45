import {
  WAIVER_MAX_DAYS,
  WAIVER_NOTICE_DAYS,
  type Severity,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbWaiverRow } from '../database/tables';
import { fieldError } from '../errors/fieldError';

/** A waiver is void when what it covers grew by more than this (B.6). */
const MAX_GROWTH = 0.2;

/** Who asks again so soon after a waiver ended asks for its renewal. */
const REMEMBERED = { days: 90 };

/** A first waiver and one renewal; what follows is escalated. */
const ESCALATED_ROUND = 2;

const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/** The day of a time, in UTC. */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}

/**
 * The last day of a waiver: one to come, and not later than its severity
 * allows. Throws an InputError with the field first.
 */
export function lastDay(
  expires: string,
  severity: Severity,
  at: string,
): string {
  const today = DateTime.fromISO(dayOf(at), { zone: 'utc' });
  const day = DateTime.fromISO(expires, { zone: 'utc' });
  if (!DAY_ONLY.test(expires) || !day.isValid || day <= today) {
    throw fieldError('expires', 'has to be a day to come');
  }
  const days = WAIVER_MAX_DAYS[severity];
  if (day > today.plus({ days })) {
    throw fieldError(
      'expires',
      `is more than ${days} days ahead, the most for severity ${severity}`,
    );
  }
  return expires;
}

/** Its last day has passed. */
export function hasEnded(
  { expires }: Pick<DbWaiverRow, 'expires'>,
  at: string,
): boolean {
  return expires < dayOf(at);
}

/** It ends soon, and somebody has to fix the finding or ask again. */
export function endsSoon(
  { state, expires }: Pick<DbWaiverRow, 'state' | 'expires'>,
  at: string,
): boolean {
  const notice = DateTime.fromISO(dayOf(at), { zone: 'utc' })
    .plus({ days: WAIVER_NOTICE_DAYS })
    .toISODate() as string;
  return state === 'approved' && expires <= notice;
}

export function hasGrown(
  { approved_findings: approved }: Pick<DbWaiverRow, 'approved_findings'>,
  covered: number,
): boolean {
  return approved !== null && covered > approved * (1 + MAX_GROWTH);
}

/**
 * The how-manieth waiver a new one about the same is. One that was voided
 * because more came to it is asked for anew, not renewed.
 *
 * @param before - waivers about the same that were in force once
 */
export function roundOf(before: readonly DbWaiverRow[], at: string): number {
  const since = DateTime.fromISO(at, { zone: 'utc' }).minus(REMEMBERED);
  const rounds = before
    .filter(({ decided_at: decided, approved_findings: approved }) =>
      Boolean(decided && approved !== null),
    )
    .filter(
      ({ ended_at: ended }) =>
        ended === null || DateTime.fromISO(ended, { zone: 'utc' }) >= since,
    )
    .map(({ round, state }) => (state === 'void' ? round : round + 1));
  return Math.max(0, ...rounds);
}

export function isEscalated({ round }: Pick<DbWaiverRow, 'round'>): boolean {
  return round >= ESCALATED_ROUND;
}

/** Who decides about waivers. */
export interface WaiverGroups {
  approvers: readonly string[];
  /** Decide beyond the one renewal. */
  escalation: readonly string[];
}

/** A signed-in person with all groups that they are a member of. */
export interface Person {
  ref: string;
  groups: ReadonlySet<string>;
}

/** Whether a person is of a group that decides about this waiver. */
export function isApprover(
  waiver: Pick<DbWaiverRow, 'round'>,
  { groups }: Person,
  { approvers, escalation }: WaiverGroups,
): boolean {
  const deciding = isEscalated(waiver) ? escalation : approvers;
  return deciding.some(group => groups.has(group));
}

const listed = (groups: readonly string[]) => groups.join(', ') || 'no group';

/**
 * Why a person may not decide about a waiver: it takes somebody else, from a
 * configured group, who is not of the team that owns the finding (B.6).
 */
export function whyNotDecide(
  waiver: Pick<DbWaiverRow, 'requested_by' | 'round' | 'owner'>,
  person: Person | undefined,
  groups: WaiverGroups,
): string | undefined {
  if (!person) return 'Only a person decides about a waiver, not a service.';
  if (waiver.requested_by === person.ref) {
    return 'Who asks for a waiver does not decide about it; somebody else has to.';
  }
  if (!isApprover(waiver, person, groups)) {
    const { approvers, escalation } = groups;
    return isEscalated(waiver)
      ? `It was renewed once already: members of ${listed(
          escalation,
        )} decide (readiness.waivers.escalation).`
      : `Members of ${listed(
          approvers,
        )} decide about waivers (readiness.waivers.approvers).`;
  }
  if (person.ref === waiver.owner || person.groups.has(waiver.owner)) {
    return `You are of ${waiver.owner}, which owns the finding; somebody of another team has to decide.`;
  }
  return undefined;
}
