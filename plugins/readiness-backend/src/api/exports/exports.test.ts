import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import request from 'supertest';
import { people, user } from '../../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from '../../__testUtils__/startReadiness';
import { findingRow } from '../../roadmap/__fixtures__/findingRow';

jest.setTimeout(240_000);

const CHECKOUT = 'component:default/checkout';
const PEOPLE = people({
  'user:default/ana': ['group:default/checkout'],
  'user:default/rita': ['group:default/fulfilment'],
});
const SERVICE = mockCredentials.service.header();
const CANARY = '<script>alert("canary")</script>';

describe('exports', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let prod: SampleCluster;
  let knex: Knex;

  beforeAll(async () => {
    prod = sampleCluster('prod-eu');
    knex = await databases.init('SQLITE_3');
    const { scan } = await start();
    await scan('prod-eu');
  });

  async function start(options: Partial<StartOptions> = {}) {
    const backend = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness: {
        rollout: 'portal',
        waivers: { approvers: ['group:default/fulfilment'] },
        levels: { holdDays: 0 },
      },
      features: [PEOPLE],
      ...options,
    });
    const file = (path: string, who = SERVICE) =>
      request(backend.server)
        .get(`/api/readiness/export/${path}`)
        .set('Authorization', who);
    return { ...backend, file };
  }

  it('hold what the list of findings holds, under the same filters', async () => {
    const { file, api } = await start();
    const filters = `entityRef=${CHECKOUT}&severity=high`;
    const { body: list } = await api.get(`/findings?limit=500&${filters}`);
    expect(list.totalItems).toBeGreaterThan(2);
    const ids = list.items.map(({ id }: { id: string }) => id);

    const json = await file(`findings.json?${filters}`);
    expect(json.headers['content-disposition']).toContain('findings.json');
    expect(json.body.rulesetVersion).toEqual(expect.any(String));
    expect(json.body.items.map(({ id }: { id: string }) => id)).toEqual(ids);

    const csv = await file(`findings.csv?${filters}`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head] = csv.text.split('\r\n');
    expect(head).toMatch(/^id,check,title,dimension,/);
    for (const id of ids) expect(csv.text).toContain(`\r\n${id},`);

    const sarif = await file(`findings.sarif?${filters}`).buffer(true);
    const log = JSON.parse(sarif.text ?? sarif.body.toString());
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'Readiness' } } }],
    });
    const [{ results, tool }] = log.runs;
    expect(
      results.map(
        (result: { partialFingerprints: Record<string, string> }) =>
          result.partialFingerprints['readinessFinding/v1'],
      ),
    ).toEqual(ids);
    const rules = new Set(tool.driver.rules.map((r: { id: string }) => r.id));
    for (const { ruleId } of results) expect(rules.has(ruleId)).toBe(true);
    expect((await file('findings.csv?severity=worst')).status).toBe(400);
    expect((await file('findings.csv?limit=5')).status).toBe(400);
  });

  it('are empty files where nothing matches', async () => {
    const { file } = await start();
    const none = 'q=there-is-nothing-like-it';
    const csv = await file(`findings.csv?${none}`);
    expect(csv.text.trim().split('\r\n')).toHaveLength(1);
    expect((await file(`findings.json?${none}`)).body.items).toEqual([]);
    const sarif = await file(`findings.sarif?${none}`).buffer(true);
    expect(
      JSON.parse(sarif.text ?? sarif.body.toString()).runs[0].results,
    ).toEqual([]);
  });

  it('make no formula of what a cluster holds', async () => {
    const { file } = await start();
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
    for (const [index, text] of cells.entries()) {
      await knex('findings').insert({
        ...findingRow({ id: `formula${index}` }),
        check_id: 'formula-check',
        discriminator: text,
        reasons: JSON.stringify([{ code: 'x', message: text }]),
        remediation: JSON.stringify({
          summary: text,
          type: 'steps',
          content: '',
        }),
      });
    }
    const { text } = await file('findings.csv?check=formula-check');
    for (const cell of cells) {
      expect(text).toContain(`'${cell}`);
      expect(text).not.toMatch(
        new RegExp(`(^|,)"?${cell.replace(/[+()]/g, '\\$&')}`, 'm'),
      );
    }
    await knex('findings').where({ check_id: 'formula-check' }).delete();
  });

  it('hold what somebody may see and nothing else', async () => {
    const { file } = await start({
      readiness: { rollout: 'owners' },
      features: [PEOPLE],
    });
    const { body } = await file('findings.json', user('ana'));
    const refs = new Set(
      body.items.map(({ entityRef }: { entityRef?: string }) => entityRef),
    );
    expect(refs.has(CHECKOUT)).toBe(true);
    expect(refs.has('component:default/inventory')).toBe(false);
    const all = await file('findings.json');
    expect(all.body.items.length).toBeGreaterThan(body.items.length);
    const review = await file('review.html', user('ana'));
    expect(review.text).not.toContain('>inventory<');
    expect(
      (
        await file(
          'review.html?entityRef=component:default/inventory',
          user('ana'),
        )
      ).status,
    ).toBe(403);
  });

  it('stream a register of 10,000 findings', async () => {
    const { file } = await start();
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      ...findingRow({ id: `many${String(index).padStart(6, '0')}` }),
      check_id: 'many-check',
    }));
    await knex.batchInsert('findings', rows, 20);
    const { text } = await file('findings.csv?check=many-check');
    const ids = text
      .split('\r\n')
      .filter(line => line.startsWith('many'))
      .map(line => line.split(',')[0]);
    expect(new Set(ids).size).toBe(10_000);
    const { body } = await file('findings.json?check=many-check');
    expect(body.items).toHaveLength(10_000);
    // A review that nobody would print says where the rest is.
    const review = await file('review.html');
    expect(review.text).toMatch(
      /more findings are not printed, less grave or younger/,
    );
    await knex('findings').where({ check_id: 'many-check' }).delete();
  });

  it('hold the leaderboard as it is shown', async () => {
    const { file, api } = await start();
    const { body } = await api.get('/leaderboard?by=entity');
    const { text, headers } = await file('leaderboard.csv?by=entity');
    expect(headers['content-disposition']).toContain('leaderboard-entity.csv');
    expect(
      text
        .trim()
        .split('\r\n')
        .slice(1)
        .map(line => line.split(',')[0]),
    ).toEqual(body.items.map(({ ref }: { ref: string }) => ref));
  });

  it('compare groups for all where that is configured, and no service', async () => {
    const board = async (aggregates: string, by: string) => {
      const { api } = await start({
        readiness: {
          rollout: 'owners',
          aggregates,
          leaderboard: { minDays: 0, minEntities: 1 },
        },
      });
      const { body } = await api.get(`/leaderboard?by=${by}`, user('ana'));
      return body.items as { ref: string; entities: number }[];
    };
    const own = await board('rollout', 'owner');
    const all = await board('portal', 'owner');
    expect(all.length).toBeGreaterThan(own.length);
    const known = new Set(own.map(({ ref }) => ref));
    const single = all.filter(
      ({ ref, entities }) => !known.has(ref) && entities < 2,
    );
    expect(single).toEqual([]);
    expect(await board('portal', 'entity')).toEqual(
      await board('rollout', 'entity'),
    );
  });

  describe('the review', () => {
    it('says what a client is to read, of the whole fleet', async () => {
      const { file, api } = await start();
      const [finding] = (
        await api.get(`/findings?check=cost-requests-set&entityRef=${CHECKOUT}`)
      ).body.items;
      const { body: waiver } = await api.post(
        '/waivers',
        {
          findingId: finding.id,
          reason: `The vendor is late. ${CANARY}`,
          compensatingControl: 'It runs apart from the rest.',
          expires: '2026-12-10',
        },
        user('ana'),
      );
      await api.post(`/waivers/${waiver.id}/approve`, {}, user('rita'));
      const { text, headers } = await file('review.html');
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toContain(
        "default-src 'none'",
      );
      for (const heading of [
        'Readiness review: The whole fleet',
        '1. Summary',
        '2. Levels',
        '3. Register',
        '4. Roadmap',
        '5. Evidence',
        '6. Accepted risk',
        '7. What was not seen',
        'Week 1: ',
        'Week 4: ',
      ]) {
        expect(text).toContain(heading);
      }
      expect(text).toContain('accepted by user:default/rita');
      expect(text).toContain('1 finding is covered');
      // Nothing in it runs, and nothing of it lies elsewhere.
      expect(text).not.toContain(CANARY);
      expect(text).toContain('&lt;script&gt;alert(');
      expect(text).not.toMatch(/<script|<link|<img|<iframe|@import|url\(/);
      await api.post(
        `/waivers/${waiver.id}/revoke`,
        { note: 'Done.' },
        user('rita'),
      );
    });

    it('is about one service, team, system or cluster as well', async () => {
      const { file } = await start();
      const of = async (query: string) => {
        const { status, text } = await file(`review.html?${query}`);
        const title = /<h1>([^<]*)</.exec(text)?.[1];
        return [status, title, text.includes('>inventory<')];
      };
      expect(await of(`entityRef=${CHECKOUT}`)).toEqual([
        200,
        'Readiness review: Service checkout',
        false,
      ]);
      expect(await of('owner=group:default/commerce-engineering')).toEqual([
        200,
        'Readiness review: Services of commerce-engineering',
        false,
      ]);
      const [status, title] = await of('cluster=prod-eu');
      expect([status, title]).toEqual([
        200,
        'Readiness review: Cluster prod-eu',
      ]);
      const { system } = await knex('entities')
        .where({ ref: CHECKOUT })
        .first();
      expect((await of(`system=${system}`)).slice(0, 1)).toEqual([200]);
    });

    it('is not there for what nobody knows, nor of two things', async () => {
      const { file } = await start();
      const status = async (query: string) =>
        (await file(`review.html?${query}`)).status;
      expect(await status('cluster=nowhere')).toBe(404);
      expect(await status('owner=group:default/nobody')).toBe(404);
      expect(await status('entityRef=component:default/none')).toBe(404);
      expect(await status('cluster=prod-eu&owner=group:default/x')).toBe(400);
      expect(await status('planet=earth')).toBe(400);
    });
  });
});
