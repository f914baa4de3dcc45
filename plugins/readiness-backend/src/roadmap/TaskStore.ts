import type { DbTaskEventRow, DbTaskRow } from '../database/tables';

/** Whose tasks may be seen: those with a finding of one of these entities. */
export interface Visibility {
  /** Entity refs; absent means every entity. */
  entities?: readonly string[];
  /** Also what belongs to no entity. */
  unowned: boolean;
}

export interface TaskFilter {
  owner?: string;
  /** Name of a cluster. */
  cluster?: string;
  /** Absent means everything. */
  visible?: Visibility;
}

/** A task with how many findings it is about: the open ones, or those it closed. */
export type CountedTask = DbTaskRow & { findings: number };

/** What people decided, with what the history says about it. */
export interface TaskChange {
  row: Partial<DbTaskRow>;
  events: readonly Omit<DbTaskEventRow, 'task_id'>[];
}

/** Tasks of the roadmap, for reading and for what people change. */
export interface TaskStore {
  list(filter: TaskFilter): Promise<CountedTask[]>;
  get(id: string): Promise<CountedTask | undefined>;
  /** Oldest first. */
  history(id: string): Promise<DbTaskEventRow[]>;
  findingIds(id: string): Promise<string[]>;
  /** Every entity of the findings of a task, sorted. */
  entitiesOf(id: string): Promise<string[]>;
  /** The earliest due date of its open findings. */
  earliestDue(id: string): Promise<string | null>;
  /** What moved or was put elsewhere since then, newest first. */
  movesSince(at: string): Promise<DbTaskEventRow[]>;
}
