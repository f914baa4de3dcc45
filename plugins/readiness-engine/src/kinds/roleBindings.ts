import type { BindingObject } from '../inventory/objects';
import { bindingFields } from './bindingFields';
import { defineKind } from './Kind';

/** One may give rights in its namespace to an account of another. */
export const roleBindings = defineKind<BindingObject>({
  group: 'rbac.authorization.k8s.io',
  resource: 'rolebindings',
  kind: 'RoleBinding',
  namespaced: true,
  shownBy: 'namespace',
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: bindingFields,
});
