import type { EvidenceRecord } from '../facts';
import type * as objects from './objects';
import type { Signals } from '../signals/registry';
import type { MetricSample } from './metrics';
import type { Workload } from './Workload';

/** Every kind that has a projection, by its inventory key. @public */
export interface ProjectedKinds {
  namespaces: objects.NamespaceObject;
  limitRanges: objects.LimitRangeObject;
  resourceQuotas: objects.ResourceQuotaObject;
  nodes: objects.NodeObject;
  persistentVolumeClaims: objects.ClaimObject;
  persistentVolumes: objects.VolumeObject;
  volumeSnapshots: objects.SnapshotObject;
  volumeSnapshotContents: objects.SnapshotContentObject;
  storageClasses: objects.PresenceObject;
  podDisruptionBudgets: objects.BudgetObject;
  horizontalPodAutoscalers: objects.HpaObject;
  kedaScaledObjects: objects.ScaledObject;
  clusterRoles: objects.ClusterRoleObject;
  clusterRoleBindings: objects.BindingObject;
  roles: objects.RoleObject;
  roleBindings: objects.BindingObject;
  serviceAccounts: objects.ServiceAccountObject;
  awsAuth: objects.AwsAuthObject;
  prometheuses: objects.PrometheusObject;
  prometheusRules: objects.PrometheusRuleObject;
  slothSlos: objects.SloObject;
  pyrraSlos: objects.SloObject;
  serviceMonitors: objects.MonitorObject;
  podMonitors: objects.MonitorObject;
  scrapeConfigs: objects.ScrapeConfigObject;
  prometheusAgents: objects.ScraperObject;
  gmpPodMonitorings: objects.MonitorObject;
  gmpClusterPodMonitorings: objects.MonitorObject;
  azureServiceMonitors: objects.MonitorObject;
  azurePodMonitors: objects.MonitorObject;
  vmServiceScrapes: objects.MonitorObject;
  vmPodScrapes: objects.MonitorObject;
  vmAgents: objects.ScraperObject;
  vmSingles: objects.PresenceObject;
  vmClusters: objects.PresenceObject;
  openTelemetryCollectors: objects.CollectorObject;
  openTelemetryInstrumentations: objects.InstrumentationObject;
  tempoStacks: objects.PresenceObject;
  tempoMonolithics: objects.PresenceObject;
  openSlos: objects.SloObject;
  externalSecrets: objects.SecretSourceObject;
  secretStores: objects.SecretStoreObject;
  clusterSecretStores: objects.SecretStoreObject;
  vaultAuths: objects.SecretStoreObject;
  vaultConnections: objects.SecretStoreObject;
  secretMounts: objects.SecretMountObject;
  secretProviderClasses: objects.SecretSourceObject;
  vaultStaticSecrets: objects.SecretSourceObject;
  vaultDynamicSecrets: objects.SecretSourceObject;
  vaultPkiSecrets: objects.SecretSourceObject;
  sealedSecrets: objects.SecretSourceObject;
  onePasswordItems: objects.SecretSourceObject;
  dopplerSecrets: objects.SecretSourceObject;
  infisicalSecrets: objects.SecretSourceObject;
  azureKeyVaultSecrets: objects.SecretSourceObject;
  certificates: objects.SecretSourceObject;
  kafkaUsers: objects.SecretSourceObject;
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
  nodeClaims: objects.NodeClaimObject;
  autoscalerStatus: objects.AutoscalerStatusObject;
  computeClasses: objects.ComputeClassObject;
  openshiftClusterAutoscalers: objects.PresenceObject;
  machineDeployments: objects.MachineDeploymentObject;
  kyvernoClusterPolicies: objects.PolicyObject;
  kyvernoPolicies: objects.PolicyObject;
  kyvernoValidatingPolicies: objects.PolicyObject;
  imageValidatingPolicies: objects.ImagePolicyObject;
  clusterImagePolicies: objects.ImagePolicyObject;
  vulnerabilityReports: objects.VulnerabilityReportObject;
  kyvernoPolicyExceptions: objects.PolicyExceptionObject;
  kyvernoCelPolicyExceptions: objects.PolicyExceptionObject;
  policyReports: objects.FaultReportObject;
  clusterPolicyReports: objects.FaultReportObject;
  openReports: objects.FaultReportObject;
  openClusterReports: objects.FaultReportObject;
  configAuditReports: objects.FaultReportObject;
  exposedSecretReports: objects.FaultReportObject;
  rbacAssessmentReports: objects.FaultReportObject;
  kubescapeScans: objects.FaultReportObject;
  gatekeeperTemplates: objects.PresenceObject;
  gatekeeperConstraints: objects.ConstraintObject;
  gatekeeperConfigs: objects.GatekeeperConfigObject;
  validatingAdmissionPolicies: objects.AdmissionPolicyObject;
  validatingAdmissionPolicyBindings: objects.AdmissionBindingObject;
  validatingWebhookConfigurations: objects.WebhookConfigurationObject;
  mutatingWebhookConfigurations: objects.WebhookConfigurationObject;
  networkPolicies: objects.NetworkPolicyObject;
  ciliumNetworkPolicies: objects.CiliumPolicyObject;
  ciliumClusterwideNetworkPolicies: objects.CiliumPolicyObject;
  calicoNetworkPolicies: objects.CalicoPolicyObject;
  calicoGlobalNetworkPolicies: objects.CalicoPolicyObject;
  storedCalicoNetworkPolicies: objects.CalicoPolicyObject;
  storedCalicoGlobalNetworkPolicies: objects.CalicoPolicyObject;
  adminNetworkPolicies: objects.AdminPolicyObject;
  baselineAdminNetworkPolicies: objects.AdminPolicyObject;
  clusterNetworkPolicies: objects.AdminPolicyObject;
  applications: objects.ApplicationObject;
  helmReleases: objects.HelmReleaseObject;
  kustomizations: objects.KustomizationObject;
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

/**
 * What is left of a cluster after it was read. A judge sees the keys that its
 * check declares in `reads`, by type.
 *
 * @public
 */
export type Inventory = {
  readonly [K in keyof ProjectedKinds]: readonly ProjectedKinds[K][];
} & Signals & {
    readonly workloads: readonly Workload[];
    /** Services of type LoadBalancer, whether or not a workload is behind them. */
    readonly loadBalancers: readonly objects.ServiceObject[];
    /** Of the families that checks read, and no others. */
    readonly apiServerMetrics: readonly MetricSample[];
    /** Accepted evidence of the whole fleet, not of this cluster only. */
    readonly evidence: readonly EvidenceRecord[];
  };

/** @public */
export type InventoryKey = keyof Inventory;
