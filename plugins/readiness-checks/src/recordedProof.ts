import { evidenceFreshness } from '@readiness/backstage-plugin-readiness-common';
import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';

const DAY = 86_400_000;

/** The newest proof of a check on a subject, and what it is worth now. */
export interface RecordedProof {
  /** Epoch ms. */
  at: number;
  /** e.g. `14 days`. */
  age: string;
  state: 'valid' | 'lapsing' | 'lapsed' | 'failed';
}

const days = (ms: number): string => {
  const count = Math.floor(ms / DAY);
  return count === 1 ? '1 day' : `${count} days`;
};

/**
 * Only the newest counts: a failed attempt ends what was proven before it.
 *
 * @param validDays - the longest that a record may count
 */
export function newestProof(
  records: readonly EvidenceRecord[],
  {
    check,
    subject,
    validDays,
    now,
  }: { check: string; subject: string; validDays: number; now: number },
): RecordedProof | undefined {
  const [newest] = records
    .filter(one => one.check === check && one.subjects.includes(subject))
    .map(record => ({ record, at: Date.parse(record.performedAt) }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((one, other) => other.at - one.at);
  if (!newest) return undefined;
  const { record, at } = newest;
  const age = days(now - at);
  if (record.outcome !== 'success' || record.validation?.result === 'failed') {
    return { at, age, state: 'failed' };
  }
  const longest = at + validDays * DAY;
  const stated = Date.parse(record.expiresAt);
  const { state } = evidenceFreshness({
    performedAt: record.performedAt,
    expiresAt: new Date(
      Number.isNaN(stated) ? longest : Math.min(stated, longest),
    ).toISOString(),
    now,
  });
  return { at, age, state };
}
