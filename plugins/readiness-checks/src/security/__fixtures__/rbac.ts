interface SubjectFields {
  kind: string;
  name: string;
  namespace?: string;
}

const API = 'rbac.authorization.k8s.io';

export const user = (name: string): SubjectFields => ({ kind: 'User', name });
export const group = (name: string): SubjectFields => ({ kind: 'Group', name });
export const account = (namespace: string, name: string): SubjectFields => ({
  kind: 'ServiceAccount',
  namespace,
  name,
});

/** One rule, by default on the core group. */
export const rule = (
  verbs: readonly string[],
  resources: readonly string[],
  rest: object = {},
) => ({ apiGroups: [''], resources, verbs, ...rest });

export const EVERYTHING = [rule(['*'], ['*'], { apiGroups: ['*'] })];

/** The label of what Kubernetes brings. */
export const BOOTSTRAP = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

export const clusterRole = (
  name: string,
  rules: readonly object[],
  { labels = {}, ...rest }: { labels?: object; aggregationRule?: object } = {},
) => ({
  apiVersion: `${API}/v1`,
  kind: 'ClusterRole',
  metadata: { name, labels },
  rules,
  ...rest,
});

export const role = (
  namespace: string,
  name: string,
  rules: readonly object[],
) => ({
  apiVersion: `${API}/v1`,
  kind: 'Role',
  metadata: { name, namespace },
  rules,
});

export const clusterRoleBinding = (
  name: string,
  roleName: string,
  subjects: readonly SubjectFields[],
  labels: object = {},
) => ({
  apiVersion: `${API}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name, labels },
  roleRef: { apiGroup: API, kind: 'ClusterRole', name: roleName },
  subjects,
});

export const roleBinding = (
  namespace: string,
  name: string,
  roleRef: { kind?: 'ClusterRole' | 'Role'; name: string },
  subjects: readonly SubjectFields[],
) => ({
  apiVersion: `${API}/v1`,
  kind: 'RoleBinding',
  metadata: { name, namespace },
  roleRef: { apiGroup: API, kind: 'ClusterRole', ...roleRef },
  subjects,
});

/** The binding that every API server makes for its administrators. */
export const MASTERS = clusterRoleBinding(
  'cluster-admin',
  'cluster-admin',
  [group('system:masters')],
  BOOTSTRAP,
);
