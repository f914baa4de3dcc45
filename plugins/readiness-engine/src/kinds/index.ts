import type { FoldedObjects } from '../inventory/folded';
import type { FoldedKind, ProjectedKinds } from '../inventory/Inventory';
import { applications } from './applications';
import { autoscalerStatus } from './autoscalerStatus';
import { awsAuth } from './awsAuth';
import { clusterRoleBindings } from './clusterRoleBindings';
import { clusterRoles } from './clusterRoles';
import { clusterImagePolicies } from './clusterImagePolicies';
import { computeClasses } from './computeClasses';
import { cronJobs } from './cronJobs';
import { daemonSets } from './daemonSets';
import { deployments } from './deployments';
import { gatekeeperConfigs } from './gatekeeperConfigs';
import { gatekeeperConstraints } from './gatekeeperConstraints';
import { gatekeeperTemplates } from './gatekeeperTemplates';
import { helmReleases } from './helmReleases';
import { horizontalPodAutoscalers } from './horizontalPodAutoscalers';
import { ingresses } from './ingresses';
import { jobs } from './jobs';
import { kedaScaledObjects } from './kedaScaledObjects';
import { k10Policies } from './k10Policies';
import { k8upSchedules } from './k8upSchedules';
import { kustomizations } from './kustomizations';
import { kyvernoClusterPolicies } from './kyvernoClusterPolicies';
import { kyvernoCelPolicyExceptions } from './kyvernoCelPolicyExceptions';
import { kyvernoPolicies } from './kyvernoPolicies';
import { kyvernoPolicyExceptions } from './kyvernoPolicyExceptions';
import { kyvernoValidatingPolicies } from './kyvernoValidatingPolicies';
import { limitRanges } from './limitRanges';
import { longhornRecurringJobs } from './longhornRecurringJobs';
import { machineDeployments } from './machineDeployments';
import { mutatingWebhookConfigurations } from './mutatingWebhookConfigurations';
import { namespaces } from './namespaces';
import { networkPolicies } from './networkPolicies';
import { ciliumNetworkPolicies } from './ciliumNetworkPolicies';
import { ciliumClusterwideNetworkPolicies } from './ciliumClusterwideNetworkPolicies';
import { calicoNetworkPolicies } from './calicoNetworkPolicies';
import { calicoGlobalNetworkPolicies } from './calicoGlobalNetworkPolicies';
import { storedCalicoNetworkPolicies } from './storedCalicoNetworkPolicies';
import { storedCalicoGlobalNetworkPolicies } from './storedCalicoGlobalNetworkPolicies';
import { policyReports } from './policyReports';
import { clusterPolicyReports } from './clusterPolicyReports';
import { openReports } from './openReports';
import { openClusterReports } from './openClusterReports';
import { configAuditReports } from './configAuditReports';
import { exposedSecretReports } from './exposedSecretReports';
import { rbacAssessmentReports } from './rbacAssessmentReports';
import { kubescapeScans } from './kubescapeScans';
import { adminNetworkPolicies } from './adminNetworkPolicies';
import { baselineAdminNetworkPolicies } from './baselineAdminNetworkPolicies';
import { clusterNetworkPolicies } from './clusterNetworkPolicies';
import { nodeClaims } from './nodeClaims';
import { nodePools } from './nodePools';
import { nodes } from './nodes';
import { openshiftClusterAutoscalers } from './openshiftClusterAutoscalers';
import { persistentVolumeClaims } from './persistentVolumeClaims';
import { persistentVolumes } from './persistentVolumes';
import { podDisruptionBudgets } from './podDisruptionBudgets';
import { pods } from './pods';
import { postgresBackups } from './postgresBackups';
import { postgresClusters } from './postgresClusters';
import { postgresScheduledBackups } from './postgresScheduledBackups';
import { prometheuses } from './prometheuses';
import { prometheusRules } from './prometheusRules';
import { pyrraSlos } from './pyrraSlos';
import { replicaSets } from './replicaSets';
import { replicationControllers } from './replicationControllers';
import { replicationDestinations } from './replicationDestinations';
import { replicationSources } from './replicationSources';
import { resourceQuotas } from './resourceQuotas';
import { roleBindings } from './roleBindings';
import { roles } from './roles';
import { rollouts } from './rollouts';
import { serviceAccounts } from './serviceAccounts';
import { services } from './services';
import { slothSlos } from './slothSlos';
import { serviceMonitors } from './serviceMonitors';
import { podMonitors } from './podMonitors';
import { scrapeConfigs } from './scrapeConfigs';
import { prometheusAgents } from './prometheusAgents';
import { gmpPodMonitorings } from './gmpPodMonitorings';
import { gmpClusterPodMonitorings } from './gmpClusterPodMonitorings';
import { azureServiceMonitors } from './azureServiceMonitors';
import { azurePodMonitors } from './azurePodMonitors';
import { vmServiceScrapes } from './vmServiceScrapes';
import { vmPodScrapes } from './vmPodScrapes';
import { vulnerabilityReports } from './vulnerabilityReports';
import { vmAgents } from './vmAgents';
import { vmSingles } from './vmSingles';
import { vmClusters } from './vmClusters';
import { openTelemetryCollectors } from './openTelemetryCollectors';
import { openTelemetryInstrumentations } from './openTelemetryInstrumentations';
import { tempoStacks } from './tempoStacks';
import { tempoMonolithics } from './tempoMonolithics';
import { openSlos } from './openSlos';
import { externalSecrets } from './externalSecrets';
import { secretStores } from './secretStores';
import { clusterSecretStores } from './clusterSecretStores';
import { vaultAuths } from './vaultAuths';
import { vaultConnections } from './vaultConnections';
import { secretMounts } from './secretMounts';
import { secretProviderClasses } from './secretProviderClasses';
import { vaultStaticSecrets } from './vaultStaticSecrets';
import { vaultDynamicSecrets } from './vaultDynamicSecrets';
import { vaultPkiSecrets } from './vaultPkiSecrets';
import { sealedSecrets } from './sealedSecrets';
import { onePasswordItems } from './onePasswordItems';
import { dopplerSecrets } from './dopplerSecrets';
import { imageValidatingPolicies } from './imageValidatingPolicies';
import { infisicalSecrets } from './infisicalSecrets';
import { azureKeyVaultSecrets } from './azureKeyVaultSecrets';
import { certificates } from './certificates';
import { kafkaUsers } from './kafkaUsers';
import { statefulSets } from './statefulSets';
import { storageClasses } from './storageClasses';
import { validatingAdmissionPolicies } from './validatingAdmissionPolicies';
import { validatingAdmissionPolicyBindings } from './validatingAdmissionPolicyBindings';
import { validatingWebhookConfigurations } from './validatingWebhookConfigurations';
import { veleroBackups } from './veleroBackups';
import { veleroRestores } from './veleroRestores';
import { veleroSchedules } from './veleroSchedules';
import { veleroStorageLocations } from './veleroStorageLocations';
import { volumeSnapshotContents } from './volumeSnapshotContents';
import { volumeSnapshots } from './volumeSnapshots';
import type { Kind } from './Kind';

export * from './Kind';
export * from './ProjectionError';

/** Every kind of the inventory by its key. @public */
export const KINDS: {
  readonly [K in keyof ProjectedKinds]: Kind<ProjectedKinds[K]>;
} & { readonly [K in FoldedKind]: Kind<FoldedObjects[K]> } = {
  namespaces,
  limitRanges,
  resourceQuotas,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  volumeSnapshots,
  volumeSnapshotContents,
  storageClasses,
  podDisruptionBudgets,
  horizontalPodAutoscalers,
  kedaScaledObjects,
  clusterRoles,
  clusterRoleBindings,
  roles,
  roleBindings,
  serviceAccounts,
  awsAuth,
  prometheuses,
  prometheusRules,
  slothSlos,
  pyrraSlos,
  serviceMonitors,
  podMonitors,
  scrapeConfigs,
  prometheusAgents,
  gmpPodMonitorings,
  gmpClusterPodMonitorings,
  azureServiceMonitors,
  azurePodMonitors,
  vmServiceScrapes,
  vmPodScrapes,
  vmAgents,
  vmSingles,
  vmClusters,
  openTelemetryCollectors,
  openTelemetryInstrumentations,
  tempoStacks,
  tempoMonolithics,
  openSlos,
  externalSecrets,
  secretStores,
  clusterSecretStores,
  vaultAuths,
  vaultConnections,
  secretMounts,
  secretProviderClasses,
  vaultStaticSecrets,
  vaultDynamicSecrets,
  vaultPkiSecrets,
  sealedSecrets,
  onePasswordItems,
  dopplerSecrets,
  infisicalSecrets,
  azureKeyVaultSecrets,
  certificates,
  kafkaUsers,
  veleroSchedules,
  veleroBackups,
  veleroRestores,
  veleroStorageLocations,
  postgresClusters,
  postgresScheduledBackups,
  postgresBackups,
  replicationSources,
  replicationDestinations,
  k10Policies,
  k8upSchedules,
  longhornRecurringJobs,
  nodePools,
  nodeClaims,
  autoscalerStatus,
  computeClasses,
  openshiftClusterAutoscalers,
  machineDeployments,
  kyvernoClusterPolicies,
  kyvernoPolicies,
  kyvernoValidatingPolicies,
  imageValidatingPolicies,
  clusterImagePolicies,
  vulnerabilityReports,
  kyvernoPolicyExceptions,
  kyvernoCelPolicyExceptions,
  policyReports,
  clusterPolicyReports,
  openReports,
  openClusterReports,
  configAuditReports,
  exposedSecretReports,
  rbacAssessmentReports,
  kubescapeScans,
  gatekeeperTemplates,
  gatekeeperConstraints,
  gatekeeperConfigs,
  validatingAdmissionPolicies,
  validatingAdmissionPolicyBindings,
  validatingWebhookConfigurations,
  mutatingWebhookConfigurations,
  networkPolicies,
  ciliumNetworkPolicies,
  ciliumClusterwideNetworkPolicies,
  calicoNetworkPolicies,
  calicoGlobalNetworkPolicies,
  storedCalicoNetworkPolicies,
  storedCalicoGlobalNetworkPolicies,
  adminNetworkPolicies,
  baselineAdminNetworkPolicies,
  clusterNetworkPolicies,
  applications,
  helmReleases,
  kustomizations,
  deployments,
  statefulSets,
  daemonSets,
  replicaSets,
  jobs,
  cronJobs,
  replicationControllers,
  rollouts,
  pods,
  services,
  ingresses,
};
