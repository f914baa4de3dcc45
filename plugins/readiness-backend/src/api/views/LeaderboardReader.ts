import {
  leaderboard,
  leaderboardMean,
  type LeaderboardBy,
  type LeaderboardItem,
  type RankedEntity,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { ReadinessConfig } from '../../config/ReadinessConfig';
import { selectWhereIn } from '../../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbFindingRow,
  DbScoreDayRow,
  DbScoreRow,
} from '../../database/tables';
import { seesEntity, type Viewer } from '../../permissions/Viewer';
import { platformOwners } from '../../scanning/platformOwners';
import { matchingReports, Unreviewed } from './notReviewed';
import { type UnreviewedEntity, withNotReviewed } from './notReviewedRows';
import { rankedEntities } from './rankedEntities';

const TREND = { days: 28 };

/** Groups by ref with the groups above them, nearest first. */
function ancestors(
  ref: string,
  entities: ReadonlyMap<string, DbEntityRow>,
): string[] {
  const chain: string[] = [];
  let parent = entities.get(ref)?.parent;
  while (parent && !chain.includes(parent)) {
    chain.push(parent);
    parent = entities.get(parent)?.parent;
  }
  return chain;
}

export interface LeaderboardReaderOptions {
  knex: Knex;
  config: ReadinessConfig['leaderboard'];
  aggregates: ReadinessConfig['aggregates'];
  platformOwner: string;
  now: () => number;
}

/** Reads leaderboards; ranks and shrinking are readiness-common's. */
export class LeaderboardReader {
  readonly #knex: Knex;
  readonly #config: ReadinessConfig['leaderboard'];
  readonly #aggregates: ReadinessConfig['aggregates'];
  readonly #platformOwner: string;
  readonly #now: () => number;

  static create(options: LeaderboardReaderOptions) {
    return new LeaderboardReader(options);
  }

  private constructor(options: LeaderboardReaderOptions) {
    this.#knex = options.knex;
    this.#config = options.config;
    this.#aggregates = options.aggregates;
    this.#platformOwner = options.platformOwner;
    this.#now = options.now;
  }

  async read(by: LeaderboardBy, viewer: Viewer): Promise<LeaderboardItem[]> {
    const all = await this.#knex<DbEntityRow>('entities')
      .whereNull('removed_at')
      .select();
    const byRef = new Map(all.map(row => [row.ref, row]));
    const ranked = await this.#ranked(byRef, this.#widened(by, viewer));
    const entities =
      by === 'owner' ? this.#underAncestors(ranked, byRef) : ranked;
    const rows = leaderboard({
      entities,
      by,
      mean: leaderboardMean(ranked),
      minDays: this.#config.minDays,
      minEntities: this.#config.minEntities,
    });
    const trends = await this.#trends(ranked);
    const items = rows.flatMap(row => {
      const members = entities
        .filter(e => (by === 'entity' ? e.ref : e[by]) === row.ref)
        .map(e => e.ref);
      if (!this.#isShown(members, viewer)) return [];
      const title = byRef.get(row.ref)?.title;
      return {
        ...row,
        ...(title && { title }),
        trend: meanByDay(members.map(ref => trends.get(ref) ?? [])),
      };
    });
    return withNotReviewed(
      items,
      await this.#unreviewed(byRef, viewer, ranked),
      by,
      ref => byRef.get(ref)?.title ?? undefined,
    );
  }

  /** Groups may be compared by who does not see the services behind them. */
  #widened(by: LeaderboardBy, viewer: Viewer): Viewer {
    if (this.#aggregates === 'rollout' || by === 'entity') return viewer;
    return { ...viewer, entities: viewer.readable };
  }

  /** A row of one service would tell what is not shown of that service. */
  #isShown(members: readonly string[], viewer: Viewer): boolean {
    const distinct = new Set(members);
    return (
      distinct.size >= Math.max(2, this.#config.minEntities) ||
      [...distinct].every(ref => seesEntity(viewer, ref))
    );
  }

  /** Components that run nowhere as far as is known; they are ranked nowhere. */
  async #unreviewed(
    byRef: ReadonlyMap<string, DbEntityRow>,
    viewer: Viewer,
    ranked: readonly RankedEntity[],
  ): Promise<UnreviewedEntity[]> {
    const scored = new Set(ranked.map(({ ref }) => ref));
    const rows = [...byRef.values()].filter(
      ({ ref, kind }) =>
        kind === 'component' && !scored.has(ref) && seesEntity(viewer, ref),
    );
    if (rows.length === 0) return [];
    const reasons = Unreviewed.create(await matchingReports(this.#knex));
    const rankedOwners = new Set(ranked.flatMap(({ owner }) => owner ?? []));
    return rows.map(entity => {
      const owner = this.#ownerOf(entity, byRef);
      const above = owner ? ancestors(owner, byRef) : [];
      return {
        ref: entity.ref,
        title: entity.title ?? undefined,
        owners: owner
          ? [owner, ...above.filter(group => rankedOwners.has(group))]
          : [],
        system: entity.system ?? undefined,
        domain: entity.domain ?? undefined,
        message: reasons.reason(entity).message,
      };
    });
  }

  async #ranked(
    byRef: ReadonlyMap<string, DbEntityRow>,
    viewer: Viewer,
  ): Promise<RankedEntity[]> {
    const scores = await this.#knex<DbScoreRow>('scores')
      .where({ scope: 'entity' })
      .orderBy('ref')
      .select();
    const visible = scores.filter(
      ({ ref }) => byRef.has(ref) && seesEntity(viewer, ref),
    );
    const findings = new Map<string, DbFindingRow[]>();
    const rows = await selectWhereIn<DbFindingRow>(
      this.#knex,
      'findings',
      'entity_ref',
      visible.map(({ ref }) => ref),
      query => query.where({ kind: 'check', mode: 'enforce' }),
    );
    const isOfPlatform = await platformOwners(this.#knex, this.#platformOwner);
    const leagueOf = (ref: string | null) =>
      isOfPlatform(byRef.get(ref ?? '')?.owner) ? 'platform' : 'service';
    for (const row of rows) {
      // What is the platform's is not held against a team.
      const isOwn =
        row.responsible === 'service' ||
        leagueOf(row.entity_ref) === 'platform';
      if (!isOwn) continue;
      const list = findings.get(row.entity_ref as string) ?? [];
      findings.set(row.entity_ref as string, list);
      list.push(row);
    }
    const clusters = await this.#knex<DbClusterRow>('clusters').select();
    return rankedEntities(
      visible.map(score => ({
        entity: byRef.get(score.ref)!,
        league: leagueOf(score.ref),
        score,
        findings: findings.get(score.ref) ?? [],
      })),
      entity => this.#ownerOf(entity, byRef),
      new Map(
        clusters.map(row => [row.uid ?? row.name, row.published_at ?? '']),
      ),
      this.#now(),
    );
  }

  /** A user who owns something counts for their group. */
  #ownerOf(
    entity: DbEntityRow,
    byRef: ReadonlyMap<string, DbEntityRow>,
  ): string | undefined {
    const owner = entity.owner ?? undefined;
    return owner?.startsWith('user:')
      ? byRef.get(owner)?.parent ?? owner
      : owner;
  }

  /** What a group owns counts for the owning groups above it as well. */
  #underAncestors(
    entities: readonly RankedEntity[],
    byRef: ReadonlyMap<string, DbEntityRow>,
  ): RankedEntity[] {
    const owners = new Set(entities.flatMap(({ owner }) => owner ?? []));
    return entities.flatMap(entity => [
      entity,
      ...(entity.owner ? ancestors(entity.owner, byRef) : [])
        .filter(group => owners.has(group))
        .map(owner => ({ ...entity, owner })),
    ]);
  }

  /** The score of each entity on every day of the window, carried forward. */
  async #trends(
    entities: readonly RankedEntity[],
  ): Promise<Map<string, (number | undefined)[]>> {
    const today = DateTime.fromMillis(this.#now(), { zone: 'utc' });
    const days = Array.from({ length: TREND.days + 1 }, (_, i) =>
      today.minus({ days: TREND.days - i }).toISODate(),
    );
    const rows = await selectWhereIn<DbScoreDayRow>(
      this.#knex,
      'score_days',
      'ref',
      entities.map(({ ref }) => ref),
      query => query.where({ scope: 'entity' }).orderBy('day'),
    );
    const byEntity = new Map<string, DbScoreDayRow[]>();
    for (const row of rows) {
      const own = byEntity.get(row.ref) ?? [];
      byEntity.set(row.ref, own);
      own.push(row);
    }
    const result = new Map<string, (number | undefined)[]>();
    for (const { ref } of entities) {
      const own = byEntity.get(ref) ?? [];
      result.set(
        ref,
        days.map(
          day => own.filter(row => row.day <= (day ?? '')).pop()?.verified,
        ),
      );
    }
    return result;
  }
}

/** The mean over those that had a score, from the first day that has one. */
function meanByDay(series: readonly (number | undefined)[][]): number[] {
  const length = series[0]?.length ?? 0;
  return Array.from({ length }, (_, day) => {
    const values = series.flatMap(points => points[day] ?? []);
    return values.length > 0
      ? Math.round((10 * values.reduce((a, b) => a + b, 0)) / values.length) /
          10
      : undefined;
  }).filter((value): value is number => value !== undefined);
}
