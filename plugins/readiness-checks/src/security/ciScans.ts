import type {
  EvidenceRecord,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';

/** Records of scans in the pipeline of an entity, newest first. */
export function ciScans(
  entityRef: string | undefined,
  evidence: readonly EvidenceRecord[],
): readonly EvidenceRecord[] {
  if (entityRef === undefined) return [];
  return evidence
    .filter(
      ({ what, subjects }) =>
        what === 'ci-scan' && subjects.includes(`entity:${entityRef}`),
    )
    .sort((a, b) => Date.parse(b.performedAt) - Date.parse(a.performedAt));
}

export const isValid = ({ expiresAt }: EvidenceRecord, now: number) =>
  Date.parse(expiresAt) >= now;

/** The pipeline scans what was built again and again, not only what it builds. */
export function rescansDaily(
  entityRef: string | undefined,
  evidence: readonly EvidenceRecord[],
  now: number,
): boolean {
  const [newest] = ciScans(entityRef, evidence);
  const hours = newest?.measured?.rescanHours;
  return (
    newest !== undefined &&
    newest.outcome === 'success' &&
    isValid(newest, now) &&
    hours !== undefined &&
    hours <= 24
  );
}

/** Whether a record names a digest, in its artefacts or in what was validated. */
export function namesDigest(record: EvidenceRecord, digest: string): boolean {
  const [, hex = digest] = digest.split(':');
  return (
    record.validation?.detail?.includes(hex) === true ||
    record.artefacts.some(({ url }) => url.includes(hex))
  );
}

/**
 * When what runs began to run: the oldest ReplicaSet or Job with pods. Other
 * controllers keep their own date over all revisions, which says nothing.
 */
export function runsSince({ live }: Workload): number | undefined {
  const times = live.revisions.flatMap(({ kind, pods, createdAt }) =>
    pods > 0 && createdAt !== undefined && ['ReplicaSet', 'Job'].includes(kind)
      ? [createdAt]
      : [],
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}
