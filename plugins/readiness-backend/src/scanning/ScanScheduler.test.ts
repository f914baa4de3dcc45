import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { ScanCluster } from '@readiness/backstage-plugin-readiness-node';
import { DatabaseClusterStore } from '../clusters/DatabaseClusterStore';
import { Fleet } from '../clusters/Fleet';
import { connectDatabase } from '../database/migrations';
import { DatabaseScanRunStore } from './DatabaseScanRunStore';
import { ScanScheduler } from './ScanScheduler';
import { ScanWorker } from './ScanWorker';

const HOUR = 3_600_000;

describe('ScanScheduler', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function start() {
    const knex = await connectDatabase(
      mockServices.database({ knex: await databases.init('SQLITE_3') }),
    );
    const time = { now: Date.parse('2026-11-22T12:00:00Z') };
    const now = () => time.now;
    const listed: ScanCluster[] = [
      { name: 'a', scannable: true },
      { name: 'b', scannable: false, reason: 'google' },
    ];
    const logger = mockServices.logger.mock();
    const fleet = Fleet.create({
      accesses: [{ id: 'x', listClusters: async () => listed, get: jest.fn() }],
      logger,
    });
    const scheduler = mockServices.scheduler();
    const runs = DatabaseScanRunStore.create({ knex, now });
    const clusters = DatabaseClusterStore.create({ knex });
    const seen: (string | null)[] = [];
    const cluster = { broken: false };
    const worker = ScanWorker.create({
      knex,
      runs,
      logger,
      scan: async run => {
        if (cluster.broken) throw new Error('The API server did not answer');
        seen.push(run.entity_ref);
        await runs.finish(knex, run, { status: 'completed', sources: [] });
      },
    });
    const scans = ScanScheduler.create({
      scheduler,
      schedule: { frequency: { hours: 6 }, timeout: { minutes: 5 } },
      fleet,
      clusterConfigs: [],
      clusters,
      runs,
      worker,
      logger,
      now,
    });
    return {
      seen,
      cluster,
      time,
      listed,
      runs,
      clusters,
      scans,
      tasks: async () =>
        (await scheduler.getScheduledTasks()).map(({ id }) => id),
      work: () => scheduler.triggerTask('scan:a'),
      /** Waits for a scan that was triggered in the background. */
      completed: async () => {
        for (let i = 0; i < 100; i++) {
          if (await runs.latest('a', ['completed'])) return true;
          await new Promise(resolve => setTimeout(resolve, 20));
        }
        return false;
      },
    };
  }

  it('has one task for each cluster that can be scanned', async () => {
    const { scans, tasks, clusters, listed } = await start();
    await scans.reconcile();
    await scans.reconcile();
    expect(await tasks()).toEqual(['scan:a']);
    listed.splice(0, 1);
    await scans.reconcile();
    expect((await clusters.list()).map(({ name }) => name)).toEqual(['b']);
  });

  it('scans the whole cluster by schedule, and what is asked for at once', async () => {
    const { scans, runs, time, work, seen } = await start();
    const entityRef = 'component:default/x';
    await scans.reconcile();
    await work();
    expect(seen).toEqual([null]);

    time.now += HOUR;
    await runs.enqueue({ cluster: 'a', entityRef });
    await work();
    expect(seen).toEqual([null, entityRef]);

    // Requests put the schedule off; an old whole scan is made up for.
    time.now += 6 * HOUR;
    await runs.enqueue({ cluster: 'a', entityRef });
    await work();
    expect(seen).toHaveLength(4);
    expect(seen.slice(2)).toEqual(expect.arrayContaining([null, entityRef]));
  });

  it('goes on after a failure, and repeats the scan soon', async () => {
    const { scans, runs, time, work, cluster, seen, completed } = await start();
    cluster.broken = true;
    await scans.reconcile();
    await work();
    expect(await runs.latest('a', ['failed'])).toMatchObject({
      error: 'The API server did not answer',
    });
    cluster.broken = false;
    await scans.reconcile();
    expect(seen).toEqual([]);
    time.now += 60_000;
    await scans.reconcile();
    expect(await completed()).toBe(true);
  });

  it('repeats a scan whose process died', async () => {
    const { scans, runs, time, seen, completed } = await start();
    await scans.reconcile();
    const id = await runs.enqueue({ cluster: 'a' });
    await runs.claimNext('a', 'a process that dies');
    time.now += 2 * 60_000;
    await scans.reconcile();
    expect(await runs.get(id)).toMatchObject({ status: 'failed' });
    expect(await completed()).toBe(true);
    expect(seen).toEqual([null]);
  });
});
