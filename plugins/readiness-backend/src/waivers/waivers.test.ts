import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  Finding,
  Waiver,
} from '@readiness/backstage-plugin-readiness-common';
import {
  SAMPLE_TOKENS,
  SAMPLE_USER_NAMES,
  type SampleCluster,
} from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { people, policy, user } from '../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from '../__testUtils__/startReadiness';
import { SETTLED_TABLES, tableDump } from '../__testUtils__/tableDump';

jest.setTimeout(240_000);

const DAY = 86_400_000;
const CHECK = 'cost-requests-set';
const CHECKOUT = 'component:default/checkout';
const REASON = 'The vendor sets the requests with the next release.';
const CONTROL = 'The node pool is reserved for it until then.';
const ANA = user('ana');
const RITA = user('rita');

const DEPLOYMENTS = {
  user: SAMPLE_USER_NAMES.scanner,
  group: 'apps',
  resource: 'deployments',
};

/** Ana owns checkout, Rita decides about risks, Ben does too and is of the platform. */
const PEOPLE = people({
  'user:default/ana': ['group:default/checkout'],
  'user:default/rita': ['group:default/fulfilment'],
  'user:default/ben': ['group:default/platform'],
  'user:default/cleo': ['group:default/payments'],
});

describe('waivers', () => {
  const databases = TestDatabases.create();
  const sqlite = TestDatabases.create({ ids: ['SQLITE_3'] });
  let prod: SampleCluster;

  beforeEach(() => {
    prod = sampleCluster('prod-eu');
  });

  async function start(knex: Knex, options: Partial<StartOptions> = {}) {
    const backend = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness: {
        rollout: 'portal',
        levels: { holdDays: 0 },
        waivers: {
          approvers: ['group:default/fulfilment', 'group:default/platform'],
          escalation: ['group:default/payments'],
        },
      },
      features: [PEOPLE],
      ...options,
    });
    await backend.scan('prod-eu');
    const { api } = backend;
    const list = async (query: string): Promise<Finding[]> =>
      (await api.get(`/findings?limit=500&${query}`)).body.items;
    const [finding] = await list(`check=${CHECK}&entityRef=${CHECKOUT}`);
    const ask = (body: object = {}, who = ANA) =>
      api.post(
        '/waivers',
        {
          findingId: finding.id,
          reason: REASON,
          compensatingControl: CONTROL,
          expires: '2026-12-20',
          ...body,
        },
        who,
      );
    const act = (
      waiver: Pick<Waiver, 'id'>,
      action: string,
      body: object = {},
      who = RITA,
    ) => api.post(`/waivers/${waiver.id}/${action}`, body, who);
    const seen = async (id = finding.id) =>
      (await api.get(`/findings/${id}`)).body as Finding & {
        history: { type: string; message: string }[];
      };
    const card = async () =>
      (await api.get('/entities/component/default/checkout/scorecard')).body;
    const approved = async (body: object = {}) => {
      const { body: waiver } = await ask(body);
      expect(waiver.id).toBeDefined();
      const answer = await act(waiver, 'approve');
      expect(answer.status).toBe(200);
      return answer.body as Waiver;
    };
    return { ...backend, list, finding, ask, act, seen, card, approved };
  }

  const told = async (response: Promise<{ status: number; body: any }>) => {
    const { status, body } = await response;
    return [status, body.error?.message];
  };
  const says = (text: string) => expect.stringContaining(text);

  it.each(databases.eachSupportedId())(
    'accept a risk from their approval until their last day, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const {
        api,
        clock,
        scan,
        scheduler,
        finding,
        ask,
        act,
        seen,
        card,
        list,
      } = await start(knex);
      const before = await card();
      const asked = await ask();
      expect(asked.status).toBe(201);
      expect(asked.body).toMatchObject({
        check: CHECK,
        scope: 'finding',
        state: 'requested',
        requestedBy: 'user:default/ana',
        owner: 'group:default/checkout',
        severity: finding.severity,
        findings: 1,
        round: 0,
        actions: ['revoke'],
        undecidable: says('Who asks'),
      });
      // What is asked for changes nothing.
      expect(await seen()).toMatchObject({
        state: finding.state,
        waiver: { id: asked.body.id, state: 'requested' },
      });
      expect((await card()).verified).toBe(before.verified);

      const answer = await act(asked.body, 'approve', { note: 'Until then.' });
      expect(answer.body).toMatchObject({
        state: 'approved',
        approvedFindings: 1,
        decision: { by: 'user:default/rita', note: 'Until then.' },
        actions: ['revoke', 'renew'],
      });
      // It acts at once: in the register, the score and the roadmap.
      const waived = await seen();
      expect(waived).toMatchObject({
        state: 'waived',
        firstSeen: finding.firstSeen,
        dueAt: finding.dueAt,
        waiver: { state: 'approved', approvedBy: 'user:default/rita' },
      });
      expect(waived.history.map(({ type }) => type)).toEqual([
        'opened',
        'waiver_requested',
        'waived',
      ]);
      expect((await list('state=waived')).map(({ id }) => id)).toEqual([
        finding.id,
      ]);
      const after = await card();
      expect(after.verified).toBeGreaterThanOrEqual(before.verified);
      const tree = JSON.stringify(after.dimensions);
      expect(tree).toContain('"state":"waived"');
      const { body: leaders } = await api.get('/leaderboard?by=entity');
      expect(
        leaders.items.find((item: { ref: string }) => item.ref === CHECKOUT)
          .verified,
      ).toBe(after.verified);

      // A scan sees the same and changes nothing.
      const stored = await tableDump(knex, SETTLED_TABLES);
      await scan('prod-eu');
      expect(await tableDump(knex, SETTLED_TABLES)).toBe(stored);

      clock.advance(20 * DAY);
      await scheduler.triggerTask('waivers');
      expect((await seen()).state).toBe('waived');
      const { body: soon } = await api.get('/waivers');
      expect(soon.items[0]).toMatchObject({ expiring: true });

      // The 20th of December is its last day.
      clock.advance(9 * DAY);
      await scheduler.triggerTask('waivers');
      const { body: ended } = await api.get('/waivers?state=expired');
      expect(ended.items[0]).toMatchObject({
        state: 'expired',
        ended: { note: 'Its last day has passed.' },
        actions: [],
      });
      const again = await seen();
      expect(again).toMatchObject({
        state: finding.state,
        firstSeen: finding.firstSeen,
        dueAt: finding.dueAt,
      });
      expect(again.waiver).toBeUndefined();
      expect((await card()).verified).toBe(before.verified);
    },
  );

  it('take the tasks of what they cover off the roadmap, until they end', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, act, ask, list, seen } = await start(knex);
    const links = await knex('task_findings').select();
    const alone = (await list(`entityRef=${CHECKOUT}&state=fail`)).find(
      ({ id, taskId }) => {
        const own = links.filter(link => link.task_id === taskId);
        return own.length === 1 && own[0].finding_id === id;
      },
    );
    const task = async () => (await api.get(`/tasks/${alone!.taskId}`)).body;
    expect((await task()).status).toBe('open');
    const { body: waiver } = await ask({
      findingId: alone!.id,
      expires: '2026-12-10',
    });
    await act(waiver, 'approve');
    expect((await seen(alone!.id)).state).toBe('waived');
    expect((await task()).status).toBe('waived');
    await act(waiver, 'revoke', { note: 'It was exploited elsewhere.' });
    expect((await task()).status).toBe('open');
  });

  it('are decided by somebody else, of a configured group, of another team', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask, act, list, seen, finding } = await start(knex);
    const { body: waiver } = await ask();
    expect(await told(act(waiver, 'approve', {}, ANA))).toEqual([
      403,
      says('somebody else'),
    ]);
    expect(await told(act(waiver, 'approve', {}, user('eve')))).toEqual([
      403,
      says('readiness.waivers.approvers'),
    ]);
    const service = await act(
      waiver,
      'approve',
      {},
      mockCredentials.service.header(),
    );
    expect(service.status).toBe(403);
    // Ben is of the platform, which owns what he would accept.
    const [platforms] = await list('owner=group:default/platform&state=fail');
    const { body: other } = await ask({
      findingId: platforms.id,
      expires: '2026-12-01',
    });
    expect(await told(act(other, 'approve', {}, user('ben')))).toEqual([
      403,
      says('another team'),
    ]);
    expect((await act(other, 'approve', {}, RITA)).status).toBe(200);

    const rejected = await act(waiver, 'reject', { note: 'Set them today.' });
    expect(rejected.body).toMatchObject({
      state: 'rejected',
      decision: { by: 'user:default/rita', note: 'Set them today.' },
      actions: [],
    });
    expect((await seen()).state).toBe(finding.state);
    // It may be asked for again.
    expect((await ask()).status).toBe(201);
  });

  it('are decided once: the second learns of the first', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask, act } = await start(knex);
    const { body: waiver } = await ask();
    const answers = await Promise.all([
      act(waiver, 'approve', { version: waiver.version }, RITA),
      act(waiver, 'approve', { version: waiver.version }, user('ben')),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [lost] = answers.filter(({ status }) => status === 409);
    expect(lost.body.error.message).toMatch(
      /is approved by user:default\/(rita|ben) at .*version 2/,
    );
    expect(await told(act(waiver, 'reject', { note: 'Late.' }))).toEqual([
      409,
      says('is approved by'),
    ]);
    expect(
      await told(act(waiver, 'revoke', { note: 'Old.', version: 1 })),
    ).toEqual([409, says('version 2')]);
  });

  it('end by hand: who asked withdraws, who decides revokes', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask, act, approved, seen, finding } = await start(knex);
    const { body: first } = await ask();
    expect(
      await told(act(first, 'revoke', { note: 'Not mine.' }, user('eve'))),
    ).toEqual([403, says('who asked for it')]);
    const withdrawn = await act(first, 'revoke', { note: 'Fixed it.' }, ANA);
    expect(withdrawn.body).toMatchObject({
      state: 'revoked',
      ended: { by: 'user:default/ana', note: 'Fixed it.' },
    });
    const second = await approved();
    expect((await seen()).state).toBe('waived');
    await act(second, 'revoke', { note: 'Exploited elsewhere.' });
    expect((await seen()).state).toBe(finding.state);
    expect(await told(act(second, 'revoke', { note: 'Again.' }))).toEqual([
      409,
      says('is revoked by user:default/rita'),
    ]);
  });

  it('are renewed once, then escalated', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, clock, scheduler, ask, act, approved, seen } = await start(
      knex,
    );
    const renew = (waiver: Waiver, expires: string) =>
      act(waiver, 'renew', { reason: 'The vendor is late.', expires }, ANA);
    const first = await approved({ expires: '2026-11-30' });
    expect(await told(ask())).toEqual([409, says('can be renewed')]);
    const renewal = await renew(first, '2026-12-15');
    expect(renewal.body).toMatchObject({
      round: 1,
      renews: first.id,
      compensatingControl: CONTROL,
      state: 'requested',
    });
    expect(await told(renew(first, '2026-12-15'))).toEqual([
      409,
      says('waits for a decision'),
    ]);
    // The first one holds until the renewal does.
    expect((await seen()).waiver).toMatchObject({ id: first.id });
    await act(renewal.body, 'approve');
    const { body: all } = await api.get('/waivers?limit=1');
    expect(all).toMatchObject({ totalItems: 2, nextCursor: expect.anything() });
    const { body: rest } = await api.get(
      `/waivers?limit=1&cursor=${all.nextCursor}`,
    );
    expect(
      [...all.items, ...rest.items].map(({ id, state }: Waiver) => [id, state]),
    ).toEqual(
      expect.arrayContaining([
        [first.id, 'renewed'],
        [renewal.body.id, 'approved'],
      ]),
    );
    expect((await seen()).waiver).toMatchObject({ id: renewal.body.id });

    // Asking anew, and for more, is a renewal all the same.
    clock.advance(30 * DAY);
    await scheduler.triggerTask('waivers');
    const { body: third } = await ask({
      scope: 'entity',
      expires: '2027-01-10',
    });
    expect(third).toMatchObject({ round: 2, state: 'requested' });
    expect(await told(act(third, 'approve'))).toEqual([
      403,
      says('readiness.waivers.escalation'),
    ]);
    expect((await act(third, 'approve', {}, user('cleo'))).status).toBe(200);
  });

  it('are void when what they cover grows', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, approved, scan, list, seen, finding } = await start(knex);
    const waiver = await approved({ scope: 'entity' });
    const { namespace, name } = finding.subject;
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const object = JSON.parse(
      await (
        await prod.fetch(`${path}/${name}`, { token: SAMPLE_TOKENS.scanner })
      ).text(),
    );
    const { labels, annotations } = object.metadata;
    const created = await prod.fetch(path, {
      method: 'POST',
      token: SAMPLE_TOKENS.demo,
      headers: { 'content-type': 'application/json' },
      body: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `${name}-copy`, namespace, labels, annotations },
        spec: {
          ...object.spec,
          selector: { matchLabels: { app: 'copy' } },
          template: {
            ...object.spec.template,
            metadata: {
              labels: { ...object.spec.template.metadata.labels, app: 'copy' },
            },
          },
        },
      },
    });
    expect(created.status).toBe(201);
    await scan('prod-eu');
    expect(
      (await list(`check=${CHECK}&entityRef=${CHECKOUT}`)).length,
    ).toBeGreaterThan(waiver.approvedFindings!);
    const { body } = await api.get('/waivers');
    expect(body.items[0]).toMatchObject({
      state: 'void',
      ended: { note: says('would cover') },
    });
    expect((await seen()).state).toBe(finding.state);
  });

  it('turn nothing that is unknown into anything', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask, act, approved, scan, seen, card, finding } = await start(knex);
    const before = await card();
    const { body: late } = await ask();
    prod.revoke(DEPLOYMENTS);
    await scan('prod-eu');
    expect(await seen()).toMatchObject({ sticky: true, state: finding.state });
    const hidden = await card();
    expect(await told(act(late, 'approve'))).toEqual([
      409,
      says('can be observed'),
    ]);
    await act(late, 'revoke', { note: 'Not now.' }, ANA);
    expect(await told(ask())).toEqual([409, says('cannot be observed')]);
    expect((await card()).verified).toBe(hidden.verified);

    prod.grant(DEPLOYMENTS);
    await scan('prod-eu');
    const waiver = await approved();
    const accepted = await card();
    prod.revoke(DEPLOYMENTS);
    await scan('prod-eu');
    const unseen = await card();
    expect(unseen.verified).toBeLessThanOrEqual(accepted.verified);
    expect(unseen.coverage).toBeLessThan(accepted.coverage);
    // It ends while it cannot be seen: the fail is one that sticks.
    await act(waiver, 'revoke', { note: 'No longer.' });
    expect(await seen()).toMatchObject({ sticky: true, state: finding.state });
    expect((await card()).verified).toBe(hidden.verified);
    prod.grant(DEPLOYMENTS);
    await scan('prod-eu');
    expect((await card()).verified).toBe(before.verified);
  });

  it('refuse what cannot be, by field, and store nothing of it', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, ask, act, list, finding } = await start(knex);
    const bad: [object, number, string][] = [
      [{ reason: 'no' }, 400, 'reason'],
      [{ reason: ' '.repeat(20) }, 400, 'reason'],
      [{ compensatingControl: ' '.repeat(20) }, 400, 'compensatingControl'],
      [{ expires: '2026-11-22' }, 400, 'expires: has to be a day to come'],
      [{ expires: '2020-01-01' }, 400, 'expires: has to be a day to come'],
      [{ expires: '2027-11-22' }, 400, 'expires: is more than'],
      [{ expires: 'soon' }, 400, 'expires'],
      [{ scope: 'world' }, 400, 'scope'],
      [{ forEver: true }, 400, 'forEver: is not known'],
      [{ findingId: 'nope' }, 404, 'nope'],
    ];
    for (const [body, status, text] of bad) {
      expect(await told(ask(body))).toEqual([status, says(text)]);
    }
    const [unseen] = await list('check=visibility');
    expect(await told(ask({ findingId: unseen.id }))).toEqual([
      400,
      says('findingId: what is not seen'),
    ]);
    const [cluster] = (await list('')).filter(
      ({ subject, check }) =>
        subject.type === 'cluster' && check !== 'visibility',
    );
    expect(await told(ask({ findingId: cluster.id, scope: 'entity' }))).toEqual(
      [400, says('scope: the finding belongs to no entity')],
    );
    await api.post(
      `/findings/${finding.id}/dispute`,
      { reason: 'It is not so at all.' },
      ANA,
    );
    expect(await told(ask())).toEqual([409, says('is disputed')]);
    expect((await api.get('/waivers')).body.totalItems).toBe(0);
    expect(await told(act({ id: 'nope' }, 'approve'))).toEqual([
      404,
      says('nope'),
    ]);
    expect((await api.get('/waivers?state=maybe')).status).toBe(400);
    expect((await api.get('/waivers?cursor=x')).status).toBe(400);
  });

  it('are not approved for what is gone', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask, act, scan, seen, finding, api } = await start(knex);
    const { body: waiver } = await ask();
    const { namespace, name } = finding.subject;
    await prod.fetch(
      `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
      { method: 'DELETE', token: SAMPLE_TOKENS.demo },
    );
    await scan('prod-eu');
    expect((await seen()).closedAt).toBeDefined();
    expect(await told(act(waiver, 'approve'))).toEqual([
      409,
      says('No finding'),
    ]);
    expect(await told(ask())).toEqual([409, says('is closed')]);
    expect((await api.get('/waivers')).body.items[0]).toMatchObject({
      state: 'requested',
      findings: 0,
    });
  });

  it('are for who may, about what they may see, and are audited', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { ask: askFirst } = await start(knex);
    const { body: waiver } = await askFirst();
    const events: { eventId: string; end?: string }[] = [];
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => {
        const event: (typeof events)[number] = { eventId };
        events.push(event);
        return {
          success: async () => {
            event.end = 'success';
          },
          fail: async () => {
            event.end = 'fail';
          },
        } as AuditorServiceEvent;
      },
    });
    const readiness = {
      rollout: 'owners',
      waivers: { approvers: ['group:default/fulfilment'] },
    };
    const restricted = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness,
      features: [auditor.factory, PEOPLE],
    });
    const ids = async (who: string) =>
      (await restricted.api.get('/waivers', who)).body.items.map(
        ({ id }: Waiver) => id,
      );
    expect(await ids(ANA)).toEqual([waiver.id]);
    // Who decides sees what it is about, though not the finding's page.
    expect(await ids(RITA)).toEqual([waiver.id]);
    expect(await ids(user('eve'))).toEqual([]);
    const approve = (who: string) =>
      restricted.api.post(`/waivers/${waiver.id}/approve`, {}, who);
    expect((await approve(user('eve'))).status).toBe(404);
    expect((await approve(ANA)).status).toBe(403);
    expect((await approve(RITA)).status).toBe(200);
    expect(events).toEqual([
      { eventId: 'waiver-approve', end: 'fail' },
      { eventId: 'waiver-approve', end: 'fail' },
      { eventId: 'waiver-approve', end: 'success' },
    ]);
    const forbidden = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness: { ...readiness, rollout: 'portal' },
      features: [
        policy(['readiness.waiver.request', 'readiness.waiver.approve']),
        PEOPLE,
      ],
    });
    const renewed = await forbidden.api.post(
      `/waivers/${waiver.id}/renew`,
      { reason: 'The vendor is late.', expires: '2026-12-21' },
      ANA,
    );
    expect(await told(Promise.resolve(renewed))).toEqual([
      403,
      says('readiness.waiver.request'),
    ]);
    const revoked = await forbidden.api.post(
      `/waivers/${waiver.id}/revoke`,
      { note: 'No.' },
      RITA,
    );
    expect(await told(Promise.resolve(revoked))).toEqual([
      403,
      says('readiness.waiver.approve'),
    ]);
  });
});
