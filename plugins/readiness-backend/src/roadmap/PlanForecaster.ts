import {
  forecast,
  type ForecastFinding,
  type PlanForecast,
  type ScoreInput,
  type TaskSlice,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { fromJson, selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbEntityRow,
  DbFindingRow,
  DbTaskFindingRow,
} from '../database/tables';
import type { ScoreKeeper } from '../register/ScoreKeeper';
import type { CountedTask, TaskFilter } from './TaskStore';

/** Re-scoring more services than this five times takes too long for a page. */
const MAX_ENTITIES = 500;
const PLAN_WEEKS = [1, 2, 3, 4];

export interface PlanForecasterOptions {
  knex: Knex;
  scores: Pick<ScoreKeeper, 'scoreEntities' | 'scoreCluster'>;
}

interface Scored {
  of: PlanForecast['of'];
  inputs: readonly ScoreInput[];
  findings: readonly DbFindingRow[];
}

/** Where a task ends, by its slices; beyond the plan for what has none. */
export type EndOf = (task: CountedTask) => number;

export const storedEnd: EndOf = task =>
  fromJson<TaskSlice[]>(task.slices).at(-1)?.week ?? Infinity;

/** What the score is expected to be after each week (`catalogue/60` C.5). */
export class PlanForecaster {
  readonly #knex: Knex;
  readonly #scores: PlanForecasterOptions['scores'];

  static create(options: PlanForecasterOptions) {
    return new PlanForecaster(options);
  }

  private constructor(options: PlanForecasterOptions) {
    this.#knex = options.knex;
    this.#scores = options.scores;
  }

  /**
   * Over the clusters, or over the services of an owner; for who may not see
   * clusters, over the services that they may see.
   *
   * @param tasks - what the filter leaves and the reader may see
   * @param endOf - the week that a task ends in
   */
  async forecast(
    filter: TaskFilter,
    tasks: readonly CountedTask[],
    endOf: EndOf = storedEnd,
  ): Promise<PlanForecast> {
    const refs = await this.#entityRefs(filter);
    if (refs && refs.length > MAX_ENTITIES) {
      return {
        of: 'entities',
        subjects: refs.length,
        items: [],
        reason: `${refs.length} services are too many for a forecast; choose an owner`,
      };
    }
    const scored = refs
      ? await this.#ofEntities(refs)
      : await this.#ofClusters(filter.cluster);
    const steps = await this.#steps(tasks, endOf);
    const qualities = new Map(
      steps.flatMap(({ task, findings }) =>
        task.quality === 0.5
          ? findings.map(id => [id, 0.5 as const] as const)
          : [],
      ),
    );
    const open = scored.findings.map<ForecastFinding>(row => ({
      id: row.id,
      check: row.check_id,
      subject: row.subject_key,
      ...(qualities.has(row.id) && { quality: 0.5 }),
    }));
    const weeks = PLAN_WEEKS.map(week =>
      steps
        .filter(({ task }) => endOf(task) === week)
        .flatMap(({ findings }) => findings),
    );
    return {
      of: scored.of,
      subjects: scored.inputs.length,
      items: forecast(scored.inputs, open, weeks).map(({ verified }, week) => ({
        week,
        verified,
      })),
    };
  }

  /** The services to score; absent for clusters. */
  async #entityRefs({
    owner,
    visible,
  }: TaskFilter): Promise<string[] | undefined> {
    const visibleRefs = visible?.entities && new Set(visible.entities);
    const seesAll = !visible || visible.unowned;
    if (owner === undefined && seesAll) return undefined;
    const query = this.#knex<DbEntityRow>('entities')
      .whereNull('removed_at')
      .orderBy('ref');
    if (owner !== undefined) query.where({ owner });
    const scored: string[] = await query
      .whereIn(
        'ref',
        this.#knex('scores').where({ scope: 'entity' }).select('ref'),
      )
      .pluck('ref');
    const refs = scored.filter(ref => visibleRefs?.has(ref) ?? true);
    // Who owns no service, such as a platform, is measured by the clusters.
    return refs.length === 0 && seesAll ? undefined : refs;
  }

  async #ofEntities(refs: readonly string[]): Promise<Scored> {
    const scored = await this.#scores.scoreEntities(this.#knex, refs);
    return {
      of: 'entities',
      inputs: [...scored.values()].map(({ input }) => input),
      findings: await selectWhereIn<DbFindingRow>(
        this.#knex,
        'findings',
        'entity_ref',
        refs,
        query => query.whereNull('closed_at').whereNot({ state: 'waived' }),
      ),
    };
  }

  async #ofClusters(name: string | undefined): Promise<Scored> {
    const query = this.#knex<DbClusterRow>('clusters')
      .whereNull('removed_at')
      .whereNotNull('last_whole_scan_at')
      .whereNotNull('uid')
      .orderBy('name');
    if (name !== undefined) query.where({ name });
    const uids = (await query.pluck('uid')) as string[];
    const inputs: ScoreInput[] = [];
    for (const uid of uids) {
      inputs.push((await this.#scores.scoreCluster(this.#knex, uid)).input);
    }
    return {
      of: 'clusters',
      inputs,
      findings: await selectWhereIn<DbFindingRow>(
        this.#knex,
        'findings',
        'cluster_uid',
        uids,
        rows => rows.whereNull('closed_at').whereNot({ state: 'waived' }),
      ),
    };
  }

  /** Tasks that end within the plan, with what they close. */
  async #steps(tasks: readonly CountedTask[], endOf: EndOf) {
    const ending = tasks.filter(task => endOf(task) <= PLAN_WEEKS.length);
    const links = await selectWhereIn<DbTaskFindingRow>(
      this.#knex,
      'task_findings',
      'task_id',
      ending.map(({ id }) => id),
    );
    const byTask = new Map<string, string[]>();
    for (const link of links) {
      const own = byTask.get(link.task_id) ?? [];
      byTask.set(link.task_id, own);
      own.push(link.finding_id);
    }
    return ending.map(task => ({
      task,
      findings: byTask.get(task.id) ?? [],
    }));
  }
}
