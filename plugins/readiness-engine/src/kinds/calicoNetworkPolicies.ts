import type { CalicoPolicyObject } from '../inventory/objects';
import { calicoPolicy } from './calicoRules';
import { defineKind } from './Kind';

export const calicoNetworkPolicies = defineKind<CalicoPolicyObject>({
  group: 'projectcalico.org',
  resource: 'networkpolicies',
  kind: 'NetworkPolicy',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v3'],
  project: calicoPolicy,
});
