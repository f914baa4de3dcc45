import type { RoleObject } from '../inventory/objects';
import { defineKind } from './Kind';
import { objectMeta } from './metadata';
import { policyRules } from './policyRules';

/** Bindings give them to accounts of other namespaces. */
export const roles = defineKind<RoleObject>({
  group: 'rbac.authorization.k8s.io',
  resource: 'roles',
  kind: 'Role',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => ({ ...objectMeta(raw), rules: policyRules(raw) }),
});
