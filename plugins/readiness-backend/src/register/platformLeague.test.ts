import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  LeaderboardItem,
  Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
} from '../__testUtils__/startReadiness';

jest.setTimeout(120_000);

const STACK = 'component:default/observability-stack';
const CHECKOUT = 'component:default/checkout';

describe('what the platform group owns', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  /** The demo under another platform group; `above` is two levels up. */
  async function board(platformOwner: string) {
    const { api, scan } = await startReadiness({
      knex: await databases.init('SQLITE_3'),
      clusters: { 'prod-eu': sampleCluster('prod-eu') },
      entities: demoEntities(),
      readiness: {
        platformOwner,
        levels: { holdDays: 0 },
        leaderboard: { minDays: 0, minEntities: 1 },
      },
    });
    await scan('prod-eu');
    const { body } = await api.get('/leaderboard?by=entity');
    const items: LeaderboardItem[] = body.items;
    const card = async (ref: string): Promise<Scorecard> =>
      (await api.get(`/entities/${ref.replace(/[:/]/g, '/')}/scorecard`)).body;
    return { items, item: new Map(items.map(i => [i.ref, i])), card };
  }

  it('has a score of its own, in a league of its own', async () => {
    const { items, item, card } = await board('group:default/platform');
    // All its workloads lie in a namespace of the platform.
    const stack = await card(STACK);
    expect(stack.league).toBe('platform');
    expect(stack.findings.length).toBeGreaterThan(0);
    expect(stack.findings.some(f => f.responsible === 'platform')).toBe(true);
    expect(stack.path.length).toBeGreaterThan(0);
    expect(stack.inherited.every(f => f.entityRef !== STACK)).toBe(true);
    expect(item.get(STACK)).toMatchObject({ league: 'platform' });
    expect(item.get(STACK)?.reason).toBeUndefined();

    const checkout = await card(CHECKOUT);
    expect(checkout.league).toBe('service');
    expect(checkout.findings.every(f => f.responsible === 'service')).toBe(
      true,
    );
    // First the applications by rank, then the platform by rank.
    const leagues = items
      .filter(({ reason }) => reason === undefined)
      .map(({ league }) => league);
    expect(leagues).toEqual([...leagues].sort().reverse());
    expect(new Set(leagues).size).toBe(2);
    for (const league of ['service', 'platform']) {
      const [best] = items.filter(row => row.league === league && !row.reason);
      expect(best.band ?? best.rank).toBe(best.band ? 'Q1' : 1);
    }
  });

  it('is what groups below it own, and nothing of others', async () => {
    const { item, card } = await board('group:default/operations-engineering');
    expect((await card(STACK)).league).toBe('platform');
    expect(item.get('component:default/inventory')?.league).toBe('platform');
    expect(item.get(CHECKOUT)?.league).toBe('service');

    const { item: other, card: otherCard } = await board(
      'group:default/marketing',
    );
    const stack = await otherCard(STACK);
    expect(stack.league).toBe('service');
    expect(stack.findings.every(f => f.responsible === 'service')).toBe(true);
    // Who owns the rest moves no score of a service.
    expect(other.get(CHECKOUT)?.verified).toBe(item.get(CHECKOUT)?.verified);
  });
});
