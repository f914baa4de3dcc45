import { RESPONSIBLES, type Level } from '../vocabulary';
import { levelOrder } from './dimensionLevel';
import { organisationMean, ownerScore } from './ownerScore';
import type { LeaderboardRow, RankedEntity } from './types';
import { EPSILON, TIER_WEIGHT, stableSum } from './weights';

/** @public */
export const LEADERBOARD_GROUPINGS = [
  'owner',
  'system',
  'domain',
  'entity',
] as const;
/** @public */
export type LeaderboardBy = (typeof LEADERBOARD_GROUPINGS)[number];

/** @public */
export interface LeaderboardInput {
  entities: readonly RankedEntity[];
  by: LeaderboardBy;
  /** μ; by default the mean of the given entities. */
  mean?: number;
  /** `leaderboard.minEntities`, 3 by default. */
  minEntities?: number;
  /** `leaderboard.minDays`, 14 by default. */
  minDays?: number;
}

/** Ranked in spite of few entities, if this much weight applies to them. */
const ENOUGH_WEIGHT = 60;
const MIN_COVERAGE = 0.8;
/** Below this many ranked rows, bands are shown instead of ranks. */
const MIN_RANKED = 10;
/** Points within which two scores are equal. */
const TIE = 1;
const BANDS = ['Q1', 'Q2', 'Q3', 'Q4'] as const;

const compareRefs = (a: { ref: string }, b: { ref: string }) =>
  a.ref < b.ref ? -1 : Number(a.ref > b.ref);
const rounded = (value: number, digits: number) =>
  Math.round(value * 10 ** digits + EPSILON) / 10 ** digits;

interface Group {
  ref: string;
  entities: readonly RankedEntity[];
}

function groupsOf(entities: readonly RankedEntity[], by: LeaderboardBy) {
  const groups = new Map<string, RankedEntity[]>();
  for (const entity of entities) {
    const ref = by === 'entity' ? entity.ref : entity[by];
    if (ref !== undefined) {
      const members = groups.get(ref) ?? [];
      groups.set(ref, members);
      members.push(entity);
    }
  }
  return [...groups].map<Group>(([ref, members]) => ({
    ref,
    entities: members,
  }));
}

/** The highest level that more than half of the tier weight has reached. */
function groupLevel(entities: readonly RankedEntity[]): Level {
  const total = stableSum(entities.map(({ tier }) => TIER_WEIGHT[tier]));
  const reached = ([3, 2, 1, 0] as const).find(level => {
    const there = entities.filter(entity => levelOrder(entity.level) >= level);
    return stableSum(there.map(({ tier }) => TIER_WEIGHT[tier])) * 2 > total;
  });
  return reached ?? 'unverified';
}

function groupCoverage(entities: readonly RankedEntity[]): number {
  const total = stableSum(entities.map(entity => entity.applicableWeight));
  if (total === 0) return 0;
  return stableSum(entities.map(e => e.applicableWeight * e.coverage)) / total;
}

/**
 * Δ of B.8: risk closed less risk opened, as a share of the risk at the start
 * of the window, clipped to ±1. `null` without risk at the start and without
 * change.
 *
 * @public
 */
export function riskDelta(risk: {
  start: number;
  closed: number;
  opened: number;
}): number | null {
  const change = risk.closed - risk.opened;
  if (risk.start <= 0) {
    return risk.closed === 0 && risk.opened === 0 ? null : Math.sign(change);
  }
  return Math.max(-1, Math.min(1, rounded(change / risk.start, 3)));
}

/** Why a group is not ranked, `undefined` if it is. */
function unrankedReason(
  group: Group,
  input: LeaderboardInput,
  coverage: number,
): string | undefined {
  const { entities } = group;
  const weight = stableSum(entities.map(e => e.applicableWeight));
  const minEntities = input.minEntities ?? 3;
  const minDays = input.minDays ?? 14;
  if (weight === 0) {
    return 'no check is its own: the platform answers for where it runs';
  }
  if (coverage + EPSILON < MIN_COVERAGE) {
    return `not verified: ${Math.floor(coverage * 100)} % seen, 80 % needed`;
  }
  if (
    input.by !== 'entity' &&
    entities.length < minEntities &&
    weight < ENOUGH_WEIGHT
  ) {
    return `too small to rank: ${entities.length} of ${minEntities} services`;
  }
  const days = Math.floor(Math.max(...entities.map(e => e.scannedDays)));
  if (days < minDays) return `scanned for ${days} of ${minDays} days`;
  return undefined;
}

/** Entities with a check of their own; the others say nothing about anybody. */
function judged(entities: readonly RankedEntity[]): readonly RankedEntity[] {
  return entities.filter(({ applicableWeight }) => applicableWeight > 0);
}

/** μ over the entities that were judged. @public */
export function leaderboardMean(entities: readonly RankedEntity[]): number {
  return organisationMean(judged(entities));
}

function rowOf(
  group: Group,
  input: LeaderboardInput,
  mean: number,
): LeaderboardRow {
  const { ref, entities } = group;
  const coverage = groupCoverage(entities);
  const counting = judged(entities);
  const score =
    input.by === 'entity'
      ? entities[0].verified
      : ownerScore({ entities: counting, mean });
  const reason = unrankedReason(group, input, coverage);
  return {
    ref,
    league: entities.every(({ league }) => league === 'platform')
      ? 'platform'
      : 'service',
    rank: null,
    ...(reason && { reason }),
    verified: rounded(score, 1),
    coverage: rounded(coverage, 3),
    level: groupLevel(counting.length > 0 ? counting : entities),
    entities: entities.length,
    delta28d: riskDelta({
      start: stableSum(entities.map(e => e.riskStart)),
      closed: stableSum(entities.map(e => e.riskClosed)),
      opened: stableSum(entities.map(e => e.riskOpened)),
    }),
  };
}

/** Index of the row that leads its tie, for each row of a sorted list. */
function tieLeaders(rows: readonly LeaderboardRow[]): number[] {
  let leader = 0;
  return rows.map((row, index) => {
    if (rows[leader].verified - row.verified > TIE + EPSILON) leader = index;
    return leader;
  });
}

function rank(rows: readonly LeaderboardRow[]): LeaderboardRow[] {
  const sorted = [...rows].sort(
    (a, b) => b.verified - a.verified || compareRefs(a, b),
  );
  const leaders = tieLeaders(sorted);
  return sorted.map((row, index) =>
    sorted.length < MIN_RANKED
      ? {
          ...row,
          band: BANDS[
            Math.floor((BANDS.length * leaders[index]) / sorted.length)
          ],
        }
      : { ...row, rank: leaders[index] + 1 },
  );
}

/**
 * The leaderboard (`catalogue/50` B.7, B.8): ranked rows first, best verified
 * score on top, then those that are not ranked, alphabetically and with the
 * reason. `rank` is by verified score; improvement is the column `delta28d`,
 * by which a table may sort.
 *
 * Ranked is who has ≥ `minEntities` entities or Σω ≥ 60, coverage ≥ 80 % and
 * ≥ `minDays` since the first scan; by entity the size does not matter. Scores
 * within a point of the first of their tie share its rank. With fewer than ten
 * ranked rows each shows its quartile in `band`, and `rank` is `null`.
 *
 * Platform and application teams are separate leagues, each with ranks of its
 * own; a row is of the platform where all of its entities are.
 *
 * A group's score is shrunk (`ownerScore`), its coverage is weighted by ω, its
 * level is the highest that more than half of its tier weight has reached.
 * Entities without an owner, system or domain have no row in that grouping.
 *
 * @public
 */
export function leaderboard(input: LeaderboardInput): LeaderboardRow[] {
  const mean = input.mean ?? leaderboardMean(input.entities);
  const rows = groupsOf(input.entities, input.by).map(group =>
    rowOf(group, input, mean),
  );
  const ranked = rows.filter(row => row.reason === undefined);
  return [
    ...RESPONSIBLES.flatMap(league =>
      rank(ranked.filter(row => row.league === league)),
    ),
    ...rows.filter(row => row.reason !== undefined).sort(compareRefs),
  ];
}
