import {
  planChanges,
  type PlacedTask,
  type PlanChange,
} from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { differs, insertAll } from '../database/rows';
import type { DbTaskEventRow, DbTaskRow } from '../database/tables';
import { placementRow } from './plannedRow';
import {
  isPlanned,
  movedText,
  planStored,
  stateOfPlaced,
  stateOfRow,
  type PlanningConfig,
} from './storedPlan';

export interface Replanned {
  placed: ReadonlyMap<string, PlacedTask>;
  changes: readonly PlanChange[];
}

/** The plan that would be, beside the one that is. Nothing is stored. */
export function replanned(
  before: readonly DbTaskRow[],
  after: readonly DbTaskRow[],
  config: PlanningConfig,
  at: string,
): Replanned {
  const keyOf = new Map(before.map(({ id, key }) => [id, key]));
  const placed = planStored(after, config, at);
  return {
    placed: new Map(placed.map(task => [task.key, task])),
    changes: planChanges(
      before.filter(isPlanned).map(task => stateOfRow(task, keyOf)),
      placed.map(stateOfPlaced),
    ),
  };
}

/**
 * Plans the stored tasks again after people moved some, in their transaction,
 * and says of every other task that moved why.
 *
 * @param moved - ids of the tasks whose move is told already
 */
export async function replan(
  tx: Knex,
  config: PlanningConfig,
  at: string,
  moved: ReadonlySet<string>,
): Promise<Replanned> {
  const stored = await tx<DbTaskRow>('tasks').select();
  const plan = replanned(stored, stored, config, at);
  const events: DbTaskEventRow[] = [];
  const changes = new Map(plan.changes.map(change => [change.key, change]));
  for (const task of stored) {
    const placed = plan.placed.get(task.key);
    if (!placed) continue;
    const row = placementRow(placed);
    if (differs(task, row)) {
      await tx<DbTaskRow>('tasks').where({ id: task.id }).update(row);
    }
    const change = changes.get(task.key);
    if (change && !moved.has(task.id)) {
      events.push({
        task_id: task.id,
        at,
        type: 'moved',
        actor: null,
        message: movedText(change),
      });
    }
  }
  await insertAll(tx, 'task_events', events);
  return plan;
}
