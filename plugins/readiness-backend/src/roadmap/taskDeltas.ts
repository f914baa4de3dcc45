import {
  scoreCluster,
  scoreEntity,
  withFixed,
} from '@readiness/backstage-plugin-readiness-common';
import type { DbFindingRow } from '../database/tables';
import type { ScoreWrite } from '../register/ScoreKeeper';

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const fixable = (row: DbFindingRow) => ({
  check: row.check_id,
  subject: row.subject_key,
});

/** Entities that a task's findings are held against. */
function affected(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
): string[] {
  const refs = findings
    .filter(row => row.responsible === 'service' && row.entity_ref !== null)
    .map(row => row.entity_ref as string);
  return [...new Set(refs)].filter(ref => scores.entities.has(ref));
}

/**
 * What the verified score gains when these findings are fixed: the mean over
 * the entities whose owners answer for them; where there are none, the gain of
 * the cluster. In points; `undefined` when the scan scored none of them.
 */
export function predictedDelta(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
  clusterUid: string,
): number | undefined {
  const fixed = findings.map(fixable);
  const refs = affected(findings, scores);
  if (refs.length > 0) {
    return mean(
      refs.map(ref => {
        const { input, tree } = scores.entities.get(ref)!;
        return scoreEntity(withFixed(input, fixed)).verified - tree.verified;
      }),
    );
  }
  if (!findings.some(row => row.cluster_uid === clusterUid)) return undefined;
  const { input, tree } = scores.cluster;
  return scoreCluster(withFixed(input, fixed)).verified - tree.verified;
}

/** What the same scores did gain with the scan that saw the last finding closed. */
export function observedDelta(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
  clusterUid: string,
): number | undefined {
  const refs = affected(findings, scores);
  if (refs.length > 0) {
    return mean(
      refs.map(ref => {
        const { before, tree } = scores.entities.get(ref)!;
        return tree.verified - (before ?? tree.verified);
      }),
    );
  }
  if (!findings.some(row => row.cluster_uid === clusterUid)) return undefined;
  const { before, tree } = scores.cluster;
  return tree.verified - (before ?? tree.verified);
}
