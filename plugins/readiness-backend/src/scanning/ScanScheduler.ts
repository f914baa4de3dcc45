import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { DateTime, Duration } from 'luxon';
import type { ClusterConfig } from '../config/ReadinessConfig';
import type { DatabaseClusterStore } from '../clusters/DatabaseClusterStore';
import type { Fleet, FleetListing } from '../clusters/Fleet';
import type { DatabaseScanRunStore, ScanRequest } from './DatabaseScanRunStore';
import type { ScanWorker } from './ScanWorker';

/** How often every replica looks which clusters there are, and for dead scans. */
const RECONCILE = { minutes: 1 };
const RETRIES = 5;
const RETRY_MS = 2_000;
/** A failed scan is repeated after that, the very first one sooner. */
const RETRY_FIRST = { seconds: 30 };
const RETRY_AGAIN = { minutes: 10 };

interface ScanSchedulerOptions {
  scheduler: SchedulerService;
  schedule: SchedulerServiceTaskScheduleDefinition;
  fleet: Fleet;
  clusterConfigs: readonly ClusterConfig[];
  clusters: DatabaseClusterStore;
  runs: DatabaseScanRunStore;
  worker: ScanWorker;
  logger: LoggerService;
  now: () => number;
}

const taskId = (cluster: string) => `scan:${cluster}`;
const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/**
 * One task of Backstage's scheduler for each cluster, of global scope: any
 * replica picks it up, none is run twice. Asking for a scan queues it and
 * triggers that task.
 */
export class ScanScheduler {
  readonly #options: ScanSchedulerOptions;
  readonly #scheduled = new Map<string, AbortController>();
  #retries = 0;
  #reported: string[] = [];

  static create(options: ScanSchedulerOptions) {
    return new ScanScheduler(options);
  }

  private constructor(options: ScanSchedulerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#options.scheduler.scheduleTask({
      id: 'clusters',
      scope: 'local',
      frequency: RECONCILE,
      timeout: { minutes: 5 },
      fn: signal => this.reconcile(signal),
    });
  }

  /** Queues a scan and returns its id, without waiting for it. */
  async request(request: ScanRequest): Promise<string> {
    const id = await this.#options.runs.enqueue(request);
    this.#trigger(request.cluster);
    return id;
  }

  /** Brings tables and tasks in line with the clusters that there are now. */
  async reconcile(signal?: AbortSignal): Promise<void> {
    const { fleet, clusters, clusterConfigs, now } = this.#options;
    const listing = await fleet.list();
    if (listing.failed.length > 0) this.#tryAgainSoon(signal);
    this.#reportFailures(listing);
    const at = DateTime.fromMillis(now(), { zone: 'utc' }).toISO() as string;
    await clusters.sync(listing, clusterConfigs, at);
    const scannable = (await clusters.list())
      .filter(cluster => cluster.scannable)
      .map(({ name }) => name);
    for (const name of scannable) await this.#schedule(name);
    for (const [name, controller] of this.#scheduled) {
      if (!scannable.includes(name)) {
        controller.abort();
        this.#scheduled.delete(name);
      }
    }
    await this.#recover();
    for (const name of scannable) await this.#retry(name);
  }

  /** A failed whole scan does not wait for the next one of the schedule. */
  async #retry(cluster: string): Promise<void> {
    const { runs, now } = this.#options;
    const last = await runs.latest(cluster, ['completed', 'partial', 'failed']);
    if (last?.status !== 'failed' || !last.finishedAt) return;
    const succeeded = await runs.latest(cluster, ['completed', 'partial']);
    const due = DateTime.fromISO(last.finishedAt).plus(
      succeeded ? RETRY_AGAIN : RETRY_FIRST,
    );
    if (due.toMillis() <= now()) await this.request({ cluster });
  }

  /** A way of access that stays silent is told once, not every minute. */
  #reportFailures({ failed }: FleetListing): void {
    const texts = failed.map(
      ({ access, message }) =>
        `Clusters of ${access} could not be listed: ${message}`,
    );
    for (const text of texts) {
      if (!this.#reported.includes(text)) this.#options.logger.warn(text);
    }
    this.#reported = texts;
  }

  /** At the start other plugins may answer a little later than this one asks. */
  #tryAgainSoon(signal: AbortSignal | undefined): void {
    if (this.#retries >= RETRIES) return;
    this.#retries += 1;
    setTimeout(() => {
      if (signal?.aborted) return;
      this.reconcile(signal).catch(error =>
        this.#options.logger.warn(`Clusters: ${messageOf(error)}`),
      );
    }, RETRY_MS).unref();
  }

  async #schedule(cluster: string): Promise<void> {
    if (this.#scheduled.has(cluster)) return;
    const controller = new AbortController();
    this.#scheduled.set(cluster, controller);
    await this.#options.scheduler.scheduleTask({
      ...this.#options.schedule,
      id: taskId(cluster),
      scope: 'global',
      signal: controller.signal,
      fn: signal => this.#work(cluster, signal),
    });
  }

  async #work(cluster: string, signal: AbortSignal): Promise<void> {
    const { runs, worker } = this.#options;
    await runs.closeDead();
    if (await this.#wholeScanIsDue(cluster)) await runs.enqueue({ cluster });
    await worker.drain(cluster, signal);
    await runs.prune();
  }

  /**
   * The task runs by schedule and when somebody asked for a scan. Requests put
   * off the next scheduled run, so an old whole scan is due with them too.
   */
  async #wholeScanIsDue(cluster: string): Promise<boolean> {
    const { runs, schedule, now } = this.#options;
    if (!(await runs.hasQueued(cluster))) return true;
    const { frequency } = schedule;
    if ('cron' in frequency || 'trigger' in frequency) return false;
    const last = await runs.latest(cluster, ['completed', 'partial']);
    const interval = Duration.isDuration(frequency)
      ? frequency
      : Duration.fromObject(frequency as object);
    return (
      last?.startedAt === undefined ||
      DateTime.fromISO(last.startedAt).plus(interval).toMillis() <= now()
    );
  }

  /** Gives back the tasks of processes that died, and repeats lost triggers. */
  async #recover(): Promise<void> {
    const { runs, scheduler } = this.#options;
    for (const cluster of await runs.closeDead()) {
      // The scheduler waits for the timeout of a task whose process is gone.
      await scheduler.cancelTask(taskId(cluster)).catch(() => {});
      if (this.#scheduled.has(cluster)) await this.request({ cluster });
    }
    for (const cluster of await runs.clustersWithQueued()) {
      if (this.#scheduled.has(cluster)) this.#trigger(cluster);
    }
  }

  #trigger(cluster: string): void {
    // A task that runs already drains the queue to its end; what it misses is
    // triggered again by the next reconciliation.
    this.#options.scheduler.triggerTask(taskId(cluster)).catch(error => {
      this.#options.logger.debug(
        `Task ${taskId(cluster)} was not triggered: ${messageOf(error)}`,
      );
    });
  }
}
