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
import { scoreWrite } from './__fixtures__/scoreWrite';
import { RoadmapService } from './RoadmapService';
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
        await service.update(
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
        service.update((await stored(SHOP)).id, body, {
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
  });
});
