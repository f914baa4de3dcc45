import { isDeepStrictEqual } from 'node:util';
import type { ClusterSource, ClusterWriter } from './ClusterSource';
import { type DeriveMemo, deriveObjects } from './derive/deriveObjects';
import { impliedNamespaces } from './derive/impliedNamespaces';
import { REPORT_MS, keepReporting } from './derive/keepReporting';
import { type ApiKind, groupVersion } from './kinds/ApiKind';
import { KindRegistry } from './kinds/KindRegistry';
import { type Change, ChangeLog } from './objects/ChangeLog';
import { type KubeObject, listKey, objectKey } from './objects/KubeObject';
import { ObjectStore } from './objects/ObjectStore';
import { isRbacObject, withAggregatedRules } from './rbac/aggregateRules';

export interface LiveSourceOptions {
  cluster: string;
  objects: readonly KubeObject[];
  now: () => number;
  /** Epoch ms; derived times count from it. */
  startedAt: number;
  /** Whether controllers and API defaults act on the objects. */
  derive: boolean;
  version: { major: string; minor: string };
  /** What the API server says at `/metrics`. */
  metrics?: string;
  /** How many changes watches can look back on. */
  history?: number;
}

/** A cluster of applied objects and what controllers make of them. */
export class LiveSource implements ClusterSource {
  readonly #store: ObjectStore;
  readonly #options: LiveSourceOptions;
  readonly changes: ChangeLog;
  readonly #memo: DeriveMemo = new WeakMap();
  #version = 0;
  /** How often Argo CD has looked since the start. */
  #reports = 0;
  #served: Served;

  private constructor(options: LiveSourceOptions) {
    this.#options = options;
    this.#store = ObjectStore.create({
      ...options,
      objects: options.derive ? inNamespaces(options) : options.objects,
    });
    this.#served = this.#build(new Map()).served;
    this.changes = ChangeLog.create({
      from: this.#version,
      capacity: options.history,
    });
  }

  static create(options: LiveSourceOptions): LiveSource {
    return new LiveSource(options);
  }

  readonly writer: ClusterWriter = {
    applied: object => this.#store.get(objectKey(object)),
    draft: object => this.#store.draft(object),
    preview: object => this.#preview(object),
    create: draft => this.#write(() => this.#store.create(draft)),
    replace: (before, after) =>
      this.#write(() => this.#store.replace(before, after)),
    delete: (object, options) =>
      this.#write(() => this.#store.delete(objectKey(object), options)),
    reset: () => this.#write(() => this.#store.reset()),
  };

  metrics(): string | undefined {
    return this.#options.metrics;
  }

  version(): object {
    const { major, minor } = this.#options.version;
    return {
      major,
      minor,
      gitVersion: `v${major}.${minor}.1`,
      gitCommit: '0'.repeat(40),
      gitTreeState: 'clean',
      buildDate: '2026-01-01T00:00:00Z',
      goVersion: 'go1.26.11',
      compiler: 'gc',
      platform: 'linux/amd64',
    };
  }

  kinds(): readonly ApiKind[] {
    return this.#current().registry.all();
  }

  find(group: string, version: string, resource: string): ApiKind | undefined {
    return this.#current().registry.find(group, version, resource);
  }

  list(kind: ApiKind): readonly KubeObject[] {
    return this.#current().byKind.get(pathOf(kind)) ?? [];
  }

  listVersion(): string {
    this.#current();
    return String(this.#version);
  }

  closed(): boolean {
    return false;
  }

  rights(): readonly KubeObject[] {
    return this.#current().rights;
  }

  /** What is served, after what controllers do as time goes by. */
  #current(): Served {
    const { derive, now, startedAt } = this.#options;
    const reports = Math.floor((now() - startedAt) / REPORT_MS);
    if (derive && reports !== this.#reports) {
      this.#write(() => {
        this.#reports = reports;
      });
    }
    return this.#served;
  }

  #write(change: () => void): void {
    change();
    const { served, changes } = this.#build(this.#served.byKey);
    this.#served = served;
    this.changes.add(changes);
  }

  /** What is served now. An object that stayed the same keeps its version. */
  #build(known: ReadonlyMap<string, KubeObject>): {
    served: Served;
    changes: readonly Change[];
  } {
    const changes: Change[] = [];
    const byKey = new Map<string, KubeObject>();
    for (const object of this.#derived(this.#store.all())) {
      const key = objectKey(object);
      const before = known.get(key);
      if (before && isSame(before, object)) {
        byKey.set(key, before);
        continue;
      }
      this.#version += 1;
      const after = versioned(object, this.#version);
      byKey.set(key, after);
      changes.push({ version: this.#version, before, after });
    }
    for (const [key, before] of known) {
      if (byKey.has(key)) continue;
      this.#version += 1;
      changes.push({ version: this.#version, before });
    }
    return { served: servedOf([...byKey.values()], this.#options), changes };
  }

  #preview(object: KubeObject): KubeObject {
    const key = objectKey(object);
    const others = this.#store.all().filter(other => objectKey(other) !== key);
    const derived = this.#derived([...others, object]);
    const shown = derived.find(other => objectKey(other) === key) ?? object;
    const resourceVersion =
      this.#served.byKey.get(key)?.metadata.resourceVersion;
    return resourceVersion === undefined
      ? shown
      : { ...shown, metadata: { ...shown.metadata, resourceVersion } };
  }

  #derived(applied: readonly KubeObject[]): readonly KubeObject[] {
    if (!this.#options.derive) return applied;
    const { cluster, startedAt } = this.#options;
    const modifiedAt = (object: KubeObject) =>
      this.#store.modifiedAt(objectKey(object));
    const derived = deriveObjects(
      applied,
      { cluster, startedAt, modifiedAt },
      this.#memo,
    );
    return keepReporting(derived, this.#reports);
  }
}

interface Served {
  registry: KindRegistry;
  byKey: ReadonlyMap<string, KubeObject>;
  byKind: ReadonlyMap<string, KubeObject[]>;
  rights: readonly KubeObject[];
}

function servedOf(
  objects: readonly KubeObject[],
  options: LiveSourceOptions,
): Served {
  // A kind stays when its last object is deleted.
  const registry = KindRegistry.forObjects([...options.objects, ...objects]);
  const byKind = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const kind = registry.ofObject(object);
    if (!kind) continue;
    const list = byKind.get(pathOf(kind));
    if (list) list.push(object);
    else byKind.set(pathOf(kind), [object]);
  }
  for (const list of byKind.values()) {
    list.sort((a, b) => (listKey(a) < listKey(b) ? -1 : 1));
  }
  return {
    registry,
    byKey: new Map(objects.map(object => [objectKey(object), object])),
    byKind,
    rights: withAggregatedRules(objects.filter(isRbacObject)),
  };
}

function versioned(object: KubeObject, version: number): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: { ...metadata, resourceVersion: String(version) },
  };
}

function isSame(served: KubeObject, object: KubeObject): boolean {
  const { resourceVersion } = served.metadata;
  return isDeepStrictEqual(served, {
    ...object,
    metadata: { ...object.metadata, resourceVersion },
  });
}

/** The objects and their namespaces; who names none is in `default`. */
function inNamespaces(options: LiveSourceOptions): KubeObject[] {
  const registry = KindRegistry.forObjects(options.objects);
  const objects = options.objects.map(object =>
    registry.ofObject(object)?.namespaced && !object.metadata.namespace
      ? { ...object, metadata: { ...object.metadata, namespace: 'default' } }
      : object,
  );
  return [...objects, ...impliedNamespaces(objects, options.startedAt)];
}

function pathOf(kind: ApiKind): string {
  return `${groupVersion(kind)}/${kind.resource}`;
}
