import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { connectDatabase } from '../database/migrations';
import type {
  DbClusterRow,
  DbFindingRow,
  DbSubjectRow,
  DbTaskEventRow,
  DbTaskFindingRow,
  DbTaskRow,
} from '../database/tables';
import { findingRow } from './__fixtures__/findingRow';
import { scoreWrite, verdict } from './__fixtures__/scoreWrite';
import { writeRoadmap } from './writeRoadmap';

jest.setTimeout(60_000);

const ENTITY = 'component:default/checkout';
const CHECKOUT = 'workload:u1/shop/apps/Deployment/checkout';
const CART = 'workload:u1/shop/apps/Deployment/cart';
const MONDAY = '2026-11-02T08:00:00.000Z';
const TUESDAY = '2026-11-03T08:00:00.000Z';

const scored = (state: 'pass' | 'fail', before?: number) =>
  scoreWrite({
    ref: ENTITY,
    verdicts: [verdict('cost-requests-set', CHECKOUT, state)],
    before,
  });

describe('writeRoadmap', () => {
  const databases = TestDatabases.create();

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      const client = await databases.init(databaseId);
      knex = await connectDatabase({ getClient: async () => client });
    });

    const scan = (
      at: string,
      scores = scored('fail'),
      usedStageHours = 24,
    ): Promise<void> =>
      knex.transaction(tx =>
        writeRoadmap(tx, {
          at,
          clusterUid: 'u1',
          scores,
          platformOwner: 'group:default/platform',
          capacity: {
            defaultDays: 3,
            platformDays: 10,
            wipLimit: 3,
            owners: {},
          },
          usedStageHours,
        }),
      );
    const found = (...rows: Parameters<typeof findingRow>[0][]) =>
      knex<DbFindingRow>('findings').insert(rows.map(findingRow));
    const change = (id: string, row: Partial<DbFindingRow>) =>
      knex<DbFindingRow>('findings').where({ id }).update(row);
    const fixed = (id: string, at = TUESDAY) =>
      change(id, { closed_at: at, close_reason: 'fixed' });
    const tasks = () => knex<DbTaskRow>('tasks').orderBy('key').select();
    const task = async () => (await tasks())[0];
    const events = async () =>
      (await knex<DbTaskEventRow>('task_events').orderBy('id').select()).map(
        ({ type, message }) => `${type}: ${message}`,
      );
    const person = (row: Partial<DbTaskRow>) =>
      knex<DbTaskRow>('tasks').update(row);
    const everything = async () => [
      await tasks(),
      await knex('task_findings').orderBy('finding_id').select(),
      await events(),
    ];

    it('groups findings by fix and fix root', async () => {
      await found(
        { id: 'a' },
        { id: 'b', subject_key: CART },
        { id: 'c', fix_key: 'pdb', check_id: 'rec-pdb' },
        { id: 'd', fix_root_key: 'argo:shop/other' },
      );
      await scan(MONDAY);
      const links = await knex<DbTaskFindingRow>('task_findings').select();
      const sets = (await tasks()).map(({ id, key }) => [
        key,
        links
          .filter(link => link.task_id === id)
          .map(link => link.finding_id)
          .sort(),
      ]);
      expect(sets).toEqual([
        ['pdb|argo:shop/checkout', ['c']],
        ['workload-resources|argo:shop/checkout', ['a', 'b']],
        ['workload-resources|argo:shop/other', ['d']],
      ]);
    });

    it('stores place, days, due date and the predicted change', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const stored = await task();
      expect(stored).toMatchObject({
        status: 'open',
        owner: 'group:default/shop',
        due_at: '2026-12-01T00:00:00.000Z',
        slot: 'week',
        week: 2,
        version: 1,
      });
      expect(JSON.parse(stored.slices)).toEqual([{ week: 2, days: 0.5 }]);
      expect(stored.predicted_delta).toBeGreaterThan(0);
    });

    it('writes nothing when a scan changes nothing', async () => {
      await found({ id: 'a' }, { id: 'b', due_at: '2026-10-01T00:00:00.000Z' });
      await scan(MONDAY);
      const before = await everything();
      await scan('2026-11-02T20:00:00.000Z');
      expect(await everything()).toEqual(before);
    });

    it('names tasks that come first by their ids', async () => {
      await found(
        { id: 'a' },
        {
          id: 'b',
          fix_key: 'hpa',
          check_id: 'cost-autoscaler-present',
        },
      );
      await scan(MONDAY);
      const [hpa, resources] = await tasks();
      expect(JSON.parse(hpa.depends_on)).toEqual([resources.id]);
      expect(hpa.week).toBeGreaterThan(resources.week as number);
    });

    it('leaves to people what people set', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const theirs = {
        assignee: 'user:default/alice',
        status: 'in_progress' as const,
        note: 'On it',
        due_at: '2026-11-20T00:00:00.000Z',
        due_set: true,
        slot: 'week' as const,
        week: 4,
      };
      await person(theirs);
      await change('a', { due_at: '2026-11-11T00:00:00.000Z' });
      await scan(TUESDAY);
      const { due_set: dueSet, ...kept } = theirs;
      const stored = await task();
      expect(stored).toMatchObject(kept);
      expect(Boolean(stored.due_set)).toBe(dueSet);
    });

    it('says why a task moved', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      await change('a', {
        severity: 'critical',
        due_at: '2026-11-05T00:00:00.000Z',
      });
      await scan(TUESDAY);
      expect((await task()).week).toBe(1);
      expect(await events()).toContainEqual(
        'moved: From week 2 to week 1: Critical and due on 2026-11-05.',
      );
    });

    it('verifies a task when a scan saw its findings fixed, with the change that it made', async () => {
      await found({ id: 'a' });
      const low = scored('fail');
      await scan(MONDAY, low);
      const { predicted_delta: predicted } = await task();
      await fixed('a');
      const before = low.entities.get(ENTITY)!.tree.verified;
      await scan(TUESDAY, scored('pass', before));
      const stored = await task();
      expect(stored).toMatchObject({
        status: 'verified',
        closed_at: TUESDAY,
        observed_delta: predicted,
        version: 2,
      });
      expect((await events()).at(-1)).toMatch(
        /^verified: A scan observed the fix. Score \+/,
      );
    });

    it('does not verify while one finding is open', async () => {
      await found({ id: 'a' }, { id: 'b', subject_key: CART });
      await scan(MONDAY);
      await person({ status: 'awaiting_verification' });
      await fixed('a');
      await scan(TUESDAY);
      expect((await task()).status).toBe('awaiting_verification');
    });

    it('waits until a fix in the used stage has held', async () => {
      await found({ id: 'a', stage: 'used' });
      await scan(MONDAY);
      await fixed('a');
      await scan(TUESDAY, scored('pass', 0));
      const waiting = await task();
      expect(waiting.status).toBe('awaiting_verification');
      await scan('2026-11-04T08:00:00.000Z', scored('pass', 50));
      expect(await task()).toMatchObject({
        status: 'verified',
        observed_delta: waiting.observed_delta,
      });
    });

    it('reopens a task whose fix did not hold', async () => {
      await found({ id: 'a', stage: 'used' });
      await scan(MONDAY);
      await fixed('a');
      await scan(TUESDAY, scored('pass', 0));
      await change('a', { closed_at: null, close_reason: null });
      await scan('2026-11-03T20:00:00.000Z');
      expect(await task()).toMatchObject({
        status: 'reopened',
        observed_delta: null,
      });
    });

    it.each(['not_applicable', 'subject_removed', 'check_removed'] as const)(
      'gives no credit for what was closed as %s',
      async reason => {
        await found({ id: 'a' });
        await scan(MONDAY);
        await change('a', { closed_at: TUESDAY, close_reason: reason });
        await scan(TUESDAY, scored('pass', 0));
        expect(await task()).toMatchObject({
          status: 'subject_removed',
          observed_delta: null,
          closed_at: TUESDAY,
        });
      },
    );

    it('reopens a verified task under its id, with its history', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const { id } = await task();
      await fixed('a');
      await scan(TUESDAY, scored('pass', 0));
      await change('a', { closed_at: null, close_reason: null });
      await scan('2026-11-04T08:00:00.000Z');
      expect(await task()).toMatchObject({
        id,
        status: 'reopened',
        closed_at: null,
        observed_delta: null,
      });
      expect((await events()).map(text => text.split(':')[0])).toEqual([
        'created',
        'verified',
        'reopened',
      ]);
    });

    it('reopens a verified task for a new finding of the same fix', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const { id } = await task();
      await fixed('a');
      await scan(TUESDAY, scored('pass', 0));
      await found({ id: 'b', subject_key: CART });
      await scan('2026-11-04T08:00:00.000Z');
      expect(await tasks()).toHaveLength(1);
      expect(await task()).toMatchObject({ id, status: 'reopened' });
    });

    it('keeps the task of a finding that changed its owner', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const { id } = await task();
      await change('a', { owner: 'group:default/cart' });
      await scan(TUESDAY);
      expect(await task()).toMatchObject({ id, owner: 'group:default/cart' });
      expect(await events()).toContainEqual(
        'transferred: Owner from group:default/shop to group:default/cart.',
      );
    });

    it('moves a finding whose fix root changed to the task of that root', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const root = { key: 'helm:shop', title: 'Helm shop', type: 'helm' };
      await change('a', {
        fix_root_key: root.key,
        fix_root: JSON.stringify(root),
      });
      await scan(TUESDAY);
      const states = (await tasks()).map(({ key, status }) => [key, status]);
      expect(states).toEqual([
        ['workload-resources|argo:shop/checkout', 'subject_removed'],
        ['workload-resources|helm:shop', 'open'],
      ]);
      expect(await knex('task_findings').select()).toHaveLength(1);
    });

    it('holds a task as waived while its findings are', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      await change('a', { state: 'waived' });
      await scan(TUESDAY);
      expect((await task()).status).toBe('waived');
      await change('a', { state: 'fail' });
      await scan('2026-11-04T08:00:00.000Z');
      expect((await task()).status).toBe('open');
    });

    it('keeps the prediction of what a scan did not score', async () => {
      await found({ id: 'a' });
      await scan(MONDAY);
      const { predicted_delta: predicted } = await task();
      await knex.transaction(tx =>
        writeRoadmap(tx, {
          at: '2026-11-02T09:00:00.000Z',
          clusterUid: 'u2',
          scores: scoreWrite({ ref: 'component:default/other', verdicts: [] }),
          platformOwner: 'group:default/platform',
          capacity: {
            defaultDays: 3,
            platformDays: 10,
            wipLimit: 3,
            owners: {},
          },
          usedStageHours: 24,
        }),
      );
      expect((await task()).predicted_delta).toBe(predicted);
    });

    describe('levers', () => {
      const shared = JSON.stringify([
        { kind: 'namespaceDefaults', key: 'u1/shop', title: 'Namespace shop' },
      ]);
      const three = (overrides: Partial<DbFindingRow> = {}) =>
        found(
          ...['a', 'b', 'c'].map(id => ({
            id,
            effort: 'M' as const,
            fix_root_key: `root-${id}`,
            subject_key: `workload:u1/shop/apps/Deployment/${id}`,
            shared,
            ...overrides,
          })),
        );
      const states = async () =>
        (await tasks()).map(({ key, status }) => [key, status]);
      const LEVER = 'workload-resources|lever:namespaceDefaults:u1/shop';

      it('fix by one task what three fix roots share', async () => {
        await three();
        await scan(MONDAY);
        expect(await task()).toMatchObject({
          key: LEVER,
          quality: 0.5,
          title:
            'Default requests and memory limits by a LimitRange in Namespace shop (3 objects)',
        });
      });

      it('leave a task alone that somebody has', async () => {
        await three({ shared: null });
        await scan(MONDAY);
        await knex<DbTaskRow>('tasks')
          .where({ key: 'workload-resources|root-a' })
          .update({ assignee: 'user:default/alice' });
        await knex<DbFindingRow>('findings').update({ shared });
        await found({
          id: 'd',
          effort: 'M',
          fix_root_key: 'root-d',
          subject_key: 'workload:u1/shop/apps/Deployment/d',
          shared,
        });
        await scan(TUESDAY);
        expect(await states()).toEqual([
          [LEVER, 'open'],
          ['workload-resources|root-a', 'open'],
          ['workload-resources|root-b', 'subject_removed'],
          ['workload-resources|root-c', 'subject_removed'],
        ]);
      });

      it('are verified once what they reached only warns, and that stays open', async () => {
        await three();
        await scan(MONDAY);
        await knex<DbFindingRow>('findings').update({ state: 'warn' });
        await scan(TUESDAY);
        expect(await states()).toEqual([
          [LEVER, 'verified'],
          ['workload-resources|root-a', 'open'],
          ['workload-resources|root-b', 'open'],
          ['workload-resources|root-c', 'open'],
        ]);
        expect(await events()).toContainEqual(
          'verified: A scan observed it. 3 findings stay open as warnings. Score +0, predicted +0.',
        );
      });
    });

    describe('namespaces without an owner', () => {
      const workload = (row: Partial<DbSubjectRow> = {}) =>
        knex<DbSubjectRow>('subjects').insert({
          cluster_uid: 'u1',
          key: 'workload:u1/lost/apps/Deployment/x',
          type: 'workload',
          namespace: 'lost',
          entity_ref: null,
          owner: null,
          environment: 'prod',
          namespace_class: 'tenant',
          fix_root: '{}',
          exposed: false,
          unobserved: false,
          ruleset_version: '1',
          verdicts: '[]',
          first_seen_at: MONDAY,
          removed_at: null,
          ...row,
        });
      beforeEach(async () => {
        await knex<DbClusterRow>('clusters').insert({
          name: 'prod-eu',
          uid: 'u1',
          title: 'prod-eu',
          access: 'x',
          scannable: true,
          environment: 'prod',
        });
      });

      it('give the platform one task, until a scan finds an owner', async () => {
        await workload();
        await scan(MONDAY);
        expect(await task()).toMatchObject({
          key: 'assign-owner|ns:u1/lost',
          owner: 'group:default/platform',
          status: 'open',
        });
        await knex<DbSubjectRow>('subjects').update({
          owner: 'group:default/shop',
        });
        await scan(TUESDAY);
        expect((await task()).status).toBe('verified');
        expect((await events()).at(-1)).toBe(
          'verified: A scan found an owner.',
        );
      });

      it('earn nobody anything by being removed', async () => {
        await workload();
        await scan(MONDAY);
        await knex<DbSubjectRow>('subjects').update({ removed_at: TUESDAY });
        await scan(TUESDAY);
        expect((await task()).status).toBe('subject_removed');
      });

      it('are no matter of system and platform namespaces', async () => {
        await workload({ namespace_class: 'platform' });
        await scan(MONDAY);
        expect(await tasks()).toEqual([]);
      });
    });

    it('wants a guardrail for what came back three times in 90 days', async () => {
      await found({ id: 'a', regressions: 3 });
      const back = (...at: string[]) =>
        knex('finding_events').insert(
          at.map(time => ({
            finding_id: 'a',
            at: time,
            type: 'reopened',
            message: 'It was fixed and came back.',
          })),
        );
      await back('2026-06-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z');
      await back('2026-10-20T00:00:00.000Z');
      await scan(MONDAY);
      expect((await task()).title).not.toMatch(/guardrail/);
      await back('2026-11-01T00:00:00.000Z');
      await scan(TUESDAY);
      expect(await task()).toMatchObject({
        title: expect.stringMatching(/^Add a guardrail, it keeps coming back/),
        severity: 'critical',
      });
    });

    it('says what slipped before a task that moved', async () => {
      await found(
        { id: 'a' },
        {
          id: 'b',
          fix_key: 'ns-guardrails',
          check_id: 'cost-namespace-guardrails',
        },
      );
      await scan(MONDAY);
      await knex<DbTaskRow>('tasks')
        .where({ fix_key: 'workload-resources' })
        .update({ wanted_week: 3, wanted_at: MONDAY });
      await scan(TUESDAY);
      expect(await events()).toEqual(
        expect.arrayContaining([
          'moved: From week 2 to week 3: Put there by a person.',
          expect.stringMatching(
            /^moved: From week 3 to week 4: “Set requests .*” slipped\.$/,
          ),
        ]),
      );
    });
  });
});
