import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
} from '../__testUtils__/startReadiness';

jest.setTimeout(120_000);

const READINESS: JsonObject = {
  clusters: [{ name: 'prod-eu' }, { name: 'prod-us' }],
  platformOwner: 'group:default/sre',
  exceptions: [
    { check: 'rec-pdb', namespace: 'checkot', reason: 'A typo.' },
    { check: 'rec-pdb', name: 'checkout', reason: 'r', expires: '2026-11-30' },
    { check: 'rec-pdb', name: 'cart', reason: 'r', expires: '2026-11-01' },
  ],
  checks: {
    'cost-requests-set': {
      exclude: [{ cluster: 'prod-e?', namespace: 'nowhere', reason: 'r' }],
    },
  },
};

describe('GET /health', () => {
  const databases = TestDatabases.create();

  it.each(databases.eachSupportedId())(
    'names what does not do what its author expects, %p',
    async databaseId => {
      const { api, scan, clock } = await startReadiness({
        knex: await databases.init(databaseId),
        clusters: { 'prod-eu': sampleCluster('prod-eu') },
        entities: demoEntities(),
        readiness: READINESS,
      });
      const keys = async () => {
        const { status, body } = await api.get('/health');
        expect(status).toBe(200);
        return body.problems.map(
          ({ code, key }: { code: string; key: string }) => `${code}: ${key}`,
        );
      };
      const dates = [
        'expiring: readiness.exceptions[1].expires',
        'expired: readiness.exceptions[2].expires',
      ];
      const unknownCluster = 'matches-nothing: readiness.clusters[1].name';
      // What was not scanned may hold anything.
      expect(await keys()).toEqual([...dates, unknownCluster]);
      await scan('prod-eu');
      clock.advance(61_000);
      expect(await keys()).toEqual([
        ...dates,
        'matches-nothing: readiness.exceptions[0].namespace',
        'matches-nothing: readiness.checks.cost-requests-set.exclude[0].namespace',
        'unknown-owner: readiness.platformOwner',
        unknownCluster,
      ]);
    },
  );

  it('does not start with rules that contradict each other', async () => {
    await expect(
      startReadiness({
        knex: await databases.init('SQLITE_3'),
        clusters: {},
        readiness: {
          checks: { 'rec-pdb': { enabled: false, mode: 'observe' } },
        },
      }),
    ).rejects.toThrow(
      'readiness.checks.rec-pdb.mode contradicts readiness.checks.rec-pdb.enabled',
    );
  });
});
