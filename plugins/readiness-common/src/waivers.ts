import type { Severity } from './vocabulary';

/**
 * For how many days a risk of this severity may be accepted at most
 * (`catalogue/50` B.6).
 *
 * @public
 */
export const WAIVER_MAX_DAYS: Readonly<Record<Severity, number>> = {
  critical: 30,
  high: 90,
  medium: 180,
  low: 180,
};

/**
 * Share of the applicable weight of an entity that waivers may take; what is
 * waived beyond it counts nothing (B.6).
 *
 * @public
 */
export const WAIVER_BUDGET = 0.1;

/** Days before its end in which a waiver asks for a decision. @public */
export const WAIVER_NOTICE_DAYS = 14;

/** What a waiver is about. @public */
export const WAIVER_SCOPES = ['finding', 'subject', 'entity'] as const;
/** @public */
export type WaiverScope = (typeof WAIVER_SCOPES)[number];

/**
 * `requested` and `approved` are open; all others are ends.
 *
 * @public
 */
export const WAIVER_STATES = [
  'requested',
  'approved',
  'rejected',
  'revoked',
  'expired',
  'void',
  'renewed',
] as const;
/** @public */
export type WaiverState = (typeof WAIVER_STATES)[number];
