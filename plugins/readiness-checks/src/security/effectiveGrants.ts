import {
  matchesSelector,
  type BindingObject,
  type ClusterRoleObject,
  type PolicyRule,
  type RoleObject,
} from '@readiness/backstage-plugin-readiness-engine';
import { EVERYTHING } from './rbacRights';
import {
  isBuiltIn,
  rbacSubject,
  subjectId,
  type RbacSubject,
} from './rbacSubject';

/** What a binding gives to one of its subjects. */
export interface Grant {
  subject: RbacSubject;
  /** Where it holds; absent means in the whole cluster. */
  namespace?: string;
  /**
   * Everything that the role allows, with what aggregates into it; nothing
   * where there is no such role, `undefined` where roles cannot be read.
   */
  rules: readonly PolicyRule[] | undefined;
  binding: BindingObject;
  /** Position in the binding's list of subjects. */
  index: number;
}

/** What the grants follow from; parts that a check does not read stay away. */
export interface RbacObjects {
  clusterRoles: readonly ClusterRoleObject[];
  clusterRoleBindings?: readonly BindingObject[];
  roles?: readonly RoleObject[];
  roleBindings?: readonly BindingObject[];
  /** Kinds of which not every object could be read. */
  unread?: { clusterRoles?: boolean; roles?: boolean };
}

/** The rules of a ClusterRole with everything that aggregates into it. */
export function effectiveRules(
  role: ClusterRoleObject,
  roles: readonly ClusterRoleObject[],
  visited: ReadonlySet<string> = new Set(),
): readonly PolicyRule[] {
  if (visited.has(role.name)) return [];
  const seen = new Set([...visited, role.name]);
  const aggregated = (role.aggregationSelectors ?? []).flatMap(selector =>
    roles
      .filter(other => matchesSelector(selector, other.labels))
      .flatMap(other => effectiveRules(other, roles, seen)),
  );
  return [...role.rules, ...aggregated];
}

/** Looks the rules of roles up, each role once. */
function rulesLookup({ clusterRoles, roles = [], unread }: RbacObjects) {
  const known = new Map<string, Grant['rules']>();
  const inCluster = new Map(clusterRoles.map(role => [role.name, role]));
  const inNamespace = new Map(
    roles.map(role => [`${role.namespace}/${role.name}`, role.rules]),
  );
  const find = (name: string, namespace?: string): Grant['rules'] => {
    if (namespace !== undefined) {
      const rules = inNamespace.get(`${namespace}/${name}`);
      return rules ?? (unread?.roles ? undefined : []);
    }
    const role = inCluster.get(name);
    if (role) return effectiveRules(role, clusterRoles);
    // Every API server brings it, so its name is enough.
    if (name === 'cluster-admin') return EVERYTHING;
    return unread?.clusterRoles ? undefined : [];
  };
  return (name: string, namespace?: string) => {
    const key = `${namespace ?? ''}/${name}`;
    if (!known.has(key)) known.set(key, find(name, namespace));
    return known.get(key);
  };
}

/**
 * Who may do what, and where, by all bindings: without the subjects that
 * Kubernetes brings. A role that nobody is bound to grants nothing, and a
 * RoleBinding holds in its namespace even where it refers to a ClusterRole.
 */
export function effectiveGrants(objects: RbacObjects): readonly Grant[] {
  const rulesOf = rulesLookup(objects);
  const { clusterRoleBindings = [], roleBindings = [] } = objects;
  return [...clusterRoleBindings, ...roleBindings].flatMap(binding => {
    const { kind, name } = binding.roleRef;
    const { namespace } = binding;
    const isLocal = kind === 'Role';
    if (kind !== 'ClusterRole' && !(isLocal && namespace)) return [];
    const rules = rulesOf(name, isLocal ? namespace : undefined);
    return binding.subjects.flatMap((raw, index) => {
      const subject = rbacSubject(raw, namespace);
      return subject && !isBuiltIn(subject, binding)
        ? [{ subject, rules, binding, index, ...(namespace && { namespace }) }]
        : [];
    });
  });
}

function grouped<K>(
  grants: readonly Grant[],
  keyOf: (grant: Grant) => K,
): ReadonlyMap<K, readonly Grant[]> {
  const groups = new Map<K, Grant[]>();
  for (const grant of grants) {
    const key = keyOf(grant);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(grant);
  }
  return groups;
}

/** By the id of their subject, in the order of the first grant of each. */
export const bySubject = (grants: readonly Grant[]) =>
  grouped(grants, ({ subject }) => subjectId(subject));

/** By the binding that gives them. */
export const byBinding = (grants: readonly Grant[]) =>
  grouped(grants, ({ binding }) => binding);
