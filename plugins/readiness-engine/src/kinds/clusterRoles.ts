import type { ClusterRoleObject } from '../inventory/objects';
import { at, items } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';
import { policyRules } from './policyRules';

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
      rules: policyRules(raw),
      ...(selectors !== undefined && {
        aggregationSelectors: items(selectors).flatMap(
          selector => labelSelector(selector) ?? [],
        ),
      }),
    };
  },
});
