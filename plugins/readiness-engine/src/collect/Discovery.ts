import { at, items, text, texts, word } from '../kinds/fields';
import { ANY_RESOURCE, type Kind } from '../kinds/Kind';
import type { Answer, ApiClient } from './ApiClient';

/** Where a kind is served, or why that cannot be said. */
export type Served =
  | {
      type: 'served';
      path: string;
      /** What to list there; several for a kind that stands for a group. */
      resources: readonly string[];
    }
  | { type: 'absent' }
  | { type: 'error'; message: string };

interface GroupVersion {
  version: string;
  /** Listable resources; `undefined` where their discovery failed. */
  resources?: ReadonlySet<string>;
}

/** Versions by group; `undefined` where the group's discovery failed. */
type Groups = ReadonlyMap<string, readonly GroupVersion[]>;

type Half = { ok: true; groups: Groups } | { ok: false; message: string };

const AGGREGATED = ['v2', 'v2beta1']
  .map(
    v =>
      `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`,
  )
  .concat('application/json')
  .join(',');

/**
 * What the API server serves. A group whose discovery failed is an error and
 * not absent: an aggregated API that is down still exists.
 */
export class Discovery {
  readonly #core: Half;
  readonly #named: Half;

  private constructor(core: Half, named: Half) {
    this.#core = core;
    this.#named = named;
  }

  /** Aggregated discovery, else the classic one for these groups only. */
  static async read(
    client: ApiClient,
    groups: readonly string[],
  ): Promise<Discovery> {
    const wanted = new Set(groups);
    const [core, named] = await Promise.all([
      readHalf(client, '/api', wanted),
      readHalf(client, '/apis', wanted),
    ]);
    return new Discovery(core, named);
  }

  locate(kind: Kind): Served {
    const half = kind.group === '' ? this.#core : this.#named;
    if (!half.ok) return { type: 'error', message: half.message };
    const versions = half.groups.get(kind.group);
    if (!versions) return absent(kind);
    for (const version of kind.versions) {
      const entry = versions.find(candidate => candidate.version === version);
      const resources = resourcesOf(kind, entry);
      if (resources.length > 0) {
        return { type: 'served', path: pathOf(kind.group, version), resources };
      }
    }
    if (versions.some(({ resources }) => resources === undefined)) {
      return {
        type: 'error',
        message: `discovery of the group ${kind.group || 'core'} failed`,
      };
    }
    const elsewhere = versions
      .filter(entry => resourcesOf(kind, entry).length > 0)
      .map(({ version }) => version);
    if (elsewhere.length === 0) return absent(kind);
    const served = elsewhere.join(', ');
    const understood = kind.versions.join(', ');
    return {
      type: 'error',
      message: `served as ${served} only; ${understood} is understood`,
    };
  }
}

/** Names of the kind's resources in a version, without their subresources. */
function resourcesOf(
  kind: Kind,
  entry: GroupVersion | undefined,
): readonly string[] {
  const served = [...(entry?.resources ?? [])];
  return kind.resource === ANY_RESOURCE
    ? served.filter(resource => !resource.includes('/')).sort()
    : served.filter(resource => resource === kind.resource);
}

/** Groups that no API server is without: their absence is a broken answer. */
const ESSENTIAL = ['', 'apps'];

function absent({ group }: Kind): Served {
  return ESSENTIAL.includes(group)
    ? { type: 'error', message: 'discovery is incomplete' }
    : { type: 'absent' };
}

function pathOf(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

async function readHalf(
  client: ApiClient,
  root: '/api' | '/apis',
  wanted: ReadonlySet<string>,
): Promise<Half> {
  const answer = await client.get(root, undefined, AGGREGATED);
  if (answer.type !== 'ok') {
    return { ok: false, message: `discovery failed: ${why(answer)}` };
  }
  if (at(answer.body, 'kind') === 'APIGroupDiscoveryList') {
    return { ok: true, groups: aggregated(answer.body) };
  }
  const list = at(answer.body, root === '/api' ? 'versions' : 'groups');
  return Array.isArray(list)
    ? { ok: true, groups: await classic(client, list, root, wanted) }
    : { ok: false, message: 'discovery failed: the answer is no list' };
}

function why(answer: Answer): string {
  switch (answer.type) {
    case 'error':
      return answer.message;
    case 'forbidden':
      return 'forbidden (403)';
    default:
      return 'not found (404)';
  }
}

function aggregated(body: unknown): Groups {
  return new Map(
    items(at(body, 'items')).map(group => [
      text(at(group, 'metadata', 'name')) ?? '',
      items(at(group, 'versions')).map(version => ({
        version: text(at(version, 'version')) ?? '',
        resources:
          at(version, 'freshness') === 'Stale'
            ? undefined
            : readable(items(at(version, 'resources')), 'resource'),
      })),
    ]),
  );
}

function readable(
  resources: readonly unknown[],
  name: string,
): ReadonlySet<string> {
  return new Set(
    resources
      .filter(resource => {
        const verbs = texts(at(resource, 'verbs'));
        return verbs.includes('get') || verbs.includes('list');
      })
      .flatMap(resource => word(at(resource, name)) ?? []),
  );
}

async function classic(
  client: ApiClient,
  list: readonly unknown[],
  root: '/api' | '/apis',
  wanted: ReadonlySet<string>,
): Promise<Groups> {
  const groups =
    root === '/api'
      ? [{ name: '', versions: texts(list) }]
      : list.map(group => ({
          name: text(at(group, 'name')) ?? '',
          versions: items(at(group, 'versions')).flatMap(
            version => word(at(version, 'version')) ?? [],
          ),
        }));
  const read = await Promise.all(
    groups
      .filter(group => wanted.has(group.name))
      .map(async ({ name, versions }) => {
        const entries: GroupVersion[] = [];
        for (const version of versions) {
          const answer = await client.get(pathOf(name, version));
          entries.push({
            version,
            resources:
              answer.type === 'ok' &&
              Array.isArray(at(answer.body, 'resources'))
                ? readable(items(at(answer.body, 'resources')), 'name')
                : undefined,
          });
        }
        return [name, entries] as const;
      }),
  );
  return new Map(read);
}
