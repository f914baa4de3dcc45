import {
  CONTROLS,
  DIMENSIONS,
  levelOrder,
  type ControlId,
  type Dimension,
  type Level,
  type ScoreTree,
  type WeekFacts,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { fromJson, selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbEvidenceRow,
  DbFindingRow,
  DbScoreRow,
} from '../database/tables';

export interface FactsFilter {
  owner?: string;
  cluster?: string;
}

/** Where the criteria are decided: on entities of an owner, else on clusters. */
async function scoresFor(
  knex: Knex,
  filter: FactsFilter,
): Promise<DbScoreRow[]> {
  const ofOwner = filter.owner
    ? await knex<DbEntityRow>('entities')
        .where({ owner: filter.owner })
        .whereNull('removed_at')
        .pluck('ref')
    : [];
  if (ofOwner.length > 0) {
    const scores = await selectWhereIn<DbScoreRow>(
      knex,
      'scores',
      'ref',
      ofOwner,
      query => query.where({ scope: 'entity' }),
    );
    if (scores.length > 0) return scores;
  }
  const clusters = knex<DbClusterRow>('clusters')
    .whereNull('removed_at')
    .whereNotNull('uid');
  if (filter.cluster) clusters.where({ name: filter.cluster });
  return selectWhereIn<DbScoreRow>(
    knex,
    'scores',
    'ref',
    (await clusters.pluck('uid')).flatMap(uid => uid ?? []),
    query => query.where({ scope: 'cluster' }),
  );
}

/** Σω·coverage / Σω over the scores. */
function coverageOf(scores: readonly DbScoreRow[]): number | undefined {
  const weight = scores.reduce((sum, row) => sum + row.applicable_weight, 0);
  if (weight <= 0) return undefined;
  const seen = scores.reduce(
    (sum, row) => sum + row.applicable_weight * row.coverage,
    0,
  );
  return seen / weight;
}

/** The lowest level of each dimension. */
function levelsOf(
  scores: readonly DbScoreRow[],
): Partial<Record<Dimension, Level>> | undefined {
  if (scores.length === 0) return undefined;
  const lowest: Partial<Record<Dimension, Level>> = {};
  for (const { tree } of scores) {
    for (const { dimension, level } of fromJson<ScoreTree>(tree).dimensions) {
      const before = lowest[dimension];
      if (before === undefined || levelOrder(level) < levelOrder(before)) {
        lowest[dimension] = level;
      }
    }
  }
  return lowest;
}

async function openExposureCriticals(
  knex: Knex,
  filter: FactsFilter,
): Promise<number> {
  const query = knex<DbFindingRow>('findings')
    .whereNull('closed_at')
    .where({ kind: 'check', severity: 'critical' })
    .whereIn('control', ['S3', 'S4'])
    .whereIn('state', ['fail', 'unknown']);
  if (filter.owner) query.where({ owner: filter.owner });
  if (filter.cluster) query.where({ cluster: filter.cluster });
  return (await query.pluck('id')).length;
}

/** Successful proofs that still hold, by dimension. */
async function proofs(
  knex: Knex,
  at: string,
): Promise<Record<Dimension, number>> {
  const controls: string[] = await knex<DbEvidenceRow>('evidence')
    .where({ outcome: 'success' })
    .where('expires_at', '>', at)
    .whereNot({ grade: 'E1' })
    .pluck('control');
  const count = (dimension: Dimension) =>
    controls.filter(
      control =>
        Object.hasOwn(CONTROLS, control) &&
        CONTROLS[control as ControlId].dimension === dimension,
    ).length;
  return Object.fromEntries(
    DIMENSIONS.map(dimension => [dimension, count(dimension)]),
  ) as Record<Dimension, number>;
}

/**
 * What the exit criteria of the weeks are decided from. What no check judges
 * yet stays absent, and so is "not judged", never met.
 *
 * @param at - ISO time
 */
export async function roadmapFacts(
  knex: Knex,
  filter: FactsFilter,
  at: string,
): Promise<WeekFacts> {
  const scores = await scoresFor(knex, filter);
  return {
    coverage: coverageOf(scores),
    levels: levelsOf(scores),
    // Before the first scan, none open would be a claim without a look.
    openExposureCriticals:
      scores.length > 0 ? await openExposureCriticals(knex, filter) : undefined,
    proofs: await proofs(knex, at),
  };
}
