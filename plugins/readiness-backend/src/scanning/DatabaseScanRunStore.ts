import { randomUUID } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Source } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { fromJson, nullable, toJson } from '../database/rows';
import type { DbScanRunRow, ScanStatus } from '../database/tables';

/** A scan that is asked for; with `entityRef` only the namespaces of that entity. */
export interface ScanRequest {
  cluster: string;
  entityRef?: string;
  requestedBy?: string;
  /** A scan that already runs has not seen what this one is for. */
  afterRunning?: boolean;
}

export interface ScanRun {
  id: string;
  cluster: string;
  entityRef?: string;
  status: ScanStatus;
  progress: number;
  requestedAt: string;
  startedAt?: string;
  finishedAt?: string;
  error?: string;
  coverage?: number;
  sources: readonly Source[];
}

/** A running scan that said nothing for this long belongs to a dead process. */
const DEAD_AFTER = { seconds: 60 };
const KEEP = { days: 90 };

function runOf(row: DbScanRunRow): ScanRun {
  return {
    id: row.id,
    cluster: row.cluster,
    entityRef: row.entity_ref ?? undefined,
    status: row.status,
    progress: row.progress,
    requestedAt: row.requested_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    error: row.error ?? undefined,
    coverage: row.coverage ?? undefined,
    sources: fromJson(row.sources),
  };
}

const iso = (ms: number) =>
  DateTime.fromMillis(ms, { zone: 'utc' }).toISO() as string;

/** Scans that were asked for, run and ended; also the queue between replicas. */
export class DatabaseScanRunStore {
  readonly #knex: Knex;
  readonly #now: () => number;

  static create(options: { knex: Knex; now: () => number }) {
    return new DatabaseScanRunStore(options.knex, options.now);
  }

  private constructor(knex: Knex, now: () => number) {
    this.#knex = knex;
    this.#now = now;
  }

  /** Queues a scan and returns its id, or that of an equal one that is not over. */
  async enqueue(request: ScanRequest): Promise<string> {
    const scope = `${request.cluster}|${request.entityRef ?? ''}`;
    const existing = await this.#active(scope);
    if (existing && !(request.afterRunning && existing.status === 'running')) {
      return existing.id;
    }
    const id = randomUUID();
    const activeKey = existing ? `${scope}|next` : scope;
    try {
      await this.#knex('scan_runs').insert({
        id,
        cluster: request.cluster,
        entity_ref: nullable(request.entityRef),
        status: 'queued',
        progress: 0,
        requested_at: iso(this.#now()),
        requested_by: nullable(request.requestedBy),
        active_key: activeKey,
        sources: '[]',
      });
      return id;
    } catch (error) {
      // Two callers asked at the same moment: both get the one that is there.
      const winner =
        isDatabaseConflictError(error) && (await this.#active(activeKey));
      if (!winner) throw error;
      return winner.id;
    }
  }

  async #active(activeKey: string): Promise<DbScanRunRow | undefined> {
    return this.#knex('scan_runs').where({ active_key: activeKey }).first();
  }

  /** Takes the next queued scan of a cluster; nobody else gets the same one. */
  async claimNext(
    cluster: string,
    claimedBy: string,
  ): Promise<DbScanRunRow | undefined> {
    const queued = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ cluster, status: 'queued' })
      .orderBy([{ column: 'requested_at' }, { column: 'id' }])
      .select();
    for (const row of queued) {
      const at = iso(this.#now());
      const claim = {
        status: 'running' as const,
        started_at: at,
        heartbeat_at: at,
        claimed_by: claimedBy,
      };
      const taken = await this.#knex<DbScanRunRow>('scan_runs')
        .where({ id: row.id, status: 'queued' })
        .update(claim);
      if (taken === 1) return { ...row, ...claim };
    }
    return undefined;
  }

  /** Says that the scan is alive; `false` when it no longer belongs to the caller. */
  async heartbeat(
    run: DbScanRunRow,
    state: { progress: number; sources: readonly Source[] },
  ): Promise<boolean> {
    const updated = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ id: run.id, status: 'running', claimed_by: run.claimed_by })
      .update({
        heartbeat_at: iso(this.#now()),
        progress: state.progress,
        sources: toJson(state.sources),
      });
    return updated === 1;
  }

  /**
   * Ends a scan. Part of the transaction that writes what it found, so that a
   * scan that was given up by others cannot write any more: then `false`.
   */
  async finish(
    tx: Knex,
    run: DbScanRunRow,
    outcome: {
      status: 'completed' | 'partial' | 'failed';
      sources?: readonly Source[];
      clusterUid?: string;
      at?: string;
      rulesetVersion?: string;
      error?: string;
      coverage?: number;
    },
  ): Promise<boolean> {
    const updated = await tx('scan_runs')
      .where({ id: run.id, status: 'running', claimed_by: run.claimed_by })
      .update({
        status: outcome.status,
        ...(outcome.status !== 'failed' && { progress: 1 }),
        finished_at: iso(this.#now()),
        active_key: null,
        error: nullable(outcome.error),
        cluster_uid: nullable(outcome.clusterUid),
        at: nullable(outcome.at),
        ruleset_version: nullable(outcome.rulesetVersion),
        coverage: nullable(outcome.coverage),
        ...(outcome.sources && { sources: toJson(outcome.sources) }),
      });
    return updated === 1;
  }

  /** Closes scans whose process died; returns the clusters that were left. */
  async closeDead(): Promise<string[]> {
    const now = DateTime.fromMillis(this.#now(), { zone: 'utc' });
    const dead = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ status: 'running' })
      .where('heartbeat_at', '<', now.minus(DEAD_AFTER).toISO() as string)
      .select();
    for (const { id, heartbeat_at: heartbeatAt } of dead) {
      await this.#knex('scan_runs')
        .where({ id, status: 'running', heartbeat_at: heartbeatAt })
        .update({
          status: 'failed',
          finished_at: now.toISO(),
          active_key: null,
          error: 'The process that ran this scan ended. Nothing was written.',
        });
    }
    return [...new Set(dead.map(({ cluster }) => cluster))];
  }

  async prune(): Promise<void> {
    const before = DateTime.fromMillis(this.#now(), { zone: 'utc' }).minus(
      KEEP,
    );
    await this.#knex('scan_runs')
      .where('finished_at', '<', before.toISO() as string)
      .delete();
  }

  async hasQueued(cluster: string): Promise<boolean> {
    const row = await this.#knex('scan_runs')
      .where({ cluster, status: 'queued' })
      .first('id');
    return row !== undefined;
  }

  async clustersWithQueued(): Promise<string[]> {
    return this.#knex('scan_runs')
      .where({ status: 'queued' })
      .distinct()
      .pluck('cluster');
  }

  async get(id: string): Promise<ScanRun | undefined> {
    const row = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ id })
      .first();
    return row && runOf(row);
  }

  /** The newest whole scan of a cluster with one of these statuses. */
  async latest(
    cluster: string,
    statuses: readonly ScanStatus[],
  ): Promise<ScanRun | undefined> {
    const row = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ cluster })
      .whereNull('entity_ref')
      .whereIn('status', [...statuses])
      .orderBy('requested_at', 'desc')
      .first();
    return row && runOf(row);
  }

  /** When scans of one entity alone last ended well, by cluster uid. */
  async entityScans(entityRef: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#knex<DbScanRunRow>('scan_runs')
      .where({ entity_ref: entityRef })
      .whereIn('status', ['completed', 'partial'])
      .orderBy('at')
      .select('cluster_uid', 'at');
    return new Map(rows.map(row => [row.cluster_uid ?? '', row.at ?? '']));
  }
}
