import { randomUUID } from 'node:crypto';
import {
  draftTasks,
  planTasks,
  type PlacedTask,
  type TaskStatus,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { differs, insertAll, nullable, selectWhereIn } from '../database/rows';
import type {
  DbFindingRow,
  DbTaskEventRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import type { ScoreWrite } from '../register/ScoreKeeper';
import { plannedFindings } from './plannedFindings';
import { dueOf, placeOf, plannedRow, slotOf } from './plannedRow';
import { observedDelta, predictedDelta } from './taskDeltas';
import { taskOutcome, type TaskOutcome } from './taskOutcome';

export interface WriteRoadmapOptions {
  /** ISO time of the scan. */
  at: string;
  clusterUid: string;
  scores: ScoreWrite;
  platformOwner: string;
  /** Person-days a week. */
  capacity: {
    defaultDays: number;
    platformDays: number;
    wipLimit: number;
    owners: Readonly<Record<string, number>>;
  };
  usedStageHours: number;
}

const CLOSED: readonly TaskStatus[] = ['verified', 'subject_removed'];
const OUTCOME_TEXT: Readonly<Record<TaskOutcome, string>> = {
  verified: 'A scan observed the fix.',
  awaiting_verification:
    'A scan observed the fix; it has to hold before it is verified.',
  waived: 'What is left of it is waived.',
  subject_removed:
    'What it was about is gone, is observed only, or belongs to another task.',
};

const isClosed = (task: DbTaskRow) => CLOSED.includes(task.status);

const signed = (delta: number) => `${delta < 0 ? '' : '+'}${delta}`;

/** Its fix was observed and had to hold; nobody set that status by hand. */
const isSettling = (task: DbTaskRow) =>
  task.status === 'awaiting_verification' && task.observed_delta !== null;

/** The status of a task that has open findings. */
function statusWhenOpen(task: DbTaskRow): TaskStatus {
  if (isClosed(task) || isSettling(task)) return 'reopened';
  return task.status === 'waived' ? 'open' : task.status;
}

/** What is observed only is nobody's task (decision D7). */
async function unlink(tx: Knex, findingIds: readonly string[]): Promise<void> {
  const links = await selectWhereIn<DbTaskFindingRow>(
    tx,
    'task_findings',
    'finding_id',
    findingIds,
  );
  for (const link of links) await tx('task_findings').where(link).delete();
}

/** Drafts, places and stores the tasks of all open findings. */
class RoadmapWriter {
  readonly #tx: Knex;
  readonly #options: WriteRoadmapOptions;
  readonly #open: readonly DbFindingRow[];
  readonly #events: DbTaskEventRow[] = [];

  static async create(tx: Knex, options: WriteRoadmapOptions) {
    const open = await tx<DbFindingRow>('findings')
      .whereNull('closed_at')
      .select();
    const observed = open.filter(row => row.mode === 'observe');
    await unlink(
      tx,
      observed.map(({ id }) => id),
    );
    // System namespaces are shown, but nobody is asked to work on them.
    return new RoadmapWriter(
      tx,
      options,
      open.filter(
        row => row.mode === 'enforce' && row.namespace_class !== 'system',
      ),
    );
  }

  private constructor(
    tx: Knex,
    options: WriteRoadmapOptions,
    open: readonly DbFindingRow[],
  ) {
    this.#tx = tx;
    this.#options = options;
    this.#open = open;
  }

  async write(): Promise<void> {
    const stored = await this.#tx<DbTaskRow>('tasks').select();
    const placed = this.#plan(stored);
    const byKey = new Map(stored.map(task => [task.key, task]));
    const ids = new Map(
      placed.map(({ key }) => [key, byKey.get(key)?.id ?? randomUUID()]),
    );
    const findings = new Map(this.#open.map(row => [row.id, row]));
    for (const task of placed) {
      const rows = task.findings.flatMap(id => findings.get(id) ?? []);
      const before = byKey.get(task.key);
      if (before) await this.#update(before, task, rows, ids);
      else await this.#insert(task, rows, ids);
    }
    await this.#link(placed, ids);
    const drafted = new Set(placed.map(({ key }) => key));
    await this.#close(
      stored.filter(task => !drafted.has(task.key) && !isClosed(task)),
    );
    await insertAll(this.#tx, 'task_events', this.#events);
  }

  #plan(stored: readonly DbTaskRow[]): PlacedTask[] {
    const { at, capacity, platformOwner } = this.#options;
    // By the day: what is overdue grows daily, not with every scan.
    const now = DateTime.fromISO(at, { zone: 'utc' }).startOf('day').toMillis();
    const due = new Map(
      stored
        .filter(task => task.due_set && task.due_at !== null)
        .map(task => [
          task.key,
          DateTime.fromISO(task.due_at as string).toMillis(),
        ]),
    );
    const drafts = draftTasks(plannedFindings(this.#open), now).map(draft => ({
      ...draft,
      dueAt: due.get(draft.key) ?? draft.dueAt,
    }));
    const pinned = stored.filter(task => task.status === 'in_progress');
    return planTasks(drafts, {
      now,
      capacity: { default: capacity.defaultDays, ...capacity.owners },
      platformOwner,
      platformCapacity: capacity.platformDays,
      wipLimit: capacity.wipLimit,
      pinned: Object.fromEntries(pinned.map(t => [t.key, slotOf(t)])),
      verified: stored.filter(t => t.status === 'verified').map(t => t.key),
    });
  }

  #predicted(findings: readonly DbFindingRow[]): number | undefined {
    const { scores, clusterUid } = this.#options;
    return predictedDelta(findings, this.#open, scores, clusterUid);
  }

  async #insert(
    placed: PlacedTask,
    findings: readonly DbFindingRow[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const id = ids.get(placed.key) as string;
    await this.#tx('tasks').insert({
      id,
      key: placed.key,
      ...plannedRow(placed, ids),
      status: 'open',
      due_at: dueOf(placed),
      due_set: false,
      predicted_delta: nullable(this.#predicted(findings)),
      created_at: this.#options.at,
      version: 1,
    });
    const count =
      findings.length === 1 ? '1 finding' : `${findings.length} findings`;
    this.#event(id, 'created', `${count}. ${placed.because}.`);
  }

  async #update(
    task: DbTaskRow,
    placed: PlacedTask,
    findings: readonly DbFindingRow[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const predicted = this.#predicted(findings);
    const status = statusWhenOpen(task);
    const planned = plannedRow(placed, ids);
    const wanted: Partial<DbTaskRow> = {
      ...planned,
      ...(!task.due_set && { due_at: dueOf(placed) }),
      ...(predicted !== undefined && { predicted_delta: predicted }),
      ...(status !== task.status && {
        status,
        closed_at: null,
        observed_delta: null,
      }),
    };
    if (!differs(task, wanted)) return;
    await this.#store(task, wanted);
    if (status !== task.status) {
      this.#event(
        task.id,
        status === 'reopened' ? 'reopened' : 'status',
        `From ${task.status} to ${status}: a scan sees findings of it.`,
      );
    } else if (placeOf(task) !== placeOf(planned)) {
      this.#event(
        task.id,
        'moved',
        `From ${placeOf(task)} to ${placeOf(planned)}: ${placed.because}.`,
      );
    }
    if (task.owner !== placed.owner) {
      this.#event(
        task.id,
        'transferred',
        `Owner from ${task.owner} to ${placed.owner}.`,
      );
    }
  }

  /** Links open findings to their tasks; closed ones stay where they were. */
  async #link(
    placed: readonly PlacedTask[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const wanted = new Map(
      placed.flatMap(task =>
        task.findings.map(
          finding => [finding, ids.get(task.key) as string] as const,
        ),
      ),
    );
    const links = await selectWhereIn<DbTaskFindingRow>(
      this.#tx,
      'task_findings',
      'finding_id',
      [...wanted.keys()],
    );
    const present = new Set<string>();
    for (const link of links) {
      const { task_id: taskId, finding_id: findingId } = link;
      if (wanted.get(findingId) === taskId) present.add(findingId);
      else await this.#tx('task_findings').where(link).delete();
    }
    await insertAll(
      this.#tx,
      'task_findings',
      [...wanted]
        .filter(([findingId]) => !present.has(findingId))
        .map(([findingId, taskId]) => ({
          task_id: taskId,
          finding_id: findingId,
        })),
    );
  }

  /** Tasks without a finding that needs somebody: only a scan says so. */
  async #close(tasks: readonly DbTaskRow[]): Promise<void> {
    const links = await selectWhereIn<DbTaskFindingRow>(
      this.#tx,
      'task_findings',
      'task_id',
      tasks.map(({ id }) => id),
    );
    const findings = await selectWhereIn<DbFindingRow>(
      this.#tx,
      'findings',
      'id',
      [...new Set(links.map(link => link.finding_id))],
    );
    const byId = new Map(findings.map(row => [row.id, row]));
    for (const task of tasks) {
      const own = links
        .filter(link => link.task_id === task.id)
        .flatMap(link => byId.get(link.finding_id) ?? []);
      await this.#settle(task, own);
    }
  }

  async #settle(
    task: DbTaskRow,
    findings: readonly DbFindingRow[],
  ): Promise<void> {
    const { at, scores, clusterUid, usedStageHours } = this.#options;
    const status = taskOutcome(findings, at, usedStageHours);
    const isFixed = status === 'verified' || status === 'awaiting_verification';
    // The scan that saw the last fix says what it was worth; later ones do not.
    const observed =
      isFixed && task.observed_delta === null
        ? observedDelta(
            findings.filter(row => row.close_reason === 'fixed'),
            scores,
            clusterUid,
          )
        : undefined;
    const wanted: Partial<DbTaskRow> = {
      status,
      // Nothing of it is left to do.
      slices: '[]',
      depends_on: '[]',
      ...(observed !== undefined && { observed_delta: observed }),
      ...(CLOSED.includes(status) && { closed_at: at }),
    };
    if (!differs(task, wanted)) return;
    await this.#store(task, wanted);
    if (status === task.status) return;
    const delta = observed ?? task.observed_delta;
    this.#event(
      task.id,
      status,
      isFixed && delta !== null
        ? `${OUTCOME_TEXT[status]} Score ${signed(delta)}, predicted ${signed(
            task.predicted_delta ?? 0,
          )}.`
        : OUTCOME_TEXT[status],
    );
  }

  /** What people could have on their screen is a new version; a new place is not. */
  async #store(task: DbTaskRow, wanted: Partial<DbTaskRow>): Promise<void> {
    const isNew = wanted.status !== undefined && wanted.status !== task.status;
    await this.#tx('tasks')
      .where({ id: task.id })
      .update({
        ...wanted,
        ...(isNew && { version: this.#tx.raw('?? + 1', ['version']) }),
      });
  }

  #event(taskId: string, type: string, message: string): void {
    this.#events.push({
      task_id: taskId,
      at: this.#options.at,
      type,
      actor: null,
      message,
    });
  }
}

/**
 * Brings the roadmap in line with the register, in the transaction of the
 * scan, whose writes follow one another. Status, assignee, note and a due date
 * that people set are theirs; a scan that changes nothing writes nothing.
 */
export async function writeRoadmap(
  tx: Knex,
  options: WriteRoadmapOptions,
): Promise<void> {
  const writer = await RoadmapWriter.create(tx, options);
  await writer.write();
}
