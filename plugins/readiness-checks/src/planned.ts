import {
  CONTROLS,
  type ControlId,
  type Dimension,
  type Severity,
  type Stage,
  type SubjectType,
} from '@readiness/backstage-plugin-readiness-common';

/**
 * A check that the catalogue defines and that is not built yet: its stage is
 * "not judged yet" in the score, not absent.
 *
 * @public
 */
export interface PlannedCheck {
  id: string;
  dimension: Dimension;
  control: ControlId;
  /** The first is the one it attaches to where it resolves. */
  types: readonly SubjectType[];
  severity: Severity;
  stage: Stage;
  gate?: Stage;
}

type Row = readonly [
  id: string,
  control: ControlId,
  types: readonly SubjectType[],
  severity: Severity,
  stage: Stage,
  gate?: Stage,
];

const ROWS: readonly Row[] = [
  ['obs-metrics-targets-healthy', 'O1', ['workload'], 'high', 'used', 'used'],
  ['obs-metrics-retention', 'O5', ['cluster'], 'high', 'configured', 'used'],
  ['obs-logs-workload-flowing', 'O1', ['workload'], 'medium', 'used', 'used'],
  ['obs-traces-workload-flowing', 'O1', ['workload'], 'low', 'used'],
  ['obs-alert-expr-has-data', 'O2', ['cluster'], 'high', 'used', 'used'],
  [
    'obs-alert-threshold-evidence',
    'O2',
    ['entity', 'cluster'],
    'high',
    'proven',
    'proven',
  ],
  [
    'obs-alert-routed',
    'O2',
    ['cluster'],
    'critical',
    'configured',
    'configured',
  ],
  ['obs-alert-delivery', 'O2', ['cluster'], 'critical', 'used', 'used'],
  ['obs-deadman-switch', 'O2', ['cluster'], 'high', 'proven', 'proven'],
  ['obs-alert-ignored', 'O5', ['entity', 'cluster'], 'high', 'used', 'used'],
  ['obs-silence-hygiene', 'O5', ['cluster'], 'medium', 'used'],
  ['obs-runbook-alive', 'O3', ['entity'], 'medium', 'used', 'used'],
  [
    'obs-runbook-for-fired',
    'O3',
    ['entity', 'cluster'],
    'high',
    'proven',
    'proven',
  ],
  ['obs-dashboard-exists', 'O4', ['entity'], 'low', 'configured', 'configured'],
  ['obs-dashboard-live', 'O4', ['entity'], 'low', 'used', 'used'],
  ['obs-dashboard-reviewed', 'O4', ['entity'], 'medium', 'proven', 'proven'],
  ['obs-degradation-noticed', 'O5', ['entity'], 'critical', 'used', 'used'],
  ['cost-scaleup-proven', 'C2', ['cluster'], 'high', 'proven', 'proven'],
  ['cost-scaledown-proven', 'C2', ['cluster'], 'medium', 'proven', 'proven'],
  [
    'cost-spot-interruption-proven',
    'C3',
    ['cluster'],
    'medium',
    'proven',
    'proven',
  ],
  ['cost-visibility-used', 'C4', ['cluster'], 'low', 'proven', 'used'],
  ['rec-backup-storage', 'R1', ['cluster'], 'high', 'used', 'used'],
  ['rec-backup-volumes', 'R1', ['workload'], 'critical', 'used', 'used'],
  [
    'rec-backup-app-consistent',
    'R1',
    ['workload'],
    'high',
    'configured',
    'used',
  ],
  ['rec-restore-rto', 'R1', ['entity'], 'high', 'proven', 'proven'],
  ['rec-etcd-backup', 'R1', ['cluster'], 'critical', 'proven', 'used'],
  ['rec-keys-recoverable', 'R1', ['cluster'], 'critical', 'proven', 'used'],
  ['rec-cluster-iac', 'R2', ['cluster'], 'high', 'configured', 'configured'],
  ['rec-cluster-rebuild-proven', 'R2', ['cluster'], 'high', 'proven', 'proven'],
  ['rec-dr-declared', 'R3', ['entity'], 'high', 'configured', 'configured'],
  [
    'rec-failover-proven',
    'R3',
    ['entity', 'cluster'],
    'high',
    'proven',
    'proven',
  ],
  ['rec-node-loss-proven', 'R4', ['cluster'], 'medium', 'proven', 'proven'],
];

/**
 * The rest of the catalogue.
 *
 * @public
 */
export const plannedChecks: readonly PlannedCheck[] = ROWS.map(
  ([id, control, types, severity, stage, gate]) => ({
    id,
    dimension: CONTROLS[control].dimension,
    control,
    types,
    severity,
    stage,
    ...(gate && { gate }),
  }),
);
