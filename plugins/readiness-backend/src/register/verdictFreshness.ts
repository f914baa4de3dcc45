import { evidenceFreshness } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  EvidenceRecord,
  JudgedSubject,
  Read,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';

/** The code by which a judge says that only the age of the proof is short. */
const LAPSING = 'evidence-lapsing';

const time = (record: EvidenceRecord) =>
  DateTime.fromISO(record.performedAt).toMillis();

/**
 * What the evidence behind a verdict is still worth (`catalogue/50` B.5), for
 * checks that read evidence. The newest success counts; a newer failed attempt
 * was the judge's to see. Two digits: a score does not change by the minute.
 */
export function verdictFreshness(
  check: AnyCheck,
  subject: JudgedSubject,
  verdict: Verdict,
  options: {
    evidence: readonly EvidenceRecord[];
    clusterUid: string;
    now: number;
  },
): { f?: number; l?: true } {
  const reads: readonly Read[] = check.reads;
  if (!reads.some(read => 'evidence' in read)) return {};
  if (verdict.state !== 'pass' && verdict.state !== 'warn') return {};
  const keys = [subject.key, `cluster:${options.clusterUid}`];
  const [newest] = options.evidence
    .filter(record => record.check === check.id && record.outcome === 'success')
    .filter(record => record.subjects.some(key => keys.includes(key)))
    .sort((a, b) => time(b) - time(a));
  if (!newest) return {};
  const { freshness } = evidenceFreshness({
    performedAt: newest.performedAt,
    expiresAt: newest.expiresAt,
    now: options.now,
    grade: newest.grade,
  });
  const f = Math.round(freshness * 100) / 100;
  const lapsing = verdict.occurrences.some(({ reasons }) =>
    reasons.some(({ code }) => code === LAPSING),
  );
  return { ...(f < 1 && { f }), ...(lapsing && { l: true as const }) };
}
