import { shellWord } from '../shellWord';
import { byBinding, type Grant } from './effectiveGrants';
import { isBootstrap, isEveryone, type RbacSubject } from './rbacSubject';

/** The object behind a grant, as kubectl and people write it. */
export const bindingKind = ({ namespace }: Pick<Grant, 'namespace'>) =>
  namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding';

/** e.g. `ClusterRoleBinding wide`, `RoleBinding shop/wide`. */
export const bindingTitle = ({ namespace, binding }: Grant) =>
  `${bindingKind({ namespace })} ${
    namespace === undefined ? '' : `${namespace}/`
  }${binding.name}`;

/**
 * Takes these subjects out of their binding, or the binding away with its
 * last. A default one stays without subjects: deleted, it would come back.
 */
function removal(grants: readonly Grant[]): string {
  const [{ binding, namespace }] = grants;
  const place =
    namespace === undefined
      ? `clusterrolebinding ${shellWord(binding.name)}`
      : `rolebinding ${shellWord(binding.name)} -n ${shellWord(namespace)}`;
  if (binding.subjects.length === grants.length && !isBootstrap(binding)) {
    return `kubectl delete ${place}`;
  }
  const patch = grants
    .map(({ index }) => index)
    // From behind, so that the places of those before stay what they are.
    .sort((one, other) => other - one)
    .flatMap(index => {
      const path = `/subjects/${index}`;
      const { name } = binding.subjects[index];
      return [
        { op: 'test', path: `${path}/name`, value: name },
        { op: 'remove', path },
      ];
    });
  return `kubectl patch ${place} --type=json -p ${shellWord(
    JSON.stringify(patch),
  )}`;
}

/** The commands that take these grants away, one for each binding. */
export function removals(grants: readonly Grant[]): readonly string[] {
  return [...byBinding(grants).values()].map(removal);
}

/** The flag of `kubectl create rolebinding` that names this subject. */
export function subjectFlag({ kind, name, namespace }: RbacSubject): string {
  if (kind === 'ServiceAccount') {
    return `--serviceaccount=${shellWord(`${namespace}:${name}`)}`;
  }
  return `--${kind === 'User' ? 'user' : 'group'}=${shellWord(name)}`;
}

/** A name that a binding for a subject of this name may have. */
export const bindingName = (name: string, suffix: string) =>
  `${name.replace(/[^A-Za-z0-9.-]+/g, '-').toLowerCase()}-${suffix}`;

/** A narrower binding to put in place first; none for everyone. */
export function narrower(subject: RbacSubject): string | undefined {
  if (isEveryone(subject)) return undefined;
  const isAccount = subject.kind === 'ServiceAccount';
  const role = isAccount ? 'edit' : 'admin';
  const name = shellWord(bindingName(subject.name, role));
  const namespace = isAccount
    ? shellWord(subject.namespace ?? '')
    : 'NAMESPACE';
  return `kubectl create rolebinding ${name} -n ${namespace} --clusterrole=${role} ${subjectFlag(
    subject,
  )}`;
}
