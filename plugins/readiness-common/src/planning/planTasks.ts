import { DateTime, Duration } from 'luxon';
import { Calendar, LAST_WEEK, PLAN_WEEKS } from './Calendar';
import { weekFloor } from './fixKeys';
import { ENFORCING_FIX_KEYS } from './fixKeyEdges';
import type {
  PlacedTask,
  PlanOptions,
  TaskDraft,
  TaskSlice,
  TaskSlot,
} from './types';
import { WEEK_THEMES } from './weekThemes';

const WEEK_MS = Duration.fromObject({ weeks: 1 }).toMillis();
/** Below this share of the tasks by priority, a task goes to "later". */
const LATER_PERCENTILE = 0.05;

const compareText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;

interface Node {
  task: TaskDraft;
  /** P(t), or the highest P of what waits behind it. */
  priority: number;
  /** Somebody more urgent waits behind it. */
  inherits: boolean;
  /** The week in which it is due: 1 for what is overdue. */
  dueWeek: number | undefined;
}

interface Placement {
  slices: readonly TaskSlice[];
  overrun: boolean;
  because: string;
}

const PUT_THERE = 'Put there by a person';

const ownPriority = (task: TaskDraft) =>
  task.effortDays > 0 ? tidy(task.risk / task.effortDays) : task.risk;

function dueWeekOf(task: TaskDraft, now: number): number | undefined {
  if (task.dueAt === undefined) return undefined;
  return Math.max(1, Math.ceil((task.dueAt - now) / WEEK_MS));
}

/** The highest priority among a task and everything that waits for it. */
function inheritedPriorities(
  tasks: readonly TaskDraft[],
): ReadonlyMap<string, number> {
  const byKey = new Map(tasks.map(task => [task.key, task]));
  const priorities = new Map<string, number>();
  const raise = (key: string, priority: number) => {
    const task = byKey.get(key);
    if (!task || (priorities.get(key) ?? -1) >= priority) return;
    priorities.set(key, priority);
    for (const before of task.dependsOn) raise(before, priority);
  };
  const byPriority = [...tasks].sort((a, b) => ownPriority(b) - ownPriority(a));
  for (const task of byPriority) raise(task.key, ownPriority(task));
  return priorities;
}

/** Highest priority, then earliest due, then smallest, then the key: total. */
function compareNodes(a: Node, b: Node): number {
  return (
    b.priority - a.priority ||
    (a.task.dueAt ?? Infinity) - (b.task.dueAt ?? Infinity) ||
    a.task.effortDays - b.task.effortDays ||
    compareText(a.task.key, b.task.key)
  );
}

function compareDue(a: Node, b: Node): number {
  const due = (a.task.dueAt ?? 0) - (b.task.dueAt ?? 0);
  return due || compareNodes(a, b);
}

function slotOf(slices: readonly TaskSlice[]): TaskSlot {
  const week = slices[0]?.week;
  if (week === undefined) return { slot: 'later' };
  if (week > PLAN_WEEKS) return { slot: 'next' };
  return { slot: 'week', week: week as 1 | 2 | 3 | 4 };
}

const firstWeekOf = (slot: TaskSlot): number | undefined => {
  if (slot.slot === 'week') return slot.week;
  return slot.slot === 'next' ? PLAN_WEEKS + 1 : undefined;
};

const isoDate = (ms: number) =>
  DateTime.fromMillis(ms, { zone: 'utc' }).toISODate();

class Plan {
  readonly #options: PlanOptions;
  readonly #nodes: readonly Node[];
  readonly #calendar: Calendar;
  readonly #placed = new Map<string, Placement>();
  readonly #titles: ReadonlyMap<string, string>;
  readonly #later: number;
  readonly #verified: ReadonlySet<string>;

  static create(tasks: readonly TaskDraft[], options: PlanOptions): Plan {
    const priorities = inheritedPriorities(tasks);
    const nodes = tasks.map<Node>(task => {
      const own = ownPriority(task);
      const priority = priorities.get(task.key) ?? own;
      return {
        task,
        priority,
        inherits: priority > own,
        dueWeek: dueWeekOf(task, options.now),
      };
    });
    return new Plan(nodes.sort(compareNodes), options);
  }

  private constructor(nodes: readonly Node[], options: PlanOptions) {
    this.#nodes = nodes;
    this.#options = options;
    this.#calendar = Calendar.create(options);
    this.#verified = new Set(options.verified);
    this.#titles = new Map(nodes.map(({ task }) => [task.key, task.title]));
    const rising = nodes.map(node => node.priority).sort((a, b) => a - b);
    this.#later = rising[Math.floor(LATER_PERCENTILE * rising.length)] ?? 0;
  }

  run(): PlacedTask[] {
    this.#placePinned();
    for (let week = 1; week <= LAST_WEEK; week += 1) {
      this.#placeUrgent(week);
      this.#placeWanted(week);
      this.#placeReady(week);
    }
    return this.#nodes.map(node => this.#result(node));
  }

  #placePinned(): void {
    for (const { task } of this.#nodes) {
      const pinned = Object.hasOwn(this.#options.pinned, task.key)
        ? this.#options.pinned[task.key]
        : undefined;
      if (pinned) {
        const week = firstWeekOf(pinned);
        const { owner, effortDays } = task;
        const slices =
          week === undefined
            ? []
            : this.#calendar.forced(owner, effortDays, week);
        this.#calendar.book(owner, slices);
        this.#placed.set(task.key, {
          slices,
          overrun: slices.some(s => this.#calendar.isOverbooked(owner, s.week)),
          because: 'In progress: keeps its place',
        });
      }
    }
  }

  #wanted({ key }: TaskDraft): TaskSlot | undefined {
    const { wanted = {} } = this.#options;
    return Object.hasOwn(wanted, key) ? wanted[key] : undefined;
  }

  /** What people put there stands there, beyond the capacity if it must. */
  #placeWanted(week: number): void {
    for (const node of this.#waiting(week)) {
      const { task } = node;
      const slot = this.#wanted(task);
      const from = slot && firstWeekOf(slot);
      if (from === undefined || from > week) continue;
      this.#place(node, week, false, this.#becauseWanted(task, from, week));
      if (this.#placed.has(task.key)) continue;
      const { key, owner, effortDays } = task;
      const slices = this.#calendar.forced(owner, effortDays, week);
      this.#calendar.book(owner, slices);
      this.#placed.set(key, {
        slices,
        overrun: slices.some(s => this.#calendar.isOverbooked(owner, s.week)),
        because: this.#becauseWanted(task, from, week),
      });
    }
  }

  #becauseWanted(task: TaskDraft, from: number, week: number): string {
    return from === week
      ? PUT_THERE
      : `After ${this.#named(this.#openDependencies(task))}`;
  }

  /** Criticals whose due date ends by this week, whatever their theme. */
  #placeUrgent(week: number): void {
    const urgent = this.#waiting(week).filter(
      ({ task, dueWeek }) =>
        !this.#wanted(task) &&
        task.severity === 'critical' &&
        dueWeek !== undefined &&
        dueWeek <= week,
    );
    for (const node of urgent.sort(compareDue)) {
      const due = isoDate(node.task.dueAt ?? this.#options.now);
      this.#place(node, week, true, `Critical and due on ${due}`);
    }
  }

  #placeReady(week: number): void {
    for (const node of this.#waiting(week)) {
      const late = week > PLAN_WEEKS && node.priority < this.#later;
      const free = !this.#wanted(node.task);
      if (free && !late && weekFloor(node.task.fixKey) <= week) {
        this.#place(node, week, false, this.#because(node, week));
      }
    }
  }

  #place(node: Node, week: number, urgent: boolean, because: string): void {
    const { key, owner, effortDays } = node.task;
    const fit = this.#calendar.fit(owner, effortDays, week, urgent);
    if (!fit) return;
    this.#calendar.book(owner, fit.slices);
    this.#placed.set(key, { ...fit, because });
  }

  /** Not placed, and everything before it ends early enough. */
  #waiting(week: number): Node[] {
    return this.#nodes.filter(
      ({ task }) =>
        !this.#placed.has(task.key) &&
        (this.#readyIn(task) ?? Infinity) <= week,
    );
  }

  /** The first week that its predecessors leave; `undefined` if one is not placed. */
  #readyIn(task: TaskDraft): number | undefined {
    const gap = ENFORCING_FIX_KEYS.includes(task.fixKey) ? 2 : 1;
    let first = 1;
    for (const before of this.#openDependencies(task)) {
      const last = this.#placed.get(before)?.slices.at(-1)?.week;
      if (last === undefined) return undefined;
      first = Math.max(first, last + gap);
    }
    return first;
  }

  #openDependencies(task: TaskDraft): string[] {
    return task.dependsOn.filter(
      key => this.#titles.has(key) && !this.#verified.has(key),
    );
  }

  #because(node: Node, week: number): string {
    const { task } = node;
    const waitedFor = this.#openDependencies(task);
    if (waitedFor.length > 0 && this.#readyIn(task) === week) {
      return `After ${this.#named(waitedFor)}`;
    }
    const floor = weekFloor(task.fixKey);
    if (floor === week && week > 1) {
      return `Belongs to week ${week}: ${WEEK_THEMES[week - 1].theme}`;
    }
    if (floor < week) return `First week with capacity of ${task.owner}`;
    return node.inherits
      ? 'Other tasks wait for it'
      : 'High risk for little effort';
  }

  /** The titles of these tasks, the first two by name. */
  #named(keys: readonly string[]): string {
    const more = keys.length > 2 ? ` and ${keys.length - 2} more` : '';
    const named = keys.slice(0, 2).map(key => this.#titles.get(key));
    return `${named.join(', ')}${more}`;
  }

  #unplaced(node: Node): { because: string; conflict: boolean } {
    const conflict = node.dueWeek !== undefined && node.dueWeek <= LAST_WEEK;
    if (this.#wanted(node.task)?.slot === 'later') {
      return { because: PUT_THERE, conflict };
    }
    if (this.#readyIn(node.task) === undefined) {
      const blocking = this.#openDependencies(node.task).filter(
        key => !this.#placed.get(key)?.slices.length,
      );
      return {
        because: `Blocked by ${this.#named(blocking)}`,
        conflict,
      };
    }
    if (node.priority < this.#later) {
      return {
        because: 'Among the least risk for its effort',
        conflict,
      };
    }
    return {
      because: `Does not fit into ${LAST_WEEK} weeks of ${node.task.owner}`,
      conflict: true,
    };
  }

  #result(node: Node): PlacedTask {
    const placement = this.#placed.get(node.task.key);
    const base = { ...node.task, priority: node.priority };
    if (!placement) {
      const { because, conflict } = this.#unplaced(node);
      return {
        ...base,
        placement: { slot: 'later' },
        slices: [],
        capacityConflict: conflict,
        because,
      };
    }
    const { slices, overrun, because } = placement;
    const last = slices.at(-1)?.week ?? Infinity;
    const late = node.dueWeek !== undefined && last > node.dueWeek;
    return {
      ...base,
      placement: slotOf(slices),
      slices,
      capacityConflict: overrun || late,
      because,
    };
  }
}

/**
 * Places tasks in four weeks, next (weeks 5–12) and later (`catalogue/60` C.5).
 *
 * Tasks go by priority, an enabler with the highest priority of what waits
 * behind it, as soon as their week floor is reached, their predecessors end in
 * an earlier week (two weeks earlier for what enforces) and their owner has
 * capacity and fewer than `wipLimit` tasks in that week. Criticals that fall
 * due ignore floor and limit and may exceed the capacity by a quarter, flagged
 * by `capacityConflict`. What exceeds a week of its owner, or four days, spans
 * weeks. Pinned tasks keep their slot; where people put a task it stands,
 * flagged if that is beyond the capacity. The order is total, so that the same
 * tasks give the same plan in whatever order they come.
 *
 * @public
 */
export function planTasks(
  drafts: readonly TaskDraft[],
  options: PlanOptions,
): PlacedTask[] {
  return Plan.create(drafts, options).run();
}
