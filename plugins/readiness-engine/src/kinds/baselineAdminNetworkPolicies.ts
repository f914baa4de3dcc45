import type { AdminPolicyObject } from '../inventory/objects';
import { adminPolicy } from './adminRules';
import { defineKind } from './Kind';

export const baselineAdminNetworkPolicies = defineKind<AdminPolicyObject>({
  group: 'policy.networking.k8s.io',
  resource: 'baselineadminnetworkpolicies',
  kind: 'BaselineAdminNetworkPolicy',
  namespaced: false,
  versions: ['v1alpha1'],
  project: raw => adminPolicy(raw, () => true),
});
