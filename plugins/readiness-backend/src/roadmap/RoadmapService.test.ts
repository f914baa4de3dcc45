import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Finding } from '@readiness/backstage-plugin-readiness-common';
import type { Knex } from 'knex';
import { connectDatabase } from '../database/migrations';
import type {
  DbClusterRow,
  DbEvidenceRow,
  DbFindingRow,
  DbScoreRow,
  DbTaskRow,
} from '../database/tables';
import { findingRow } from './__fixtures__/findingRow';
import { ScoreKeeper } from '../register/ScoreKeeper';
import { CATALOGUE, scoreWrite } from './__fixtures__/scoreWrite';
import { RoadmapService } from './RoadmapService';
import { TasksRefused } from './TaskChanger';
import { writeRoadmap } from './writeRoadmap';

jest.setTimeout(60_000);

const SHOP = 'group:default/shop';
const PLATFORM = 'group:default/platform';
const NOW = '2026-11-02T08:00:00.000Z';
const CAPACITY = {
  defaultDays: 3,
  platformDays: 10,
  wipLimit: 3,
  owners: { [SHOP]: 5 },
};

const SCORES = ScoreKeeper.create({
  catalogue: () => CATALOGUE,
  holdDays: 0,
  platformOwner: PLATFORM,
});

describe('RoadmapService', () => {
  const databases = TestDatabases.create();

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let knex: Knex;
    let service: RoadmapService;

    const plan = () =>
      knex.transaction(tx =>
        writeRoadmap(tx, {
          at: NOW,
          clusterUid: 'u1',
          scores: scoreWrite({
            ref: 'component:default/checkout',
            verdicts: [],
          }),
          platformOwner: PLATFORM,
          capacity: CAPACITY,
          usedStageHours: 24,
        }),
      );
    beforeEach(async () => {
      const client = await databases.init(databaseId);
      knex = await connectDatabase({ getClient: async () => client });
      service = RoadmapService.create({
        knex,
        platformOwner: PLATFORM,
        capacity: CAPACITY,
        issueUrlTemplate: 'https://git.example.com/new?t={title}&b={body}',
        scores: SCORES,
        entityExists: async ref => ref !== 'user:default/nobody',
        now: () => Date.parse(NOW),
      });
      await knex<DbFindingRow>('findings').insert([
        findingRow({ id: 'a' }),
        findingRow({
          id: 'b',
          entity_ref: 'component:default/cart',
          subject_key: 'workload:u1/shop/apps/Deployment/cart',
        }),
        findingRow({
          id: 'c',
          check_id: 'sec-pss-enforced',
          control: 'S2',
          fix_key: 'ns-psa-enforce',
          fix_root_key: 'ns:u2/pay',
          subject_key: 'ns:u2/pay',
          entity_ref: null,
          owner: PLATFORM,
          responsible: 'platform',
          cluster: 'staging-eu',
          cluster_uid: 'u2',
        }),
      ]);
      await plan();
    });

    const stored = (owner: string) =>
      knex<DbTaskRow>('tasks')
        .where({ owner })
        .first() as unknown as Promise<DbTaskRow>;
    const detail = async (owner: string) =>
      service.getTask((await stored(owner)).id, async ids =>
        ids.map(id => ({ id } as Finding)),
      );

    describe('getRoadmap', () => {
      const placed = async (
        filter?: Parameters<RoadmapService['getRoadmap']>[0],
      ) =>
        (await service.getRoadmap(filter)).weeks.flatMap(({ week, tasks }) =>
          tasks.map(({ owner }) => [week, owner]),
        );

      it('places tasks in four themed weeks', async () => {
        const { weeks } = await service.getRoadmap();
        expect(weeks.map(({ week }) => week)).toEqual([1, 2, 3, 4]);
        expect(weeks[1].tasks[0]).toMatchObject({
          title: expect.stringContaining('(2 objects)'),
          findingCount: 2,
          owner: SHOP,
          week: 2,
          status: 'open',
          version: 1,
        });
        expect(await placed()).toEqual([
          [2, SHOP],
          [3, PLATFORM],
        ]);
      });

      it('filters by owner and by cluster, and offers the choices', async () => {
        expect(await placed({ owner: SHOP })).toEqual([[2, SHOP]]);
        expect(await placed({ cluster: 'staging-eu' })).toEqual([
          [3, PLATFORM],
        ]);
        expect(await service.getRoadmap({ owner: SHOP })).toMatchObject({
          owners: [PLATFORM, SHOP],
          clusters: ['prod-eu', 'staging-eu'],
        });
      });

      it('shows what the reader may see and nothing else', async () => {
        const seen = (entities: string[] | undefined, unowned: boolean) =>
          placed({ visible: { entities, unowned } });
        expect(await seen(['component:default/cart'], false)).toEqual([
          [2, SHOP],
        ]);
        expect(await seen(['component:default/other'], true)).toEqual([
          [3, PLATFORM],
        ]);
        expect(await seen([], false)).toEqual([]);
        expect(await seen(undefined, false)).toEqual([[2, SHOP]]);
        const hidden = await service.getRoadmap({
          visible: { entities: [], unowned: false },
        });
        expect(hidden).toMatchObject({ owners: [], clusters: [] });
      });

      it('shows how full the weeks of each owner are, whatever is filtered', async () => {
        const { weeks } = await service.getRoadmap({ owner: SHOP });
        expect(weeks[1].capacity).toEqual([
          { owner: SHOP, usedDays: 0.6, capacityDays: 5 },
        ]);
        const all = await service.getRoadmap();
        expect(all.weeks[2].capacity).toContainEqual({
          owner: PLATFORM,
          usedDays: 0.5,
          capacityDays: 10,
        });
      });

      it('lists verified tasks apart', async () => {
        await knex('findings')
          .where({ id: 'c' })
          .update({ closed_at: NOW, close_reason: 'fixed' });
        await plan();
        const { verified, weeks, later, next } = await service.getRoadmap();
        expect(verified).toMatchObject([
          { owner: PLATFORM, status: 'verified', findingCount: 1 },
        ]);
        expect(
          [...weeks.flatMap(({ tasks }) => tasks), ...next, ...later].map(
            ({ owner }) => owner,
          ),
        ).toEqual([SHOP]);
      });

      it('offers a pre-filled issue', async () => {
        const { weeks } = await service.getRoadmap({ owner: SHOP });
        const url = new URL(weeks[1].tasks[0].issueUrl as string);
        expect(url.searchParams.get('t')).toBe(weeks[1].tasks[0].title);
        expect(url.searchParams.get('b')).toContain(
          'Key: workload-resources|argo:shop/checkout',
        );
      });
    });

    describe('exit criteria', () => {
      const criteria = async () =>
        (await service.getRoadmap()).weeks.flatMap(({ exitCriteria }) =>
          exitCriteria.map(
            ({ text, met, detail: why }) => `${met} ${text}: ${why}`,
          ),
        );

      it('are not met before anything is judged', async () => {
        expect(
          (await criteria()).filter(text => text.startsWith('true')),
        ).toEqual([]);
      });

      it('are decided from scores, findings and evidence', async () => {
        await knex<DbClusterRow>('clusters').insert({
          name: 'prod-eu',
          uid: 'u1',
          title: 'prod-eu',
          access: 'kubeconfig',
          scannable: true,
          environment: 'prod',
        });
        await knex<DbScoreRow>('scores').insert({
          scope: 'cluster',
          ref: 'u1',
          level: '1',
          verified: 60,
          potential: 70,
          coverage: 0.95,
          applicable_weight: 10,
          tree: JSON.stringify({
            dimensions: [
              { dimension: 'security', level: 1 },
              { dimension: 'recovery', level: 0 },
            ],
          }),
          holds: '{}',
          ruleset_version: '1',
          at: NOW,
        });
        await knex<DbEvidenceRow>('evidence').insert({
          id: 'e1',
          check_id: 'rec-restore-pvc-proven',
          control: 'R1',
          what: 'restore-drill',
          subjects: '[]',
          performed_at: NOW,
          outcome: 'success',
          artefacts: '[]',
          grade: 'E2',
          expires_at: '2026-12-01T00:00:00.000Z',
          recorded_at: NOW,
        });
        expect(await criteria()).toEqual(
          expect.arrayContaining([
            'true Coverage is at least 90 %: 95 % seen',
            'true No open critical in RBAC or secrets: 0 open',
            'false Configured in all four dimensions: 1 of 4',
            'false At least one proof in every dimension: 1 of 4',
            'false Every paging alert reaches a person: not judged yet',
          ]),
        );
        await knex('findings')
          .where({ id: 'a' })
          .update({ severity: 'critical', control: 'S3' });
        expect(await criteria()).toContain(
          'false No open critical in RBAC or secrets: 1 open',
        );
      });
    });

    describe('getTask', () => {
      it('answers with findings, note and history', async () => {
        await service.changes.update(
          (
            await stored(SHOP)
          ).id,
          { note: 'Next sprint' },
          { userRef: 'user:default/bob' },
        );
        expect(await detail(SHOP)).toMatchObject({
          note: 'Next sprint',
          findings: [{ id: 'a' }, { id: 'b' }],
          history: [
            { type: 'created' },
            { type: 'note', actor: 'user:default/bob' },
          ],
        });
      });

      it('does not know other ids', async () => {
        await expect(service.getTask('x', async () => [])).rejects.toThrow(
          NotFoundError,
        );
      });
    });

    it('tells every entity of a task, and that some have none', async () => {
      expect(await service.entitiesOf((await stored(SHOP)).id)).toEqual([
        'component:default/cart',
        'component:default/checkout',
      ]);
      expect(await service.entitiesOf((await stored(PLATFORM)).id)).toEqual([]);
      await expect(service.entitiesOf('x')).rejects.toThrow(NotFoundError);
    });

    describe('update', () => {
      const update = async (body: unknown) =>
        service.changes.update((await stored(SHOP)).id, body, {
          userRef: 'user:default/bob',
        });

      it('assigns a group, with a trace and a new version', async () => {
        await update({ assignee: 'group:default/payments', version: 1 });
        expect(await detail(SHOP)).toMatchObject({
          assignee: 'group:default/payments',
          version: 2,
          history: [
            { type: 'created' },
            {
              type: 'assigned',
              actor: 'user:default/bob',
              message: 'Assigned to group:default/payments.',
            },
          ],
        });
      });

      it('refuses whom the catalog does not know', async () => {
        const refused = update({ assignee: 'user:default/nobody' });
        await expect(refused).rejects.toThrow(InputError);
        await expect(refused).rejects.toThrow(/^assignee: /);
        expect((await stored(SHOP)).version).toBe(1);
      });

      it('refuses what was decided on an older version', async () => {
        await update({ note: 'First', version: 1 });
        await expect(update({ note: 'Second', version: 1 })).rejects.toThrow(
          ConflictError,
        );
        expect((await stored(SHOP)).note).toBe('First');
      });

      it('stores one of two changes of the same version', async () => {
        const results = await Promise.allSettled([
          update({ note: 'One', version: 1 }),
          update({ note: 'Two', version: 1 }),
        ]);
        expect(results.map(({ status }) => status).sort()).toEqual([
          'fulfilled',
          'rejected',
        ]);
        expect((await stored(SHOP)).version).toBe(2);
      });

      it('changes nothing for what says nothing new', async () => {
        await update({ status: 'open' });
        expect((await stored(SHOP)).version).toBe(1);
      });

      it('gives the due date back to the findings', async () => {
        await update({ dueAt: '2026-11-20T00:00:00Z' });
        expect((await stored(SHOP)).due_at).toBe('2026-11-20T00:00:00.000Z');
        await update({ dueAt: null });
        const task = await stored(SHOP);
        expect(task.due_at).toBe('2026-12-01T00:00:00.000Z');
        expect(Boolean(task.due_set)).toBe(false);
      });

      it('does not move what only a scan moves', async () => {
        await knex('tasks').update({ status: 'verified' });
        await expect(update({ status: 'open' })).rejects.toThrow(/^status: /);
      });
    });

    describe('a place that a person gives', () => {
      const put = async (place: string | null, owner = SHOP) =>
        service.changes.update(
          (await stored(owner)).id,
          { place },
          { userRef: 'user:default/bob' },
        );
      const messages = async (owner = SHOP) =>
        (await detail(owner)).history.map(
          ({ actor, message }) => `${actor ?? 'planner'}: ${message}`,
        );

      it('moves the task at once, and back when it is given up', async () => {
        await put('week 4');
        expect(await stored(SHOP)).toMatchObject({
          week: 4,
          version: 2,
          because: 'Put there by a person',
        });
        expect(await detail(SHOP)).toMatchObject({ place: 'week 4', week: 4 });
        expect(await messages()).toContain('user:default/bob: Put in week 4.');
        await put(null);
        expect((await stored(SHOP)).week).toBe(2);
        expect((await messages()).at(-1)).toBe(
          'user:default/bob: Its place is left to the planner.',
        );
        expect((await service.getRoadmap()).changes).toEqual([
          expect.objectContaining({
            message: 'Its place is left to the planner.',
          }),
        ]);
      });

      it('comes closer by a week every week', async () => {
        await put('week 3');
        await knex<DbTaskRow>('tasks')
          .whereNotNull('wanted_at')
          .update({ wanted_at: '2026-10-24T08:00:00.000Z' });
        expect(await detail(SHOP)).toMatchObject({ place: 'week 2' });
      });

      it('moves what waits for it, and says why', async () => {
        const first = await stored(SHOP);
        await knex<DbTaskRow>('tasks')
          .where({ owner: PLATFORM })
          .update({ depends_on: JSON.stringify([first.id]) });
        const preview = await service.previewMove(first.id, 'week 3', {});
        expect(preview.changes.map(({ message }) => message).sort()).toEqual([
          'From week 2 to week 3: Put there by a person.',
          expect.stringMatching(/^From week 3 to next: “Set .*” slipped\.$/),
        ]);
        expect((await stored(SHOP)).week).toBe(2);
        await put('week 3');
        expect(await stored(PLATFORM)).toMatchObject({ slot: 'next' });
        expect(await messages(PLATFORM)).toContainEqual(
          expect.stringMatching(/^planner: From week 3 to next: “Set /),
        );
      });

      it('is refused before what has to come first, and nothing is stored', async () => {
        const first = await stored(SHOP);
        await knex<DbTaskRow>('tasks')
          .where({ owner: PLATFORM })
          .update({ depends_on: JSON.stringify([first.id]) });
        const refused = put('week 2', PLATFORM);
        await expect(refused).rejects.toThrow(InputError);
        await expect(refused).rejects.toThrow(
          /^place: it cannot stand in week 2, but in week 4: After Set /,
        );
        expect(await stored(PLATFORM)).toMatchObject({
          version: 1,
          wanted_week: null,
        });
        const { id } = await stored(PLATFORM);
        await expect(service.previewMove(id, 'week 1', {})).rejects.toThrow(
          /^place: /,
        );
      });

      it.each(['week 5', 'Week 1', 3, ''])('is refused as %p', async place => {
        await expect(put(place as string)).rejects.toThrow(/^place: must be/);
      });
    });

    describe('changes of many tasks', () => {
      const all = async () =>
        (await knex<DbTaskRow>('tasks').orderBy('owner').select()).map(
          ({ id, version }) => ({ id, version }),
        );
      const change = async (
        body: unknown,
        tasks: { id: string; version?: number }[],
        mayNot = async (_id: string) => undefined as never,
      ) =>
        service.changes.updateAll(
          tasks,
          body,
          { userRef: 'user:default/bob' },
          mayNot,
        );
      const refusedRows = (work: Promise<unknown>) =>
        work.then(
          () => [],
          (error: unknown) => {
            if (!(error instanceof TasksRefused)) throw error;
            return error.rows.map(({ outcome }) => outcome);
          },
        );

      it('change all, with an answer for each', async () => {
        expect(
          await change({ assignee: 'group:default/x' }, await all()),
        ).toEqual([
          expect.objectContaining({ outcome: 'changed', version: 2 }),
          expect.objectContaining({ outcome: 'changed', version: 2 }),
        ]);
        expect(
          await change({ assignee: 'group:default/x' }, await all()),
        ).toEqual([
          expect.objectContaining({ outcome: 'unchanged', version: 2 }),
          expect.objectContaining({ outcome: 'unchanged', version: 2 }),
        ]);
      });

      it.each([
        ['of an old version', { version: 0 }, 'conflict'],
        ['that is not there', { id: 'nope' }, 'notFound'],
      ])('change none when there is one %s', async (_, wrong, outcome) => {
        const [first, second] = await all();
        expect(
          await refusedRows(
            change({ status: 'planned' }, [first, { ...second, ...wrong }]),
          ),
        ).toEqual(['ready', outcome]);
        expect(await all()).toEqual([first, second]);
        expect(await knex('task_events').where({ type: 'status' })).toEqual([]);
      });

      it('change none when one is closed, forbidden, or cannot stand there', async () => {
        const [first, second] = await all();
        await knex('tasks').where({ id: second.id }).update({
          status: 'verified',
        });
        expect(
          await refusedRows(change({ status: 'open' }, [first, second])),
        ).toEqual(['unchanged', 'invalid']);
        await knex('tasks')
          .where({ id: second.id })
          .update({ status: 'open', depends_on: JSON.stringify([first.id]) });
        expect(
          await refusedRows(change({ place: 'week 2' }, [first, second])),
        ).toEqual(['ready', 'invalid']);
        expect(await knex('tasks').whereNotNull('wanted_week')).toEqual([]);
        expect(
          await refusedRows(
            change({ status: 'planned' }, [first, second], (async (
              id: string,
            ) =>
              id === second.id
                ? { outcome: 'forbidden', message: 'Missing permission' }
                : undefined) as never),
          ),
        ).toEqual(['ready', 'forbidden']);
      });

      it('refuse a task that is named twice, and fields that are wrong', async () => {
        const [first] = await all();
        await expect(
          change({ status: 'planned' }, [first, first]),
        ).rejects.toThrow(/^tasks: /);
        await expect(
          change({ assignee: 'user:default/nobody' }, [first]),
        ).rejects.toThrow(/^assignee: /);
      });
    });

    it('keeps comments in the history, with who wrote them', async () => {
      const { id } = await stored(SHOP);
      const caller = { userRef: 'user:default/bob' };
      await service.changes.comment(id, ' Half of it is done. ', caller);
      await expect(service.changes.comment(id, '  ', caller)).rejects.toThrow(
        /^text: /,
      );
      expect((await detail(SHOP)).history.at(-1)).toEqual({
        at: NOW,
        type: 'comment',
        actor: 'user:default/bob',
        message: 'Half of it is done.',
      });
    });

    it('forecasts the clusters by the weeks of the plan', async () => {
      await knex<DbClusterRow>('clusters').insert({
        name: 'prod-eu',
        uid: 'u1',
        title: 'prod-eu',
        access: 'kubeconfig',
        scannable: true,
        environment: 'prod',
        last_whole_scan_at: NOW,
      });
      await knex('subjects').insert(
        ['checkout', 'cart'].map(name => ({
          cluster_uid: 'u1',
          key: `workload:u1/shop/apps/Deployment/${name}`,
          type: 'workload',
          namespace: 'shop',
          entity_ref: `component:default/${name}`,
          owner: SHOP,
          environment: 'prod',
          namespace_class: 'tenant',
          fix_root: '{}',
          exposed: false,
          unobserved: false,
          ruleset_version: '1',
          verdicts: JSON.stringify([
            { c: 'cost-requests-set', s: 'fail', r: 'service' },
          ]),
          first_seen_at: NOW,
        })),
      );
      const { of, subjects, items } = await service.getForecast({});
      expect([of, subjects]).toEqual(['clusters', 1]);
      const [now, one, two] = items.map(({ verified }) => verified);
      expect(one).toBe(now);
      expect(two).toBeGreaterThan(one);
      const { forecast } = await service.previewMove(
        (
          await stored(SHOP)
        ).id,
        'week 4',
        {},
      );
      expect(forecast.items.map(({ verified }) => verified)).toEqual([
        now,
        now,
        now,
        now,
        two,
      ]);
    });
  });
});
