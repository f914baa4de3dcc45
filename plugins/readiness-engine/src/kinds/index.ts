import type { FoldedObjects } from '../inventory/folded';
import type { FoldedKind, ProjectedKinds } from '../inventory/Inventory';
import { applications } from './applications';
import { autoscalerStatus } from './autoscalerStatus';
import { clusterRoleBindings } from './clusterRoleBindings';
import { clusterRoles } from './clusterRoles';
import { computeClasses } from './computeClasses';
import { cronJobs } from './cronJobs';
import { daemonSets } from './daemonSets';
import { deployments } from './deployments';
import { gatekeeperTemplates } from './gatekeeperTemplates';
import { horizontalPodAutoscalers } from './horizontalPodAutoscalers';
import { ingresses } from './ingresses';
import { jobs } from './jobs';
import { k10Policies } from './k10Policies';
import { k8upSchedules } from './k8upSchedules';
import { kyvernoClusterPolicies } from './kyvernoClusterPolicies';
import { kyvernoPolicies } from './kyvernoPolicies';
import { kyvernoValidatingPolicies } from './kyvernoValidatingPolicies';
import { longhornRecurringJobs } from './longhornRecurringJobs';
import { machineDeployments } from './machineDeployments';
import { namespaces } from './namespaces';
import { nodePools } from './nodePools';
import { nodes } from './nodes';
import { openshiftClusterAutoscalers } from './openshiftClusterAutoscalers';
import { persistentVolumeClaims } from './persistentVolumeClaims';
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
import { rollouts } from './rollouts';
import { services } from './services';
import { slothSlos } from './slothSlos';
import { statefulSets } from './statefulSets';
import { validatingAdmissionPolicyBindings } from './validatingAdmissionPolicyBindings';
import { veleroBackups } from './veleroBackups';
import { veleroRestores } from './veleroRestores';
import { veleroSchedules } from './veleroSchedules';
import { veleroStorageLocations } from './veleroStorageLocations';
import type { Kind } from './Kind';

export * from './Kind';
export * from './ProjectionError';

/** Every kind of the inventory by its key. @public */
export const KINDS: {
  readonly [K in keyof ProjectedKinds]: Kind<ProjectedKinds[K]>;
} & { readonly [K in FoldedKind]: Kind<FoldedObjects[K]> } = {
  namespaces,
  nodes,
  persistentVolumeClaims,
  podDisruptionBudgets,
  horizontalPodAutoscalers,
  clusterRoles,
  clusterRoleBindings,
  prometheuses,
  prometheusRules,
  slothSlos,
  pyrraSlos,
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
  autoscalerStatus,
  computeClasses,
  openshiftClusterAutoscalers,
  machineDeployments,
  kyvernoClusterPolicies,
  kyvernoPolicies,
  kyvernoValidatingPolicies,
  gatekeeperTemplates,
  validatingAdmissionPolicyBindings,
  applications,
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
