import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { fromJson, selectWhereIn } from '../database/rows';
import type {
  DbClusterRow,
  DbFindingRow,
  DbSubjectRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import { taskOutcome, type TaskOutcome } from './taskOutcome';

/** What a scan makes of a task that no open finding needs any more. */
export interface Settled {
  task: DbTaskRow;
  status: TaskOutcome;
  text: string;
  /** Findings that a scan saw fixed, or fail no longer. */
  improved: readonly DbFindingRow[];
}

export const OUTCOME_TEXT: Readonly<Record<TaskOutcome, string>> = {
  verified: 'A scan observed the fix.',
  awaiting_verification:
    'A scan observed the fix; it has to hold before it is verified.',
  waived: 'What is left of it is waived.',
  subject_removed:
    'What it was about is gone, is observed only, or belongs to another task.',
};

const NEW_OWNER = 'A scan found an owner.';

/** An owner task is done once the namespace is there and no longer unowned. */
async function ownerOutcome(tx: Knex, task: DbTaskRow): Promise<Settled> {
  const { key } = fromJson<{ key: string }>(task.fix_root);
  const subject = parseSubjectKey(key);
  const lives = await tx<DbSubjectRow>('subjects')
    .where({
      type: 'workload',
      cluster_uid: subject?.cluster ?? '',
      namespace: subject?.namespace ?? '',
    })
    .whereNull('removed_at')
    .first('key');
  const status: TaskOutcome = lives ? 'verified' : 'subject_removed';
  return {
    task,
    status,
    text: lives ? NEW_OWNER : OUTCOME_TEXT.subject_removed,
    improved: [],
  };
}

/** A lever of half quality is done when what it reached no longer fails. */
function leverOutcome(
  task: DbTaskRow,
  reached: readonly DbFindingRow[],
): Settled | undefined {
  const mitigated = reached.filter(
    row => row.closed_at === null && row.state === 'warn',
  );
  const acted =
    mitigated.length > 0 &&
    reached.every(row => row.closed_at !== null || row.state === 'warn');
  if (!acted) return undefined;
  return {
    task,
    status: 'verified',
    text: `A scan observed it. ${mitigated.length} findings stay open as warnings.`,
    improved: reached,
  };
}

export interface SettleInput {
  /** Tasks without a finding that needs somebody. */
  tasks: readonly DbTaskRow[];
  /** The findings of these tasks before they were regrouped. */
  reached: ReadonlyMap<string, readonly DbFindingRow[]>;
  /** ISO time of the scan. */
  at: string;
  /** The cluster that it looked at. */
  clusterUid: string;
  usedStageHours: number;
}

/** When each cluster was looked at last, this scan included. */
async function lastScans(
  tx: Knex,
  { at, clusterUid }: SettleInput,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<DbClusterRow>('clusters')
    .whereNotNull('uid')
    .whereNotNull('last_whole_scan_at')
    .select('uid', 'last_whole_scan_at');
  return new Map([
    ...rows.map(
      row => [row.uid as string, row.last_whole_scan_at as string] as const,
    ),
    [clusterUid, at] as const,
  ]);
}

/** The findings of tasks, by task id. */
export async function findingsOf(
  tx: Knex,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DbFindingRow[]>> {
  const links = await selectWhereIn<DbTaskFindingRow>(
    tx,
    'task_findings',
    'task_id',
    taskIds,
  );
  const findings = await selectWhereIn<DbFindingRow>(tx, 'findings', 'id', [
    ...new Set(links.map(link => link.finding_id)),
  ]);
  const byId = new Map(findings.map(row => [row.id, row]));
  const byTask = new Map<string, DbFindingRow[]>();
  for (const link of links) {
    const row = byId.get(link.finding_id);
    const own = byTask.get(link.task_id) ?? [];
    byTask.set(link.task_id, own);
    if (row) own.push(row);
  }
  return byTask;
}

/** What becomes of tasks that nobody has to work on: only a scan says so. */
export async function settleTasks(
  tx: Knex,
  input: SettleInput,
): Promise<Settled[]> {
  const { usedStageHours } = input;
  const looks = { lastScans: await lastScans(tx, input), usedStageHours };
  const own = await findingsOf(
    tx,
    input.tasks.map(({ id }) => id),
  );
  const settled: Settled[] = [];
  for (const task of input.tasks) {
    const findings = own.get(task.id) ?? [];
    if (task.fix_key === 'assign-owner' && findings.length === 0) {
      settled.push(await ownerOutcome(tx, task));
      continue;
    }
    const lever =
      task.quality === 0.5
        ? leverOutcome(task, input.reached.get(task.id) ?? [])
        : undefined;
    if (lever) {
      settled.push(lever);
      continue;
    }
    const status = taskOutcome(findings, looks);
    settled.push({
      task,
      status,
      text: OUTCOME_TEXT[status],
      improved: findings.filter(row => row.close_reason === 'fixed'),
    });
  }
  return settled;
}
