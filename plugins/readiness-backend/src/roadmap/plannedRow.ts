import type {
  PlacedTask,
  TaskSlot,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { toJson } from '../database/rows';
import type { DbTaskRow } from '../database/tables';

/** What the planner decides about a task; the rest of the row belongs to people. */
export function plannedRow(
  placed: PlacedTask,
  ids: ReadonlyMap<string, string>,
) {
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
    slices: toJson(placed.slices),
    because: placed.because,
    capacity_conflict: placed.capacityConflict,
    depends_on: toJson(
      placed.dependsOn.flatMap(key => ids.get(key) ?? []).sort(),
    ),
    clusters: toJson(placed.clusters),
  } satisfies Partial<DbTaskRow>;
}

/** When it is due by its findings, ISO; `null` for never. */
export function dueOf(placed: PlacedTask): string | null {
  return placed.dueAt === undefined
    ? null
    : DateTime.fromMillis(placed.dueAt, { zone: 'utc' }).toISO();
}

export function slotOf(task: Pick<DbTaskRow, 'slot' | 'week'>): TaskSlot {
  return task.slot === 'week'
    ? { slot: 'week', week: task.week as 1 | 2 | 3 | 4 }
    : { slot: task.slot };
}

/** The slot in words. */
export function placeOf(task: Pick<DbTaskRow, 'slot' | 'week'>): string {
  return task.slot === 'week' ? `week ${task.week}` : task.slot;
}
