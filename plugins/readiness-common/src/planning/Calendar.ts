import type { PlanOptions, TaskSlice } from './types';

/** The weeks of the plan, with slots of their own. */
export const PLAN_WEEKS = 4;
/** The horizon: weeks after the plan count as "next". */
export const LAST_WEEK = 12;
/** What is planned of the capacity after the plan (`catalogue/60` C.5). */
const NEXT_SHARE = 0.6;
/** How far a due date may push a week beyond its capacity. */
const OVERRUN = 1.25;
/** The most of a long task that is done in one week, days. */
const MAX_SLICE = 4;
/** A long task does not begin with less, days. */
const MIN_SLICE = 0.5;
const DEFAULT_CAPACITY = 3;
const EPSILON = 1e-6;

const tidy = (days: number) => Math.round(days * 1e6) / 1e6;

/** Person-days a week of an owner within the plan. @public */
export function weeklyCapacity(owner: string, options: PlanOptions): number {
  if (Object.hasOwn(options.capacity, owner)) return options.capacity[owner];
  if (owner === options.platformOwner) return options.platformCapacity;
  return Object.hasOwn(options.capacity, 'default')
    ? options.capacity.default
    : DEFAULT_CAPACITY;
}

interface Load {
  days: number;
  tasks: number;
}

/** Where a task fits, and whether it goes beyond the capacity of a week. */
export interface Fit {
  slices: readonly TaskSlice[];
  overrun: boolean;
}

/** How full the weeks of every owner are. */
export class Calendar {
  readonly #options: PlanOptions;
  readonly #load = new Map<string, Load>();

  static create(options: PlanOptions): Calendar {
    return new Calendar(options);
  }

  private constructor(options: PlanOptions) {
    this.#options = options;
  }

  /**
   * Where the task fits if its work begins in this week; `undefined` if it
   * does not. With `urgent`, the limit of tasks in progress gives way and the
   * capacity may be exceeded by a quarter.
   */
  fit(
    owner: string,
    days: number,
    week: number,
    urgent: boolean,
  ): Fit | undefined {
    const capacity = this.#capacity(owner, week);
    const load = this.#at(owner, week);
    if (capacity <= 0) return undefined;
    if (!urgent && load.tasks >= this.#options.wipLimit) return undefined;
    if (days > Math.min(MAX_SLICE, capacity) + EPSILON) {
      return this.#span(owner, days, week, urgent);
    }
    const total = load.days + days;
    const limit = urgent ? OVERRUN * capacity : capacity;
    if (total > limit + EPSILON) return undefined;
    return {
      slices: [{ week, days }],
      overrun: total > capacity + EPSILON,
    };
  }

  /** Books the slices, whether they fit or not. */
  book(owner: string, slices: readonly TaskSlice[]): void {
    for (const { week, days } of slices) {
      const load = this.#at(owner, week);
      this.#load.set(`${week} ${owner}`, {
        days: tidy(load.days + days),
        tasks: load.tasks + 1,
      });
    }
  }

  /** Its capacity is exceeded. */
  isOverbooked(owner: string, week: number): boolean {
    const { days } = this.#at(owner, week);
    return days > this.#capacity(owner, week) + EPSILON;
  }

  /** Slices of a task that must be done in this time, capacity or not. */
  forced(owner: string, days: number, week: number): TaskSlice[] {
    const slice = Math.max(
      MIN_SLICE,
      Math.min(MAX_SLICE, this.#capacity(owner, week)),
    );
    const slices: TaskSlice[] = [];
    for (let left = days, at = week; left > EPSILON; at += 1) {
      const last = at === LAST_WEEK;
      const part = last ? left : Math.min(slice, left);
      slices.push({ week: at, days: tidy(part) });
      left -= part;
    }
    return slices;
  }

  #span(
    owner: string,
    days: number,
    week: number,
    urgent: boolean,
  ): Fit | undefined {
    const slices: TaskSlice[] = [];
    let left = days;
    for (let at = week; at <= LAST_WEEK && left > EPSILON; at += 1) {
      const load = this.#at(owner, at);
      const free = this.#capacity(owner, at) - load.days;
      const open = urgent || load.tasks < this.#options.wipLimit;
      const part = tidy(Math.min(MAX_SLICE, free, left));
      if (open && part >= Math.min(MIN_SLICE, left) - EPSILON && part > 0) {
        slices.push({ week: at, days: part });
        left = tidy(left - part);
      } else if (at === week) {
        return undefined;
      }
    }
    return left > EPSILON ? undefined : { slices, overrun: false };
  }

  #at(owner: string, week: number): Load {
    return this.#load.get(`${week} ${owner}`) ?? { days: 0, tasks: 0 };
  }

  #capacity(owner: string, week: number): number {
    const share = week > PLAN_WEEKS ? NEXT_SHARE : 1;
    return share * weeklyCapacity(owner, this.#options);
  }
}
