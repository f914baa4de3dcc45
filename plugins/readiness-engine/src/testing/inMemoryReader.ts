import type { ClusterReader, ClusterResponse } from '../contracts';
import { KINDS } from '../kinds';
import { at, text, word } from '../kinds/fields';
import { ANY_RESOURCE, type Kind } from '../kinds/Kind';

/** @public */
export interface InMemoryOptions {
  /** What answers 403: `resource`, `group/resource`, or one `resource/name`. */
  forbidden?: readonly string[];
  /** Namespaces that may be listed one by one although the resource is forbidden. */
  allowedNamespaces?: readonly string[];
  /** Groups that discovery leaves out although there are objects. */
  absentGroups?: readonly string[];
  /** `1.36`, or what a vendor makes of it, as `v1.36.1-eks-6b8e3f1`; by default 1.36. */
  version?: string;
  /** The answer of `/metrics`; 403 without. */
  metrics?: string;
}

interface Resource {
  group: string;
  version: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  objects: readonly unknown[];
}

/** Groups that every API server has, with or without objects. */
const BUILT_IN = /^$|^(apps|batch|policy|autoscaling)$|\.k8s\.io$/;

const json = (status: number, body: unknown): ClusterResponse => ({
  status,
  headers: { get: () => null },
  text: async () => JSON.stringify(body),
});

const status = (code: number) =>
  json(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code });

const plain = (body: string | undefined): ClusterResponse =>
  body === undefined
    ? status(403)
    : {
        status: 200,
        headers: { get: () => null },
        text: async () => body,
      };

/** What others define in a group: the resource is called after the kind. */
function definedKinds(kind: Kind, objects: readonly unknown[]): Kind[] {
  if (kind.resource !== ANY_RESOURCE) return [kind];
  const names = objects
    .filter(object => text(at(object, 'apiVersion'))?.startsWith(kind.group))
    .flatMap(object => word(at(object, 'kind')) ?? []);
  return [...new Set(names)].map(name => ({
    ...kind,
    kind: name,
    resource: name.toLowerCase(),
  }));
}

function resourcesOf(
  objects: readonly unknown[],
  absentGroups: readonly string[],
): readonly Resource[] {
  return (Object.values(KINDS) as readonly Kind[])
    .flatMap(kind => definedKinds(kind, objects))
    .flatMap(({ group, resource, kind, namespaced, versions }) => {
      const own = objects.filter(object => {
        const apiVersion = text(at(object, 'apiVersion')) ?? '';
        const slash = apiVersion.lastIndexOf('/');
        return (
          at(object, 'kind') === kind &&
          (slash < 0 ? '' : apiVersion.slice(0, slash)) === group
        );
      });
      const served =
        !absentGroups.includes(group) &&
        (own.length > 0 || BUILT_IN.test(group));
      const version =
        text(at(own[0], 'apiVersion'))?.split('/').pop() ?? versions[0];
      return served
        ? [{ group, version, resource, kind, namespaced, objects: own }]
        : [];
    });
}

function discovery(resources: readonly Resource[], core: boolean): unknown {
  const groups = [...new Set(resources.map(({ group }) => group))].filter(
    group => (group === '') === core,
  );
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: groups.map(group => ({
      metadata: { name: group },
      versions: [
        ...new Set(
          resources
            .filter(entry => entry.group === group)
            .map(({ version }) => version),
        ),
      ].map(version => ({
        version,
        freshness: 'Current',
        resources: resources
          .filter(entry => entry.group === group && entry.version === version)
          .map(({ resource, kind, namespaced }) => ({
            resource,
            responseKind: { group, version, kind },
            scope: namespaced ? 'Namespaced' : 'Cluster',
            verbs: ['get', 'list'],
          })),
      })),
    })),
  };
}

function page(
  objects: readonly unknown[],
  query: Readonly<Record<string, string>>,
): unknown {
  const start = Number(query.continue ?? 0);
  const limit = Number(query.limit ?? objects.length);
  const end = start + limit;
  return {
    kind: 'List',
    metadata: end < objects.length ? { continue: String(end) } : {},
    items: objects.slice(start, end),
  };
}

const PATH =
  /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/;

/**
 * A cluster of these objects, as far as the inventory knows their kinds. The
 * objects are handed out as they are, malformed ones too.
 *
 * @public
 */
export function inMemoryReader(
  objects: readonly unknown[],
  options: InMemoryOptions = {},
): ClusterReader {
  const resources = resourcesOf(objects, options.absentGroups ?? []);
  const written = options.version ?? '1.36';
  const [major, minor] = written.replace(/^v/, '').split('.');
  const gitVersion = /^\d+\.\d+$/.test(written) ? `v${written}.0` : written;
  const isForbidden = ({ group, resource }: Resource) =>
    (options.forbidden ?? []).some(
      entry => entry === resource || entry === `${group}/${resource}`,
    );
  return {
    get: async (path, { query = {} }) => {
      if (path === '/version') return json(200, { major, minor, gitVersion });
      if (path === '/metrics') return plain(options.metrics);
      if (path === '/api') return json(200, discovery(resources, true));
      if (path === '/apis') return json(200, discovery(resources, false));
      const parts = path
        .match(PATH)
        ?.map(part => part && decodeURIComponent(part));
      if (!parts) return status(404);
      const [, group = '', version, namespace, name, object] = parts;
      const found = resources.find(
        entry =>
          entry.group === group &&
          entry.version === version &&
          entry.resource === name,
      );
      if (!found) return status(404);
      const isIdentity = name === 'namespaces' && object === 'kube-system';
      const isAllowed =
        namespace !== undefined &&
        options.allowedNamespaces?.includes(namespace);
      if (isForbidden(found) && !isIdentity && !isAllowed) return status(403);
      if (options.forbidden?.includes(`${name}/${object}`)) return status(403);
      const inNamespace = found.objects.filter(
        entry =>
          namespace === undefined ||
          at(entry, 'metadata', 'namespace') === namespace,
      );
      if (object === undefined) return json(200, page(inNamespace, query));
      const named = inNamespace.find(
        entry => word(at(entry, 'metadata', 'name')) === object,
      );
      return named === undefined ? status(404) : json(200, named);
    },
  };
}
