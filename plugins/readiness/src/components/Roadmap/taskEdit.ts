import type {
  Task,
  TaskDetail,
  TaskPlace,
  TaskUpdate,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';

/** What a person may change on a task, one thing at a time. */
export const TASK_EDITS = [
  'assign',
  'place',
  'status',
  'dueAt',
  'note',
] as const;
export type TaskEdit = (typeof TASK_EDITS)[number];

/** Where a task can be put; empty leaves it to the planner. */
export const PLACES = [
  'week 1',
  'week 2',
  'week 3',
  'week 4',
  'next',
  'later',
] as const;

/** The place of a choice. */
export const placeOf = (value: string): TaskPlace =>
  PLACES.find(place => place === value) ?? null;

/** The date an input field of type date shows. */
export function dateOf(dueAt: string | undefined): string {
  return dueAt ? DateTime.fromISO(dueAt).toISODate() ?? '' : '';
}

/** What the field of an edit starts with. */
export function initialValue(edit: TaskEdit, task: Task | TaskDetail): string {
  switch (edit) {
    case 'assign':
      return task.assignee ?? '';
    case 'status':
      return task.status;
    case 'place':
      return task.place ?? '';
    case 'dueAt':
      return dateOf(task.dueAt);
    default:
      return 'note' in task ? task.note ?? '' : '';
  }
}

/** A due date means the end of that day where the person is. */
function endOfDay(date: string): string | null {
  if (!date) return null;
  return DateTime.fromISO(date).endOf('day').toUTC().toISO();
}

/** The request for one edit; an empty assignee or date takes it away. */
export function toTaskUpdate(
  edit: TaskEdit,
  value: string,
  version: number,
): TaskUpdate {
  switch (edit) {
    case 'assign':
      return { assignee: value || null, version };
    case 'status':
      return { status: value, version };
    case 'place':
      return { place: placeOf(value), version };
    case 'dueAt':
      return { dueAt: endOfDay(value), version };
    default:
      return { note: value, version };
  }
}
