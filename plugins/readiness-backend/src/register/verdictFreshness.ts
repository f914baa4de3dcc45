import { evidenceFreshness } from '@readiness/backstage-plugin-readiness-common';
import type {
  AnyCheck,
  EvidenceRecord,
  JudgedSubject,
  Read,
  Verdict,
} from '@readiness/backstage-plugin-readiness-engine';
import { DateTime } from 'luxon';
import { toJson } from '../database/rows';

/** Codes by which a judge says that a proof is complete and merely fades. */
const FADING = ['lapsing', 'fingerprint-changed'];

type Fingerprint = Readonly<Record<string, unknown>>;

const time = (record: EvidenceRecord) =>
  DateTime.fromISO(record.performedAt).toMillis();

/** Something that the proof was bound to is different in the same cluster. */
function hasChanged(
  recorded: Fingerprint | undefined,
  current: Fingerprint,
): boolean {
  if (!recorded || recorded.clusterUid !== current.clusterUid) return false;
  return Object.keys(current).some(
    key => key in recorded && toJson(recorded[key]) !== toJson(current[key]),
  );
}

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
    /** What evidence is bound to, as this scan sees it. */
    fingerprint: Fingerprint;
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
    fingerprintChanged: hasChanged(newest.fingerprint, options.fingerprint),
  });
  const f = Math.round(freshness * 100) / 100;
  const codes = verdict.occurrences.flatMap(({ reasons }) =>
    reasons.map(({ code }) => code),
  );
  const lapsing =
    codes.length > 0 && codes.every(code => FADING.includes(code));
  return { ...(f < 1 && { f }), ...(lapsing && { l: true as const }) };
}
