import { DateTime } from 'luxon';
import type { Environment, Severity, Tier } from '../vocabulary';

/** @public */
export interface DueAtInput {
  severity: Severity;
  tier: Tier;
  environment: Environment;
  /** Epoch ms. */
  firstSeen: number;
  /**
   * Epoch ms since when the owner can see the results; clocks start then and
   * not at the first scan (decision D8). Absent: no due date yet.
   */
  publishedAt?: number;
  /** Exposure class: S3 and S4 criticals. */
  exposureClass?: boolean;
  /** How often it came back. */
  regressions: number;
  /** Epoch ms, when it came back last. */
  reopenedAt?: number;
}

/** Days by tier 1 prod, tier 2 prod, and tier 3 or non-prod (`catalogue/60` C.8). */
const SLA_DAYS: Readonly<
  Record<Severity, readonly [number, number | undefined, number | undefined]>
> = {
  critical: [7, 14, 30],
  high: [30, 45, 90],
  medium: [90, 120, 180],
  low: [180, undefined, undefined],
};
const EXPOSED_DAYS = 2;
const GRACE_DAYS = 14;

const plusDays = (from: number, days: number) =>
  DateTime.fromMillis(from, { zone: 'utc' })
    .plus({ hours: days * 24 })
    .toMillis();

function slaDays(input: DueAtInput): number | undefined {
  const { severity, tier, environment } = input;
  const column = environment === 'prod' ? tier : 3;
  if (column === 1 && severity === 'critical' && input.exposureClass) {
    return EXPOSED_DAYS;
  }
  return SLA_DAYS[severity][column - 1];
}

/**
 * When a finding is due (`catalogue/60` C.8), epoch ms; `undefined` for best
 * effort and for what has not been published to its owner. Nothing but
 * exposure criticals is due earlier than 14 days after publication. What came
 * back is due half the time after it did.
 *
 * @public
 */
export function dueAt(input: DueAtInput): number | undefined {
  const days = slaDays(input);
  const { publishedAt } = input;
  if (days === undefined || publishedAt === undefined) return undefined;
  if (input.regressions > 0 && input.reopenedAt !== undefined) {
    return plusDays(Math.max(input.reopenedAt, publishedAt), days / 2);
  }
  const due = plusDays(Math.max(input.firstSeen, publishedAt), days);
  const exposed = input.exposureClass && input.severity === 'critical';
  return exposed ? due : Math.max(due, plusDays(publishedAt, GRACE_DAYS));
}
