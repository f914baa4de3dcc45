import { sameJson } from '../json';
import {
  type KubeObject,
  apiTime,
  objectKey,
  stableNumber,
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
  #version = 0;

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

  /** Back to what was loaded, at a higher resourceVersion. */
  reset(): void {
    this.#objects = new Map();
    this.#modified = new Map();
    for (const object of this.#initial) {
      this.#version += 1;
      const complete = this.#withIdentity(object);
      this.#objects.set(objectKey(complete), complete);
    }
    this.#linkOwners();
  }

  /** Counts every write; the resourceVersion of lists. */
  get version(): number {
    return this.#version;
  }

  all(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  get(key: string): KubeObject | undefined {
    return this.#objects.get(key);
  }

  /** When the spec was last changed through the API, epoch ms. */
  modifiedAt(key: string): number | undefined {
    return this.#modified.get(key);
  }

  create(object: KubeObject): KubeObject {
    const now = this.#now();
    this.#version += 1;
    const created = this.#withIdentity({
      ...object,
      metadata: {
        ...object.metadata,
        uid: stableUid(this.#cluster, objectKey(object), String(now)),
        creationTimestamp: apiTime(now),
        generation: 1,
      },
    });
    this.#put(created, true);
    return created;
  }

  /** Writes an object that exists; identity fields stay what they were. */
  replace(before: KubeObject, after: KubeObject): KubeObject {
    const changed = !sameJson(before.spec, after.spec);
    if (!changed && sameJson(withoutVersion(before), withoutVersion(after))) {
      return before;
    }
    this.#version += 1;
    const written: KubeObject = {
      ...after,
      apiVersion: before.apiVersion,
      kind: before.kind,
      metadata: {
        ...after.metadata,
        name: before.metadata.name,
        namespace: before.metadata.namespace,
        uid: before.metadata.uid,
        creationTimestamp: before.metadata.creationTimestamp,
        generation: (before.metadata.generation ?? 1) + (changed ? 1 : 0),
        resourceVersion: String(this.#version),
      },
    };
    this.#put(written, changed);
    return written;
  }

  delete(key: string): void {
    this.#version += 1;
    this.#objects.delete(key);
    this.#modified.delete(key);
  }

  #put(object: KubeObject, specChanged: boolean): void {
    const key = objectKey(object);
    this.#objects.set(key, object);
    if (specChanged) this.#modified.set(key, this.#now());
    this.#linkOwners();
  }

  #withIdentity(object: KubeObject): KubeObject {
    const { metadata } = object;
    const key = objectKey(object);
    const age = (60 + stableNumber(240, this.#cluster, key)) * DAY_MS;
    return {
      ...object,
      metadata: {
        ...metadata,
        uid: metadata.uid ?? stableUid(this.#cluster, key),
        resourceVersion: String(this.#version),
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

function withoutVersion(object: KubeObject): unknown {
  const { resourceVersion: _version, ...metadata } = object.metadata;
  return { ...object, metadata };
}
