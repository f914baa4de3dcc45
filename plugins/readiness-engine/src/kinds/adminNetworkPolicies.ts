import type { AdminPolicyObject } from '../inventory/objects';
import { adminPolicy } from './adminRules';
import { defineKind } from './Kind';

export const adminNetworkPolicies = defineKind<AdminPolicyObject>({
  group: 'policy.networking.k8s.io',
  resource: 'adminnetworkpolicies',
  kind: 'AdminNetworkPolicy',
  namespaced: false,
  versions: ['v1alpha1'],
  project: raw => adminPolicy(raw, () => false),
});
