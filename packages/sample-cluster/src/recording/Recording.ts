import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterSource } from '../ClusterSource';
import { asArray, asObject, asString, at, objectsOf } from '../json';
import { type ApiKind, groupVersion } from '../kinds/ApiKind';
import { KindRegistry } from '../kinds/KindRegistry';
import { type KubeObject, listKey } from '../objects/KubeObject';

/** Left out of recordings; a real scanner may not read them either. */
const CLOSED = [
  '/secrets',
  'apiextensions.k8s.io/customresourcedefinitions',
  'apiregistration.k8s.io/apiservices',
];

/** A recorded cluster: bodies as they were answered, nothing derived. */
export class Recording implements ClusterSource {
  readonly #folder: string;
  readonly #registry: KindRegistry;
  readonly #lists = new Map<string, readonly KubeObject[]>();

  private constructor(folder: string) {
    this.#folder = folder;
    this.#registry = KindRegistry.create(
      readdirSync(join(folder, 'discovery'))
        .sort()
        .flatMap(file => kindsOf(this.#json(join('discovery', file)))),
    );
  }

  static open(folder: string): Recording {
    return new Recording(folder);
  }

  version(): object {
    return asObject(this.#json('version.json'));
  }

  kinds(): readonly ApiKind[] {
    return this.#registry.all();
  }

  find(group: string, version: string, resource: string): ApiKind | undefined {
    return this.#registry.find(group, version, resource);
  }

  list(kind: ApiKind): readonly KubeObject[] {
    const file = listFile(kind);
    const known = this.#lists.get(file);
    if (known) return known;
    const body = this.recordedList(kind);
    const items = body ? objectsOf(at(JSON.parse(body), 'items')) : [];
    const objects = items
      .map(
        item =>
          ({
            kind: kind.kind,
            apiVersion: groupVersion(kind),
            ...item,
          } as unknown as KubeObject),
      )
      .sort((a, b) => (listKey(a) < listKey(b) ? -1 : 1));
    this.#lists.set(file, objects);
    return objects;
  }

  listVersion(kind: ApiKind): string {
    const body = this.recordedList(kind);
    const version = body
      ? at(JSON.parse(body), 'metadata', 'resourceVersion')
      : undefined;
    return asString(version) ?? '1';
  }

  closed(kind: ApiKind): boolean {
    return CLOSED.includes(`${kind.group}/${kind.resource}`);
  }

  recordedList(kind: ApiKind): string | undefined {
    const path = join(this.#folder, 'lists', listFile(kind));
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  }

  recordedDiscovery(path: string, aggregated: boolean): string | undefined {
    const file = discoveryFile(path, aggregated);
    const full = file && join(this.#folder, file);
    return full && existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  }

  #json(file: string): unknown {
    return JSON.parse(readFileSync(join(this.#folder, file), 'utf8'));
  }
}

function listFile(kind: ApiKind): string {
  return `${kind.group || 'core'}_${kind.version}_${kind.resource}.json`;
}

function discoveryFile(path: string, aggregated: boolean): string | undefined {
  const suffix = aggregated ? '.aggregated.json' : '.json';
  if (path === '/api' || path === '/apis') return `${path.slice(1)}${suffix}`;
  if (path === '/api/v1') return join('discovery', 'core_v1.json');
  const [, group, version] = /^\/apis\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  return group && join('discovery', `${group}_${version}.json`);
}

/** The kinds of one recorded APIResourceList. */
function kindsOf(list: unknown): ApiKind[] {
  const [group, version] = (asString(at(list, 'groupVersion')) ?? '').includes(
    '/',
  )
    ? String(at(list, 'groupVersion')).split('/')
    : ['', String(at(list, 'groupVersion'))];
  const resources = objectsOf(at(list, 'resources'));
  return resources
    .filter(resource => !String(resource.name).includes('/'))
    .map(resource => ({
      group,
      version,
      resource: String(resource.name),
      singular: String(resource.singularName),
      kind: String(resource.kind),
      namespaced: resource.namespaced === true,
      custom: false,
      verbs: asArray(resource.verbs).map(String),
    }));
}
