import type {
  CheckMode,
  Dimension,
  Effort,
  Environment,
  Responsible,
  Severity,
  Stage,
  SubjectType,
  TaskStatus,
  WaiverScope,
  WaiverState,
} from '@readiness/backstage-plugin-readiness-common';

/**
 * Rows as the database returns them. Times are ISO strings, JSON is text.
 * SQLite returns booleans as 0 and 1: read them with `Boolean()`.
 */

export interface DbClusterRow {
  name: string;
  uid: string | null;
  title: string;
  access: string;
  scannable: boolean;
  reason: string | null;
  environment: Environment;
  owner: string | null;
  version: string | null;
  fingerprint: string | null;
  matching: string | null;
  matching_at: string | null;
  last_whole_scan_at: string | null;
  published_at: string | null;
  removed_at: string | null;
}

export type ScanStatus =
  | 'queued'
  | 'running'
  | 'completed'
  | 'partial'
  | 'failed';

export interface DbScanRunRow {
  id: string;
  cluster: string;
  cluster_uid: string | null;
  entity_ref: string | null;
  status: ScanStatus;
  progress: number;
  requested_at: string;
  requested_by: string | null;
  started_at: string | null;
  heartbeat_at: string | null;
  finished_at: string | null;
  claimed_by: string | null;
  active_key: string | null;
  at: string | null;
  error: string | null;
  coverage: number | null;
  ruleset_version: string | null;
  sources: string;
}

export interface DbEntityRow {
  ref: string;
  kind: string;
  title: string | null;
  owner: string | null;
  system: string | null;
  domain: string | null;
  parent: string | null;
  tier: number;
  tier_declared: boolean;
  lifecycle: string | null;
  type: string | null;
  annotations: string;
  first_scored_at: string | null;
  removed_at: string | null;
}

export interface DbSubjectRow {
  cluster_uid: string;
  key: string;
  type: SubjectType;
  namespace: string | null;
  entity_ref: string | null;
  owner: string | null;
  environment: Environment;
  namespace_class: 'system' | 'platform' | 'tenant' | null;
  fix_root: string;
  exposed: boolean;
  unobserved: boolean;
  ruleset_version: string;
  verdicts: string;
  first_seen_at: string;
  removed_at: string | null;
}

export interface DbSubjectEntityRow {
  cluster_uid: string;
  subject_key: string;
  entity_ref: string;
  relation: 'inherits' | 'ambiguous';
}

export interface DbFindingRow {
  id: string;
  cluster_uid: string;
  cluster: string;
  subject_key: string;
  namespace: string | null;
  namespace_class: DbSubjectRow['namespace_class'];
  check_id: string;
  /** `import`: another tool says so. */
  kind: 'check' | 'visibility' | 'import';
  dimension: Dimension;
  control: string;
  stage: Stage;
  severity: Severity;
  severity_rank: number;
  state: 'warn' | 'fail' | 'unknown' | 'waived';
  /** What the scan says, whatever a waiver makes of it. */
  judged_state: 'warn' | 'fail' | 'unknown';
  /** The waiver that covers it. */
  waiver_id: string | null;
  sticky: boolean;
  discriminator: string | null;
  entity_ref: string | null;
  owner: string;
  responsible: Responsible;
  environment: Environment;
  tier: number;
  exposed: boolean;
  effort: Effort;
  fix_key: string;
  fix_root_key: string;
  fix_root: string;
  reasons: string;
  sources: string;
  remediation: string;
  hides: string | null;
  /** JSON: what it has in common with others. */
  shared: string | null;
  first_seen_at: string;
  last_seen_at: string;
  reopened_at: string | null;
  due_at: string | null;
  closed_at: string | null;
  close_reason: CloseReason | null;
  regressions: number;
  /** A dispute waits for its decision: the clock stands still. */
  disputed: boolean;
  mode: CheckMode;
  /** When it was enforced after it had been observed. */
  enforced_at: string | null;
  /** How long its clock stood still. */
  paused_ms: number;
  /** The tool that an imported finding comes from. */
  origin: string | null;
  /** Of an imported finding; the others have that of their check. */
  title: string | null;
  also_reported: string | null;
}

export type DisputeState = 'open' | 'accepted' | 'rejected';

export interface DbDisputeRow {
  id: string;
  finding_id: string;
  check_id: string;
  cluster_uid: string;
  subject_key: string;
  discriminator: string | null;
  saw: string;
  reason: string;
  disputed_by: string;
  disputed_at: string;
  state: DisputeState;
  open_key: string | null;
  decided_by: string | null;
  decided_at: string | null;
  note: string | null;
  expires: string | null;
}

export interface DbWaiverRow {
  id: string;
  check_id: string;
  dimension: Dimension;
  severity: Severity;
  scope: WaiverScope;
  /** Hash of what it is about: `waivers/coverage.ts`. */
  selector: string;
  finding_id: string;
  cluster_uid: string;
  subject_key: string;
  discriminator: string | null;
  entity_ref: string | null;
  owner: string;
  responsible: Responsible;
  reason: string;
  compensating_control: string;
  requested_by: string;
  requested_at: string;
  /** Its last day. */
  expires: string;
  round: number;
  renews: string | null;
  state: WaiverState;
  open_key: string | null;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  approved_findings: number | null;
  ended_by: string | null;
  ended_at: string | null;
  end_note: string | null;
  version: number;
}

export interface DbWaiverEventRow extends DbEventRow {
  waiver_id: string;
}

export interface DbKnownCheckRow {
  check_id: string;
  known_at: string;
  by_upgrade: boolean;
}

/** Why a finding was closed. Only `fixed` is to somebody's credit. */
export type CloseReason =
  | 'fixed'
  | 'not_applicable'
  | 'subject_removed'
  | 'check_removed'
  | 'cluster_removed';

export interface DbEventRow {
  id?: number;
  at: string;
  type: string;
  actor: string | null;
  message: string;
}

export interface DbFindingEventRow extends DbEventRow {
  finding_id: string;
  scan_id: string | null;
}

export interface DbTaskEventRow extends DbEventRow {
  task_id: string;
}

export interface DbEvidenceRow {
  id: string;
  natural_key: string | null;
  check_id: string;
  control: string;
  what: string;
  subjects: string;
  performed_at: string;
  performed_by: string | null;
  attested_by: string | null;
  outcome: 'success' | 'partial' | 'failed';
  measured: string | null;
  validation: string | null;
  artefacts: string;
  grade: 'E1' | 'E2' | 'E3';
  fingerprint: string | null;
  observed: string | null;
  expires_at: string;
  recorded_at: string;
  recorded_by: string | null;
}

export type ScoreScope = 'entity' | 'cluster';

export interface DbScoreRow {
  scope: ScoreScope;
  ref: string;
  level: string;
  verified: number;
  potential: number;
  coverage: number;
  applicable_weight: number;
  tree: string;
  holds: string;
  ruleset_version: string;
  at: string;
}

export interface DbScoreDayRow {
  scope: ScoreScope;
  ref: string;
  day: string;
  level: string;
  verified: number;
  potential: number;
  coverage: number;
  ruleset_version: string;
  at: string;
}

export interface DbTaskRow {
  id: string;
  key: string;
  fix_key: string;
  fix_root: string;
  title: string;
  owner: string;
  assignee: string | null;
  status: TaskStatus;
  severity: Severity;
  due_at: string | null;
  due_set: boolean;
  note: string | null;
  effort_days: number;
  risk: number;
  priority: number;
  slot: 'week' | 'next' | 'later';
  week: number | null;
  slices: string;
  because: string;
  capacity_conflict: boolean;
  depends_on: string;
  clusters: string;
  predicted_delta: number | null;
  observed_delta: number | null;
  /** Of a lever. */
  quality: number | null;
  /** Where a person put it, counted from `wanted_at`. */
  wanted_week: number | null;
  wanted_at: string | null;
  /** Since when somebody has to act on what is due first. */
  clock_at: string | null;
  created_at: string;
  closed_at: string | null;
  version: number;
}

export interface DbTaskFindingRow {
  task_id: string;
  finding_id: string;
}
