import {
  scoreCluster,
  scoreEntity,
  withFixed,
  withMitigated,
  type ScoreInput,
} from '@readiness/backstage-plugin-readiness-common';
import type { DbFindingRow } from '../database/tables';
import type { ScoreWrite } from '../register/ScoreKeeper';

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** Differences of scores without their binary tails. */
const tidy = (value: number) => Math.round(value * 100) / 100;

const verdictOf = (row: DbFindingRow) => `${row.check_id} ${row.subject_key}`;

/**
 * The verdicts that pass once these findings are fixed. A verdict with several
 * occurrences does only when nothing else of it stays open.
 */
function passing(
  findings: readonly DbFindingRow[],
  open: readonly DbFindingRow[],
): { check: string; subject: string }[] {
  const ids = new Set(findings.map(({ id }) => id));
  const verdicts = new Set(findings.map(verdictOf));
  const kept = new Set(
    open
      .filter(row => !ids.has(row.id) && verdicts.has(verdictOf(row)))
      .map(verdictOf),
  );
  return findings
    .filter(row => !kept.has(verdictOf(row)))
    .map(row => ({ check: row.check_id, subject: row.subject_key }));
}

/** Entities whose owners answer for these findings, as far as the scan scored them. */
function affected(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
): string[] {
  const refs = findings
    .filter(row => row.responsible === 'service' && row.entity_ref !== null)
    .map(row => row.entity_ref as string);
  return [...new Set(refs)].filter(ref => scores.entities.has(ref));
}

/** The change of the entities of the findings, or of the cluster where there is none. */
function change(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
  clusterUid: string,
  of: {
    entity(scored: EntityScore): number;
    cluster(scored: ScoreWrite['cluster']): number;
  },
): number | undefined {
  const entities = affected(findings, scores).flatMap(
    ref => scores.entities.get(ref) ?? [],
  );
  if (entities.length > 0) return tidy(mean(entities.map(of.entity)));
  const here = findings.some(row => row.cluster_uid === clusterUid);
  return here ? tidy(of.cluster(scores.cluster)) : undefined;
}

type EntityScore = ScoreWrite['entities'] extends ReadonlyMap<string, infer S>
  ? S
  : never;

/**
 * What the verified score gains when these findings are fixed: the mean over
 * the entities whose owners answer for them; where there are none, the gain of
 * the cluster. In points; `undefined` when the scan scored none of them.
 */
export function predictedDelta(
  findings: readonly DbFindingRow[],
  options: {
    /** Every open finding. */
    open: readonly DbFindingRow[];
    scores: ScoreWrite;
    clusterUid: string;
    /** Of a lever: 0.5 makes warnings of what fails. */
    quality?: number;
  },
): number | undefined {
  const { open, scores, clusterUid, quality } = options;
  const fixed = passing(findings, open);
  const done = <T extends ScoreInput>(input: T) =>
    quality === 0.5 ? withMitigated(input, fixed) : withFixed(input, fixed);
  return change(findings, scores, clusterUid, {
    entity: ({ input, tree }) =>
      scoreEntity(done(input)).verified - tree.verified,
    cluster: ({ input, tree }) =>
      scoreCluster(done(input)).verified - tree.verified,
  });
}

/** What the same scores did gain with the scan that saw the last finding closed. */
export function observedDelta(
  findings: readonly DbFindingRow[],
  scores: ScoreWrite,
  clusterUid: string,
): number | undefined {
  const gained = (scored: { before?: number; tree: { verified: number } }) =>
    scored.tree.verified - (scored.before ?? scored.tree.verified);
  return change(findings, scores, clusterUid, {
    entity: gained,
    cluster: gained,
  });
}
