import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { connectDatabase } from '../database/migrations';
import { DatabaseScanRunStore } from './DatabaseScanRunStore';

jest.setTimeout(60_000);

const MINUTE = 60_000;

describe('DatabaseScanRunStore', () => {
  const databases = TestDatabases.create();

  it.each(databases.eachSupportedId())(
    'is a queue in which nothing is run twice or lost, %p',
    async databaseId => {
      const knex = await connectDatabase(
        mockServices.database({ knex: await databases.init(databaseId) }),
      );
      let now = Date.parse('2026-11-22T12:00:00Z');
      const runs = DatabaseScanRunStore.create({ knex, now: () => now });

      const ids = await Promise.all(
        Array.from({ length: 5 }, () => runs.enqueue({ cluster: 'a' })),
      );
      expect(new Set(ids).size).toBe(1);
      const entity = await runs.enqueue({ cluster: 'a', entityRef: 'x:y/z' });
      expect(entity).not.toBe(ids[0]);
      expect(await runs.clustersWithQueued()).toEqual(['a']);

      now += MINUTE;
      const claims = await Promise.all(
        ['p', 'q', 'r'].map(name => runs.claimNext('a', name)),
      );
      const claimed = claims.flatMap(run => run?.id ?? []);
      expect([...claimed].sort()).toEqual([ids[0], entity].sort());
      const run = claims.find(claim => claim?.id === ids[0])!;

      // A running scan is joined, unless it cannot have seen what it is for.
      expect(await runs.enqueue({ cluster: 'a' })).toBe(run.id);
      const next = await runs.enqueue({ cluster: 'a', afterRunning: true });
      expect(next).not.toBe(run.id);
      expect(await runs.enqueue({ cluster: 'a', afterRunning: true })).toBe(
        next,
      );

      expect(await runs.heartbeat(run, { progress: 0.5, sources: [] })).toBe(
        true,
      );
      now += 2 * MINUTE;
      expect(await runs.closeDead()).toEqual(['a']);
      expect(await runs.get(run.id)).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('ended'),
      });
      // Whoever comes back from the dead may not go on.
      expect(await runs.heartbeat(run, { progress: 0.6, sources: [] })).toBe(
        false,
      );
      expect(await runs.finish(knex, run, { status: 'completed' })).toBe(false);

      const second = (await runs.claimNext('a', 'p'))!;
      expect(second.id).toBe(next);
      expect(
        await runs.finish(knex, second, {
          status: 'partial',
          at: '2026-11-22T12:03:00.000Z',
          clusterUid: 'u',
          coverage: 0.5,
          sources: [],
        }),
      ).toBe(true);
      expect(await runs.latest('a', ['partial'])).toMatchObject({
        id: next,
        progress: 1,
        coverage: 0.5,
      });
      expect(await runs.enqueue({ cluster: 'a' })).not.toBe(next);

      now += 100 * 24 * 60 * MINUTE;
      await runs.prune();
      expect(await runs.get(next)).toBeUndefined();
    },
  );
});
