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
import { SubjectDirectory } from '../evidence/SubjectDirectory';
import { restrictToVisible } from './DatabaseTaskStore';
import type { Visibility } from './TaskStore';

export interface FactsFilter {
  owner?: string;
  cluster?: string;
  /** Whose results may be told; absent means everybody's. */
  visible?: Visibility;
}

/** Of these entities those whose results may be told. */
function tellable(
  refs: readonly string[],
  visible: Visibility | undefined,
): string[] {
  const allowed = visible?.entities && new Set(visible.entities);
  return allowed ? refs.filter(ref => allowed.has(ref)) : [...refs];
}

async function entityScores(
  knex: Knex,
  refs: readonly string[],
): Promise<DbScoreRow[]> {
  return selectWhereIn<DbScoreRow>(knex, 'scores', 'ref', refs, query =>
    query.where({ scope: 'entity' }),
  );
}

/**
 * Where the criteria are decided: on entities of an owner, else on clusters;
 * for who may not see those, on the entities that they may see.
 */
async function scoresFor(
  knex: Knex,
  { owner, cluster, visible }: FactsFilter,
): Promise<DbScoreRow[]> {
  const ofOwner = owner
    ? await knex<DbEntityRow>('entities')
        .where({ owner })
        .whereNull('removed_at')
        .pluck('ref')
    : [];
  const scores = await entityScores(knex, tellable(ofOwner, visible));
  if (scores.length > 0) return scores;
  if (visible && !visible.unowned) {
    return owner ? [] : entityScores(knex, visible.entities ?? []);
  }
  const clusters = knex<DbClusterRow>('clusters')
    .whereNull('removed_at')
    .whereNotNull('uid');
  if (cluster) clusters.where({ name: cluster });
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
    .where({ kind: 'check', severity: 'critical', mode: 'enforce' })
    .whereIn('control', ['S3', 'S4'])
    .whereIn('state', ['fail', 'unknown']);
  if (filter.owner) query.where({ owner: filter.owner });
  if (filter.cluster) query.where({ cluster: filter.cluster });
  if (filter.visible) restrictToVisible(knex, query, filter.visible);
  return (await query.pluck('id')).length;
}

/** Successful proofs that still hold, by dimension. */
async function proofs(
  knex: Knex,
  at: string,
  visible: Visibility | undefined,
): Promise<Record<Dimension, number>> {
  const rows: Pick<DbEvidenceRow, 'control' | 'subjects'>[] =
    await knex<DbEvidenceRow>('evidence')
      .where({ outcome: 'success' })
      .where('expires_at', '>', at)
      .whereNot({ grade: 'E1' })
      .select('control', 'subjects');
  const keys = rows.map(row => fromJson<string[]>(row.subjects));
  const refs =
    visible && !visible.unowned
      ? await SubjectDirectory.create({ knex }).entityRefs([
          ...new Set(keys.flat()),
        ])
      : undefined;
  const controls = rows
    .filter(
      (_, index) =>
        !refs ||
        tellable(
          keys[index].flatMap(key => refs.get(key) ?? []),
          visible,
        ).length > 0,
    )
    .map(({ control }) => control);
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
    proofs: await proofs(knex, at, filter.visible),
  };
}
