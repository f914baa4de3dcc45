import type { Effort, Environment, Severity, Tier } from '../vocabulary';

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
  /** Σρ. */
  risk: number;
  severity: Severity;
  /** Epoch ms, the earliest of its findings. */
  dueAt?: number;
  /** Keys of tasks that have to come first. */
  dependsOn: readonly string[];
}

/** @public */
export type TaskSlot =
  | { slot: 'week'; week: 1 | 2 | 3 | 4 }
  | { slot: 'next' }
  | { slot: 'later' };

/** @public */
export interface PlacedTask extends TaskDraft {
  placement: TaskSlot;
  /** P(t). */
  priority: number;
  /** Set when the due date cannot be met within capacity. */
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
  /** Keys of tasks that are verified already. */
  verified: readonly string[];
}
