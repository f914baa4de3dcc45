import type { BindingObject } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { defineKind } from './Kind';
import { objectMeta, PROVENANCE_ANNOTATIONS } from './metadata';

export const clusterRoleBindings = defineKind<BindingObject>({
  group: 'rbac.authorization.k8s.io',
  resource: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
  versions: ['v1'],
  project: raw => ({
    ...objectMeta(raw, PROVENANCE_ANNOTATIONS),
    roleRef: {
      kind: text(at(raw, 'roleRef', 'kind')) ?? '',
      name: text(at(raw, 'roleRef', 'name')) ?? '',
    },
    subjects: items(at(raw, 'subjects')).map(subject => ({
      kind: text(at(subject, 'kind')) ?? '',
      name: text(at(subject, 'name')) ?? '',
      namespace: word(at(subject, 'namespace')),
    })),
  }),
});
