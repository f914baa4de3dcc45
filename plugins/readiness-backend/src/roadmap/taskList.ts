import type {
  Task,
  TaskStatus,
} from '@readiness/backstage-plugin-readiness-common';
import { InputError } from '@backstage/errors';
import { fieldError } from '../errors/fieldError';
import { isDone } from './roadmapView';
import type { CountedTask } from './TaskStore';

export interface TaskListFilter {
  /** Refs of the caller and of their groups: what belongs to one of these. */
  mine?: ReadonlySet<string>;
  owner?: string;
  assignee?: string;
  cluster?: string;
  status?: TaskStatus;
  severity?: Task['severity'];
  /** Words of the title. */
  q?: string;
}

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What is due first, then what weighs most; the id makes the order total. */
function compareByDue(a: CountedTask, b: CountedTask): number {
  return (
    compareText(a.due_at ?? '~', b.due_at ?? '~') ||
    b.priority - a.priority ||
    compareText(a.id, b.id)
  );
}

/** Assigned to one of these, or to nobody and of one of these. */
function belongsTo(task: CountedTask, refs: ReadonlySet<string>): boolean {
  return refs.has(task.assignee ?? task.owner);
}

/** Tasks by due date; without a status those that are not done. */
export function taskList(
  tasks: readonly CountedTask[],
  filter: TaskListFilter,
): CountedTask[] {
  const { mine, owner, assignee, cluster, status, severity } = filter;
  const words = filter.q?.toLocaleLowerCase('en-US').split(/\s+/) ?? [];
  return tasks
    .filter(task => (status ? task.status === status : !isDone(task)))
    .filter(task => !mine || belongsTo(task, mine))
    .filter(task => owner === undefined || task.owner === owner)
    .filter(task => assignee === undefined || task.assignee === assignee)
    .filter(task => severity === undefined || task.severity === severity)
    .filter(
      task =>
        cluster === undefined ||
        (JSON.parse(task.clusters) as string[]).includes(cluster),
    )
    .filter(task => {
      const title = task.title.toLocaleLowerCase('en-US');
      return words.every(word => title.includes(word));
    })
    .sort(compareByDue);
}

/** One page; the cursor is the last task of the page before. */
export function taskPage(
  tasks: readonly CountedTask[],
  { limit, cursor }: { limit: number; cursor?: string },
): { page: readonly CountedTask[]; nextCursor?: string } {
  const start = cursor === undefined ? 0 : afterCursor(tasks, cursor);
  const page = tasks.slice(start, start + limit);
  const more = start + page.length < tasks.length;
  return { page, ...(more && { nextCursor: cursorOf(page.at(-1)!) }) };
}

function cursorOf(task: CountedTask): string {
  return Buffer.from(
    JSON.stringify([task.due_at, task.priority, task.id]),
  ).toString('base64url');
}

/** Where the list goes on, also when the task of the cursor is gone from it. */
function afterCursor(tasks: readonly CountedTask[], cursor: string): number {
  try {
    const [due, priority, id] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as [string | null, number, string];
    if (typeof priority !== 'number' || typeof id !== 'string') {
      throw new InputError('malformed');
    }
    const last = { due_at: due, priority, id } as CountedTask;
    const next = tasks.findIndex(task => compareByDue(task, last) > 0);
    return next < 0 ? tasks.length : next;
  } catch {
    throw fieldError('cursor', 'is not one that this list has given');
  }
}
