import { type JsonObject, asStrings, at, canonical, objectsOf } from '../json';
import { type KubeObject, groupOf } from '../objects/KubeObject';
import { selects } from '../objects/labelSelector';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Whether an object is a role or a binding, of a namespace or of the cluster. */
export function isRbacObject(object: KubeObject): boolean {
  return groupOf(object.apiVersion) === RBAC_GROUP;
}

/**
 * What the aggregation controller writes into ClusterRoles with an
 * `aggregationRule`: the rules of all that they select.
 */
export function withAggregatedRules(
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  const roles = objects.filter(
    object => object.kind === 'ClusterRole' && isRbacObject(object),
  );
  if (!roles.some(role => role.aggregationRule)) return objects;
  return objects.map(object =>
    object.aggregationRule && isRbacObject(object)
      ? { ...object, rules: aggregated(object, roles, new Set()) }
      : object,
  );
}

function aggregated(
  role: KubeObject,
  roles: readonly KubeObject[],
  seen: Set<KubeObject>,
): JsonObject[] {
  seen.add(role);
  const selectors = objectsOf(
    at(role, 'aggregationRule', 'clusterRoleSelectors'),
  );
  const parts = roles.filter(
    other =>
      !seen.has(other) &&
      selectors.some(selector =>
        selects(selector, asStrings(other.metadata.labels)),
      ),
  );
  const rules = [
    ...objectsOf(role.rules),
    ...parts.flatMap(part => aggregated(part, roles, seen)),
  ];
  return [...new Map(rules.map(rule => [canonical(rule), rule])).values()];
}
