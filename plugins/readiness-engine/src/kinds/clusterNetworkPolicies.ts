import type { AdminPolicyObject } from '../inventory/objects';
import { adminPolicy } from './adminRules';
import { at } from './fields';
import { defineKind } from './Kind';

export const clusterNetworkPolicies = defineKind<AdminPolicyObject>({
  group: 'policy.networking.k8s.io',
  resource: 'clusternetworkpolicies',
  kind: 'ClusterNetworkPolicy',
  namespaced: false,
  versions: ['v1alpha2'],
  project: raw => adminPolicy(raw, spec => at(spec, 'tier') === 'Baseline'),
});
