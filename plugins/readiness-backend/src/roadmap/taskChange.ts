import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  SETTABLE_TASK_STATUSES,
  TASK_STATUSES,
  slotText,
  type TaskSlot,
  type TaskStatus,
} from '@readiness/backstage-plugin-readiness-common';
import { DateTime } from 'luxon';
import type { DbTaskRow } from '../database/tables';
import { fieldError } from '../errors/fieldError';
import { placeNamed, wantedSlot, wantedWeek } from './storedPlan';
import type { TaskChange } from './TaskStore';

const FIELDS = ['assignee', 'status', 'dueAt', 'note', 'place', 'version'];
const MAX_NOTE = 10_000;
const RFC_3339 =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
/** Only a scan, or the end of a waiver, changes these. */
const HELD: readonly TaskStatus[] = ['verified', 'subject_removed', 'waived'];

/** A request that is well-formed; `null` takes something away. */
export interface ParsedTaskUpdate {
  /** Full, lower-cased ref of a user or a group. */
  assignee?: string | null;
  status?: (typeof SETTABLE_TASK_STATUSES)[number];
  /** ISO in UTC. */
  dueAt?: string | null;
  note?: string;
  /** Where a person puts it; `null` gives it back to the planner. */
  place?: TaskSlot | null;
  version?: number;
}

function parseAssignee(value: unknown): string | null {
  if (value === null) return null;
  try {
    const ref = parseEntityRef(value as string);
    const kind = ref.kind.toLocaleLowerCase('en-US');
    if (kind === 'user' || kind === 'group') return stringifyEntityRef(ref);
  } catch {
    // Said below, in the same words for every text that names nobody.
  }
  throw fieldError(
    'assignee',
    'must be a user or a group, e.g. group:default/payments',
  );
}

function parseStatus(value: unknown): ParsedTaskUpdate['status'] {
  const settable = SETTABLE_TASK_STATUSES.find(status => status === value);
  if (settable) return settable;
  throw fieldError(
    'status',
    TASK_STATUSES.some(status => status === value)
      ? `${value} is set by the system; only a scan closes a task`
      : `must be one of ${SETTABLE_TASK_STATUSES.join(', ')}`,
  );
}

function parseDue(value: unknown): string | null {
  if (value === null) return null;
  const time =
    typeof value === 'string' && RFC_3339.test(value)
      ? DateTime.fromISO(value.toUpperCase(), { zone: 'utc' })
      : undefined;
  if (time?.isValid) return time.toISO();
  throw fieldError(
    'dueAt',
    'must be an RFC 3339 time with an offset, e.g. 2026-09-14T10:00:00Z',
  );
}

function parseNote(value: unknown): string {
  if (typeof value !== 'string') throw fieldError('note', 'must be text');
  if (value.length > MAX_NOTE) {
    throw fieldError('note', `is longer than ${MAX_NOTE}`);
  }
  return value;
}

export function parsePlace(value: unknown): TaskSlot | null {
  if (value === null) return null;
  const slot = typeof value === 'string' ? placeNamed(value) : undefined;
  if (slot) return slot;
  throw fieldError('place', 'must be week 1 to week 4, next, later or null');
}

function parseVersion(value: unknown): number {
  if (Number.isInteger(value)) return value as number;
  throw fieldError('version', 'must be an integer');
}

/** The form of an update; refusals name the field first. */
export function parseTaskUpdate(body: unknown): ParsedTaskUpdate {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw fieldError('body', 'must be an object');
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).filter(name => fields[name] !== undefined);
  const other = names.find(name => !FIELDS.includes(name));
  if (other !== undefined) throw fieldError(other, 'is not known');
  if (names.every(name => name === 'version')) {
    throw fieldError(
      'body',
      'must change something: assignee, status, dueAt, note or place',
    );
  }
  const { assignee, status, dueAt, note, place, version } = fields;
  return {
    ...(assignee !== undefined && { assignee: parseAssignee(assignee) }),
    ...(status !== undefined && { status: parseStatus(status) }),
    ...(dueAt !== undefined && { dueAt: parseDue(dueAt) }),
    ...(note !== undefined && { note: parseNote(note) }),
    ...(place !== undefined && { place: parsePlace(place) }),
    ...(version !== undefined && { version: parseVersion(version) }),
  };
}

/**
 * What an update does to a task. What says nothing new changes nothing and
 * leaves no trace in the history.
 */
export function taskChange(
  task: DbTaskRow,
  update: ParsedTaskUpdate,
  context: {
    /** ISO time. */
    at: string;
    actor?: string;
    /** The due date that follows from the findings. */
    earliestDue: string | null;
  },
): TaskChange {
  const row: Partial<DbTaskRow> = {};
  const events: {
    at: string;
    type: string;
    actor: string | null;
    message: string;
  }[] = [];
  const event = (type: string, message: string) =>
    events.push({
      at: context.at,
      type,
      actor: context.actor ?? null,
      message,
    });

  const { assignee, status, dueAt, note, place } = update;
  if (assignee !== undefined && assignee !== task.assignee) {
    row.assignee = assignee;
    event(
      'assigned',
      assignee === null
        ? `No longer assigned to ${task.assignee}.`
        : `Assigned to ${assignee}.`,
    );
  }
  if (status !== undefined && status !== task.status) {
    if (HELD.includes(task.status)) {
      throw fieldError(
        'status',
        `the task is ${task.status}; only a scan changes that`,
      );
    }
    row.status = status;
    event('status', `From ${task.status} to ${status}.`);
  }
  if (dueAt !== undefined) {
    const due = dueAt ?? context.earliestDue;
    const set = dueAt !== null;
    if (due !== task.due_at || set !== Boolean(task.due_set)) {
      row.due_at = due;
      row.due_set = set;
      event(
        'due',
        set ? `Due on ${due?.slice(0, 10)}.` : 'Due as its findings are due.',
      );
    }
  }
  if (note !== undefined && note !== (task.note ?? '')) {
    row.note = note === '' ? null : note;
    event('note', note === '' ? 'Note removed.' : 'Note changed.');
  }
  if (place !== undefined) {
    const now = DateTime.fromISO(context.at).toMillis();
    const before = wantedSlot(task, now);
    const same = place
      ? before && slotText(before) === slotText(place)
      : !before;
    if (!same) {
      if (HELD.includes(task.status)) {
        throw fieldError('place', `the task is ${task.status}, it has none`);
      }
      row.wanted_week = place ? wantedWeek(place) : null;
      row.wanted_at = place ? context.at : null;
      event(
        'placed',
        place
          ? `Put in ${slotText(place)}.`
          : 'Its place is left to the planner.',
      );
    }
  }
  return { row, events };
}
