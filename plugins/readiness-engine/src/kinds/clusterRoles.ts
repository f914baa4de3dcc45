import type { ClusterRoleObject } from '../inventory/objects';
import { at, items, texts } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

export const clusterRoles = defineKind<ClusterRoleObject>({
  group: 'rbac.authorization.k8s.io',
  resource: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
  versions: ['v1'],
  project: raw => {
    const selectors = at(raw, 'aggregationRule', 'clusterRoleSelectors');
    return {
      ...objectMeta(raw),
      rules: items(at(raw, 'rules')).map(rule => ({
        apiGroups: texts(at(rule, 'apiGroups')),
        resources: texts(at(rule, 'resources')),
        verbs: texts(at(rule, 'verbs')),
        resourceNames: texts(at(rule, 'resourceNames')),
        nonResourceURLs: texts(at(rule, 'nonResourceURLs')),
      })),
      ...(selectors !== undefined && {
        aggregationSelectors: items(selectors).flatMap(
          selector => labelSelector(selector) ?? [],
        ),
      }),
    };
  },
});
