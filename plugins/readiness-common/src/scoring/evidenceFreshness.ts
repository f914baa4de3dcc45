import { DateTime, Duration } from 'luxon';
import { GRADE_CAP } from './weights';

/** @public */
export interface EvidenceFreshnessInput {
  /** RFC 3339. */
  performedAt: string;
  /** RFC 3339; the end of the validity T. */
  expiresAt?: string;
  /** T in days, where `expiresAt` is not given. */
  validDays?: number;
  /** Epoch ms. */
  now: number;
  grade?: keyof typeof GRADE_CAP;
  /** What was tested has changed materially since (fingerprint, B.5). */
  fingerprintChanged?: boolean;
  /** A newer attempt failed. */
  failedSince?: boolean;
}

/** @public */
export interface EvidenceFreshness {
  state: 'valid' | 'lapsing' | 'lapsed';
  /** f times the cap of the grade, 0–1. */
  freshness: number;
}

/** How long a proof fades after its expiry, as a share of its validity. */
const FADE = 0.25;
const FLOOR = 0.5;
/** Clocks of clusters and of people's machines differ. */
const SKEW_MS = Duration.fromObject({ minutes: 5 }).toMillis();

const LAPSED: EvidenceFreshness = { state: 'lapsed', freshness: 0 };

/**
 * How much a proof is still worth (`catalogue/50` B.5). With age a and r = a/T:
 * 1 up to r = 1, falling to 0.5 at r = 1.25 (`lapsing`), 0 beyond (`lapsed`).
 * A changed fingerprint halves it at once; a newer failed attempt ends it, as
 * do times that cannot be read or lie in the future.
 *
 * @public
 */
export function evidenceFreshness(
  input: EvidenceFreshnessInput,
): EvidenceFreshness {
  const utc = { zone: 'utc' };
  const performed = DateTime.fromISO(input.performedAt, utc).toMillis();
  const expires =
    input.expiresAt === undefined
      ? performed + Duration.fromObject({ days: input.validDays }).toMillis()
      : DateTime.fromISO(input.expiresAt, utc).toMillis();
  const validity = expires - performed;
  const age = input.now - performed;
  if (input.failedSince || !(validity > 0) || !(age >= -SKEW_MS)) return LAPSED;

  const r = age / validity;
  if (r > 1 + FADE) return LAPSED;
  const faded = r <= 1 ? 1 : 1 - (FLOOR * (r - 1)) / FADE;
  const f = input.fingerprintChanged ? Math.min(faded, FLOOR) : faded;
  return {
    state: f < 1 ? 'lapsing' : 'valid',
    freshness: f * GRADE_CAP[input.grade ?? 'E2'],
  };
}
