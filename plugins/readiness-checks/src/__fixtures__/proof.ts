import type { EvidenceRecord } from '@readiness/backstage-plugin-readiness-engine';

const NOW = Date.parse('2026-11-22T17:00:00Z');
const DAY = 86_400_000;

/** Time of day that many days before the clock of the tests. */
export const daysBefore = (days: number) =>
  new Date(NOW - days * DAY).toISOString();

/** An accepted record of this kind, so many days old. */
export const proof = (
  days: number,
  parts: Pick<EvidenceRecord, 'check' | 'control' | 'what' | 'subjects'> &
    Partial<EvidenceRecord>,
): EvidenceRecord => ({
  id: `evidence-${days}`,
  performedAt: daysBefore(days),
  expiresAt: daysBefore(days - 90),
  outcome: 'success',
  artefacts: [{ url: 'https://ci.example.com/1', sha256: 'abc' }],
  grade: 'E2',
  ...parts,
});
