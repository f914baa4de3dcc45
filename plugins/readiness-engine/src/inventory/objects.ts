/**
 * What remains of an object after projection: the fields that checks read and
 * nothing else. Times are epoch milliseconds; quantities stay text.
 */

/** @public */
export interface ObjectMeta {
  name: string;
  /** Absent for cluster-scoped objects. */
  namespace?: string;
  uid?: string;
  createdAt?: number;
  labels: Readonly<Record<string, string>>;
  /** An allow-list per kind; never `last-applied-configuration`. */
  annotations: Readonly<Record<string, string>>;
}

/** A label selector; `undefined` selects nothing, an empty one everything. @public */
export interface LabelSelector {
  matchLabels?: Readonly<Record<string, string>>;
  matchExpressions?: readonly {
    key: string;
    operator: string;
    values?: readonly string[];
  }[];
}

/** @public */
export type NamespaceObject = ObjectMeta;

/** @public */
export interface NodeObject extends ObjectMeta {
  providerId?: string;
  ready: boolean;
  allocatable: Readonly<Record<string, string>>;
  taints: readonly { key: string; value?: string; effect: string }[];
}

/** @public */
export interface ClaimObject extends ObjectMeta {
  storageClassName?: string;
  phase?: string;
  /** `apiGroup/Kind/name` of the data source, e.g. a VolumeSnapshot. */
  dataSource?: { kind: string; name: string };
}

/** @public */
export interface BudgetObject extends ObjectMeta {
  /** An int or a percentage, as text. */
  minAvailable?: string;
  maxUnavailable?: string;
  selector?: LabelSelector;
  disruptionsAllowed?: number;
  currentHealthy?: number;
  desiredHealthy?: number;
  expectedPods?: number;
  /** Since when `DisruptionAllowed` is `False`. */
  blockedSince?: number;
}

/** @public */
export interface HpaObject extends ObjectMeta {
  target: { apiVersion?: string; kind: string; name: string };
  minReplicas: number;
  maxReplicas: number;
}

/** @public */
export interface PolicyRule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
  resourceNames: readonly string[];
  nonResourceURLs: readonly string[];
}

/** @public */
export interface ClusterRoleObject extends ObjectMeta {
  rules: readonly PolicyRule[];
  aggregationSelectors?: readonly LabelSelector[];
}

/** @public */
export interface BindingObject extends ObjectMeta {
  roleRef: { kind: string; name: string };
  subjects: readonly { kind: string; name: string; namespace?: string }[];
}

/** @public */
export interface AlertRule {
  group: string;
  alert: string;
  expr: string;
  for?: string;
  labels: Readonly<Record<string, string>>;
  /** `runbook_url`, `runbook`, `runbook_link`, `playbook`, `summary` and `description` only. */
  annotations: Readonly<Record<string, string>>;
}

/** @public */
export interface PrometheusRuleObject extends ObjectMeta {
  rules: readonly AlertRule[];
  /** `status.bindings[].conditions[type=Accepted].status`, when reported. */
  accepted?: boolean;
}

/** @public */
export interface PrometheusObject extends ObjectMeta {
  ruleSelector?: LabelSelector;
  ruleNamespaceSelector?: LabelSelector;
  available?: boolean;
}

/** A service level objective of any operator, reduced to what coverage needs. @public */
export interface SloObject extends ObjectMeta {
  service?: string;
  /** Text of its indicator queries, to find the workload in. */
  queries: readonly string[];
  /** False when all alerts are disabled. */
  alerting: boolean;
}

/** @public */
export interface BackupScheduleObject extends ObjectMeta {
  schedule: string;
  paused: boolean;
  phase?: string;
  validationErrors: readonly string[];
  lastBackup?: number;
  template: {
    includedNamespaces: readonly string[];
    excludedNamespaces: readonly string[];
    includedResources: readonly string[];
    excludedResources: readonly string[];
    labelSelector?: LabelSelector;
    orLabelSelectors: readonly LabelSelector[];
    storageLocation?: string;
  };
}

/** @public */
export interface BackupObject extends ObjectMeta {
  scheduleName?: string;
  storageLocation?: string;
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  phase?: string;
  startedAt?: number;
  completedAt?: number;
  expiresAt?: number;
  errors: number;
  warnings: number;
  volumeSnapshotsAttempted: number;
  volumeSnapshotsCompleted: number;
  itemOperationsFailed: number;
  hooksFailed: number;
}

/** @public */
export interface RestoreObject extends ObjectMeta {
  backupName?: string;
  scheduleName?: string;
  includedNamespaces: readonly string[];
  /** From → to. */
  namespaceMapping: Readonly<Record<string, string>>;
  restoreVolumes?: boolean;
  phase?: string;
  completedAt?: number;
  errors: number;
  warnings: number;
}

/** @public */
export interface StorageLocationObject extends ObjectMeta {
  phase?: string;
  accessMode?: string;
  default: boolean;
}

/** CNPG `clusters`. @public */
export interface PostgresClusterObject extends ObjectMeta {
  instances: number;
  recoveredFromBackup: boolean;
  backupConfigured: boolean;
}

/** CNPG `scheduledbackups` (six-field cron, seconds first). @public */
export interface PostgresScheduledBackupObject extends ObjectMeta {
  schedule: string;
  suspended: boolean;
  clusterName: string;
}

/** CNPG `backups`. @public */
export interface PostgresBackupObject extends ObjectMeta {
  clusterName: string;
  phase?: string;
  stoppedAt?: number;
}

/** VolSync `replicationsources` and `replicationdestinations`. @public */
export interface ReplicationObject extends ObjectMeta {
  sourceClaim?: string;
  schedule?: string;
  lastSyncAt?: number;
}

/** @public */
export interface NodePoolObject extends ObjectMeta {
  limits: Readonly<Record<string, string>>;
  /** `nodeClassRef.group`, e.g. `eks.amazonaws.com` for EKS Auto Mode. */
  nodeClassGroup?: string;
  static: boolean;
}

/** The cluster-autoscaler's status, parsed from either of its two formats. @public */
export interface AutoscalerStatusObject extends ObjectMeta {
  /** Epoch ms of `last-updated`. */
  updatedAt?: number;
  status: string;
  groups: readonly {
    name: string;
    min: number;
    max: number;
    target?: number;
  }[];
  /** False when the text was in neither format. */
  parsed: boolean;
}

/** An object of which only name and existence matter. @public */
export type PresenceObject = ObjectMeta;

/** Cluster API `machinedeployments` with autoscaler annotations. @public */
export interface MachineDeploymentObject extends ObjectMeta {
  min?: number;
  max?: number;
}

/** A policy of Kyverno, reduced to Pod Security enforcement. @public */
export interface PolicyObject extends ObjectMeta {
  /** Pod Security level that it enforces, where it says so. */
  podSecurityLevel?: 'baseline' | 'restricted' | 'privileged';
  enforced: boolean;
  /** Namespaces that it includes; empty means all. */
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
  /** True when match or exclude use more than namespaces. */
  conditional: boolean;
}

/** Argo CD `applications`. @public */
export interface ApplicationObject extends ObjectMeta {
  destinationNamespace?: string;
  resources: readonly {
    group: string;
    kind: string;
    namespace: string;
    name: string;
  }[];
}
