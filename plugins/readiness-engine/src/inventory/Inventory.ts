import type { EvidenceRecord } from '../facts';
import type * as objects from './objects';
import type { Workload } from './Workload';

/** Every kind that has a projection, by its inventory key. @public */
export interface ProjectedKinds {
  namespaces: objects.NamespaceObject;
  nodes: objects.NodeObject;
  persistentVolumeClaims: objects.ClaimObject;
  podDisruptionBudgets: objects.BudgetObject;
  horizontalPodAutoscalers: objects.HpaObject;
  clusterRoles: objects.ClusterRoleObject;
  clusterRoleBindings: objects.BindingObject;
  prometheuses: objects.PrometheusObject;
  prometheusRules: objects.PrometheusRuleObject;
  slothSlos: objects.SloObject;
  pyrraSlos: objects.SloObject;
  veleroSchedules: objects.BackupScheduleObject;
  veleroBackups: objects.BackupObject;
  veleroRestores: objects.RestoreObject;
  veleroStorageLocations: objects.StorageLocationObject;
  postgresClusters: objects.PostgresClusterObject;
  postgresScheduledBackups: objects.PostgresScheduledBackupObject;
  postgresBackups: objects.PostgresBackupObject;
  replicationSources: objects.ReplicationObject;
  replicationDestinations: objects.ReplicationObject;
  k10Policies: objects.PresenceObject;
  k8upSchedules: objects.PresenceObject;
  longhornRecurringJobs: objects.PresenceObject;
  nodePools: objects.NodePoolObject;
  autoscalerStatus: objects.AutoscalerStatusObject;
  computeClasses: objects.PresenceObject;
  openshiftClusterAutoscalers: objects.PresenceObject;
  machineDeployments: objects.MachineDeploymentObject;
  kyvernoClusterPolicies: objects.PolicyObject;
  kyvernoPolicies: objects.PolicyObject;
  kyvernoValidatingPolicies: objects.PolicyObject;
  gatekeeperTemplates: objects.PresenceObject;
  validatingAdmissionPolicyBindings: objects.PresenceObject;
  applications: objects.ApplicationObject;
}

/** Kinds that end in the derived `workloads` and are not kept by themselves. @public */
export type FoldedKind =
  | 'deployments'
  | 'statefulSets'
  | 'daemonSets'
  | 'replicaSets'
  | 'jobs'
  | 'cronJobs'
  | 'replicationControllers'
  | 'rollouts'
  | 'pods'
  | 'services'
  | 'ingresses';

/** @public */
export type KindName = keyof ProjectedKinds | FoldedKind;

/** A rule as a Prometheus-compatible API reports it. @public */
export interface LiveRule {
  alert: string;
  group: string;
  file: string;
  health: string;
  lastError?: string;
  /** Epoch ms. */
  lastEvaluation?: number;
  intervalSeconds: number;
  expr: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/**
 * What is left of a cluster after it was read. A judge sees the keys that its
 * check declares in `reads`, by type.
 *
 * @public
 */
export type Inventory = {
  readonly [K in keyof ProjectedKinds]: readonly ProjectedKinds[K][];
} & {
  readonly workloads: readonly Workload[];
  /** `GET /api/v1/rules` of the metrics store of this cluster. */
  readonly liveRules: readonly LiveRule[];
  /** Accepted evidence of the whole fleet, not of this cluster only. */
  readonly evidence: readonly EvidenceRecord[];
};

/** @public */
export type InventoryKey = keyof Inventory;
