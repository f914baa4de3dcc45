import { type SampleUser, groupsOf } from '../api/Users';
import { type JsonObject, asString, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import type { Attempt } from './Attempt';
import { RBAC_GROUP } from './aggregateRules';
import { ruleGrants } from './ruleGrants';

/** The group that no binding limits. */
const MASTERS = 'system:masters';
const READING = ['get', 'list', 'watch'];

const listText = (texts: readonly string[]) =>
  texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;

export interface Decision {
  allowed: boolean;
  /** What was wrong with the bindings, where the answer is no. */
  reason?: string;
}

/** A binding that applies to a user, and its role. */
export interface Grant {
  binding: KubeObject;
  /** Absent where the binding names a role that does not exist. */
  role?: KubeObject;
}

/**
 * Says who may do what, from the roles and bindings as they are now. Without
 * any, as over a recording, whoever signs in may read.
 */
export class Authorizer {
  readonly #rights: () => readonly KubeObject[] | undefined;

  private constructor(rights: () => readonly KubeObject[] | undefined) {
    this.#rights = rights;
  }

  static create(rights: () => readonly KubeObject[] | undefined): Authorizer {
    return new Authorizer(rights);
  }

  decide(user: SampleUser, attempt: Attempt): Decision {
    if (groupsOf(user).includes(MASTERS)) return { allowed: true };
    if (!this.#rights()) return { allowed: READING.includes(attempt.verb) };
    const namespace = 'path' in attempt ? undefined : attempt.namespace;
    const grants = this.grants(user, namespace);
    const rules = grants.flatMap(({ role }) => objectsOf(role?.rules));
    if (rules.some(rule => ruleGrants(rule, attempt))) return { allowed: true };
    const missing = grants.flatMap(({ binding, role }) =>
      role ? [] : notFoundText(binding),
    );
    return missing.length === 0
      ? { allowed: false }
      : { allowed: false, reason: `RBAC: ${listText(missing)}` };
  }

  /** The bindings of the cluster and of one namespace that name a user. */
  grants(user: SampleUser, namespace: string | undefined): Grant[] {
    const objects = this.#rights() ?? [];
    return objects
      .filter(
        object =>
          (object.kind === 'ClusterRoleBinding' ||
            (object.kind === 'RoleBinding' &&
              namespace !== undefined &&
              object.metadata.namespace === namespace)) &&
          objectsOf(object.subjects).some(subject =>
            isSubject(subject, user, object.metadata.namespace),
          ),
      )
      .map(binding => ({ binding, role: roleOf(binding, objects) }));
  }
}

function isSubject(
  subject: JsonObject,
  user: SampleUser,
  bindingNamespace: string | undefined,
): boolean {
  const { kind, name } = subject;
  if (kind === 'User') return name === user.name;
  if (kind === 'Group') return groupsOf(user).includes(String(name));
  const namespace = asString(subject.namespace) || bindingNamespace;
  return (
    kind === 'ServiceAccount' &&
    user.name === `system:serviceaccount:${namespace}:${name}`
  );
}

function roleOf(
  binding: KubeObject,
  objects: readonly KubeObject[],
): KubeObject | undefined {
  const kind = at(binding, 'roleRef', 'kind');
  return objects.find(
    object =>
      object.kind === kind &&
      object.metadata.name === at(binding, 'roleRef', 'name') &&
      (kind === 'ClusterRole' ||
        object.metadata.namespace === binding.metadata.namespace),
  );
}

function notFoundText(binding: KubeObject): string {
  const kind = String(at(binding, 'roleRef', 'kind')).toLowerCase();
  return `${kind}.${RBAC_GROUP} "${at(binding, 'roleRef', 'name')}" not found`;
}
