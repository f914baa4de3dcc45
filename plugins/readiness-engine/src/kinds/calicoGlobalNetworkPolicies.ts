import type { CalicoPolicyObject } from '../inventory/objects';
import { calicoPolicy } from './calicoRules';
import { defineKind } from './Kind';

export const calicoGlobalNetworkPolicies = defineKind<CalicoPolicyObject>({
  group: 'projectcalico.org',
  resource: 'globalnetworkpolicies',
  kind: 'GlobalNetworkPolicy',
  namespaced: false,
  versions: ['v3'],
  project: calicoPolicy,
});
