import {
  parseSubjectKey,
  pathFor,
  type Finding,
  type LevelHold,
  type Scorecard,
  type ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { Ruleset } from '../../config/Ruleset';
import { fromJson, selectWhereIn } from '../../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbFindingRow,
  DbScanRunRow,
  DbScoreDayRow,
  DbScoreRow,
  DbSubjectEntityRow,
  DbSubjectRow,
} from '../../database/tables';
import type { ScoreKeeper } from '../../register/ScoreKeeper';
import type { StoredVerdict } from '../../register/StoredVerdict';
import { platformOwners } from '../../scanning/platformOwners';
import type { FindingReader } from './FindingReader';
import { subjectView } from './findingView';
import { matchingReports, Unreviewed } from './notReviewed';
import { dimensionViews, levelOf, type TitleOf } from './scoreView';
import { unseenSources } from './unseenSources';

const TREND_DAYS = 90;

export interface ScorecardReaderOptions {
  knex: Knex;
  findings: FindingReader;
  scores: ScoreKeeper;
  titleOf: TitleOf;
  checks: ReadonlyMap<string, AnyCheck>;
  ruleset: Ruleset;
  platformOwner: string;
  now: () => number;
}

/** Assembles scorecards from what the register keeps. */
export class ScorecardReader {
  readonly #options: ScorecardReaderOptions;

  static create(options: ScorecardReaderOptions) {
    return new ScorecardReader(options);
  }

  private constructor(options: ScorecardReaderOptions) {
    this.#options = options;
  }

  async read(ref: string): Promise<Scorecard> {
    const { knex, findings, titleOf, ruleset, now } = this.#options;
    const [score, entity, own, open, clusters] = await Promise.all([
      knex<DbScoreRow>('scores').where({ scope: 'entity', ref }).first(),
      knex<DbEntityRow>('entities').where({ ref }).first(),
      knex<DbSubjectRow>('subjects')
        .where({ entity_ref: ref })
        .whereNull('removed_at')
        .select(),
      knex<DbFindingRow>('findings')
        .where({ entity_ref: ref })
        .whereNull('closed_at')
        .orderBy([{ column: 'severity_rank' }, { column: 'first_seen_at' }])
        .select(),
      knex<DbClusterRow>('clusters').whereNotNull('uid').select(),
    ]);
    const related = await knex<DbSubjectEntityRow>('subject_entities')
      .where({ entity_ref: ref })
      .select();
    const tree = score && fromJson<ScoreTree>(score.tree);
    const uids = [
      ...new Set([
        ...own.map(row => row.cluster_uid),
        ...related.map(row => row.cluster_uid),
      ]),
    ];
    const here = clusters.filter(row => uids.includes(row.uid as string));
    const isOfPlatform = await platformOwners(
      knex,
      this.#options.platformOwner,
    );
    const league = isOfPlatform(entity?.owner) ? 'platform' : 'service';
    const isOwn = (row: DbFindingRow) =>
      league === 'platform' || row.responsible === 'service';
    const mine = await findings.views(open.filter(isOwn));
    const inherited = await findings.views([
      ...open.filter(row => !isOwn(row)),
      ...(await this.#inherited(related)),
    ]);
    return {
      entityRef: ref,
      ...(entity?.owner && { owner: entity.owner }),
      league,
      level: score ? levelOf(score.level) : 'unverified',
      verified: score?.verified ?? 0,
      potential: score?.potential ?? 0,
      coverage: score?.coverage ?? 0,
      rulesetVersion: score?.ruleset_version ?? ruleset.at(now()).version,
      ...(!score && { notReviewed: await this.#notReviewed(entity) }),
      ...(await this.#lastSeen(ref, here)),
      notConnected: (tree?.notConnected ?? []).map(item => ({
        ...item,
        title: titleOf(item.check),
      })),
      path: await this.#path(ref, mine),
      dimensions: tree
        ? dimensionViews(
            tree,
            titleOf,
            score && fromJson<LevelHold>(score.holds),
          )
        : [],
      findings: mine,
      inherited,
      trend: await this.#trend(ref),
      unseen: await unseenSources({
        knex,
        ref,
        clusters: here,
        tree,
        checks: this.#options.checks,
      }),
      excepted: this.#excepted(own, clusters),
      workloads: await this.#workloads(ref, own, related, clusters),
    };
  }

  /** What the operator, or an accepted dispute, takes out of checks. */
  #excepted(
    own: readonly DbSubjectRow[],
    clusters: readonly DbClusterRow[],
  ): Scorecard['excepted'] {
    const nameOf = new Map(clusters.map(row => [row.uid, row.name]));
    return own.flatMap(row => {
      const subject = parseSubjectKey(row.key);
      if (!subject) return [];
      return fromJson<StoredVerdict[]>(row.verdicts).flatMap(
        ({ c: check, n: reason }) =>
          reason === undefined
            ? []
            : {
                check,
                title: this.#options.titleOf(check),
                subject: subjectView(subject, nameOf.get(row.cluster_uid)),
                reason,
              },
      );
    });
  }

  /**
   * What moves the number. Computed from the same stored verdicts as the
   * score, by the same code.
   */
  async #path(
    ref: string,
    findings: readonly Finding[],
  ): Promise<Scorecard['path']> {
    const { knex, scores } = this.#options;
    const rows = await selectWhereIn<DbFindingRow>(
      knex,
      'findings',
      'id',
      findings.map(({ id }) => id),
    );
    const scored = (await scores.scoreEntities(knex, [ref])).get(ref);
    const counted = rows.filter(row => row.mode === 'enforce');
    if (!scored || counted.length === 0) return [];
    const steps = pathFor({
      ...scored.input,
      findings: counted.map(row => ({
        check: row.check_id,
        subject: row.subject_key,
      })),
    });
    return steps.map(step => ({
      ...step,
      checks: [...step.checks],
      findingIds: counted
        .filter(row => step.checks.includes(row.check_id))
        .map(({ id }) => id),
    }));
  }

  /** Open findings of shared namespaces, and the criticals of the clusters. */
  async #inherited(
    related: readonly DbSubjectEntityRow[],
  ): Promise<DbFindingRow[]> {
    const keys = related
      .filter(({ relation }) => relation === 'inherits')
      .map(row => row.subject_key);
    const rows = await selectWhereIn<DbFindingRow>(
      this.#options.knex,
      'findings',
      'subject_key',
      [...new Set(keys)],
      query => query.whereNull('closed_at').where({ kind: 'check' }),
    );
    return rows
      .filter(
        row =>
          row.severity === 'critical' ||
          !row.subject_key.startsWith('cluster:'),
      )
      .sort((a, b) => a.severity_rank - b.severity_rank);
  }

  async #notReviewed(
    entity: DbEntityRow | undefined,
  ): Promise<Scorecard['notReviewed']> {
    if (!entity) {
      return { reason: 'not-scanned', message: 'no scan has seen it yet' };
    }
    const reports = await matchingReports(this.#options.knex);
    return Unreviewed.create(reports).reason(entity);
  }

  async #lastSeen(
    ref: string,
    clusters: readonly DbClusterRow[],
  ): Promise<{ lastSeen?: string }> {
    const single: Pick<DbScanRunRow, 'at'> | undefined = await this.#options
      .knex<DbScanRunRow>('scan_runs')
      .where({ entity_ref: ref })
      .whereIn('status', ['completed', 'partial'])
      .orderBy('at', 'desc')
      .first('at');
    const times = [
      ...clusters.map(row => row.last_whole_scan_at),
      single?.at ?? null,
    ].filter((time): time is string => time !== null);
    return times.length > 0
      ? { lastSeen: times.reduce((a, b) => (a > b ? a : b)) }
      : {};
  }

  async #trend(ref: string): Promise<Scorecard['trend']> {
    const { knex, now } = this.#options;
    const since = DateTime.fromMillis(now(), { zone: 'utc' })
      .minus({ days: TREND_DAYS })
      .toISODate() as string;
    const days = await knex<DbScoreDayRow>('score_days')
      .where({ scope: 'entity', ref })
      .where('day', '>=', since)
      .orderBy('day')
      .select();
    return days.map(row => ({
      at: row.at,
      verified: row.verified,
      coverage: row.coverage,
      level: levelOf(row.level),
      rulesetVersion: row.ruleset_version,
    }));
  }

  async #workloads(
    ref: string,
    own: readonly DbSubjectRow[],
    related: readonly DbSubjectEntityRow[],
    clusters: readonly DbClusterRow[],
  ): Promise<Scorecard['workloads']> {
    const nameOf = new Map(clusters.map(row => [row.uid, row.name]));
    const ambiguous = related.filter(row => row.relation === 'ambiguous');
    const claims = await selectWhereIn<DbSubjectEntityRow>(
      this.#options.knex,
      'subject_entities',
      'subject_key',
      ambiguous.map(row => row.subject_key),
      query => query.where({ relation: 'ambiguous' }),
    );
    const workload = (uid: string, key: string, others?: string[]) => {
      const subject = parseSubjectKey(key);
      const cluster = nameOf.get(uid);
      if (!subject || !cluster) return [];
      return [
        {
          cluster,
          subject: subjectView(subject, cluster),
          ...(others && { ambiguousWith: others }),
        },
      ];
    };
    return [
      ...own
        .filter(row => row.type === 'workload')
        .flatMap(row => workload(row.cluster_uid, row.key)),
      ...ambiguous.flatMap(row =>
        workload(
          row.cluster_uid,
          row.subject_key,
          claims
            .filter(claim => claim.subject_key === row.subject_key)
            .map(claim => claim.entity_ref)
            .filter(other => other !== ref),
        ),
      ),
    ];
  }
}
