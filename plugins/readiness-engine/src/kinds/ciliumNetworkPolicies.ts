import type { CiliumPolicyObject } from '../inventory/objects';
import { ciliumPolicy } from './ciliumRules';
import { defineKind } from './Kind';

export const ciliumNetworkPolicies = defineKind<CiliumPolicyObject>({
  group: 'cilium.io',
  resource: 'ciliumnetworkpolicies',
  kind: 'CiliumNetworkPolicy',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v2'],
  project: ciliumPolicy,
});
