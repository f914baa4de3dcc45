import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Finding,
  Roadmap,
  Task,
} from '@readiness/backstage-plugin-readiness-common';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { user } from '../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from '../__testUtils__/startReadiness';

jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';
const SCORECARD = '/entities/component/default/checkout/scorecard';

const refused = async (
  response: Promise<{
    status: number;
    body: { error?: { message: string } };
  }>,
  status: number,
  text: string,
) => {
  const { status: code, body } = await response;
  expect([code, body.error?.message]).toEqual([
    status,
    expect.stringContaining(text),
  ]);
};

describe('the API', () => {
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

  it('answers every route as documented', async () => {
    const { api, scan } = await start({
      clusters: { 'prod-eu': prod, 'staging-eu': sampleCluster('staging-eu') },
      listed: [
        {
          name: 'gke',
          scannable: false,
          authProvider: 'google',
          reason: 'Needs a signed-in person.',
        },
      ],
      readiness: {
        leaderboard: { minDays: 0, minEntities: 1 },
        issueUrlTemplate: 'https://tracker.example.com/new?t={title}',
      },
    });
    expect((await api.get('/clusters/prod-eu')).body.level).toBe('unverified');
    await scan('prod-eu');
    await scan('staging-eu');

    const { body: clusters } = await api.get('/clusters');
    expect(clusters.items).toEqual([
      expect.objectContaining({
        name: 'gke',
        scannable: false,
        reason: 'Needs a signed-in person.',
        level: 'unverified',
      }),
      expect.objectContaining({ name: 'prod-eu', scannable: true }),
      expect.objectContaining({ name: 'staging-eu', scannable: true }),
    ]);
    const { body: detail } = await api.get('/clusters/prod-eu');
    expect(detail.sources.length).toBeGreaterThan(20);
    expect(detail.dimensions).toHaveLength(4);
    expect(detail.unowned).toBeGreaterThan(0);
    const { body: matching } = await api.get('/clusters/prod-eu/matching');
    expect(matching.matched.length).toBeGreaterThan(5);

    const { body: scan1 } = await api.get(`/scans/${detail.lastScan.id}`);
    expect(scan1).toMatchObject({ status: 'completed', progress: 1 });

    const { body: card } = await api.get(SCORECARD);
    expect(card.entityRef).toBe(CHECKOUT);
    expect(card.path.length).toBeGreaterThan(2);
    expect(card.path[card.path.length - 1].after).toBeGreaterThan(
      card.verified,
    );
    expect(card.trend).toHaveLength(1);
    expect(card.workloads.length).toBeGreaterThan(1);
    expect(
      card.inherited.every((f: Finding) => f.responsible === 'platform'),
    ).toBe(true);

    const { body: none } = await api.get(
      '/entities/group/default/checkout/scorecard',
    );
    expect(none).toMatchObject({ level: 'unverified', findings: [] });

    for (const by of ['owner', 'system', 'domain', 'entity']) {
      const { body } = await api.get(`/leaderboard?by=${by}`);
      expect(body.items.length).toBeGreaterThan(1);
    }
    const { body: checks } = await api.get('/checks');
    expect(checks.items.length).toBeGreaterThanOrEqual(14);

    const { body: roadmap } = await api.get('/roadmap');
    expect(roadmap.weeks).toHaveLength(4);
    const [task] = roadmap.weeks[0].tasks;
    expect(task.issueUrl).toContain('https://tracker.example.com/new?t=');
    const { body: one } = await api.get(`/tasks/${task.id}`);
    expect(one.findings).toHaveLength(task.findingCount);
    // The restores that a scan saw are kept.
    const { body: proof } = await api.get('/evidence');
    expect(proof.items[0]).toMatchObject({ grade: 'E1' });
  });

  it('pages, filters and searches findings', async () => {
    const { api, scan } = await start();
    await scan('prod-eu');
    const { body: all } = await api.get('/findings?limit=500');
    expect(all.totalItems).toBe(all.items.length);
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await api.get(`/findings?limit=7${cursor}`);
      expect(body.totalItems).toBe(all.totalItems);
      ids.push(...body.items.map((finding: Finding) => finding.id));
      cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
    } while (cursor);
    expect(ids).toEqual(all.items.map((finding: Finding) => finding.id));

    const { body: mine } = await api.get(
      '/findings?entityRef=component%3Adefault%2Fcheckout&severity=critical&dimension=security&state=fail',
    );
    expect(mine.items).toEqual([
      expect.objectContaining({
        check: 'sec-secret-literal-env',
        entityRef: CHECKOUT,
      }),
    ]);
    const { body: found } = await api.get('/findings?q=OPENSEARCH');
    expect(found.items.length).toBeGreaterThan(0);
    expect((await api.get('/findings?q=100%25_')).body.items).toEqual([]);
    expect((await api.get('/findings?state=closed')).body.items).toEqual([]);
    expect((await api.get('/findings?cluster=nope')).body.items).toEqual([]);
    const { body: one } = await api.get(`/findings/${ids[0]}`);
    expect(one.history).toEqual([expect.objectContaining({ type: 'opened' })]);
  });

  it('refuses bad input by field, and what is not there', async () => {
    const { api, scan } = await start({
      listed: [{ name: 'gke', scannable: false, reason: 'Needs a person.' }],
    });
    await refused(api.get('/findings?limit=0'), 400, 'limit');
    await refused(api.get('/findings?severity=huge'), 400, 'severity');
    await refused(api.get('/findings?cursor=abc'), 400, 'cursor');
    await refused(api.get('/findings?nonsense=1'), 400, 'nonsense');
    await refused(api.get('/leaderboard?by=luck'), 400, 'by');
    await refused(
      api.post('/clusters/prod-eu/scans', { entityRef: 'not a ref' }),
      400,
      'entityRef',
    );
    await refused(
      api.post('/clusters/prod-eu/scans', { entityRef: CHECKOUT }),
      400,
      'entityRef',
    );
    await refused(
      api.post('/clusters/prod-eu/scans', { who: 'me' }),
      400,
      'who',
    );
    await refused(api.post('/clusters/nope/scans'), 404, 'nope');
    await refused(api.post('/clusters/gke/scans'), 409, 'Needs a person.');
    await refused(api.get('/clusters/nope'), 404, 'nope');
    await refused(api.get('/clusters/nope/matching'), 404, 'nope');
    await refused(api.get('/scans/nope'), 404, 'nope');
    await refused(api.get('/findings/nope'), 404, 'nope');
    await refused(api.get('/tasks/nope'), 404, 'nope');
    await refused(
      api.get('/entities/component/default/nope/scorecard'),
      404,
      'nope',
    );
    await refused(api.post('/evidence', { check: 'x' }), 400, 'artefacts');

    await scan('prod-eu');
    const { body }: { body: Roadmap } = await api.get('/roadmap');
    const [task] = body.weeks[0].tasks;
    const update = (change: object) => api.patch(`/tasks/${task.id}`, change);
    await refused(update({ status: 'verified' }), 400, 'status');
    await refused(update({ assignee: 'user:default/nobody' }), 400, 'assignee');
    await refused(update({ colour: 'red' }), 400, 'colour');
    await refused(update({}), 400, 'body');
    await refused(update({ note: 'x', version: 99 }), 409, 'version');
    expect((await api.get(`/tasks/${task.id}`)).body.history).toHaveLength(1);
  });

  it('lets people work on a task and keeps its history', async () => {
    const { api, scan } = await start();
    await scan('prod-eu');
    const { body }: { body: Roadmap } = await api.get('/roadmap');
    const task: Task = body.weeks[0].tasks[0];
    const { body: done } = await api.patch(
      `/tasks/${task.id}`,
      {
        assignee: 'group:default/checkout',
        status: 'in_progress',
        dueAt: '2026-12-01T00:00:00Z',
        note: 'Pairing on Monday.',
        version: task.version,
      },
      user('ana'),
    );
    expect(done).toMatchObject({
      assignee: 'group:default/checkout',
      status: 'in_progress',
      note: 'Pairing on Monday.',
      version: task.version + 1,
    });
    expect(done.history.length).toBeGreaterThan(1);
    expect(done.history[done.history.length - 1].actor).toBe(
      'user:default/ana',
    );
    await scan('prod-eu');
    expect((await api.get(`/tasks/${task.id}`)).body).toMatchObject({
      assignee: 'group:default/checkout',
      status: 'in_progress',
      dueAt: '2026-12-01T00:00:00.000Z',
    });
  });

  it('lets people move, comment and list tasks, many at once', async () => {
    const { api, scan } = await start();
    await scan('prod-eu');
    const { body }: { body: Roadmap } = await api.get('/roadmap');
    const movable = body.weeks[1].tasks[0];
    const move = { taskId: movable.id, place: 'week 4' };
    const { body: preview } = await api.post('/roadmap/preview', move);
    expect(preview.changes).toContainEqual(
      expect.objectContaining({ taskId: movable.id }),
    );
    await refused(
      api.post('/roadmap/preview', { ...move, place: 'week 9' }),
      400,
      'place',
    );
    const { body: line } = await api.get('/roadmap/forecast');
    expect(line.items).toHaveLength(5);
    expect(line.items[4].verified).toBeGreaterThan(line.items[0].verified);

    const { body: mine } = await api.get(
      '/tasks?mine=true&limit=3',
      user('ana'),
    );
    expect(mine.items).toHaveLength(Math.min(3, mine.totalItems));
    await refused(api.get('/tasks?cursor=x'), 400, 'cursor');
    await refused(api.get('/tasks?limit=0'), 400, 'limit');

    const { body: all } = await api.get('/tasks?limit=2');
    const [first, second] = all.items as Task[];
    const asked = [first, second].map(({ id, version }) => ({ id, version }));
    const change = { assignee: 'group:default/checkout' };
    const { body: done } = await api.post('/tasks/bulk', {
      tasks: asked,
      change,
    });
    expect(done.items).toEqual([
      expect.objectContaining({ outcome: 'changed' }),
      expect.objectContaining({ outcome: 'changed' }),
    ]);
    const again = await api.post('/tasks/bulk', {
      tasks: asked,
      change: { status: 'planned' },
    });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      error: { name: 'ConflictError' },
      items: [{ outcome: 'conflict' }, { outcome: 'conflict' }],
    });
    await refused(api.post('/tasks/bulk', { tasks: asked }), 400, 'change');

    const late = await api.patch(`/tasks/${first.id}`, {
      note: 'x',
      version: first.version,
    });
    expect(late.status).toBe(409);
    expect(late.body.task).toMatchObject({
      assignee: 'group:default/checkout',
      version: first.version + 1,
    });

    const comment = await api.post(
      `/tasks/${first.id}/comments`,
      { text: 'Waiting for the vendor.' },
      user('ana'),
    );
    expect(comment.status).toBe(201);
    expect(comment.body.history.at(-1)).toMatchObject({
      type: 'comment',
      actor: 'user:default/ana',
    });
    await refused(
      api.post(`/tasks/${first.id}/comments`, { text: '' }),
      400,
      'text',
    );
  });

  it('joins a scan that was asked for already', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { api, settle } = await start({ onGet: () => held });
    const [first, second] = await Promise.all([
      api.post('/clusters/prod-eu/scans'),
      api.post('/clusters/prod-eu/scans'),
    ]);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(first.body.id).toBe(second.body.id);
    expect((await api.get(`/scans/${first.body.id}`)).body.status).toBe(
      'running',
    );
    release();
    await settle();
    const third = await api.post('/clusters/prod-eu/scans');
    expect(third.body.id).not.toBe(first.body.id);
    await settle();
  });

  it('turns a drill into a pass until it expires', async () => {
    const artefacts = await prod.listen();
    const url = `${artefacts.url}/version`;
    const host = new URL(url).host;
    const { api, scan, settle, clock } = await start({
      readiness: { fetch: { allow: [host] } },
    });
    await scan('prod-eu');
    const { body: clusters } = await api.get('/clusters');
    const subject = `ns:${clusters.items[0].uid}/checkout`;
    const open = async () =>
      (
        await api.get(
          '/findings?check=rec-restore-pvc-proven&q=/checkout&limit=500',
        )
      ).body.items as Finding[];
    expect(await open()).toEqual([expect.objectContaining({ state: 'fail' })]);

    const drill = {
      check: 'rec-restore-pvc-proven',
      what: 'restore-drill',
      subjects: [subject],
      performedAt: '2026-11-20T10:00:00Z',
      performedBy: demoEntities().find(e => e.kind === 'User')
        ? `user:default/${
            demoEntities().find(e => e.kind === 'User')!.metadata.name
          }`
        : '',
      outcome: 'success',
      validation: { kind: 'rowCount', result: 'passed' },
      artefacts: [{ url }],
    };
    const refusal = await api.post('/evidence', { ...drill, artefacts: [] });
    expect([refusal.status, refusal.body.error.message]).toEqual([
      400,
      expect.stringContaining('artefacts'),
    ]);
    const foreign = await api.post('/evidence', {
      ...drill,
      artefacts: [{ url: 'http://169.254.169.254/latest' }],
    });
    expect([foreign.status, foreign.body.error.message]).toEqual([
      400,
      expect.stringContaining('readiness.fetch.allow'),
    ]);
    const recorded = await api.post('/evidence', drill);
    expect([recorded.status, recorded.body]).toEqual([
      201,
      expect.objectContaining({
        grade: 'E3',
        attestedBy: 'user:default/mock',
        state: 'valid',
      }),
    ]);
    await settle();
    expect(await open()).toEqual([]);

    clock.advance(400 * 86_400_000);
    await scan('prod-eu');
    const [lapsed] = await open();
    expect(lapsed).toMatchObject({ state: 'fail' });
    await artefacts.close();
  });
});
