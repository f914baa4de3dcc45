import {
  evidenceFreshness,
  type Evidence,
} from '@readiness/backstage-plugin-readiness-common';
import type { StoredEvidence } from './DatabaseEvidenceStore';

/** Only a whole success proves; what was validated and found wrong is a failure. */
function failed(record: StoredEvidence): boolean {
  return record.outcome !== 'success' || record.validation?.result === 'failed';
}

/** A later failed attempt on one of the subjects ends what was proven. */
function failedSince(
  record: StoredEvidence,
  all: readonly StoredEvidence[],
): boolean {
  return all.some(
    other =>
      other.check === record.check &&
      failed(other) &&
      other.performedAt > record.performedAt &&
      other.subjects.some(key => record.subjects.includes(key)),
  );
}

/** What the record is worth at this moment (`catalogue/50` B.5). */
export function evidenceState(
  record: StoredEvidence,
  context: {
    /** Epoch ms. */
    now: number;
    /** Records of the same check. */
    all: readonly StoredEvidence[];
    fingerprintChanged?: boolean;
  },
): Evidence['state'] {
  if (failed(record)) return 'failed';
  return evidenceFreshness({
    performedAt: record.performedAt,
    expiresAt: record.expiresAt,
    now: context.now,
    grade: record.grade,
    fingerprintChanged: context.fingerprintChanged,
    failedSince: failedSince(record, context.all),
  }).state;
}

/** A record as the API answers it. */
export function apiEvidence(
  record: StoredEvidence,
  state: Evidence['state'],
): Evidence {
  const { recordedBy, observed, validation, fingerprint, ...rest } = record;
  return {
    ...rest,
    subjects: [...record.subjects],
    artefacts: [...record.artefacts],
    ...(validation && {
      validation: validation as Evidence['validation'],
    }),
    ...(fingerprint && {
      fingerprint: fingerprint as Evidence['fingerprint'],
    }),
    state,
  };
}
