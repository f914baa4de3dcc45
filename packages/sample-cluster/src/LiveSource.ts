import type { ClusterSource, ClusterWriter } from './ClusterSource';
import { deriveObjects } from './derive/deriveObjects';
import { type ApiKind, groupVersion } from './kinds/ApiKind';
import { KindRegistry } from './kinds/KindRegistry';
import { type KubeObject, listKey, objectKey } from './objects/KubeObject';
import { ObjectStore } from './objects/ObjectStore';

export interface LiveSourceOptions {
  cluster: string;
  objects: readonly KubeObject[];
  now: () => number;
  /** Epoch ms; derived times count from it. */
  startedAt: number;
  /** Whether controllers and API defaults act on the objects. */
  derive: boolean;
  version: { major: string; minor: string };
}

/** A cluster of applied objects and what controllers make of them. */
export class LiveSource implements ClusterSource {
  readonly #store: ObjectStore;
  readonly #options: LiveSourceOptions;
  #state: { version: number; served: Served } | undefined;

  private constructor(options: LiveSourceOptions) {
    this.#options = options;
    this.#store = ObjectStore.create({
      ...options,
      objects: options.derive
        ? inDefaultNamespace(options.objects)
        : options.objects,
    });
  }

  static create(options: LiveSourceOptions): LiveSource {
    return new LiveSource(options);
  }

  readonly writer: ClusterWriter = {
    applied: object => this.#store.get(objectKey(object)),
    create: object => void this.#store.create(object),
    replace: (before, after) => void this.#store.replace(before, after),
    delete: object => this.#store.delete(objectKey(object)),
    reset: () => this.#store.reset(),
  };

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
    return this.#served().registry.all();
  }

  find(group: string, version: string, resource: string): ApiKind | undefined {
    return this.#served().registry.find(group, version, resource);
  }

  list(kind: ApiKind): readonly KubeObject[] {
    return this.#served().byKind.get(pathOf(kind)) ?? [];
  }

  listVersion(): string {
    return String(this.#store.version);
  }

  closed(): boolean {
    return false;
  }

  #served(): Served {
    const { version } = this.#store;
    if (this.#state?.version !== version) {
      this.#state = { version, served: this.#build() };
    }
    return this.#state.served;
  }

  #build(): Served {
    const applied = this.#store.all();
    const objects = this.#options.derive
      ? deriveObjects(applied, {
          cluster: this.#options.cluster,
          startedAt: this.#options.startedAt,
          modifiedAt: object => this.#store.modifiedAt(objectKey(object)),
        })
      : applied;
    // A kind stays when its last object is deleted.
    const registry = KindRegistry.forObjects([
      ...this.#options.objects,
      ...objects,
    ]);
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
    return { registry, byKind };
  }
}

interface Served {
  registry: KindRegistry;
  byKind: Map<string, KubeObject[]>;
}

/** Where a namespaced object names no namespace, it is `default`. */
function inDefaultNamespace(objects: readonly KubeObject[]): KubeObject[] {
  const registry = KindRegistry.forObjects(objects);
  return objects.map(object =>
    registry.ofObject(object)?.namespaced && !object.metadata.namespace
      ? { ...object, metadata: { ...object.metadata, namespace: 'default' } }
      : object,
  );
}

function pathOf(kind: ApiKind): string {
  return `${groupVersion(kind)}/${kind.resource}`;
}
