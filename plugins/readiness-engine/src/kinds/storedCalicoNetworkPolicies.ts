import type { CalicoPolicyObject } from '../inventory/objects';
import { calicoPolicy } from './calicoRules';
import { defineKind } from './Kind';

/** How Calico keeps them where its own API is not installed. */
export const storedCalicoNetworkPolicies = defineKind<CalicoPolicyObject>({
  group: 'crd.projectcalico.org',
  resource: 'networkpolicies',
  kind: 'NetworkPolicy',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  project: calicoPolicy,
});
