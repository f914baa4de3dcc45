import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { ClusterResponse } from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClusterAccess,
  ClusterGetOptions,
  ScanCluster,
} from '@readiness/backstage-plugin-readiness-node';
import { PluginToken } from './PluginToken';
import { kubernetesUrl, SCAN_HEADERS } from '@readiness/cluster-connection';

/** They sign in with the token of the person who looks; a scan has none. */
const CLIENT_SIDE_PROVIDERS = ['google', 'oidc', 'aks'];

interface ClusterItem {
  name: string;
  title?: string;
  dashboardUrl?: string;
  authProvider?: string;
  oidcTokenProvider?: string;
}

function reasonAgainst(
  item: ClusterItem,
  items: readonly ClusterItem[],
): string | undefined {
  const same = items.filter(other => other.name === item.name).length;
  if (same > 1) {
    return `${same} clusters of the Kubernetes plugin are called "${item.name}"; its proxy reaches the first of them only. Rename the others.`;
  }
  if (item.authProvider && CLIENT_SIDE_PROVIDERS.includes(item.authProvider)) {
    return `Its authProvider "${item.authProvider}" needs the token of a signed-in person, which a background scan does not have. Set readiness.clusters[].access for it.`;
  }
  return undefined;
}

/**
 * The clusters of the Kubernetes plugin, through its `/clusters` and `/proxy`
 * routes with a plugin token. No credential of a cluster enters this process.
 */
export class KubernetesPluginClusterAccess implements ClusterAccess {
  readonly id = 'kubernetes-plugin';
  readonly #discovery: DiscoveryService;
  readonly #token: PluginToken;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    now: () => number;
  }) {
    return new KubernetesPluginClusterAccess(
      options.discovery,
      PluginToken.create({ ...options, targetPluginId: 'kubernetes' }),
    );
  }

  private constructor(discovery: DiscoveryService, token: PluginToken) {
    this.#discovery = discovery;
    this.#token = token;
  }

  async listClusters(): Promise<ScanCluster[]> {
    const base = await this.#discovery.getBaseUrl('kubernetes');
    const response = await fetch(`${base}/clusters`, {
      headers: await this.#headers(),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const { items } = (await response.json()) as { items: ClusterItem[] };
    const names = [...new Set(items.map(item => item.name))];
    return names.map(name => {
      const item = items.find(candidate => candidate.name === name)!;
      const reason = reasonAgainst(item, items);
      return {
        name,
        title: item.title,
        dashboardUrl: item.dashboardUrl,
        authProvider: item.authProvider,
        scannable: reason === undefined,
        reason,
      };
    });
  }

  async get(
    cluster: string,
    path: string,
    options: ClusterGetOptions,
  ): Promise<ClusterResponse> {
    const base = await this.#discovery.getBaseUrl('kubernetes');
    return fetch(kubernetesUrl(`${base}/proxy`, path, options.query), {
      headers: {
        ...(await this.#headers()),
        ...(options.accept && { Accept: options.accept }),
        'Backstage-Kubernetes-Cluster': cluster,
      },
      signal: options.signal,
    });
  }

  async #headers(): Promise<Record<string, string>> {
    return {
      ...SCAN_HEADERS,
      Authorization: `Bearer ${await this.#token.get()}`,
    };
  }
}
