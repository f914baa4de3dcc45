import type { BindingObject } from '@readiness/backstage-plugin-readiness-engine';

/** Who is granted something, in the form that kubectl understands. */
export interface RbacSubject {
  kind: 'User' | 'Group' | 'ServiceAccount';
  name: string;
  /** For a ServiceAccount. */
  namespace?: string;
}

/** Made by the API server, which makes it anew at its next start. */
export const isBootstrap = ({ labels }: Pick<BindingObject, 'labels'>) =>
  labels['kubernetes.io/bootstrapping'] === 'rbac-defaults';

/** Names that stand for whoever gets past authentication, or not even that. */
const EVERYONE =
  /^system:(anonymous|authenticated(:oauth)?|unauthenticated|serviceaccounts(:.*)?)$/;

/** True for the groups and users that mean everyone, of a namespace at least. */
export const isEveryone = (subject: RbacSubject) =>
  subject.kind !== 'ServiceAccount' && EVERYONE.test(subject.name);

/** e.g. `ServiceAccount:batch/default`, `Group:platform-admins`. */
export const subjectId = ({ kind, namespace, name }: RbacSubject) =>
  kind === 'ServiceAccount'
    ? `${kind}:${namespace}/${name}`
    : `${kind}:${name}`;

/**
 * A ServiceAccount may be bound by the name of its user; one without namespace
 * is of the namespace of its RoleBinding.
 */
export function rbacSubject(
  raw: BindingObject['subjects'][number],
  home: string | undefined,
): RbacSubject | undefined {
  const { kind, name, namespace = home } = raw;
  if (kind === 'ServiceAccount') {
    return namespace === undefined ? undefined : { kind, name, namespace };
  }
  if (kind !== 'User' && kind !== 'Group') return undefined;
  const account = name.match(/^system:serviceaccount:([^:]+):([^:]+)$/);
  return kind === 'User' && account
    ? { kind: 'ServiceAccount', namespace: account[1], name: account[2] }
    : { kind, name };
}

/**
 * Controllers, nodes and the like that Kubernetes brings. A bootstrap binding
 * excludes only those: whoever was added to it is judged.
 */
export function isBuiltIn(
  subject: RbacSubject,
  binding: BindingObject,
): boolean {
  if (isEveryone(subject)) return false;
  if (subject.kind === 'ServiceAccount') {
    return isBootstrap(binding) && subject.namespace === 'kube-system';
  }
  return subject.name.startsWith('system:');
}
