import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { ClusterReader } from '@readiness/backstage-plugin-readiness-engine';
import type {
  ClusterAccess,
  ScanCluster,
} from '@readiness/backstage-plugin-readiness-node';

export interface FleetCluster extends ScanCluster {
  /** Id of the way of access that reads it. */
  access: string;
}

export interface FleetListing {
  clusters: readonly FleetCluster[];
  /** Ways of access that did not answer; their clusters are neither here nor gone. */
  failed: readonly { access: string; message: string }[];
}

/**
 * All clusters over all ways of access. The first way that lists a name reads
 * it; the order is configuration, extension points, Kubernetes plugin.
 */
export class Fleet {
  readonly #accesses: readonly ClusterAccess[];
  readonly #logger: LoggerService;
  #routes = new Map<string, ClusterAccess>();

  static create(options: {
    accesses: readonly ClusterAccess[];
    logger: LoggerService;
  }) {
    return new Fleet(options.accesses, options.logger);
  }

  private constructor(
    accesses: readonly ClusterAccess[],
    logger: LoggerService,
  ) {
    this.#accesses = accesses;
    this.#logger = logger;
  }

  async list(): Promise<FleetListing> {
    const clusters = new Map<string, FleetCluster>();
    const routes = new Map<string, ClusterAccess>();
    const failed: { access: string; message: string }[] = [];
    const answers = await Promise.allSettled(
      this.#accesses.map(access => access.listClusters()),
    );
    answers.forEach((answer, index) => {
      const access = this.#accesses[index];
      if (answer.status === 'rejected') {
        const message = String(answer.reason?.message ?? answer.reason);
        failed.push({ access: access.id, message });
        for (const [name, route] of this.#routes) {
          if (route === access) routes.set(name, access);
        }
        return;
      }
      for (const cluster of refuseDoubles(answer.value)) {
        const taken = clusters.get(cluster.name);
        if (taken) {
          this.#logger.debug(
            `Cluster "${cluster.name}" of ${access.id} is read through ${taken.access}`,
          );
        } else {
          clusters.set(cluster.name, { ...cluster, access: access.id });
          routes.set(cluster.name, access);
        }
      }
    });
    this.#routes = routes;
    return { clusters: [...clusters.values()], failed };
  }

  /** A reader of one cluster; throws `NotFoundError` for a name nobody lists. */
  async reader(cluster: string): Promise<ClusterReader> {
    if (!this.#routes.has(cluster)) await this.list();
    const access = this.#routes.get(cluster);
    if (!access)
      throw new NotFoundError(`No access lists cluster "${cluster}"`);
    return {
      get: (path, options) => access.get(cluster, path, options),
    };
  }
}

/** One way of access that lists a name twice could answer for either of them. */
function refuseDoubles(clusters: readonly ScanCluster[]): ScanCluster[] {
  const names = [...new Set(clusters.map(({ name }) => name))];
  return names.map(name => {
    const same = clusters.filter(cluster => cluster.name === name);
    return same.length === 1
      ? same[0]
      : {
          ...same[0],
          scannable: false,
          reason: `${same.length} clusters are called "${name}". Rename all but one.`,
        };
  });
}
