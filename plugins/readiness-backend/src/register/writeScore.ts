import {
  applyLevelHold,
  hasCriticalFail,
  type LevelHold,
  type ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { differs, fromJson, toJson } from '../database/rows';
import type { DbScoreDayRow, DbScoreRow, ScoreScope } from '../database/tables';

const UNCOUNTED = ['na', 'notJudged', 'notConnected'];

/** Σω over the checks that apply. */
export function applicableWeight(tree: ScoreTree): number {
  return tree.dimensions
    .flatMap(({ controls }) => controls)
    .flatMap(({ stages }) => stages)
    .flatMap(({ checks }) => checks)
    .filter(({ state }) => !UNCOUNTED.includes(state))
    .reduce((sum, { weight }) => sum + weight, 0);
}

export interface ScoreUpdate {
  scope: ScoreScope;
  ref: string;
  tree: ScoreTree;
  rulesetVersion: string;
  /** ISO time of the scan. */
  at: string;
  holdDays: number;
}

/** Epoch times in a hold move only when something happens; compare the rest. */
function holdOf(update: ScoreUpdate, stored: DbScoreRow | undefined) {
  return applyLevelHold({
    previous: stored && fromJson<LevelHold>(stored.holds),
    observed: update.tree.level,
    critical: hasCriticalFail(update.tree),
    now: DateTime.fromISO(update.at).toMillis(),
    holdDays: update.holdDays,
  });
}

/**
 * Stores a score where it changed, and a row for the day. Returns the stored
 * row as it was before.
 */
export async function writeScore(
  tx: Knex,
  update: ScoreUpdate,
): Promise<DbScoreRow | undefined> {
  const { scope, ref, tree, at } = update;
  const stored = await tx<DbScoreRow>('scores').where({ scope, ref }).first();
  const hold = holdOf(update, stored);
  const figures = {
    level: String(hold.level),
    verified: tree.verified,
    potential: tree.potential,
    coverage: tree.coverage,
    ruleset_version: update.rulesetVersion,
  };
  const row = {
    ...figures,
    applicable_weight: applicableWeight(tree),
    tree: toJson(tree),
    holds: toJson(hold),
  };
  if (!stored) {
    await tx<DbScoreRow>('scores').insert({ scope, ref, ...row, at });
  } else if (differs(stored, row)) {
    await tx<DbScoreRow>('scores')
      .where({ scope, ref })
      .update({ ...row, at });
  }
  if (!stored || differs(stored, figures)) {
    const day = { scope, ref, day: at.slice(0, 10), ...figures, at };
    await tx<DbScoreDayRow>('score_days')
      .insert(day)
      .onConflict(['scope', 'ref', 'day'])
      .merge();
  }
  return stored;
}
