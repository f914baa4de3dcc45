import { randomUUID } from 'node:crypto';
import {
  draftTasks,
  planTasks,
  type PlacedTask,
  type TaskSlot,
  type TaskStatus,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  differs,
  insertAll,
  nullable,
  selectWhereIn,
  toJson,
} from '../database/rows';
import type {
  DbFindingRow,
  DbTaskEventRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import type { ScoreWrite } from '../register/ScoreKeeper';
import { plannedFinding } from './plannedFindings';
import { observedDelta, predictedDelta } from './taskDeltas';
import { taskOutcome } from './taskOutcome';

export interface WriteRoadmapOptions {
  at: string;
  clusterUid: string;
  scores: ScoreWrite;
  platformOwner: string;
  capacity: {
    defaultDays: number;
    platformDays: number;
    wipLimit: number;
    owners: Readonly<Record<string, number>>;
  };
  usedStageHours: number;
}

const CLOSED: readonly TaskStatus[] = ['verified', 'subject_removed'];
const isClosed = (task: DbTaskRow) => CLOSED.includes(task.status);

function slotOf(task: DbTaskRow): TaskSlot {
  return task.slot === 'week'
    ? { slot: 'week', week: task.week as 1 | 2 | 3 | 4 }
    : { slot: task.slot };
}

/** What the planner decides about a task; the rest of the row belongs to people. */
function plannedRow(
  placed: PlacedTask,
  ids: ReadonlyMap<string, string>,
): Partial<DbTaskRow> {
  const { placement } = placed;
  return {
    fix_key: placed.fixKey,
    fix_root: toJson(placed.fixRoot),
    title: placed.title,
    owner: placed.owner,
    severity: placed.severity,
    effort_days: placed.effortDays,
    risk: placed.risk,
    priority: placed.priority,
    slot: placement.slot,
    week: placement.slot === 'week' ? placement.week : null,
    because: placed.because,
    capacity_conflict: placed.capacityConflict,
    depends_on: toJson(
      placed.dependsOn.flatMap(key => ids.get(key) ?? []).sort(),
    ),
    clusters: toJson(placed.clusters),
  };
}

function dueOf(placed: PlacedTask): string | null {
  return placed.dueAt === undefined
    ? null
    : (DateTime.fromMillis(placed.dueAt, { zone: 'utc' }).toISO() as string);
}

/** Drafts, places and stores the tasks of all open findings. */
class RoadmapWriter {
  readonly #tx: Knex;
  readonly #options: WriteRoadmapOptions;
  readonly #events: DbTaskEventRow[] = [];

  constructor(tx: Knex, options: WriteRoadmapOptions) {
    this.#tx = tx;
    this.#options = options;
  }

  async write(): Promise<void> {
    const open = await this.#tx<DbFindingRow>('findings')
      .whereNull('closed_at')
      .select();
    const stored = await this.#tx<DbTaskRow>('tasks').select();
    const placed = this.#plan(open, stored);
    const byKey = new Map(stored.map(task => [task.key, task]));
    const ids = new Map(
      placed.map(({ key }) => [key, byKey.get(key)?.id ?? randomUUID()]),
    );
    const findings = new Map(open.map(row => [row.id, row]));

    for (const task of placed) {
      const rows = task.findings.map(id => findings.get(id)!);
      const before = byKey.get(task.key);
      if (before) await this.#update(before, task, rows, ids);
      else await this.#insert(task, rows, ids);
    }
    await this.#link(placed, ids);
    const drafted = new Set(placed.map(({ key }) => key));
    for (const task of stored) {
      if (!drafted.has(task.key) && !isClosed(task)) await this.#close(task);
    }
    await insertAll(this.#tx, 'task_events', this.#events);
  }

  #plan(
    open: readonly DbFindingRow[],
    stored: readonly DbTaskRow[],
  ): PlacedTask[] {
    const { at, capacity, platformOwner } = this.#options;
    const now = DateTime.fromISO(at).toMillis();
    const pinned = stored.filter(task => task.status === 'in_progress');
    return planTasks(draftTasks(open.map(plannedFinding), now), {
      now,
      capacity: { default: capacity.defaultDays, ...capacity.owners },
      platformOwner,
      platformCapacity: capacity.platformDays,
      wipLimit: capacity.wipLimit,
      pinned: Object.fromEntries(pinned.map(t => [t.key, slotOf(t)])),
      verified: stored.filter(t => t.status === 'verified').map(t => t.key),
    });
  }

  async #insert(
    placed: PlacedTask,
    findings: readonly DbFindingRow[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { at, scores, clusterUid } = this.#options;
    const id = ids.get(placed.key)!;
    await this.#tx('tasks').insert({
      id,
      key: placed.key,
      ...plannedRow(placed, ids),
      status: 'open',
      due_at: dueOf(placed),
      due_set: false,
      predicted_delta: nullable(predictedDelta(findings, scores, clusterUid)),
      created_at: at,
      version: 1,
    });
    this.#event(id, 'created', `${placed.findings.length} findings.`);
  }

  async #update(
    task: DbTaskRow,
    placed: PlacedTask,
    findings: readonly DbFindingRow[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { scores, clusterUid } = this.#options;
    const predicted = predictedDelta(findings, scores, clusterUid);
    const wanted: Partial<DbTaskRow> = {
      ...plannedRow(placed, ids),
      ...(!task.due_set && { due_at: dueOf(placed) }),
      ...(predicted !== undefined && { predicted_delta: predicted }),
    };
    if (isClosed(task)) {
      Object.assign(wanted, {
        status: task.status === 'verified' ? 'reopened' : 'open',
        closed_at: null,
        observed_delta: null,
        version: task.version + 1,
      });
      this.#event(task.id, 'reopened', 'Findings of it are open again.');
    } else if (task.slot !== wanted.slot || task.week !== wanted.week) {
      this.#event(
        task.id,
        'moved',
        `From ${place(task)} to ${place(wanted)}: ${placed.because}`,
      );
    }
    if (differs(task, wanted)) {
      await this.#tx<DbTaskRow>('tasks').where({ id: task.id }).update(wanted);
    }
  }

  /** Links open findings to their tasks; closed ones stay where they were. */
  async #link(
    placed: readonly PlacedTask[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const wanted = new Map(
      placed.flatMap(task =>
        task.findings.map(finding => [finding, ids.get(task.key)!] as const),
      ),
    );
    const links = await selectWhereIn<DbTaskFindingRow>(
      this.#tx,
      'task_findings',
      'finding_id',
      [...wanted.keys()],
    );
    for (const link of links) {
      if (wanted.get(link.finding_id) === link.task_id) {
        wanted.delete(link.finding_id);
      } else {
        await this.#tx<DbTaskFindingRow>('task_findings').where(link).delete();
      }
    }
    await insertAll(
      this.#tx,
      'task_findings',
      [...wanted].map(([finding, task]) => ({
        task_id: task,
        finding_id: finding,
      })),
    );
  }

  async #close(task: DbTaskRow): Promise<void> {
    const { at, scores, clusterUid, usedStageHours } = this.#options;
    const links = await this.#tx<DbTaskFindingRow>('task_findings')
      .where({ task_id: task.id })
      .pluck('finding_id');
    const findings = await selectWhereIn<DbFindingRow>(
      this.#tx,
      'findings',
      'id',
      links,
    );
    const status = taskOutcome(findings, at, usedStageHours);
    const first = task.observed_delta === null;
    const wanted: Partial<DbTaskRow> = {
      status,
      ...(status !== 'subject_removed' &&
        first && {
          observed_delta: nullable(observedDelta(findings, scores, clusterUid)),
        }),
      ...(status !== 'awaiting_verification' && { closed_at: at }),
    };
    if (!differs(task, wanted)) return;
    await this.#tx<DbTaskRow>('tasks')
      .where({ id: task.id })
      .update({ ...wanted, version: task.version + 1 });
    this.#event(task.id, status, OUTCOME_TEXT[status]);
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

const OUTCOME_TEXT = {
  verified: 'A scan observed the fix of every finding.',
  awaiting_verification:
    'A scan observed the fix; it has to hold before it is verified.',
  subject_removed: 'What it was about is gone or no longer applies.',
};

function place(task: Pick<Partial<DbTaskRow>, 'slot' | 'week'>): string {
  return task.slot === 'week' ? `week ${task.week}` : `${task.slot}`;
}

/**
 * Brings the roadmap in line with the register, in the transaction of the
 * scan. Status, assignee, note and a due date that people set are theirs.
 */
export async function writeRoadmap(
  tx: Knex,
  options: WriteRoadmapOptions,
): Promise<void> {
  await new RoadmapWriter(tx, options).write();
}
