import { type ApiKind, groupVersion } from './ApiKind';

/** The classic answer of `/api`. */
export function apiVersions(): object {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: '127.0.0.1' },
    ],
  };
}

/** The classic answer of `/apis`. */
export function apiGroupList(kinds: readonly ApiKind[]): object {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups(kinds)
      .filter(group => group.name !== '')
      .map(group => {
        const versions = group.versions.map(version => ({
          groupVersion: `${group.name}/${version}`,
          version,
        }));
        return { name: group.name, versions, preferredVersion: versions[0] };
      }),
  };
}

/** The classic answer of `/api/v1` and `/apis/<group>/<version>`. */
export function apiResourceList(
  kinds: readonly ApiKind[],
  group: string,
  version: string,
): object | undefined {
  const served = inVersion(kinds, group, version);
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion({ group, version }),
    resources: served.flatMap(kind => [
      {
        name: kind.resource,
        singularName: kind.singular,
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: kind.verbs,
        ...(kind.shortNames?.length && { shortNames: kind.shortNames }),
        ...(kind.categories?.length && { categories: kind.categories }),
      },
      ...(kind.subresources ?? []).map(name => ({
        name: `${kind.resource}/${name}`,
        singularName: '',
        namespaced: kind.namespaced,
        kind: kind.kind,
        verbs: ['get', 'patch', 'update'],
      })),
    ]),
  };
}

/** The aggregated answer of `/api` (`core`) and `/apis`. */
export function aggregatedDiscovery(
  kinds: readonly ApiKind[],
  part: 'core' | 'groups',
  staleGroups: ReadonlySet<string>,
): object {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups(kinds)
      .filter(group => (group.name === '') === (part === 'core'))
      .map(group => ({
        metadata: group.name === '' ? {} : { name: group.name },
        versions: group.versions.map(version => {
          const stale = staleGroups.has(group.name);
          const served = inVersion(kinds, group.name, version);
          return {
            version,
            resources: stale ? [] : served.map(kind => describe(kind)),
            freshness: stale ? 'Stale' : 'Current',
          };
        }),
      })),
  };
}

function describe(kind: ApiKind): object {
  const responseKind = {
    group: kind.group,
    version: kind.version,
    kind: kind.kind,
  };
  return {
    resource: kind.resource,
    responseKind,
    scope: kind.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: kind.singular,
    verbs: kind.verbs,
    ...(kind.shortNames?.length && { shortNames: kind.shortNames }),
    ...(kind.categories?.length && { categories: kind.categories }),
    ...(kind.subresources?.length && {
      subresources: kind.subresources.map(subresource => ({
        subresource,
        responseKind,
        verbs: ['get', 'patch', 'update'],
      })),
    }),
  };
}

/** Whether the client asks for aggregated discovery, and in a version we have. */
export function wantsAggregated(
  accept: string | undefined,
): 'yes' | 'no' | 'unacceptable' {
  const offers = (accept ?? '*/*').split(',').map(offer => offer.trim());
  for (const offer of offers) {
    const parameters = new Set(
      offer
        .split(';')
        .slice(1)
        .map(parameter => parameter.trim()),
    );
    if (parameters.has('as=APIGroupDiscoveryList')) {
      if (
        parameters.has('v=v2') &&
        parameters.has('g=apidiscovery.k8s.io') &&
        offer.startsWith('application/json')
      ) {
        return 'yes';
      }
    } else if (/^(\*\/\*|application\/(\*|json))(;|$)/.test(offer)) {
      return 'no';
    }
  }
  return 'unacceptable';
}

export const AGGREGATED_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function groups(
  kinds: readonly ApiKind[],
): { name: string; versions: string[] }[] {
  const versions = new Map<string, Set<string>>();
  for (const kind of kinds) {
    versions.set(
      kind.group,
      (versions.get(kind.group) ?? new Set()).add(kind.version),
    );
  }
  return [...versions].map(([name, set]) => ({
    name,
    versions: [...set].sort(byMaturity),
  }));
}

/** Stable before beta before alpha, newest first, as the API server sorts. */
function byMaturity(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major, stage, minor] =
      /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    if (!major) return [-1, 0, 0];
    const maturity = { alpha: 0, beta: 1 }[stage ?? ''] ?? 2;
    return [maturity, Number(major), Number(minor ?? 0)];
  };
  const [x, y] = [rank(a), rank(b)];
  return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || a.localeCompare(b);
}

function inVersion(
  kinds: readonly ApiKind[],
  group: string,
  version: string,
): ApiKind[] {
  return kinds.filter(kind => kind.group === group && kind.version === version);
}
