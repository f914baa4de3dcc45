import { randomUUID } from 'node:crypto';
import {
  draftTasks,
  planChanges,
  planTasks,
  type PlacedTask,
  type PlanChange,
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
import {
  flappingFindings,
  heldFindings,
  unownedNamespaces,
} from './draftInput';
import { plannedFindings } from './plannedFindings';
import { dueOf, plannedRow } from './plannedRow';
import { findingsOf, settleTasks, type Settled } from './settleTasks';
import {
  isClosed,
  isPlanned,
  movedText,
  planOptions,
  stateOfPlaced,
  stateOfRow,
  type PlanningConfig,
} from './storedPlan';
import { observedDelta, predictedDelta } from './taskDeltas';

export interface WriteRoadmapOptions extends PlanningConfig {
  /** ISO time of the scan. */
  at: string;
  clusterUid: string;
  scores: ScoreWrite;
  usedStageHours: number;
}

const signed = (delta: number) => `${delta < 0 ? '' : '+'}${delta}`;

/** Its fix was observed and had to hold; nobody set that status by hand. */
const isSettling = (task: DbTaskRow) =>
  task.status === 'awaiting_verification' && task.observed_delta !== null;

/** The status of a task that has open findings. */
function statusWhenOpen(task: DbTaskRow): TaskStatus {
  if (isClosed(task) || isSettling(task)) return 'reopened';
  return task.status === 'waived' ? 'open' : task.status;
}

/** Since when somebody has to act on the finding that is due first. */
function clockOf(findings: readonly DbFindingRow[]): string | null {
  const [first] = findings
    .filter(row => row.due_at !== null && !row.disputed)
    .sort((a, b) => ((a.due_at ?? '') < (b.due_at ?? '') ? -1 : 1));
  return first ? first.reopened_at ?? first.first_seen_at : null;
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
  readonly #now: number;

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
    // By the day: what is overdue grows daily, not with every scan.
    this.#now = DateTime.fromISO(options.at, { zone: 'utc' })
      .startOf('day')
      .toMillis();
  }

  async write(): Promise<void> {
    const stored = await this.#tx<DbTaskRow>('tasks').select();
    const placed = await this.#plan(stored);
    const byKey = new Map(stored.map(task => [task.key, task]));
    const ids = new Map(
      placed.map(({ key }) => [key, byKey.get(key)?.id ?? randomUUID()]),
    );
    const findings = new Map(this.#open.map(row => [row.id, row]));
    const moves = this.#moves(stored, placed);
    for (const task of placed) {
      const rows = task.findings.flatMap(id => findings.get(id) ?? []);
      const before = byKey.get(task.key);
      if (before) {
        await this.#update(before, task, rows, ids, moves.get(task.key));
      } else await this.#insert(task, rows, ids);
    }
    const drafted = new Set(placed.map(({ key }) => key));
    const closing = stored.filter(
      task => !drafted.has(task.key) && !isClosed(task),
    );
    const reached = await findingsOf(
      this.#tx,
      closing.filter(task => task.quality === 0.5).map(({ id }) => id),
    );
    await this.#link(placed, ids);
    const { at, clusterUid, usedStageHours } = this.#options;
    for (const settled of await settleTasks(this.#tx, {
      tasks: closing,
      reached,
      at,
      clusterUid,
      usedStageHours,
    })) {
      await this.#settle(settled);
    }
    await insertAll(this.#tx, 'task_events', this.#events);
  }

  async #plan(stored: readonly DbTaskRow[]): Promise<PlacedTask[]> {
    const { at, platformOwner } = this.#options;
    const tx = this.#tx;
    const due = new Map(
      stored
        .filter(task => task.due_set && task.due_at !== null)
        .map(task => [
          task.key,
          DateTime.fromISO(task.due_at as string).toMillis(),
        ]),
    );
    const findings = plannedFindings(
      this.#open,
      await flappingFindings(tx, this.#open, at),
    );
    const drafts = draftTasks(findings, this.#now, {
      platformOwner,
      unowned: await unownedNamespaces(tx, this.#open),
      held: await heldFindings(tx, stored),
    });
    return planTasks(
      drafts.map(draft => ({
        ...draft,
        dueAt: due.get(draft.key) ?? draft.dueAt,
      })),
      planOptions(stored, this.#options, at),
    );
  }

  /** What stands elsewhere than in the plan before, and why. */
  #moves(
    stored: readonly DbTaskRow[],
    placed: readonly PlacedTask[],
  ): ReadonlyMap<string, PlanChange> {
    const keyOf = new Map(stored.map(({ id, key }) => [id, key]));
    const before = stored
      .filter(isPlanned)
      .map(task => stateOfRow(task, keyOf));
    return new Map(
      planChanges(before, placed.map(stateOfPlaced)).map(move => [
        move.key,
        move,
      ]),
    );
  }

  #predicted(
    { quality }: PlacedTask,
    findings: readonly DbFindingRow[],
  ): number | undefined {
    const { scores, clusterUid } = this.#options;
    const open = this.#open;
    return predictedDelta(findings, { open, scores, clusterUid, quality });
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
      clock_at: clockOf(findings),
      predicted_delta: nullable(this.#predicted(placed, findings)),
      created_at: this.#options.at,
      version: 1,
    });
    const count =
      findings.length === 1 ? '1 finding' : `${findings.length} findings`;
    this.#event(
      id,
      'created',
      findings.length === 0
        ? `${placed.because}.`
        : `${count}. ${placed.because}.`,
    );
  }

  async #update(
    task: DbTaskRow,
    placed: PlacedTask,
    findings: readonly DbFindingRow[],
    ids: ReadonlyMap<string, string>,
    move: PlanChange | undefined,
  ): Promise<void> {
    const predicted = this.#predicted(placed, findings);
    const status = statusWhenOpen(task);
    const planned = plannedRow(placed, ids);
    const wanted: Partial<DbTaskRow> = {
      ...planned,
      clock_at: clockOf(findings),
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
    } else if (move) {
      this.#event(task.id, 'moved', movedText(move));
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

  async #settle({ task, status, text, improved }: Settled): Promise<void> {
    const { at, scores, clusterUid } = this.#options;
    const isFixed = status === 'verified' || status === 'awaiting_verification';
    // The scan that saw the last fix says what it was worth; later ones do not.
    const observed =
      isFixed && task.observed_delta === null
        ? observedDelta(improved, scores, clusterUid)
        : undefined;
    const wanted: Partial<DbTaskRow> = {
      status,
      // Nothing of it is left to do.
      slices: '[]',
      depends_on: '[]',
      wanted_week: null,
      wanted_at: null,
      ...(observed !== undefined && { observed_delta: observed }),
      ...(isClosed({ status }) && { closed_at: at }),
    };
    if (!differs(task, wanted)) return;
    await this.#store(task, wanted);
    if (status === task.status) return;
    const delta = observed ?? task.observed_delta;
    this.#event(
      task.id,
      status,
      isFixed && delta !== null
        ? `${text} Score ${signed(delta)}, predicted ${signed(
            task.predicted_delta ?? 0,
          )}.`
        : text,
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
