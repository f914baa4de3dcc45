import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  Finding,
  Roadmap,
  TaskDetail,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { fieldError } from '../errors/fieldError';
import { apiTask } from './apiTask';
import { DatabaseTaskStore } from './DatabaseTaskStore';
import { roadmapFacts } from './roadmapFacts';
import { roadmapView } from './roadmapView';
import { parseTaskUpdate, taskChange } from './taskChange';
import type { CountedTask, TaskFilter, TaskStore } from './TaskStore';

export interface RoadmapServiceOptions {
  knex: Knex;
  platformOwner: string;
  /** Person-days a week. */
  capacity: {
    defaultDays: number;
    platformDays: number;
    wipLimit: number;
    owners: Readonly<Record<string, number>>;
  };
  /** `readiness.issueUrlTemplate`. */
  issueUrlTemplate?: string;
  /** Whether the catalog has an entity with this full, lower-cased ref. */
  entityExists(ref: string): Promise<boolean>;
  /** Epoch ms. */
  now(): number;
}

/** The roadmap for people: to read, and to say who does what by when. */
export class RoadmapService {
  readonly #options: RoadmapServiceOptions;
  readonly #tasks: TaskStore;

  static create(options: RoadmapServiceOptions) {
    return new RoadmapService(
      options,
      DatabaseTaskStore.create({ knex: options.knex }),
    );
  }

  private constructor(options: RoadmapServiceOptions, tasks: TaskStore) {
    this.#options = options;
    this.#tasks = tasks;
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
      ...apiTask(task, this.#options.issueUrlTemplate),
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

  /**
   * Throws an InputError whose message begins with the field, or a
   * ConflictError where somebody else was faster; nothing is stored then.
   *
   * @param body - a TaskUpdate
   */
  async update(
    id: string,
    body: unknown,
    caller: { userRef?: string },
  ): Promise<void> {
    const update = parseTaskUpdate(body);
    const task = await this.#task(id);
    if (update.version !== undefined && update.version !== task.version) {
      throw conflict(task);
    }
    const change = taskChange(task, update, {
      at: this.#at(),
      actor: caller.userRef,
      earliestDue: await this.#tasks.earliestDue(id),
    });
    const { assignee } = change.row;
    if (assignee && !(await this.#options.entityExists(assignee))) {
      throw fieldError('assignee', `the catalog has no ${assignee}`);
    }
    if (change.events.length === 0) return;
    if (!(await this.#tasks.change(id, task.version, change))) {
      throw conflict(await this.#task(id));
    }
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

function conflict(task: CountedTask): ConflictError {
  return new ConflictError(
    `version: the task was changed meanwhile, it is at version ${task.version}`,
  );
}
