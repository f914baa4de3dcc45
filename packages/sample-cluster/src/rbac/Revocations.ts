import type { SampleUser } from '../api/Users';
import type { ClusterSource, ClusterWriter } from '../ClusterSource';
import { type JsonObject, asArray, objectsOf, sameJson } from '../json';
import { type KubeObject, objectKey } from '../objects/KubeObject';
import { RBAC_GROUP } from './aggregateRules';
import { Authorizer, type Grant } from './Authorizer';

/** A right to read that is taken away while the server runs. @public */
export interface Denial {
  user: string;
  group: string;
  resource: string;
  /** Absent means everywhere. */
  namespace?: string;
}

/** A right that cannot be taken away. */
export class RevocationError extends Error {}

/** What was done to take a right away. */
interface Taken {
  denial: Denial;
  /** By role, the rules that it lost. */
  rules: { role: KubeObject; lost: readonly JsonObject[] }[];
  /** Roles and bindings that keep the right elsewhere. */
  elsewhere: KubeObject[];
}

/** Takes rights away and gives them back, by changing roles as a person would. */
export class Revocations {
  readonly #source: ClusterSource;
  readonly #authorizer: Authorizer;
  #taken: Taken[] = [];

  private constructor(source: ClusterSource, authorizer: Authorizer) {
    this.#source = source;
    this.#authorizer = authorizer;
  }

  static create(source: ClusterSource, authorizer: Authorizer): Revocations {
    return new Revocations(source, authorizer);
  }

  get denials(): readonly Denial[] {
    return this.#taken.map(({ denial }) => denial);
  }

  /**
   * Takes the right out of every role that is bound to the user. With a
   * namespace, the user keeps it in all others, and loses the list of all.
   *
   * @throws RevocationError where no change of a rule takes it away.
   */
  revoke(user: SampleUser, denial: Denial): void {
    const writer = this.#writer();
    this.grant(denial);
    const taken: Taken = { denial, rules: [], elsewhere: [] };
    this.#taken.push(taken);
    for (const grant of this.#grants(user, denial)) {
      this.#take(writer, grant, taken);
    }
    const { group, resource, namespace } = denial;
    const attempt = { verb: 'list', group, resource, namespace };
    if (this.#authorizer.decide(user, attempt).allowed) {
      this.grant(denial);
      throw new RevocationError(
        `${user.name} has ${resource} through a wildcard, an aggregated role or system:masters: no rule names it`,
      );
    }
  }

  /** Gives back what `revoke` took. */
  grant(denial: Denial): void {
    const writer = this.#writer();
    const entry = this.#taken.find(taken => sameJson(taken.denial, denial));
    if (!entry) return;
    this.#taken = this.#taken.filter(taken => taken !== entry);
    for (const { role, lost } of entry.rules) {
      const now = writer.applied(role);
      if (!now) continue;
      const rules = objectsOf(now.rules);
      const missing = lost.filter(
        rule => !rules.some(other => sameJson(rule, other)),
      );
      writer.replace(now, { ...now, rules: [...rules, ...missing] });
    }
    for (const object of entry.elsewhere) writer.delete(object);
  }

  /** Forgets what was taken; the objects are reset by their own means. */
  clear(): void {
    this.#taken = [];
  }

  #writer(): ClusterWriter {
    const { writer } = this.#source;
    if (!writer) {
      throw new RevocationError('a recording has no roles to change');
    }
    return writer;
  }

  #grants(user: SampleUser, denial: Denial): Grant[] {
    const namespaces =
      denial.namespace === undefined
        ? [undefined, ...this.#namespaces()]
        : [denial.namespace];
    const all = namespaces.flatMap(namespace =>
      this.#authorizer.grants(user, namespace),
    );
    const byBinding = new Map(
      all.map(grant => [objectKey(grant.binding), grant]),
    );
    return [...byBinding.values()];
  }

  #take(writer: ClusterWriter, grant: Grant, taken: Taken): void {
    const role = grant.role && writer.applied(grant.role);
    if (!role) return;
    const { left, lost } = split(objectsOf(role.rules), taken.denial);
    if (lost.length === 0) return;
    writer.replace(role, { ...role, rules: left });
    taken.rules.push({ role, lost });
    const { namespace } = taken.denial;
    if (namespace === undefined || grant.binding.metadata.namespace) return;
    for (const other of this.#namespaces()) {
      if (other === namespace) continue;
      for (const object of namespacedGrant(grant, taken.denial, other, lost)) {
        const draft = writer.draft(object);
        writer.create(draft);
        taken.elsewhere.push(draft);
      }
    }
  }

  /** Every namespace that exists or that an object says it is in. */
  #namespaces(): string[] {
    const objects = this.#source
      .kinds()
      .flatMap(kind => [...this.#source.list(kind)]);
    const names = objects.flatMap(({ kind, metadata }) =>
      kind === 'Namespace' ? metadata.name : metadata.namespace ?? [],
    );
    return [...new Set(names)];
  }
}

/** Divides rules into what stays and what names the resource of a denial. */
function split(
  rules: readonly JsonObject[],
  { group, resource }: Denial,
): { left: JsonObject[]; lost: JsonObject[] } {
  const left: JsonObject[] = [];
  const lost: JsonObject[] = [];
  for (const rule of rules) {
    const groups = asArray(rule.apiGroups);
    const resources = asArray(rule.resources);
    if (!groups.includes(group) || !resources.includes(resource)) {
      left.push(rule);
      continue;
    }
    lost.push({ ...rule, apiGroups: [group], resources: [resource] });
    const otherGroups = groups.filter(other => other !== group);
    const otherResources = resources.filter(other => other !== resource);
    if (otherResources.length > 0) {
      left.push({ ...rule, apiGroups: [group], resources: otherResources });
    }
    if (otherGroups.length > 0) left.push({ ...rule, apiGroups: otherGroups });
  }
  return { left, lost };
}

function namespacedGrant(
  { binding, role }: Grant,
  denial: Denial,
  namespace: string,
  rules: readonly JsonObject[],
): KubeObject[] {
  const name = `${role?.metadata.name}-${denial.resource}-outside-${denial.namespace}`;
  const base = {
    apiVersion: `${RBAC_GROUP}/v1`,
    metadata: { name, namespace },
  };
  return [
    { ...base, kind: 'Role', rules },
    {
      ...base,
      kind: 'RoleBinding',
      roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name },
      subjects: binding.subjects,
    },
  ];
}
