import {
  matchesSelector,
  type BindingObject,
  type ClusterRoleObject,
  type PolicyRule,
} from '@readiness/backstage-plugin-readiness-engine';

/** Who is granted something, in the form that kubectl understands. */
export interface RbacSubject {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  /** For a ServiceAccount. */
  namespace?: string;
}

/** A binding that gives a role to a subject in the whole cluster. */
export interface Grant {
  subject: RbacSubject;
  binding: BindingObject;
  /** Position in the binding's list of subjects. */
  index: number;
}

const BOOTSTRAP_LABEL = 'kubernetes.io/bootstrapping';

/** Names that stand for whoever gets past authentication, or not even that. */
const EVERYONE =
  /^system:(anonymous|authenticated|unauthenticated|serviceaccounts(:.*)?)$/;

/** True for the groups and users that mean everyone. */
export const isEveryone = (subject: RbacSubject) =>
  subject.kind !== 'ServiceAccount' && EVERYONE.test(subject.name);

/** e.g. `ServiceAccount:batch/default`, `Group:platform-admins`. */
export const subjectId = ({ kind, namespace, name }: RbacSubject) =>
  kind === 'ServiceAccount'
    ? `${kind}:${namespace}/${name}`
    : `${kind}:${name}`;

/** A ServiceAccount may be bound by the name of its user. */
function rbacSubject(
  raw: BindingObject['subjects'][number],
): RbacSubject | undefined {
  if (raw.kind === 'ServiceAccount') {
    return { kind: raw.kind, name: raw.name, namespace: raw.namespace ?? '' };
  }
  if (raw.kind !== 'User' && raw.kind !== 'Group') return undefined;
  const account = raw.name.match(/^system:serviceaccount:([^:]+):([^:]+)$/);
  return raw.kind === 'User' && account
    ? { kind: 'ServiceAccount', namespace: account[1], name: account[2] }
    : { kind: raw.kind, name: raw.name };
}

/**
 * Controllers, nodes and the like that Kubernetes brings. A bootstrap binding
 * excludes only those: whoever was added to it is judged.
 */
function isBuiltIn(subject: RbacSubject, binding: BindingObject): boolean {
  if (isEveryone(subject)) return false;
  if (subject.kind === 'ServiceAccount') {
    return (
      binding.labels[BOOTSTRAP_LABEL] === 'rbac-defaults' &&
      subject.namespace === 'kube-system'
    );
  }
  return subject.name.startsWith('system:');
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

/** Whether these rules together allow every verb on every resource. */
export function allowsEverything(rules: readonly PolicyRule[]): boolean {
  return rules.some(
    rule =>
      rule.apiGroups.includes('*') &&
      rule.resources.includes('*') &&
      rule.verbs.includes('*') &&
      rule.resourceNames.length === 0,
  );
}

/**
 * The subjects to which ClusterRoleBindings give one of these roles, without
 * the ones that Kubernetes brings. A binding of a role that does not exist
 * grants nothing; a RoleBinding holds in its namespace only and is not here.
 */
export function clusterGrants(
  bindings: readonly BindingObject[],
  grants: (role: string) => boolean,
): readonly Grant[] {
  return bindings
    .filter(
      ({ roleRef }) => roleRef.kind === 'ClusterRole' && grants(roleRef.name),
    )
    .flatMap(binding =>
      binding.subjects.flatMap((raw, index) => {
        const subject = rbacSubject(raw);
        return subject && !isBuiltIn(subject, binding)
          ? [{ subject, binding, index }]
          : [];
      }),
    );
}
