import { NotFoundError } from '@backstage/errors';
import {
  type Finding,
  type PlanChangeItem,
  type PlanForecast,
  type Roadmap,
  type Task,
  type TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fieldError } from '../errors/fieldError';
import { apiTask } from './apiTask';
import { DatabaseTaskStore } from './DatabaseTaskStore';
import { PlanForecaster, type PlanForecasterOptions } from './PlanForecaster';
import { replanned } from './replan';
import { roadmapFacts } from './roadmapFacts';
import { isDone, roadmapView } from './roadmapView';
import { isPlanned, movedText, wantedWeek } from './storedPlan';
import { misplaced, TaskChanger, type TaskChangerOptions } from './TaskChanger';
import { parsePlace } from './taskChange';
import { taskList, taskPage, type TaskListFilter } from './taskList';
import type { CountedTask, TaskFilter, TaskStore } from './TaskStore';

export interface RoadmapServiceOptions extends TaskChangerOptions {
  scores: PlanForecasterOptions['scores'];
  /** `readiness.issueUrlTemplate`. */
  issueUrlTemplate?: string;
}

/** Moves are told for this long. */
const TOLD = { days: 7 };

/** The roadmap for people: to read, and to try what a move would do. */
export class RoadmapService {
  readonly #options: RoadmapServiceOptions;
  readonly #tasks: TaskStore;
  readonly #forecaster: PlanForecaster;
  /** What people decide about tasks. */
  readonly changes: TaskChanger;

  static create(options: RoadmapServiceOptions) {
    return new RoadmapService(options);
  }

  private constructor(options: RoadmapServiceOptions) {
    this.#options = options;
    this.#tasks = DatabaseTaskStore.create({ knex: options.knex });
    this.#forecaster = PlanForecaster.create(options);
    this.changes = TaskChanger.create(options);
  }

  async getRoadmap(filter: TaskFilter = {}): Promise<Roadmap> {
    const { knex, capacity, platformOwner, issueUrlTemplate } = this.#options;
    const { owner, cluster, visible } = filter;
    const all = await this.#tasks.list({});
    const seen = visible ? await this.#tasks.list({ visible }) : all;
    const shown = new Set(
      owner === undefined && cluster === undefined
        ? seen.map(({ id }) => id)
        : (await this.#tasks.list(filter)).map(({ id }) => id),
    );
    const generatedAt = this.#at();
    return roadmapView({
      tasks: seen.filter(({ id }) => shown.has(id)),
      visible: seen,
      all,
      facts: await roadmapFacts(knex, filter, generatedAt),
      plan: {
        capacity: { default: capacity.defaultDays, ...capacity.owners },
        platformOwner,
        platformCapacity: capacity.platformDays,
        wipLimit: capacity.wipLimit,
      },
      issueUrlTemplate,
      moves: await this.#tasks.movesSince(
        DateTime.fromMillis(this.#options.now(), { zone: 'utc' })
          .minus(TOLD)
          .toISO() as string,
      ),
      generatedAt,
    });
  }

  /** Throws a NotFoundError for an id that is none. */
  async getTask(
    id: string,
    findingsByIds: (ids: readonly string[]) => Promise<Finding[]>,
  ): Promise<TaskDetail> {
    const task = await this.#task(id);
    const history = await this.#tasks.history(id);
    return {
      ...this.#shown(task),
      ...(task.note !== null && { note: task.note }),
      findings: await findingsByIds(await this.#tasks.findingIds(id)),
      history: history.map(({ at, type, actor, message }) => ({
        at,
        type,
        ...(actor !== null && { actor }),
        message,
      })),
    };
  }

  /** Every entity of its findings (decision D11); empty where there is none. */
  async entitiesOf(id: string): Promise<string[]> {
    await this.#task(id);
    return this.#tasks.entitiesOf(id);
  }

  /** What is due first; one page. */
  async listTasks(
    filter: TaskListFilter & Pick<TaskFilter, 'visible'>,
    page: { limit: number; cursor?: string },
  ): Promise<{ items: Task[]; nextCursor?: string; totalItems: number }> {
    const { visible } = filter;
    const tasks = taskList(await this.#tasks.list({ visible }), filter);
    const { page: rows, nextCursor } = taskPage(tasks, page);
    return {
      items: rows.map(task => this.#shown(task)),
      ...(nextCursor && { nextCursor }),
      totalItems: tasks.length,
    };
  }

  /** The score that is expected after each week, for what the filter leaves. */
  async getForecast(filter: TaskFilter): Promise<PlanForecast> {
    const tasks = await this.#tasks.list(filter);
    return this.#forecaster.forecast(
      filter,
      tasks.filter(task => !isDone(task)),
    );
  }

  /**
   * What else would move, and why, if a task were put there, with the forecast
   * of that plan. Throws an InputError where it cannot stand there.
   */
  async previewMove(
    id: string,
    placeText: unknown,
    filter: Pick<TaskFilter, 'visible'>,
  ): Promise<{ changes: PlanChangeItem[]; forecast: PlanForecast }> {
    const place = parsePlace(placeText);
    const task = await this.#task(id);
    if (!isPlanned(task)) {
      throw fieldError('taskId', `the task is ${task.status}, it has no place`);
    }
    const at = this.#at();
    const all = await this.#tasks.list({});
    const moved = all.map(row =>
      row.id === id
        ? {
            ...row,
            wanted_week: place ? wantedWeek(place) : null,
            wanted_at: place ? at : null,
          }
        : row,
    );
    const plan = replanned(all, moved, this.#options, at);
    const problem = misplaced(plan, task, place);
    if (problem) throw fieldError('place', problem);
    const seen = await this.#tasks.list(filter);
    const byKey = new Map(seen.map(row => [row.key, row]));
    return {
      changes: plan.changes.flatMap(change => {
        const row = byKey.get(change.key);
        if (!row) return [];
        const message = movedText(change);
        return [{ taskId: row.id, title: row.title, message, at }];
      }),
      forecast: await this.#forecaster.forecast(
        filter,
        seen.filter(row => !isDone(row)),
        row => plan.placed.get(row.key)?.slices.at(-1)?.week ?? Infinity,
      ),
    };
  }

  #shown(task: CountedTask): Task {
    const { issueUrlTemplate, now } = this.#options;
    return apiTask(task, { issueUrlTemplate, now: now() });
  }

  async #task(id: string): Promise<CountedTask> {
    const task = await this.#tasks.get(id);
    if (!task) throw new NotFoundError(`There is no task "${id}"`);
    return task;
  }

  #at(): string {
    return DateTime.fromMillis(this.#options.now(), {
      zone: 'utc',
    }).toISO() as string;
  }
}
