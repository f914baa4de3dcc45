import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Source } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import type { DbScanRunRow } from '../database/tables';
import type { DatabaseScanRunStore } from './DatabaseScanRunStore';

/** What a scan tells while it works. */
export interface ScanProgress {
  /** 0–1. */
  progress: number;
  sources: readonly Source[];
}

/** Does the work of one scan; resolves once everything is written. */
export type ScanFn = (
  run: DbScanRunRow,
  hooks: {
    signal: AbortSignal;
    report(progress: ScanProgress): void;
  },
) => Promise<void>;

const HEARTBEAT_MS = 2_000;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Works off the queue of a cluster, one scan after the other. Runs inside a
 * task of the scheduler, which sees to it that only one replica does.
 */
export class ScanWorker {
  readonly #id = randomUUID();
  readonly #knex: Knex;
  readonly #runs: DatabaseScanRunStore;
  readonly #scan: ScanFn;
  readonly #logger: LoggerService;

  static create(options: {
    knex: Knex;
    runs: DatabaseScanRunStore;
    scan: ScanFn;
    logger: LoggerService;
  }) {
    return new ScanWorker(options);
  }

  private constructor(options: {
    knex: Knex;
    runs: DatabaseScanRunStore;
    scan: ScanFn;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#runs = options.runs;
    this.#scan = options.scan;
    this.#logger = options.logger;
  }

  /** Runs every queued scan of the cluster; a failing one does not stop the next. */
  async drain(cluster: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const run = await this.#runs.claimNext(cluster, this.#id);
      if (!run) return;
      await this.#run(run, signal);
    }
  }

  async #run(run: DbScanRunRow, taskSignal: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([taskSignal, lost.signal]);
    let state: ScanProgress = { progress: 0, sources: [] };
    const beat = async () => {
      try {
        if (!(await this.#runs.heartbeat(run, state))) {
          lost.abort(new Error('The scan was given up by another process'));
        }
      } catch (error) {
        this.#logger.warn(`Heartbeat of scan ${run.id}: ${messageOf(error)}`);
      }
    };
    const timer = setInterval(beat, HEARTBEAT_MS);
    try {
      await this.#scan(run, {
        signal,
        report: next => {
          state = next;
        },
      });
    } catch (error) {
      this.#logger.warn(
        `Scan ${run.id} of ${run.cluster} failed: ${messageOf(error)}`,
      );
      await this.#runs.finish(this.#knex, run, {
        status: 'failed',
        error: messageOf(error),
        sources: state.sources,
      });
    } finally {
      clearInterval(timer);
    }
  }
}
