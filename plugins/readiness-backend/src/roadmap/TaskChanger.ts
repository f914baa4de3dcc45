import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  slotText,
  type TaskBulkRow,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { lockWrites } from '../database/lockWrites';
import { insertAll } from '../database/rows';
import type { DbTaskRow } from '../database/tables';
import { fieldError } from '../errors/fieldError';
import { DatabaseTaskStore } from './DatabaseTaskStore';
import { replan, type Replanned } from './replan';
import type { PlanningConfig } from './storedPlan';
import {
  parseTaskUpdate,
  taskChange,
  type ParsedTaskUpdate,
} from './taskChange';
import type { TaskChange } from './TaskStore';

export interface TaskChangerOptions extends PlanningConfig {
  knex: Knex;
  /** Whether the catalog has an entity with this full, lower-cased ref. */
  entityExists(ref: string): Promise<boolean>;
  /** Epoch ms. */
  now(): number;
}

/** A task that is asked to change, at the version that the caller saw. */
export interface AskedTask {
  id: string;
  version?: number;
}

/** One row at least cannot be changed, and so none was. */
export class TasksRefused extends ConflictError {
  readonly rows: readonly TaskBulkRow[];

  constructor(rows: readonly TaskBulkRow[]) {
    const refused = rows.filter(({ outcome }) => outcome !== 'ready');
    super(
      `tasks: ${refused.length} of ${rows.length} cannot be changed so; nothing was changed`,
    );
    this.rows = rows;
  }
}

/** Takes back what a transaction has stored so far. */
class Rolled extends Error {
  readonly rows: readonly TaskBulkRow[];

  constructor(rows: readonly TaskBulkRow[]) {
    super('Nothing was changed');
    this.rows = rows;
  }
}

const REFUSED: readonly TaskBulkRow['outcome'][] = [
  'conflict',
  'forbidden',
  'notFound',
  'invalid',
];
const isRefused = ({ outcome }: TaskBulkRow) => REFUSED.includes(outcome);

interface Decided {
  row: TaskBulkRow;
  change?: { task: DbTaskRow; change: TaskChange };
}

/** What people decide about tasks: stored whole, with its trace, or not at all. */
export class TaskChanger {
  readonly #options: TaskChangerOptions;

  static create(options: TaskChangerOptions) {
    return new TaskChanger(options);
  }

  private constructor(options: TaskChangerOptions) {
    this.#options = options;
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
    const { version, ...update } = await this.#parsed(body);
    const [row] = await this.#apply([{ id, version }], update, caller);
    if (row.outcome === 'notFound') {
      throw new NotFoundError(`There is no task "${id}"`);
    }
    if (row.outcome === 'conflict') throw new ConflictError(row.message);
    if (row.outcome === 'invalid') {
      const [field, ...problem] = (row.message ?? '').split(': ');
      throw fieldError(field, problem.join(': '));
    }
  }

  /**
   * The same change for all of these tasks. Throws TasksRefused where one of
   * them cannot be changed, and then none is.
   *
   * @param mayNot - why the caller may not change a task, if so
   */
  async updateAll(
    asked: readonly AskedTask[],
    body: unknown,
    caller: { userRef?: string },
    mayNot: (
      id: string,
    ) => Promise<Pick<TaskBulkRow, 'outcome' | 'message'> | undefined>,
  ): Promise<TaskBulkRow[]> {
    const twice = asked.find(
      ({ id }, index) => asked.findIndex(other => other.id === id) !== index,
    );
    if (twice) throw fieldError('tasks', `"${twice.id}" is named twice`);
    const update = await this.#parsed(body);
    const forbidden = new Map<string, TaskBulkRow>();
    for (const { id } of asked) {
      const refusal = await mayNot(id);
      if (refusal) forbidden.set(id, { id, ...refusal });
    }
    const rows = await this.#apply(asked, update, caller, forbidden);
    if (rows.some(isRefused)) throw new TasksRefused(rows);
    return rows;
  }

  async comment(
    id: string,
    text: string,
    caller: { userRef?: string },
  ): Promise<void> {
    const { knex } = this.#options;
    const message = text.trim();
    if (message === '') throw fieldError('text', 'must not be empty');
    await knex('task_events').insert({
      task_id: id,
      at: this.#at(),
      type: 'comment',
      actor: caller.userRef ?? null,
      message,
    });
  }

  async #parsed(body: unknown): Promise<ParsedTaskUpdate> {
    const update = parseTaskUpdate(body);
    const { assignee } = update;
    if (assignee && !(await this.#options.entityExists(assignee))) {
      throw fieldError('assignee', `the catalog has no ${assignee}`);
    }
    return update;
  }

  /** Decides every row, and stores them all if none of them is refused. */
  async #apply(
    asked: readonly AskedTask[],
    update: ParsedTaskUpdate,
    caller: { userRef?: string },
    forbidden: ReadonlyMap<string, TaskBulkRow> = new Map(),
  ): Promise<TaskBulkRow[]> {
    const at = this.#at();
    return this.#options.knex
      .transaction(async tx => {
        await lockWrites(tx);
        const decided: Decided[] = [];
        for (const one of asked) {
          const refusal = forbidden.get(one.id);
          decided.push(
            refusal
              ? { row: refusal }
              : await this.#decide(tx, one, update, { at, ...caller }),
          );
        }
        if (decided.some(({ row }) => isRefused(row))) {
          return decided.map(({ row }) => row);
        }
        for (const { change } of decided) if (change) await store(tx, change);
        if (update.place !== undefined) {
          const refused = await this.#replan(tx, decided, update.place, at);
          // Thrown, so that what was stored above is not.
          if (refused.some(isRefused)) throw new Rolled(refused);
        }
        return decided.map(({ row }) =>
          row.outcome === 'ready'
            ? { ...row, outcome: 'changed' as const }
            : row,
        );
      })
      .catch(error => {
        if (error instanceof Rolled) return [...error.rows];
        throw error;
      });
  }

  async #decide(
    tx: Knex,
    { id, version }: AskedTask,
    update: ParsedTaskUpdate,
    caller: { at: string; userRef?: string },
  ): Promise<Decided> {
    const tasks = DatabaseTaskStore.create({ knex: tx });
    const task = await tasks.get(id);
    if (!task) {
      return {
        row: { id, outcome: 'notFound', message: `There is no task "${id}"` },
      };
    }
    if (version !== undefined && version !== task.version) {
      return {
        row: {
          id,
          outcome: 'conflict',
          version: task.version,
          message: `version: the task was changed meanwhile, it is at version ${task.version}`,
        },
      };
    }
    try {
      const change = taskChange(task, update, {
        at: caller.at,
        actor: caller.userRef,
        earliestDue: await tasks.earliestDue(id),
      });
      return change.events.length === 0
        ? { row: { id, outcome: 'unchanged', version: task.version } }
        : {
            row: { id, outcome: 'ready', version: task.version + 1 },
            change: { task, change },
          };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { row: { id, outcome: 'invalid', message: error.message } };
    }
  }

  /** The plan with the tasks where they were put; refuses what cannot stand there. */
  async #replan(
    tx: Knex,
    decided: readonly Decided[],
    place: ParsedTaskUpdate['place'],
    at: string,
  ): Promise<TaskBulkRow[]> {
    const tasks = new Map(
      decided.flatMap(({ change }) =>
        change ? [[change.task.id, change.task] as const] : [],
      ),
    );
    const plan = await replan(tx, this.#options, at, new Set(tasks.keys()));
    return decided.map(({ row }) => {
      const problem = misplaced(plan, tasks.get(row.id), place);
      return problem
        ? { id: row.id, outcome: 'invalid', message: `place: ${problem}` }
        : row;
    });
  }

  #at(): string {
    return DateTime.fromMillis(this.#options.now(), {
      zone: 'utc',
    }).toISO() as string;
  }
}

/** Why a task does not stand where it was put. */
export function misplaced(
  plan: Replanned,
  task: Pick<DbTaskRow, 'key'> | undefined,
  place: ParsedTaskUpdate['place'],
): string | undefined {
  const placed = task && plan.placed.get(task.key);
  if (!placed || !place) return undefined;
  const there = slotText(placed.placement);
  return there === slotText(place)
    ? undefined
    : `it cannot stand in ${slotText(place)}, but in ${there}: ${
        placed.because
      }`;
}

async function store(
  tx: Knex,
  { task, change }: { task: DbTaskRow; change: TaskChange },
): Promise<void> {
  await tx<DbTaskRow>('tasks')
    .where({ id: task.id })
    .update({ ...change.row, version: task.version + 1 });
  await insertAll(
    tx,
    'task_events',
    change.events.map(event => ({ ...event, task_id: task.id })),
  );
}
