import type {
  PlacedTask,
  TaskSlot,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { toJson } from '../database/rows';
import type { DbTaskRow } from '../database/tables';

/** Where the planner puts a task. */
export function placementRow(placed: PlacedTask) {
  const { placement } = placed;
  return {
    priority: placed.priority,
    slot: placement.slot,
    week: placement.slot === 'week' ? placement.week : null,
    slices: toJson(placed.slices),
    because: placed.because,
    capacity_conflict: placed.capacityConflict,
  } satisfies Partial<DbTaskRow>;
}

/** What the planner decides about a task; the rest of the row belongs to people. */
export function plannedRow(
  placed: PlacedTask,
  ids: ReadonlyMap<string, string>,
) {
  return {
    fix_key: placed.fixKey,
    fix_root: toJson(placed.fixRoot),
    title: placed.title,
    owner: placed.owner,
    severity: placed.severity,
    effort_days: placed.effortDays,
    risk: placed.risk,
    ...placementRow(placed),
    depends_on: toJson(
      placed.dependsOn.flatMap(key => ids.get(key) ?? []).sort(),
    ),
    clusters: toJson(placed.clusters),
    quality: placed.quality ?? null,
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
