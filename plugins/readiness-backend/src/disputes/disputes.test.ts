import type { AuditorServiceEvent } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  CheckInfo,
  Finding,
} from '@readiness/backstage-plugin-readiness-common';
import { SAMPLE_TOKENS, type SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { people, policy, user } from '../__testUtils__/people';
import {
  demoEntities,
  sampleCluster,
  startReadiness,
  type StartOptions,
} from '../__testUtils__/startReadiness';

jest.setTimeout(180_000);

const DAY = 86_400_000;
const CHECK = 'cost-requests-set';
const REASON = 'The requests are set by the vendor’s webhook.';
const BEN = user('ben');

describe('disputes', () => {
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
      readiness: { rollout: 'portal', levels: { holdDays: 0 } },
      ...options,
    });
    await backend.scan('prod-eu');
    const { api } = backend;
    const list = async (query: string): Promise<Finding[]> =>
      (await api.get(`/findings?limit=500&${query}`)).body.items;
    const [finding] = await list(
      `check=${CHECK}&entityRef=component:default/checkout`,
    );
    const dispute = (
      who: string,
      body: object = { reason: REASON },
      id = finding.id,
    ) => api.post(`/findings/${id}/dispute`, body, who);
    const decide = (who: string, body: object, id = finding.id) =>
      api.post(`/findings/${id}/dispute/decision`, body, who);
    const rate = async () => {
      const { body } = await api.get('/checks');
      return (body.items as CheckInfo[]).find(({ id }) => id === CHECK)!
        .disputes!;
    };
    return { ...backend, list, finding, dispute, decide, rate };
  }

  it.each(databases.eachSupportedId())(
    'pause the due date, and a rejected one lets it go on, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { api, clock, scan, list, finding, dispute, decide, rate } =
        await start(knex);
      const { body: card } = await api.get(
        '/entities/component/default/checkout/scorecard',
      );
      const due = Date.parse(finding.dueAt!);
      clock.advance(DAY);
      const { status, body } = await dispute(user('ana'));
      expect(status).toBe(200);
      expect(body).toMatchObject({
        state: finding.state,
        disputed: {
          reason: REASON,
          by: 'user:default/ana',
          at: '2026-11-23T12:00:00.000Z',
          state: 'open',
        },
      });
      expect(body.dueAt).toBeUndefined();
      expect((await list('disputed=open')).map(({ id }) => id)).toEqual([
        finding.id,
      ]);
      expect(await list('disputed=decided')).toEqual([]);
      expect(await rate()).toMatchObject({ disputed: 1, open: 1, accepted: 0 });
      expect((await dispute(user('eve'))).status).toBe(409);

      // Verdict and score stay, whatever a scan does meanwhile.
      await scan('prod-eu');
      const { body: same } = await api.get(
        '/entities/component/default/checkout/scorecard',
      );
      expect(same.verified).toBe(card.verified);
      const [still] = await list('disputed=open');
      expect(still.dueAt).toBeUndefined();

      clock.advance(5 * DAY);
      const answer = await decide(BEN, { outcome: 'rejected', note: 'It is.' });
      expect(answer.status).toBe(200);
      expect(answer.body.disputed).toMatchObject({
        state: 'rejected',
        decision: {
          by: 'user:default/ben',
          at: '2026-11-28T12:00:00.000Z',
          note: 'It is.',
        },
      });
      const later = new Date(due + 5 * DAY).toISOString();
      expect(answer.body.dueAt).toBe(later);
      await scan('prod-eu');
      const { body: after } = await api.get(`/findings/${finding.id}`);
      expect(after.dueAt).toBe(later);
      expect(after.history.map((e: { type: string }) => e.type)).toEqual([
        'opened',
        'disputed',
        'dispute_rejected',
      ]);
      expect(after.history[1]).toMatchObject({ actor: 'user:default/ana' });
      expect((await list('disputed=decided')).map(({ id }) => id)).toEqual([
        finding.id,
      ]);
      expect(
        (await decide(BEN, { outcome: 'rejected', note: 'x' })).status,
      ).toBe(409);
      // It may be said again; then the last word counts.
      expect((await dispute(user('ana'))).body.disputed.state).toBe('open');
      expect(await list('disputed=decided')).toEqual([]);
      expect(await rate()).toMatchObject({ disputed: 1, open: 1 });
    },
  );

  it.each(databases.eachSupportedId())(
    'except what they were about until they expire, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { api, clock, scan, settle, list, finding, dispute, decide, rate } =
        await start(knex);
      const others = (await list('')).filter(({ id }) => id !== finding.id);
      await dispute(user('ana'));
      const { body } = await decide(BEN, {
        outcome: 'accepted',
        note: 'Seen in the webhook.',
        expires: '2026-12-22',
      });
      expect(body.disputed.decision).toMatchObject({ expires: '2026-12-22' });
      // Nobody but the scanner closes it; that scan has been asked for.
      await settle();
      const { body: closed } = await api.get(`/findings/${finding.id}`);
      expect(closed.closedAt).toBe('2026-11-22T12:00:00.000Z');
      expect(closed.history.pop().message).toBe(
        `The check no longer applies to the subject. Excepted by an accepted dispute until 2026-12-22: ${REASON}`,
      );
      expect((await list('')).map(({ id }) => id)).toEqual(
        others.map(({ id }) => id),
      );
      expect(await rate()).toMatchObject({ disputed: 1, open: 0, accepted: 1 });

      clock.advance(31 * DAY);
      await scan('prod-eu');
      const [again] = await list(
        `check=${CHECK}&entityRef=component:default/checkout`,
      );
      expect(again).toMatchObject({ id: finding.id, regressions: 0 });
      expect(again.dueAt).toBeDefined();
    },
  );

  it('do not except what they were not about', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const backend = await start(knex);
    const { list, dispute, decide, settle, scan } = backend;
    const [secret] = await list(
      'check=sec-secret-literal-env&entityRef=component:default/checkout',
    );
    await dispute(user('ana'), { reason: REASON }, secret.id);
    await decide(BEN, { outcome: 'accepted', note: 'A sample.' }, secret.id);
    await settle();
    expect(await list('check=sec-secret-literal-env&q=checkout')).not.toEqual(
      expect.arrayContaining([expect.objectContaining({ id: secret.id })]),
    );
    // Another secret in the same workload is another matter.
    const { namespace, name } = secret.subject;
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    const object = JSON.parse(
      await (await prod.fetch(path, { token: SAMPLE_TOKENS.scanner })).text(),
    );
    const { containers } = object.spec.template.spec;
    containers[0].env = [
      ...(containers[0].env ?? []),
      { name: 'SMTP_PASSWORD', value: 'CANARY-b7Q2-plaice' },
    ];
    const patched = await prod.fetch(path, {
      method: 'PATCH',
      token: SAMPLE_TOKENS.demo,
      headers: { 'content-type': 'application/merge-patch+json' },
      body: { spec: { template: { spec: { containers } } } },
    });
    expect(patched.status).toBe(200);
    await scan('prod-eu');
    const [open] = (await list('check=sec-secret-literal-env')).filter(
      ({ id }) => id === secret.id,
    );
    expect(JSON.stringify(open.reasons)).toContain('SMTP_PASSWORD');
    expect(open.dueAt).toBeDefined();
  });

  it('need somebody else who decides', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { dispute, decide } = await start(knex);
    await dispute(BEN);
    const own = await decide(BEN, { outcome: 'accepted', note: 'Mine.' });
    expect([own.status, own.body.error.message]).toEqual([
      403,
      expect.stringContaining('Who disputes'),
    ]);
    const other = await decide(user('bea'), {
      outcome: 'accepted',
      note: 'Yes.',
    });
    // 180 days from today.
    expect(other.body.disputed.decision.expires).toBe('2027-05-21');
  });

  it('refuse what cannot be, by field', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, list, finding, dispute, decide } = await start(knex);
    const told = async (response: ReturnType<typeof dispute>) => {
      const { status, body } = await response;
      return [status, body.error.message];
    };
    const says = (text: string) => expect.stringContaining(text);
    expect(await told(dispute(BEN, { reason: 'no' }))).toEqual([
      400,
      says('reason'),
    ]);
    expect(await told(dispute(BEN, { reason: ' '.repeat(20) }))).toEqual([
      400,
      says('reason'),
    ]);
    expect(await told(dispute(BEN, { reason: REASON, to: 1 }))).toEqual([
      400,
      says('to'),
    ]);
    expect(await told(dispute(BEN, undefined, 'nope'))).toEqual([
      404,
      says('nope'),
    ]);
    const none = { outcome: 'accepted', note: 'x' };
    expect(await told(decide(BEN, none))).toEqual([409, says('no dispute')]);
    const [unseen] = await list('check=visibility');
    expect(await told(dispute(BEN, undefined, unseen.id))).toEqual([
      400,
      says('Only what a check found'),
    ]);
    await dispute(user('ana'));
    const bad = [
      [{ ...none, expires: '2026-11-22' }, 'expires: has to be a day to come'],
      [{ ...none, expires: '2027-11-23' }, 'expires: is more than 365 days'],
      [{ ...none, expires: 'soon' }, 'expires'],
      [{ ...none, note: ' ' }, 'note'],
      [{ ...none, outcome: 'maybe' }, 'outcome'],
      [{ outcome: 'accepted' }, 'note'],
      [
        { outcome: 'rejected', note: 'x', expires: '2027-01-01' },
        'expires: is for an accepted dispute',
      ],
    ] as const;
    for (const [body, text] of bad) {
      expect(await told(decide(BEN, body))).toEqual([400, says(text)]);
    }
    // Nothing of it was stored.
    const { body } = await api.get(`/findings/${finding.id}`);
    expect(body.disputed.state).toBe('open');
    expect((await api.get('/findings?disputed=maybe')).status).toBe(400);
  });

  it('are for who may, about what they may see, and are audited', async () => {
    const knex = await sqlite.init('SQLITE_3');
    const { api, finding, decide } = await start(knex);
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
    const restricted = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness: { rollout: 'owners' },
      features: [
        auditor.factory,
        policy(['readiness.cluster.manage']),
        people({ 'user:default/ana': ['group:default/checkout'] }),
      ],
    });
    const asked = (
      name: string,
      path = '',
      body: object = { reason: REASON },
    ) =>
      restricted.api.post(
        `/findings/${finding.id}/dispute${path}`,
        body,
        user(name),
      );
    expect((await asked('eve')).status).toBe(404);
    expect((await asked('ana')).status).toBe(200);
    const refused = await asked('ana', '/decision', {
      outcome: 'accepted',
      note: 'x',
    });
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      expect.stringContaining('readiness.cluster.manage'),
    ]);
    expect(events).toEqual([
      { eventId: 'finding-dispute', end: 'fail' },
      { eventId: 'finding-dispute', end: 'success' },
      { eventId: 'finding-dispute-decide', end: 'fail' },
    ]);
    await decide(BEN, { outcome: 'rejected', note: 'x' });
    const forbidden = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      features: [policy(['readiness.finding.dispute'])],
    });
    expect(
      (
        await forbidden.api.post(
          `/findings/${finding.id}/dispute`,
          { reason: REASON },
          user('ana'),
        )
      ).status,
    ).toBe(403);
    expect((await api.get(`/findings/${finding.id}`)).body.disputed.state).toBe(
      'rejected',
    );
  });
});
