/**
 * The words of the field, as data. Everything that enumerates a state, a
 * severity or a control takes it from here.
 */

/** @public */
export const DIMENSIONS = [
  'observability',
  'security',
  'cost',
  'recovery',
] as const;
/** @public */
export type Dimension = (typeof DIMENSIONS)[number];

/** Ordered from worst to mildest. @public */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
/** @public */
export type Severity = (typeof SEVERITIES)[number];

/** The ladder of proof, lowest rung first. @public */
export const STAGES = ['configured', 'used', 'proven'] as const;
/** @public */
export type Stage = (typeof STAGES)[number];

/** @public */
export const CHECK_STATES = [
  'pass',
  'warn',
  'fail',
  'unknown',
  'na',
  'waived',
] as const;
/** @public */
export type CheckState = (typeof CHECK_STATES)[number];

/** What a scan can say of a source it was asked to read (decision D5). @public */
export const SOURCE_STATES = [
  'ok',
  'empty',
  'absent',
  'forbidden',
  'partial',
  'truncated',
  'error',
  'stale',
  'inert',
  'unscoped',
  'notConnected',
] as const;
/** @public */
export type SourceState = (typeof SOURCE_STATES)[number];

/** Why a verdict is `unknown`: the state of a source, or the object itself. @public */
export type UnknownReason =
  | Exclude<SourceState, 'ok' | 'empty' | 'absent' | 'inert'>
  | 'unparseable'
  | 'undecidable';

/** @public */
export const EFFORTS = ['S', 'M', 'L'] as const;
/** S ≤ ½ day, M ≤ 2 days, L ≤ 8 days, per fix root. @public */
export type Effort = (typeof EFFORTS)[number];

/** @public */
export const RESPONSIBLES = ['service', 'platform'] as const;
/** Who can fix it (decision D17). @public */
export type Responsible = (typeof RESPONSIBLES)[number];

/** @public */
export const CHECK_MODES = ['enforce', 'observe'] as const;
/**
 * An observed check shows what it finds and counts for nothing: no score, level,
 * task or due date (decision D7).
 *
 * @public
 */
export type CheckMode = (typeof CHECK_MODES)[number];

/** @public */
export const ENVIRONMENTS = ['prod', 'staging', 'dev'] as const;
/** @public */
export type Environment = (typeof ENVIRONMENTS)[number];

/** 1 is the most important; a service that declares none counts as 2. @public */
export type Tier = 1 | 2 | 3;

/** @public */
export const SUBJECT_TYPES = [
  'cluster',
  'namespace',
  'workload',
  'entity',
] as const;
/** @public */
export type SubjectType = (typeof SUBJECT_TYPES)[number];

/** Statuses that a person may set on a task (decision D10). @public */
export const SETTABLE_TASK_STATUSES = [
  'open',
  'planned',
  'in_progress',
  'awaiting_verification',
] as const;
/** @public */
export const TASK_STATUSES = [
  ...SETTABLE_TASK_STATUSES,
  'verified',
  'reopened',
  'waived',
  'subject_removed',
] as const;
/** @public */
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** Level 0–3 of a subject, lowest first (decision D1). @public */
export const LEVEL_NAMES = ['Running', 'Configured', 'Used', 'Proven'] as const;
/** @public */
export type Level = 0 | 1 | 2 | 3 | 'unverified';

/**
 * Where the catalog module of Readiness writes the level of a service, in
 * words. It is observed: what is written there by hand is taken away.
 *
 * @public
 */
export const LEVEL_ANNOTATION = 'readiness.io/level';

/** @public */
export const CONTROL_IDS = [
  'O1',
  'O2',
  'O3',
  'O4',
  'O5',
  'S1',
  'S2',
  'S3',
  'S4',
  'S5',
  'C1',
  'C2',
  'C3',
  'C4',
  'R1',
  'R2',
  'R3',
  'R4',
] as const;
/** @public */
export type ControlId = (typeof CONTROL_IDS)[number];

/** @public */
export interface Control {
  dimension: Dimension;
  /** What a reviewer says about it, in one line. */
  title: string;
  /** Weight within its dimension; the weights of a dimension sum to 100. */
  weight: number;
}

/** @public */
export const CONTROLS: Record<ControlId, Control> = {
  O1: {
    dimension: 'observability',
    title: 'Metrics, logs and traces arrive',
    weight: 20,
  },
  O2: {
    dimension: 'observability',
    title: 'Alert thresholds are set and tested',
    weight: 25,
  },
  O3: {
    dimension: 'observability',
    title: 'Runbooks exist for the alerts that fire',
    weight: 20,
  },
  O4: {
    dimension: 'observability',
    title: 'Dashboards are reviewed, not just built',
    weight: 10,
  },
  O5: {
    dimension: 'observability',
    title: 'Degradation is noticed',
    weight: 25,
  },
  S1: {
    dimension: 'security',
    title: 'Generous defaults are tightened',
    weight: 15,
  },
  S2: {
    dimension: 'security',
    title: 'Pod Security Standards are enforced',
    weight: 25,
  },
  S3: {
    dimension: 'security',
    title: 'RBAC is scoped to the minimum',
    weight: 20,
  },
  S4: {
    dimension: 'security',
    title: 'Secrets come from a secrets manager',
    weight: 25,
  },
  S5: {
    dimension: 'security',
    title: 'Images are scanned in the pipeline',
    weight: 15,
  },
  C1: {
    dimension: 'cost',
    title: 'Requests and limits on every workload',
    weight: 40,
  },
  C2: {
    dimension: 'cost',
    title: 'The cluster autoscaler is configured and tested',
    weight: 30,
  },
  C3: {
    dimension: 'cost',
    title: 'Interruptible workloads run on spot capacity',
    weight: 15,
  },
  C4: {
    dimension: 'cost',
    title: 'Somebody owns and sees the spend',
    weight: 15,
  },
  R1: {
    dimension: 'recovery',
    title: 'Volumes are backed up and have been restored',
    weight: 40,
  },
  R2: {
    dimension: 'recovery',
    title: 'The cluster can be rebuilt from code',
    weight: 25,
  },
  R3: {
    dimension: 'recovery',
    title: 'Failover to a second region was tried',
    weight: 15,
  },
  R4: {
    dimension: 'recovery',
    title: 'Workloads survive the loss of a pod, node or zone',
    weight: 20,
  },
};
