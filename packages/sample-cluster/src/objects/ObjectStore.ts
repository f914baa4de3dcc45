import { asArray, at, sameJson } from '../json';
import {
  type KubeMetadata,
  type KubeObject,
  apiTime,
  groupOf,
  objectKey,
  stableNumber,
  stableSuffix,
  stableUid,
} from './KubeObject';

const DAY_MS = 86_400_000;

/** The objects that somebody applied; what controllers make of them is derived. */
export class ObjectStore {
  readonly #cluster: string;
  readonly #now: () => number;
  readonly #initial: readonly KubeObject[];
  #objects = new Map<string, KubeObject>();
  #modified = new Map<string, number>();
  #writes = 0;

  private constructor(
    cluster: string,
    initial: readonly KubeObject[],
    now: () => number,
  ) {
    this.#cluster = cluster;
    this.#initial = initial;
    this.#now = now;
  }

  static create(options: {
    cluster: string;
    objects: readonly KubeObject[];
    now: () => number;
  }): ObjectStore {
    const store = new ObjectStore(
      options.cluster,
      options.objects,
      options.now,
    );
    store.reset();
    return store;
  }

  /** Back to what was loaded. */
  reset(): void {
    this.#objects = new Map();
    this.#modified = new Map();
    for (const object of this.#initial) {
      const complete = this.#withIdentity(object);
      this.#objects.set(objectKey(complete), complete);
    }
    this.#linkOwners();
  }

  all(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key);
  }

  /** When what runs was last changed through the API, epoch ms. */
  modifiedAt(key: string): number | undefined {
    return this.#modified.get(key);
  }

  /** The object that `create` would store. */
  draft(object: KubeObject): KubeObject {
    const now = this.#now();
    // Not only the time: an object may come and go within one second.
    const seed = [
      this.#cluster,
      objectKey(object),
      `${now}`,
      `${this.#writes}`,
    ];
    const { generateName, name, ...metadata } = object.metadata;
    return this.#withIdentity({
      ...object,
      metadata: {
        ...metadata,
        ...(generateName !== undefined && { generateName }),
        name: name || `${generateName}${stableSuffix(5, ...seed)}`,
        uid: stableUid(...seed),
        creationTimestamp: apiTime(now),
        generation: 1,
      },
    });
  }

  create(draft: KubeObject): void {
    this.#put(draft, true);
  }

  /** Writes an object that exists; identity fields stay what they were. */
  replace(before: KubeObject, after: KubeObject): void {
    const changed = !sameJson(before.spec, after.spec);
    const { generation = 1 } = before.metadata;
    const written: KubeObject = {
      ...after,
      apiVersion: before.apiVersion,
      kind: before.kind,
      metadata: {
        ...unversioned(after.metadata),
        ...identityOf(before.metadata),
        ...(changed && { generation: generation + 1 }),
      },
    };
    this.#put(written, !sameJson(rolledOut(before), rolledOut(after)));
  }

  /** Deletes an object and, unless they are to be orphaned, its dependents. */
  delete(key: string, options: { orphan?: boolean } = {}): void {
    const object = this.#objects.get(key);
    if (!object) return;
    this.#writes += 1;
    this.#drop(key);
    for (const [other, dependent] of this.#objects) {
      if (isInside(dependent, object)) this.#drop(other);
    }
    this.#release(object, options.orphan === true);
  }

  /** Lets go of the dependents of an object that is gone. */
  #release(owner: KubeObject, orphan: boolean): void {
    for (const key of [...this.#objects.keys()]) {
      const object = this.#objects.get(key);
      if (!object) continue;
      const owners = object.metadata.ownerReferences;
      const left = asArray(owners).filter(
        reference => at(reference, 'uid') !== owner.metadata.uid,
      );
      if (left.length === asArray(owners).length) continue;
      if (left.length === 0 && !orphan) {
        this.delete(key);
        continue;
      }
      const { ownerReferences: _gone, ...metadata } = object.metadata;
      this.#objects.set(key, {
        ...object,
        metadata: {
          ...metadata,
          ...(left.length > 0 && {
            ownerReferences: left as KubeMetadata['ownerReferences'],
          }),
        },
      });
    }
  }

  #drop(key: string): void {
    this.#objects.delete(key);
    this.#modified.delete(key);
  }

  #put(object: KubeObject, modified: boolean): void {
    const key = objectKey(object);
    this.#writes += 1;
    this.#objects.set(key, object);
    if (modified) this.#modified.set(key, this.#now());
    this.#linkOwners();
  }

  #withIdentity(object: KubeObject): KubeObject {
    const { metadata } = object;
    const key = objectKey(object);
    const age = (60 + stableNumber(240, this.#cluster, key)) * DAY_MS;
    return {
      ...object,
      metadata: {
        ...unversioned(metadata),
        uid: metadata.uid ?? stableUid(this.#cluster, key),
        creationTimestamp:
          metadata.creationTimestamp ?? apiTime(this.#now() - age),
        ...((object.spec !== undefined ||
          metadata.generation !== undefined) && {
          generation: metadata.generation ?? 1,
        }),
      },
    };
  }

  /** People write owners by name; the API answers with the owner's uid. */
  #linkOwners(): void {
    for (const [key, object] of this.#objects) {
      const owners = object.metadata.ownerReferences;
      if (!Array.isArray(owners) || owners.every(owner => owner?.uid)) continue;
      const linked = owners.map(owner => {
        const target = this.#objects.get(
          objectKey({
            apiVersion: String(owner.apiVersion),
            kind: String(owner.kind),
            metadata: {
              name: String(owner.name),
              namespace: object.metadata.namespace,
            },
          }),
        );
        return { ...owner, uid: owner.uid ?? target?.metadata.uid };
      });
      this.#objects.set(key, {
        ...object,
        metadata: { ...object.metadata, ownerReferences: linked },
      });
    }
  }
}

/** Whether an object goes with its namespace, or with its definition. */
function isInside(object: KubeObject, gone: KubeObject): boolean {
  if (gone.kind === 'Namespace' && groupOf(gone.apiVersion) === '') {
    return object.metadata.namespace === gone.metadata.name;
  }
  return (
    gone.kind === 'CustomResourceDefinition' &&
    object.kind === at(gone, 'spec', 'names', 'kind') &&
    groupOf(object.apiVersion) === at(gone, 'spec', 'group')
  );
}

/** The pod template, whose change starts new pods; else the whole spec. */
function rolledOut({ spec }: KubeObject): unknown {
  return at(spec, 'template') ?? at(spec, 'jobTemplate') ?? spec;
}

/** What no write changes; a field that is absent stays absent. */
function identityOf(metadata: KubeMetadata): KubeMetadata {
  const { name, namespace, uid, creationTimestamp, generation } = metadata;
  return {
    name,
    uid,
    creationTimestamp,
    ...(namespace !== undefined && { namespace }),
    ...(generation !== undefined && { generation }),
  };
}

/** Without the resourceVersion, which whoever serves the object counts. */
function unversioned(metadata: KubeMetadata): KubeMetadata {
  const { resourceVersion: _version, ...rest } = metadata;
  return rest;
}
