import {
  planTasks,
  slotText,
  type PlacedTask,
  type PlanChange,
  type PlanOptions,
  type PlanState,
  type TaskDraft,
  type TaskSlice,
  type TaskSlot,
  type TaskStatus,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import { fromJson } from '../database/rows';
import type { DbTaskRow } from '../database/tables';
import { slotOf } from './plannedRow';

/** What the roadmap is planned with. */
export interface PlanningConfig {
  platformOwner: string;
  /** Person-days a week. */
  capacity: {
    defaultDays: number;
    platformDays: number;
    wipLimit: number;
    owners: Readonly<Record<string, number>>;
  };
}

const CLOSED: readonly TaskStatus[] = ['verified', 'subject_removed'];
export const isClosed = (task: Pick<DbTaskRow, 'status'>) =>
  CLOSED.includes(task.status);

const ms = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' }).toMillis();

const NEXT = 5;
const LATER = 99;

/** A place as it is stored: weeks are counted from the day it was given. */
export function wantedWeek(slot: TaskSlot): number {
  if (slot.slot === 'week') return slot.week;
  return slot.slot === 'next' ? NEXT : LATER;
}

const PLACES: readonly (readonly [text: string, slot: TaskSlot])[] = [
  ...([1, 2, 3, 4] as const).map(
    week => [`week ${week}`, { slot: 'week', week }] as const,
  ),
  ['next', { slot: 'next' }],
  ['later', { slot: 'later' }],
];

/** A place by its name in the API. */
export const placeNamed = (text: string): TaskSlot | undefined =>
  PLACES.find(([name]) => name === text)?.[1];

/** Where a person put a task, seen from now: every week it comes a week closer. */
export function wantedSlot(
  task: Pick<DbTaskRow, 'wanted_week' | 'wanted_at'>,
  now: number,
): TaskSlot | undefined {
  if (task.wanted_week === null || task.wanted_at === null) return undefined;
  if (task.wanted_week >= LATER) return { slot: 'later' };
  // Plans begin with the day, and so before what is put in place on it.
  const passed = DateTime.fromMillis(now, { zone: 'utc' })
    .diff(DateTime.fromISO(task.wanted_at, { zone: 'utc' }), 'weeks')
    .as('weeks');
  const week = Math.max(1, task.wanted_week - Math.max(0, Math.floor(passed)));
  return week >= NEXT
    ? { slot: 'next' }
    : { slot: 'week', week: week as 1 | 2 | 3 | 4 };
}

/** The options of a plan over these tasks, by the day: what is overdue grows daily. */
export function planOptions(
  stored: readonly DbTaskRow[],
  { platformOwner, capacity }: PlanningConfig,
  at: string,
): PlanOptions {
  const now = DateTime.fromISO(at, { zone: 'utc' }).startOf('day').toMillis();
  const started = stored.filter(task => task.status === 'in_progress');
  return {
    now,
    capacity: { default: capacity.defaultDays, ...capacity.owners },
    platformOwner,
    platformCapacity: capacity.platformDays,
    wipLimit: capacity.wipLimit,
    // Who moves what is in progress means it.
    pinned: Object.fromEntries(
      started.map(t => [t.key, wantedSlot(t, now) ?? slotOf(t)]),
    ),
    wanted: Object.fromEntries(
      stored.flatMap(task => {
        const slot = wantedSlot(task, now);
        return slot && !isClosed(task) ? [[task.key, slot]] : [];
      }),
    ),
    verified: stored.filter(t => t.status === 'verified').map(t => t.key),
  };
}

/** What the differences between two plans are told from. */
export function stateOfRow(
  task: DbTaskRow,
  keyOf: ReadonlyMap<string, string>,
): PlanState {
  const lastWeek = fromJson<TaskSlice[]>(task.slices).at(-1)?.week;
  return {
    key: task.key,
    title: task.title,
    owner: task.owner,
    placement: slotOf(task),
    ...(lastWeek !== undefined && { lastWeek }),
    effortDays: task.effort_days,
    dependsOn: fromJson<string[]>(task.depends_on).flatMap(
      id => keyOf.get(id) ?? [],
    ),
    because: task.because,
  };
}

export function stateOfPlaced(task: PlacedTask): PlanState {
  const lastWeek = task.slices.at(-1)?.week;
  return { ...task, ...(lastWeek !== undefined && { lastWeek }) };
}

/** How a move is told. */
export const movedText = ({ from, to, because }: PlanChange) =>
  `From ${slotText(from)} to ${slotText(to)}: ${because}.`;

function draftOfRow(
  task: DbTaskRow,
  keyOf: ReadonlyMap<string, string>,
): TaskDraft {
  return {
    key: task.key,
    fixKey: task.fix_key,
    fixRoot: fromJson(task.fix_root),
    title: task.title,
    owner: task.owner,
    findings: [],
    clusters: fromJson(task.clusters),
    effortDays: task.effort_days,
    risk: task.risk,
    severity: task.severity,
    ...(task.due_at !== null && { dueAt: ms(task.due_at) }),
    dependsOn: fromJson<string[]>(task.depends_on).flatMap(
      id => keyOf.get(id) ?? [],
    ),
  };
}

/** Tasks that have a place: everything that is not done. */
export const isPlanned = (task: DbTaskRow) =>
  !isClosed(task) && task.status !== 'waived';

/**
 * The plan of stored tasks, without a scan: for what people move. Closed and
 * waived tasks have no place; what was verified is done for what waits for it.
 */
export function planStored(
  stored: readonly DbTaskRow[],
  config: PlanningConfig,
  at: string,
): PlacedTask[] {
  const keyOf = new Map(stored.map(({ id, key }) => [id, key]));
  return planTasks(
    stored.filter(isPlanned).map(task => draftOfRow(task, keyOf)),
    planOptions(stored, config, at),
  );
}
