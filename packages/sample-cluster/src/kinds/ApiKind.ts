/** A resource of the API as discovery describes it. */
export interface ApiKind {
  group: string;
  version: string;
  /** The plural, as in paths. */
  resource: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  /** Defined by a CustomResourceDefinition. */
  custom: boolean;
  shortNames?: readonly string[];
  /** Groups of kinds that clients know by one word, e.g. `all`. */
  categories?: readonly string[];
  subresources?: readonly string[];
  verbs: readonly string[];
}

export function groupVersion(kind: { group: string; version: string }): string {
  return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}

/** The group and resource as messages of the API name them. */
export function groupResource(kind: {
  group: string;
  resource: string;
}): string {
  return kind.group ? `${kind.resource}.${kind.group}` : kind.resource;
}
