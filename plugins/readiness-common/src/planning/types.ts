import type { Effort, Environment, Severity, Tier } from '../vocabulary';
import type { SharedSource } from './levers';

/** A finding as the planner sees it. @public */
export interface PlannedFinding {
  id: string;
  check: string;
  severity: Severity;
  tier: Tier;
  environment: Environment;
  /** Reachable from the internet. */
  exposed: boolean;
  /** Holds cluster-wide secrets or escalation rights. */
  privileged: boolean;
  fixKey: string;
  fixRoot: { key: string; title: string; type: string };
  effort: Effort;
  owner: string;
  cluster?: string;
  subject: string;
  /** Epoch ms. */
  firstSeen: number;
  dueAt?: number;
  /** A visibility finding weighs half (C.3). */
  visibility?: boolean;
  /** Exposure class: S3 and S4 criticals. */
  exposureClass?: boolean;
  regressions: number;
  /** For a visibility finding: the checks that cannot be judged without it (C.4). */
  hides?: readonly string[];
  /** It only sums up findings of workloads: no task of its own (C.2). */
  summarises?: boolean;
  /** It fails, and does not merely warn; true by default. */
  failing?: boolean;
  /** What it has in common with others: one lever may fix them all (C.2.3). */
  shared?: readonly SharedSource[];
  /** It came back three times in 90 days: its task adds a guardrail (C.7). */
  flapping?: boolean;
}

/** A namespace with workloads that nobody owns (C.6). @public */
export interface UnownedNamespace {
  cluster: string;
  /** Subject key. */
  key: string;
  namespace: string;
  /** The findings that are hidden in it. */
  findings: readonly string[];
}

/** A task before it is placed: one human action on one fix root. @public */
export interface TaskDraft {
  /** `fixKey|fixRoot.key`. */
  key: string;
  fixKey: string;
  fixRoot: { key: string; title: string; type: string };
  title: string;
  owner: string;
  findings: readonly string[];
  clusters: readonly string[];
  effortDays: number;
  /** Σρ of what it closes, by the quality of the fix. */
  risk: number;
  severity: Severity;
  /** Epoch ms, the earliest of its findings. */
  dueAt?: number;
  /** Keys of tasks that have to come first. */
  dependsOn: readonly string[];
  /** It pulls a lever: below 1 its findings stay open, as mitigated. */
  quality?: 1 | 0.5;
}

/** @public */
export type TaskSlot =
  | { slot: 'week'; week: 1 | 2 | 3 | 4 }
  | { slot: 'next' }
  | { slot: 'later' };

/** The part of a task that falls in one week. @public */
export interface TaskSlice {
  /** 1–12. */
  week: number;
  days: number;
}

/** @public */
export interface PlacedTask extends TaskDraft {
  /** Where its work begins. */
  placement: TaskSlot;
  /** Its days by week, the verification in the last; empty for `later`. */
  slices: readonly TaskSlice[];
  /** P(t), or the highest P of what waits behind it. */
  priority: number;
  /**
   * The due date cannot be met within capacity: it is placed late, beyond the
   * capacity of its week, or nowhere.
   */
  capacityConflict: boolean;
  /** Why it stands where it stands, one line. */
  because: string;
}

/** @public */
export interface PlanOptions {
  now: number;
  /** Person-days a week by owner ref; `default` for the rest. */
  capacity: Readonly<Record<string, number>>;
  platformOwner: string;
  platformCapacity: number;
  wipLimit: number;
  /** Tasks in progress keep their slot. */
  pinned: Readonly<Record<string, TaskSlot>>;
  /**
   * Where people put tasks: they stand there, or in the first week after that
   * in which what has to come first is done.
   */
  wanted?: Readonly<Record<string, TaskSlot>>;
  /** Keys of tasks that are verified already. */
  verified: readonly string[];
}
