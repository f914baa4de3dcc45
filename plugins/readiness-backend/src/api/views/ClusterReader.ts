import type {
  ApiMatchingReport,
  Cluster,
  ClusterDetail,
  Scan,
  Schemas,
  ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';
import type {
  MatchingReport,
  Source,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import type { DatabaseClusterStore } from '../../clusters/DatabaseClusterStore';
import { fromJson } from '../../database/rows';
import type { DbClusterRow, DbScoreRow } from '../../database/tables';
import type { Viewer } from '../../permissions/Viewer';
import type {
  DatabaseScanRunStore,
  ScanRun,
} from '../../scanning/DatabaseScanRunStore';
import { matchingPage, type MatchingQuery } from './matchingPage';
import { dimensionViews, levelOf, type TitleOf } from './scoreView';

const ENDED = ['completed', 'partial', 'failed'] as const;

function sourceView(source: Source): Schemas['Source'] {
  return {
    resource: source.resource,
    state: source.state,
    count: source.count,
    at: source.at,
    ...(source.message && { reason: source.message }),
    ...(source.missingRule && { missingRule: source.missingRule }),
    ...(source.namespaces && { namespaces: [...source.namespaces] }),
  };
}

function summary(run: ScanRun): Schemas['ScanSummary'] {
  return {
    id: run.id,
    status: run.status,
    startedAt: run.startedAt ?? run.requestedAt,
    ...(run.finishedAt && { finishedAt: run.finishedAt }),
    ...(run.coverage !== undefined && { coverage: run.coverage }),
  };
}

/** A scan as the API answers it. */
export function scanView(run: ScanRun): Scan {
  return {
    id: run.id,
    cluster: run.cluster,
    ...(run.entityRef && { entityRef: run.entityRef }),
    status: run.status,
    progress: run.progress,
    ...(run.startedAt && { startedAt: run.startedAt }),
    ...(run.finishedAt && { finishedAt: run.finishedAt }),
    ...(run.error && { error: run.error }),
    sources: run.sources.map(sourceView),
  };
}

/** Reads clusters as the API answers them. */
export class ClusterReader {
  readonly #knex: Knex;
  readonly #clusters: DatabaseClusterStore;
  readonly #runs: DatabaseScanRunStore;
  readonly #titleOf: TitleOf;

  static create(options: {
    knex: Knex;
    clusters: DatabaseClusterStore;
    runs: DatabaseScanRunStore;
    titleOf: TitleOf;
  }) {
    return new ClusterReader(options);
  }

  private constructor(options: {
    knex: Knex;
    clusters: DatabaseClusterStore;
    runs: DatabaseScanRunStore;
    titleOf: TitleOf;
  }) {
    this.#knex = options.knex;
    this.#clusters = options.clusters;
    this.#runs = options.runs;
    this.#titleOf = options.titleOf;
  }

  async list(): Promise<Cluster[]> {
    const rows = await this.#clusters.list();
    return Promise.all(rows.map(row => this.#cluster(row)));
  }

  async get(name: string): Promise<ClusterDetail | undefined> {
    const row = await this.#clusters.get(name);
    if (!row) return undefined;
    const last = await this.#runs.latest(name, ENDED);
    const score = await this.#score(row);
    const matching = row.matching && fromJson<MatchingReport>(row.matching);
    return {
      ...(await this.#cluster(row)),
      ...(row.version && { version: row.version }),
      ...(row.owner && { owner: row.owner }),
      sources: (last?.sources ?? []).map(sourceView),
      dimensions: score
        ? dimensionViews(fromJson<ScoreTree>(score.tree), this.#titleOf)
        : [],
      unowned: matching
        ? matching.unowned.reduce((sum, ns) => sum + ns.workloads.length, 0)
        : 0,
    };
  }

  /** The matching report, as far as one answer holds it. */
  async matching(
    name: string,
    viewer: Viewer,
    query: MatchingQuery,
  ): Promise<ApiMatchingReport | undefined> {
    const row = await this.#clusters.get(name);
    if (!row) return undefined;
    if (!row.matching || !row.matching_at) {
      return {
        matched: [],
        noWorkload: [],
        ambiguous: [],
        unowned: [],
        problems: [],
      };
    }
    return matchingPage(fromJson<MatchingReport>(row.matching), {
      at: row.matching_at,
      viewer,
      query,
    });
  }

  async #cluster(row: DbClusterRow): Promise<Cluster> {
    const score = await this.#score(row);
    const last = await this.#runs.latest(row.name, ENDED);
    const running = await this.#runs.latest(row.name, ['running', 'queued']);
    return {
      name: row.name,
      title: row.title,
      access: row.access,
      environment: row.environment,
      scannable: Boolean(row.scannable),
      level: score ? levelOf(score.level) : 'unverified',
      ...(row.uid && { uid: row.uid }),
      ...(row.reason && { reason: row.reason }),
      ...(score && { verified: score.verified, coverage: score.coverage }),
      ...(running && { running: summary(running) }),
      ...(last && { lastScan: summary(last) }),
    };
  }

  async #score(row: DbClusterRow): Promise<DbScoreRow | undefined> {
    return row.uid
      ? this.#knex<DbScoreRow>('scores')
          .where({ scope: 'cluster', ref: row.uid })
          .first()
      : undefined;
  }
}
