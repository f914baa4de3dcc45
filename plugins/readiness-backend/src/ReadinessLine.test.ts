import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  builtInChecks,
  catalogueFor,
} from '@readiness/backstage-plugin-readiness-checks';
import {
  scoreEntity,
  withFixed,
  type Finding,
  type LeaderboardItem,
  type Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
} from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
} from './__testUtils__/startReadiness';
import { SETTLED_TABLES, tableDump } from './__testUtils__/tableDump';
import { ScoreKeeper } from './register/ScoreKeeper';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CANARY = 'CANARY-sample-7Qx9-bluefin';
const CHECKOUT = '/apis/apps/v1/namespaces/checkout/deployments/checkout';
const SCORECARD = '/entities/component/default/checkout/scorecard';

/** Statements that change something, from here on. */
function countWrites(knex: Knex): () => string[] {
  const writes: string[] = [];
  knex.on('query', ({ sql }: { sql: string }) => {
    if (/^\s*(insert|update|delete)/i.test(sql)) writes.push(sql);
  });
  return () => writes;
}

async function patch(cluster: SampleCluster, path: string, body: object) {
  const response = await cluster.fetch(path, {
    method: 'PATCH',
    token: SAMPLE_TOKENS.demo,
    headers: { 'content-type': 'application/merge-patch+json' },
    body,
  });
  expect(response.status).toBe(200);
}

/** The container of checkout with memory and CPU, or without. */
async function setResources(cluster: SampleCluster, resources: object | null) {
  const { spec } = JSON.parse(
    await (
      await cluster.fetch(CHECKOUT, { token: SAMPLE_TOKENS.scanner })
    ).text(),
  );
  const [container] = spec.template.spec.containers;
  const { resources: _, ...rest } = container;
  await patch(cluster, CHECKOUT, {
    spec: {
      template: {
        spec: { containers: [{ ...rest, ...(resources && { resources }) }] },
      },
    },
  });
}

const ENOUGH = {
  requests: { cpu: '250m', memory: '256Mi' },
  limits: { memory: '256Mi' },
};

describe('the line', () => {
  const databases = TestDatabases.create();

  async function start(
    databaseId: Parameters<typeof databases.init>[0],
    entities: Entity[] = demoEntities(),
  ) {
    const knex = await databases.init(databaseId);
    const prod = sampleCluster('prod-eu');
    const backend = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities,
      readiness: { levels: { holdDays: 0 } },
    });
    return { ...backend, knex, prod };
  }

  it.each(databases.eachSupportedId())(
    'writes nothing on a scan that changes nothing, and never a secret, %p',
    async databaseId => {
      const { api, scan, clock, knex, prod } = await start(databaseId);
      await scan('prod-eu');
      const before = await tableDump(knex, SETTLED_TABLES);
      expect(before).toContain('sec-secret-literal-env');
      expect(await tableDump(knex)).not.toContain(CANARY);

      clock.advance(6 * HOUR);
      const writes = countWrites(knex);
      await scan('prod-eu');
      expect(await tableDump(knex, SETTLED_TABLES)).toBe(before);
      expect(
        writes().filter(sql => !/scan_runs|"clusters"|`clusters`/.test(sql)),
      ).toEqual([]);
      expect(writes().length).toBeLessThan(10);
      expect(
        prod.requests.filter(
          ({ user, method }) =>
            user === SAMPLE_USER_NAMES.scanner && method !== 'GET',
        ),
      ).toEqual([]);

      const { body } = await api.get('/findings?limit=500');
      expect(JSON.stringify(body)).not.toContain(CANARY);
      const times = new Set(
        body.items.map((finding: Finding) => finding.firstSeen),
      );
      expect([...times]).toEqual(['2026-11-22T12:00:00.000Z']);
      // Seen by the second scan too, although nothing was written.
      expect(body.items[0].lastSeen).toBe('2026-11-22T18:00:00.000Z');
    },
  );

  it.each(databases.eachSupportedId())(
    'closes, credits, and reopens what is fixed and broken again, %p',
    async databaseId => {
      const { api, scan, settle, clock, knex, prod } = await start(databaseId);
      await scan('prod-eu');
      const find = async (state?: string) => {
        const { body } = await api.get(
          `/findings?entityRef=component:default/checkout&check=cost-requests-set${
            state ? `&state=${state}` : ''
          }`,
        );
        return body.items as Finding[];
      };
      const [finding] = await find();
      const { body: card } = await api.get(SCORECARD);
      const others = await tableDump(knex, ['findings']);

      await setResources(prod, ENOUGH);
      clock.advance(HOUR);
      const started = await api.post('/clusters/prod-eu/scans', {
        entityRef: 'component:default/checkout',
      });
      expect(started.status).toBe(202);
      await settle();
      const run = await api.get(`/scans/${started.body.id}`);
      expect(run.body.status).toBe('completed');

      expect(await find()).toEqual([]);
      const { body: closed } = await api.get(`/findings/${finding.id}`);
      expect(closed.closedAt).toBe('2026-11-22T13:00:00.000Z');
      const { body: after } = await api.get(SCORECARD);
      expect(after.verified).toBeGreaterThanOrEqual(card.verified);
      const { body: task } = await api.get(`/tasks/${finding.taskId}`);
      expect(task.status).toBe('verified');
      expect(task.observedDelta).toBeCloseTo(task.predictedDelta, 6);

      // Nothing but the findings of this entity may have changed.
      const mine = (dump: string) =>
        (JSON.parse(dump) as { findings: string[] }).findings.filter(
          row => !row.includes('"component:default/checkout"'),
        );
      expect(mine(await tableDump(knex, ['findings']))).toEqual(mine(others));

      await setResources(prod, null);
      clock.advance(DAY);
      await api.post('/clusters/prod-eu/scans', {
        entityRef: 'component:default/checkout',
      });
      await settle();
      const [again] = await find();
      expect(again).toMatchObject({
        id: finding.id,
        firstSeen: finding.firstSeen,
        regressions: 1,
        taskId: finding.taskId,
      });
      expect(again.dueAt! < finding.dueAt!).toBe(true);
      expect((await api.get(`/tasks/${finding.taskId}`)).body.status).toBe(
        'reopened',
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'never rises by seeing less, and says what would open the source, %p',
    async databaseId => {
      const { api, scan, clock, prod } = await start(databaseId);
      await scan('prod-eu');
      const { body: before }: { body: Scorecard } = await api.get(SCORECARD);
      const denial = {
        user: SAMPLE_USER_NAMES.scanner,
        group: 'policy',
        resource: 'poddisruptionbudgets',
      };
      prod.revoke(denial);
      clock.advance(HOUR);
      await scan('prod-eu');

      const { body: blind }: { body: Scorecard } = await api.get(SCORECARD);
      expect(blind.verified).toBeLessThanOrEqual(before.verified);
      expect(blind.coverage).toBeLessThan(before.coverage);
      expect(blind.unseen).toEqual([
        expect.objectContaining({
          cluster: 'prod-eu',
          state: 'forbidden',
          checks: expect.arrayContaining(['rec-pdb']),
          missingRule: expect.stringContaining('poddisruptionbudgets'),
        }),
      ]);
      const pdb = blind.findings.find(({ check }) => check === 'rec-pdb')!;
      expect(pdb).toMatchObject({
        sticky: true,
        lastSeen: '2026-11-22T12:00:00.000Z',
      });
      const { body: visibility } = await api.get('/findings?check=visibility');
      const [forbidden] = (visibility.items as Finding[]).filter(
        item => item.reasons[0].code === 'source-forbidden',
      );
      expect(forbidden).toMatchObject({
        owner: 'group:default/platform',
        responsible: 'platform',
        remediation: { type: 'manifest' },
      });
      const { body: clusters } = await api.get('/clusters');
      expect(clusters.items[0].lastScan.status).toBe('partial');

      prod.grant(denial);
      clock.advance(HOUR);
      await scan('prod-eu');
      const { body: seen } = await api.get(SCORECARD);
      expect(seen.unseen).toEqual([]);
      expect(seen.coverage).toBe(before.coverage);
      expect(seen.verified).toBe(before.verified);
      expect((await api.get(`/findings/${forbidden.id}`)).body.closedAt).toBe(
        '2026-11-22T14:00:00.000Z',
      );
    },
  );

  it.each(databases.eachSupportedId())(
    'is written whole or not at all, %p',
    async databaseId => {
      const { api, scan, clock, knex, scheduler } = await start(databaseId);
      await scan('prod-eu');
      const before = await tableDump(knex, SETTLED_TABLES);
      // A process took a scan and died.
      await knex('scan_runs').insert({
        id: 'dead',
        cluster: 'prod-eu',
        status: 'running',
        progress: 0.5,
        active_key: 'prod-eu|',
        requested_at: '2026-11-22T12:00:00.000Z',
        started_at: '2026-11-22T12:00:00.000Z',
        heartbeat_at: '2026-11-22T12:00:00.000Z',
        claimed_by: 'a dead process',
        sources: '[]',
      });
      clock.advance(5 * 60_000);
      await scheduler.triggerTask('scan:prod-eu');
      const { body: dead } = await api.get('/scans/dead');
      expect(dead).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('process'),
      });
      const { body: clusters } = await api.get('/clusters');
      expect(clusters.items[0].lastScan.status).toBe('completed');
      expect(await tableDump(knex, SETTLED_TABLES)).toBe(before);

      // A scan that others took for dead may not write any more.
      const other = await startReadiness({
        knex,
        clusters: { 'prod-eu': sampleCluster('prod-eu') },
        entities: demoEntities(),
        now: clock.now() + HOUR,
        onGet: async () => {
          await knex('scan_runs')
            .where({ status: 'running' })
            .update({ status: 'failed', active_key: null, error: 'taken' });
        },
      });
      await other.scheduler.triggerTask('scan:prod-eu');
      const runs = await knex('scan_runs').where({ error: 'taken' });
      expect(runs).toHaveLength(1);
      expect(await tableDump(knex, SETTLED_TABLES)).toBe(before);
    },
  );

  it.each(databases.eachSupportedId())(
    'keeps scores that a recomputation from the register finds equal, %p',
    async databaseId => {
      const { api, scan, clock, knex, prod } = await start(databaseId);
      await scan('prod-eu');
      await setResources(prod, ENOUGH);
      clock.advance(3 * DAY);
      await scan('prod-eu');

      const { body: card }: { body: Scorecard } = await api.get(SCORECARD);
      expect(card.trend.map(({ at }) => at.slice(0, 10))).toEqual([
        '2026-11-22',
        '2026-11-25',
      ]);
      const keeper = ScoreKeeper.create({
        catalogue: () => catalogueFor(builtInChecks),
        holdDays: 0,
        platformOwner: 'group:default/platform',
      });
      const stored = await knex('scores').where({ scope: 'entity' });
      expect(stored.length).toBeGreaterThan(10);
      const again = await keeper.scoreEntities(
        knex,
        stored.map(({ ref }) => ref),
      );
      for (const row of stored) {
        expect(JSON.parse(row.tree)).toEqual(
          JSON.parse(JSON.stringify(again.get(row.ref)!.tree)),
        );
        expect(row.verified).toBe(again.get(row.ref)!.tree.verified);
      }
      // The path ends where a re-score with everything fixed stands.
      const scored = again.get('component:default/checkout')!;
      const open = await knex('findings')
        .where({
          entity_ref: 'component:default/checkout',
          responsible: 'service',
        })
        .whereNull('closed_at');
      const fixed = scoreEntity(
        withFixed(
          scored.input,
          open.map(row => ({ check: row.check_id, subject: row.subject_key })),
        ),
      );
      expect(card.path[card.path.length - 1].after).toBe(fixed.verified);

      const { body: board } = await api.get('/leaderboard?by=entity');
      const reviewed = (board.items as LeaderboardItem[]).filter(
        item => !item.notReviewed,
      );
      expect(reviewed).toHaveLength(stored.length);
      for (const item of reviewed) {
        expect(item.verified).toBe(again.get(item.ref)!.tree.verified);
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'lets go of entities that left the catalog, %p',
    async databaseId => {
      const entities = demoEntities();
      const { api, scan, clock, knex } = await start(databaseId, entities);
      await scan('prod-eu');
      const index = entities.findIndex(
        entity => entity.metadata.name === 'checkout',
      );
      expect(index).toBeGreaterThanOrEqual(0);
      const gone = entities.filter(
        entity =>
          entity.kind === 'Component' && entity.metadata.name === 'checkout',
      );
      expect(gone).toHaveLength(1);
      const second = await startReadiness({
        knex,
        clusters: { 'prod-eu': sampleCluster('prod-eu') },
        entities: entities.filter(entity => !gone.includes(entity)),
        now: clock.now() + HOUR,
      });
      await second.scan('prod-eu');
      expect(
        await knex('scores').where({ ref: 'component:default/checkout' }),
      ).toEqual([]);
      const { body } = await second.api.get(
        '/findings?entityRef=component:default/checkout',
      );
      expect(body.items).toEqual([]);
      const { body: unowned } = await second.api.get(
        '/findings?check=cost-requests-set&q=checkout/checkout',
      );
      expect(unowned.items).toEqual([]);
      expect((await api.get('/leaderboard?by=entity')).status).toBe(200);
    },
  );
});
