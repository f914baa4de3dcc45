import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  Finding,
  LeaderboardItem,
  Roadmap,
} from '@readiness/backstage-plugin-readiness-common';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { people, policy, user } from '../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from '../__testUtils__/startReadiness';

jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';
const SCORECARD = '/entities/component/default/checkout/scorecard';
describe('AccessControl', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let prod: SampleCluster;

  const start = (options: Partial<StartOptions> = {}) =>
    startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      ...options,
    });

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    prod = sampleCluster('prod-eu');
  });

  it.each([
    ['readiness.cluster.read', 'get', '/clusters'],
    ['readiness.cluster.read', 'get', '/clusters/prod-eu'],
    ['readiness.cluster.read', 'get', '/clusters/prod-eu/matching'],
    ['readiness.cluster.read', 'get', '/onboarding'],
    ['readiness.cluster.read', 'get', '/scans/any'],
    ['readiness.cluster.read', 'get', '/health'],
    ['readiness.scorecard.read', 'get', SCORECARD],
    ['readiness.scan.start', 'post', '/clusters/prod-eu/scans'],
  ] as const)('needs %s for %s %s', async (permission, method, path) => {
    const { api } = await start({ features: [policy([permission])] });
    const response = await api[method](path);
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain(permission);
  });

  it('needs permissions for what people change', async () => {
    const { api, scan } = await start({
      features: [
        policy([
          'readiness.task.update',
          'readiness.cluster.manage',
          'readiness.evidence.record',
        ]),
      ],
    });
    await scan('prod-eu');
    const { body }: { body: Roadmap } = await api.get('/roadmap');
    const tasks = body.weeks.flatMap(week => week.tasks);
    const messages = new Set<string>();
    for (const { id } of tasks) {
      const response = await api.patch(`/tasks/${id}`, { note: 'mine' });
      expect(response.status).toBe(403);
      messages.add(response.body.error.message.split(' ')[2]);
    }
    expect([...messages].sort()).toEqual([
      'readiness.cluster.manage',
      'readiness.task.update',
    ]);
    const evidence = await api.post('/evidence', {
      check: 'rec-restore-pvc-proven',
      what: 'restore-drill',
      subjects: ['ns:x/y'],
      performedAt: '2026-11-20T10:00:00Z',
      performedBy: 'user:default/x',
      outcome: 'success',
      artefacts: [],
    });
    expect(evidence.status).toBe(403);
  });

  it('shows nobody what the permissions deny in lists', async () => {
    const { api, scan } = await start({
      features: [
        policy(['readiness.cluster.read', 'readiness.scorecard.read']),
      ],
    });
    await scan('prod-eu');
    for (const path of ['/findings', '/roadmap', '/leaderboard', '/checks']) {
      expect((await api.get(path)).status).toBe(403);
    }
    // A service is not subject to the policy of people.
    const { body } = await api.get(
      '/findings',
      mockCredentials.service.header(),
    );
    expect(body.totalItems).toBeGreaterThan(0);
    expect(
      (await api.get('/findings', mockCredentials.none.header())).status,
    ).toBe(401);
  });

  it('hides what belongs to no entity without readiness.cluster.read', async () => {
    const { api, scan } = await start({
      features: [policy(['readiness.cluster.read'])],
    });
    await scan('prod-eu');
    const { body } = await api.get('/findings?limit=500');
    expect(body.totalItems).toBeGreaterThan(0);
    expect(body.items.every((f: Finding) => f.entityRef !== undefined)).toBe(
      true,
    );
  });

  it('shows results to owners and the platform group by default', async () => {
    const { api, scan } = await start({
      readiness: { rollout: 'owners', leaderboard: { minDays: 0 } },
      features: [
        people({
          'user:default/ana': ['group:default/checkout'],
          'user:default/ben': ['group:default/platform'],
        }),
      ],
    });
    await scan('prod-eu');
    const ana = user('ana');
    expect((await api.get(SCORECARD, ana)).status).toBe(200);
    const other = await api.get(
      '/entities/component/default/search/scorecard',
      ana,
    );
    expect([other.status, other.body.error.message]).toEqual([
      403,
      expect.stringContaining('readiness.rollout'),
    ]);
    const { body: mine } = await api.get('/findings?limit=500', ana);
    const refs = new Set(mine.items.map((f: Finding) => f.entityRef));
    expect([...refs].sort()).toEqual([CHECKOUT, 'component:default/pricing']);
    const { body: board } = await api.get('/leaderboard?by=entity', ana);
    expect(board.items.map((item: LeaderboardItem) => item.ref).sort()).toEqual(
      [CHECKOUT, 'component:default/pricing'],
    );

    const { body: all } = await api.get('/findings?limit=500', user('ben'));
    expect(all.totalItems).toBeGreaterThan(mine.totalItems);
    const { body: nothing } = await api.get('/findings', user('eve'));
    expect(nothing.items).toEqual([]);
  });

  it('keeps results and clocks back while the rollout is private', async () => {
    const { api, scan } = await start({
      readiness: { rollout: 'private' },
      features: [
        people({
          'user:default/ana': ['group:default/checkout'],
          'user:default/ben': ['group:default/platform'],
        }),
      ],
    });
    await scan('prod-eu');
    expect((await api.get(SCORECARD, user('ana'))).status).toBe(403);
    const { body } = await api.get('/findings?limit=500', user('ben'));
    expect(body.totalItems).toBeGreaterThan(0);
    expect(body.items.filter((f: Finding) => f.dueAt)).toEqual([]);
  });
});
