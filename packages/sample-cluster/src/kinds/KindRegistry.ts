import { asArray, asObject, asString, at, objectsOf } from '../json';
import { type KubeObject, groupOf, versionOf } from '../objects/KubeObject';
import { type ApiKind, groupVersion } from './ApiKind';
import { BUILT_IN_KINDS, CUSTOM_VERBS } from './builtInKinds';

/** Which resources a cluster serves, by path and by apiVersion and kind. */
export class KindRegistry {
  readonly #byPath = new Map<string, ApiKind>();
  readonly #byKind = new Map<string, ApiKind>();

  private constructor() {}

  static create(kinds: readonly ApiKind[]): KindRegistry {
    const registry = new KindRegistry();
    for (const kind of kinds) registry.#add(kind);
    return registry;
  }

  /** The built-in kinds, those of the CRDs, and those that objects imply. */
  static forObjects(objects: readonly KubeObject[]): KindRegistry {
    const registry = KindRegistry.create(BUILT_IN_KINDS);
    for (const object of objects) {
      if (object.kind === 'CustomResourceDefinition') {
        for (const kind of kindsOfDefinition(object)) registry.#add(kind);
      }
    }
    for (const object of objects) {
      if (!registry.ofObject(object)) registry.#add(impliedKind(object));
    }
    return registry;
  }

  #add(kind: ApiKind): void {
    this.#byPath.set(`${groupVersion(kind)}/${kind.resource}`, kind);
    this.#byKind.set(`${groupVersion(kind)}/${kind.kind}`, kind);
  }

  all(): readonly ApiKind[] {
    return [...this.#byPath.values()];
  }

  find(group: string, version: string, resource: string): ApiKind | undefined {
    return this.#byPath.get(`${groupVersion({ group, version })}/${resource}`);
  }

  ofObject(object: { apiVersion: string; kind: string }): ApiKind | undefined {
    return this.#byKind.get(`${object.apiVersion}/${object.kind}`);
  }
}

const textsOf = (value: unknown) =>
  asArray(value).flatMap(item => asString(item) ?? []);

function kindsOfDefinition(definition: KubeObject): ApiKind[] {
  const group = asString(at(definition, 'spec', 'group'));
  const resource = asString(at(definition, 'spec', 'names', 'plural'));
  const kind = asString(at(definition, 'spec', 'names', 'kind'));
  if (!group || !resource || !kind) return [];
  return objectsOf(at(definition, 'spec', 'versions'))
    .filter(version => version.served !== false)
    .flatMap(version => {
      const name = asString(version.name);
      return name
        ? [
            {
              group,
              version: name,
              resource,
              singular: kind.toLowerCase(),
              kind,
              namespaced: at(definition, 'spec', 'scope') !== 'Cluster',
              custom: true,
              shortNames: textsOf(
                at(definition, 'spec', 'names', 'shortNames'),
              ),
              categories: textsOf(
                at(definition, 'spec', 'names', 'categories'),
              ),
              subresources: Object.keys(asObject(version.subresources)),
              verbs: CUSTOM_VERBS,
            },
          ]
        : [];
    });
}

function impliedKind(object: KubeObject): ApiKind {
  const singular = object.kind.toLowerCase();
  return {
    group: groupOf(object.apiVersion),
    version: versionOf(object.apiVersion),
    resource: pluralOf(singular),
    singular,
    kind: object.kind,
    namespaced: object.metadata.namespace !== undefined,
    custom: groupOf(object.apiVersion) !== '',
    verbs: CUSTOM_VERBS,
  };
}

/** The plural that generators of CRDs choose. */
export function pluralOf(singular: string): string {
  if (/(s|x|z|ch|sh)$/.test(singular)) return `${singular}es`;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}
