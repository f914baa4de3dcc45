import type { CiliumPolicyObject } from '../inventory/objects';
import { ciliumPolicy } from './ciliumRules';
import { defineKind } from './Kind';

export const ciliumClusterwideNetworkPolicies = defineKind<CiliumPolicyObject>({
  group: 'cilium.io',
  resource: 'ciliumclusterwidenetworkpolicies',
  kind: 'CiliumClusterwideNetworkPolicy',
  namespaced: false,
  versions: ['v2'],
  project: ciliumPolicy,
});
