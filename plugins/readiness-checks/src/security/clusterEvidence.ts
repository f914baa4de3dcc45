import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';

const DAY = 24 * 60 * 60 * 1000;

/** The newest word of people on a question that the cluster cannot answer. */
export interface ClusterEvidence {
  record: EvidenceRecord;
  /** Whole days since it was performed. */
  age: number;
  /** `current` until it expires, `failed` whenever it failed. */
  state: 'current' | 'past' | 'failed';
}

/** What was recorded last for this check and cluster, by its subject's key. */
export function clusterEvidence(
  records: readonly EvidenceRecord[],
  wanted: { check: string; what: string; subject: string },
  now: number,
): ClusterEvidence | undefined {
  const [record] = records
    .filter(
      ({ check, what, subjects }) =>
        check === wanted.check &&
        what === wanted.what &&
        subjects.includes(wanted.subject),
    )
    .sort((a, b) => Date.parse(b.performedAt) - Date.parse(a.performedAt));
  if (!record) return undefined;
  const failed =
    record.outcome !== 'success' || record.validation?.result === 'failed';
  const current = Date.parse(record.expiresAt) > now;
  return {
    record,
    age: Math.floor((now - Date.parse(record.performedAt)) / DAY),
    state: failed ? 'failed' : (current && 'current') || 'past',
  };
}
