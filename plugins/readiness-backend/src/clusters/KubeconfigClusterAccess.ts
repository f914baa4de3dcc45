import type { ClusterResponse } from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClusterAccess,
  ClusterGetOptions,
  ScanCluster,
} from '@readiness/backstage-plugin-readiness-node';
import {
  clusterReader,
  connect,
  type AccessConfig,
  type Connection,
} from '@readiness/cluster-connection';
import type { ClusterConfig } from '../config/ReadinessConfig';

type OwnCluster = ClusterConfig & { access: AccessConfig };

/**
 * Clusters that the operator configures for this plugin: a kubeconfig, the
 * service account of the pod, or a URL with a token. For sign-in methods that
 * need a person, for a scan identity of its own, and for portals without the
 * Kubernetes plugin.
 */
export class KubeconfigClusterAccess implements ClusterAccess {
  readonly id = 'config';
  readonly #clusters: readonly OwnCluster[];
  readonly #connections = new Map<string, Promise<Connection>>();

  static create(options: { clusters: readonly ClusterConfig[] }) {
    return new KubeconfigClusterAccess(
      options.clusters.filter(
        (cluster): cluster is OwnCluster => cluster.access !== undefined,
      ),
    );
  }

  private constructor(clusters: readonly OwnCluster[]) {
    this.#clusters = clusters;
  }

  async listClusters(): Promise<ScanCluster[]> {
    return Promise.all(
      this.#clusters.map(async ({ name, title }) => {
        try {
          await this.#connection(name);
          return { name, title, scannable: true };
        } catch (error) {
          return {
            name,
            title,
            scannable: false,
            reason: `readiness.clusters[].access cannot be used: ${
              error instanceof Error ? error.message : String(error)
            }`,
          };
        }
      }),
    );
  }

  async get(
    cluster: string,
    path: string,
    options: ClusterGetOptions,
  ): Promise<ClusterResponse> {
    return clusterReader(await this.#connection(cluster)).get(path, options);
  }

  async #connection(name: string): Promise<Connection> {
    const known = this.#connections.get(name);
    if (known) return known;
    const config = this.#clusters.find(cluster => cluster.name === name);
    if (!config) throw new Error(`Cluster "${name}" has no access configured`);
    const connection = connect(config.access);
    this.#connections.set(name, connection);
    // A file that was unreadable is tried again with the next listing.
    connection.catch(() => this.#connections.delete(name));
    return connection;
  }
}
