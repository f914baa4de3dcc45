import type { Environment } from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { differs, nullable } from '../database/rows';
import type { DbClusterRow } from '../database/tables';
import type { ClusterConfig } from '../config/ReadinessConfig';
import type { FleetListing } from './Fleet';

/** A cluster that nobody gave an environment counts as production. */
const DEFAULT_ENVIRONMENT: Environment = 'prod';

function rowFor(
  cluster: FleetListing['clusters'][number],
  config: ClusterConfig | undefined,
) {
  return {
    title: config?.title ?? cluster.title ?? cluster.name,
    access: cluster.access,
    scannable: cluster.scannable,
    reason: nullable(cluster.reason),
    environment: config?.environment ?? DEFAULT_ENVIRONMENT,
    removed_at: null,
  };
}

/** The clusters that are known, with what their last whole scan said of them. */
export class DatabaseClusterStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }) {
    return new DatabaseClusterStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Brings the table in line with a listing. Clusters of a way of access that
   * did not answer stay as they are; what no way lists any more is marked.
   */
  async sync(
    listing: FleetListing,
    configs: readonly ClusterConfig[],
    at: string,
  ): Promise<void> {
    const stored = await this.#knex<DbClusterRow>('clusters').select();
    for (const cluster of listing.clusters) {
      const config = configs.find(({ name }) => name === cluster.name);
      const wanted = rowFor(cluster, config);
      const row = stored.find(({ name }) => name === cluster.name);
      if (!row) {
        await this.#knex<DbClusterRow>('clusters')
          .insert({ name: cluster.name, ...wanted })
          .onConflict('name')
          .ignore();
      } else if (differs(row, wanted)) {
        await this.#knex<DbClusterRow>('clusters')
          .where({ name: row.name })
          .update(wanted);
      }
    }
    const silent = listing.failed.map(({ access }) => access);
    const gone = stored.filter(
      row =>
        row.removed_at === null &&
        !silent.includes(row.access) &&
        !listing.clusters.some(({ name }) => name === row.name),
    );
    for (const { name } of gone) {
      await this.#knex<DbClusterRow>('clusters')
        .where({ name })
        .update({ removed_at: at });
    }
  }

  async list(): Promise<DbClusterRow[]> {
    return this.#knex<DbClusterRow>('clusters')
      .whereNull('removed_at')
      .orderBy('name')
      .select();
  }

  async get(name: string): Promise<DbClusterRow | undefined> {
    return this.#knex<DbClusterRow>('clusters')
      .where({ name })
      .whereNull('removed_at')
      .first();
  }

  async byUid(uid: string): Promise<DbClusterRow | undefined> {
    return this.#knex<DbClusterRow>('clusters')
      .where({ uid })
      .orderByRaw('removed_at is not null')
      .first();
  }

  async update(
    tx: Knex,
    row: DbClusterRow,
    wanted: Partial<DbClusterRow>,
  ): Promise<void> {
    if (differs(row, wanted)) {
      await tx<DbClusterRow>('clusters')
        .where({ name: row.name })
        .update(wanted);
    }
  }
}
