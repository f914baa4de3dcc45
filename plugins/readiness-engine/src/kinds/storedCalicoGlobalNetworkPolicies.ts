import type { CalicoPolicyObject } from '../inventory/objects';
import { calicoPolicy } from './calicoRules';
import { defineKind } from './Kind';

/** How Calico keeps them where its own API is not installed. */
export const storedCalicoGlobalNetworkPolicies = defineKind<CalicoPolicyObject>(
  {
    group: 'crd.projectcalico.org',
    resource: 'globalnetworkpolicies',
    kind: 'GlobalNetworkPolicy',
    namespaced: false,
    versions: ['v1'],
    project: calicoPolicy,
  },
);
