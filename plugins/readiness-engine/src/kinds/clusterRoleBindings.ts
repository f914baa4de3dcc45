import type { BindingObject } from '../inventory/objects';
import { bindingFields } from './bindingFields';
import { defineKind } from './Kind';

export const clusterRoleBindings = defineKind<BindingObject>({
  group: 'rbac.authorization.k8s.io',
  resource: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
  versions: ['v1'],
  project: bindingFields,
});
