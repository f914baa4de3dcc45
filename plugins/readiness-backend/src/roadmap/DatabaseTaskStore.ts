import type { Knex } from 'knex';
import { fromJson, inList } from '../database/rows';
import type {
  DbFindingRow,
  DbTaskEventRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import type {
  CountedTask,
  TaskFilter,
  TaskStore,
  Visibility,
} from './TaskStore';

/** Narrows a query over findings to those of entities that may be seen. */
export function restrictToVisible(
  knex: Knex,
  query: Knex.QueryBuilder,
  { entities, unowned }: Visibility,
): void {
  query.where(where => {
    if (entities) {
      where.where(inList(knex, 'findings.entity_ref', entities));
    } else {
      where.whereNotNull('findings.entity_ref');
    }
    if (unowned) where.orWhereNull('findings.entity_ref');
  });
}

export class DatabaseTaskStore implements TaskStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new DatabaseTaskStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(filter: TaskFilter): Promise<CountedTask[]> {
    const query = this.#knex<DbTaskRow>('tasks').select();
    const { owner, cluster, visible } = filter;
    if (owner !== undefined) query.where({ owner });
    if (visible) this.#restrict(query, visible);
    const tasks = await query;
    return this.#counted(
      tasks.filter(
        task =>
          cluster === undefined ||
          fromJson<string[]>(task.clusters).includes(cluster),
      ),
    );
  }

  async get(id: string): Promise<CountedTask | undefined> {
    const tasks = await this.#knex<DbTaskRow>('tasks').where({ id }).select();
    const [task] = await this.#counted(tasks);
    return task;
  }

  async history(id: string): Promise<DbTaskEventRow[]> {
    return this.#knex<DbTaskEventRow>('task_events')
      .where({ task_id: id })
      .orderBy([{ column: 'at' }, { column: 'id' }])
      .select();
  }

  async findingIds(id: string): Promise<string[]> {
    return this.#knex<DbTaskFindingRow>('task_findings')
      .where({ task_id: id })
      .orderBy('finding_id')
      .pluck('finding_id');
  }

  async entitiesOf(id: string): Promise<string[]> {
    return this.#linked()
      .where('task_findings.task_id', id)
      .whereNotNull('findings.entity_ref')
      .distinct('findings.entity_ref')
      .orderBy('findings.entity_ref')
      .pluck('findings.entity_ref');
  }

  async earliestDue(id: string): Promise<string | null> {
    const row: { due: string | null } | undefined = await this.#linked()
      .where('task_findings.task_id', id)
      .whereNull('findings.closed_at')
      .where('findings.disputed', false)
      .min({ due: 'findings.due_at' })
      .first();
    return row?.due ?? null;
  }

  async movesSince(at: string): Promise<DbTaskEventRow[]> {
    return this.#knex<DbTaskEventRow>('task_events')
      .whereIn('type', ['moved', 'placed'])
      .where('at', '>=', at)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .select();
  }

  #linked(): Knex.QueryBuilder {
    return this.#knex('task_findings').join(
      'findings',
      'findings.id',
      'task_findings.finding_id',
    );
  }

  #restrict(query: Knex.QueryBuilder, visible: Visibility): void {
    const findings = this.#linked().whereRaw('?? = ??', [
      'task_findings.task_id',
      'tasks.id',
    ]);
    restrictToVisible(this.#knex, findings, visible);
    query.where(where => {
      where.whereExists(findings.select('task_findings.task_id'));
      // Namespaces without an owner: a task about no finding.
      if (visible.unowned) {
        where.orWhereNotExists(
          this.#knex('task_findings')
            .whereRaw('?? = ??', ['task_findings.task_id', 'tasks.id'])
            .select('task_findings.task_id'),
        );
      }
    });
  }

  async #counted(tasks: readonly DbTaskRow[]): Promise<CountedTask[]> {
    const links: (DbTaskFindingRow & Pick<DbFindingRow, 'closed_at'>)[] =
      await this.#linked()
        .where(
          inList(
            this.#knex,
            'task_findings.task_id',
            tasks.map(({ id }) => id),
          ),
        )
        .select('task_findings.task_id', 'findings.closed_at');
    const all = new Map<string, number>();
    const open = new Map<string, number>();
    for (const { task_id: id, closed_at: closed } of links) {
      all.set(id, (all.get(id) ?? 0) + 1);
      if (closed === null) open.set(id, (open.get(id) ?? 0) + 1);
    }
    return tasks.map(task => ({
      ...task,
      findings: open.get(task.id) ?? all.get(task.id) ?? 0,
    }));
  }
}
