import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Evidence,
  Finding,
  LeaderboardItem,
  Roadmap,
} from '@readiness/backstage-plugin-readiness-common';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import { people, user } from '../__testUtils__/people';
import {
  demoEntities,
  NOON,
  sampleCluster,
  startReadiness,
} from '../__testUtils__/startReadiness';

jest.setTimeout(240_000);

const DAY = 86_400_000;
const CHECKOUT = 'component:default/checkout';
const SEARCH = 'component:default/search';

/** Ana owns checkout by a group that lies below hers. */
const PEOPLE = people({
  'user:default/ana': ['group:default/commerce-engineering'],
  'user:default/olga': ['group:default/fulfilment'],
  'user:default/ben': ['group:default/platform'],
});
const ROLES = ['guest', 'ana', 'olga', 'ben'] as const;

/** What a person sees of checkout, of others and of the platform. */
interface Sight {
  scorecard: number;
  otherScorecard: number;
  entities: string;
  unowned: boolean;
  finding: number;
  inherited: number;
  board: string;
  tasks: boolean;
  task: number;
  criteria: boolean;
  proof: number;
  clusters: number;
}

const NOTHING: Sight = {
  scorecard: 403,
  otherScorecard: 403,
  entities: 'none',
  unowned: false,
  finding: 404,
  inherited: 404,
  board: 'none',
  tasks: false,
  task: 404,
  criteria: false,
  proof: 0,
  clusters: 403,
};
const EVERYTHING: Sight = {
  scorecard: 200,
  otherScorecard: 200,
  entities: 'all',
  unowned: true,
  finding: 200,
  inherited: 200,
  board: 'all',
  tasks: true,
  task: 200,
  criteria: true,
  proof: 1,
  clusters: 200,
};
/** Clusters are for who has the permission, results for who owns them. */
const STRANGER: Sight = { ...NOTHING, clusters: 200 };
const OWNER: Sight = {
  ...EVERYTHING,
  otherScorecard: 403,
  entities: 'own',
  unowned: false,
  board: 'own',
};

describe('readiness.rollout', () => {
  const databases = TestDatabases.create();
  let prod: SampleCluster;

  beforeEach(() => {
    prod = sampleCluster('prod-eu');
  });

  const start = (knex: Knex, rollout: string, now = NOON) =>
    startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      readiness: {
        rollout,
        levels: { holdDays: 0 },
        leaderboard: { minDays: 0, minEntities: 1 },
      },
      features: [PEOPLE],
      now,
    });

  /** Ids of what the routes are asked for, and whose is what. */
  async function scene(knex: Knex) {
    const [own] = await knex('findings')
      .where({ entity_ref: CHECKOUT, responsible: 'service' })
      .whereNull('closed_at');
    const heirs = await knex('subject_entities').where({
      entity_ref: CHECKOUT,
      relation: 'inherits',
    });
    const [inherited] = await knex('findings')
      .whereIn(
        'subject_key',
        heirs.map(row => row.subject_key),
      )
      .where({ severity: 'critical' })
      .whereNull('closed_at');
    const { task_id: task } = await knex('task_findings')
      .where({ finding_id: own.id })
      .first();
    const [{ id: scan }] = await knex('scan_runs').select('id');
    await knex('evidence').insert({
      id: 'drill',
      check_id: 'rec-restore-pvc-proven',
      control: 'R1',
      what: 'restore-drill',
      subjects: JSON.stringify([own.subject_key]),
      performed_at: '2026-11-20T10:00:00.000Z',
      outcome: 'success',
      artefacts: '[]',
      grade: 'E3',
      expires_at: '2027-11-20T10:00:00.000Z',
      recorded_at: '2026-11-20T10:00:00.000Z',
    });
    return { finding: own.id, inherited: inherited.id, task, scan };
  }

  const FAMILY = [
    'storefront',
    'checkout',
    'payments',
    'discovery',
    'marketing',
  ];

  async function sight(
    { api }: Awaited<ReturnType<typeof start>>,
    name: string,
    ids: Awaited<ReturnType<typeof scene>>,
  ): Promise<Sight> {
    const get = (path: string) => api.get(path, user(name));
    const status = async (path: string) => (await get(path)).status;
    const { body: list } = await get('/findings?limit=500');
    const findings: Finding[] = list.items;
    const { body: board } = await get('/leaderboard?by=entity');
    const { body: plan }: { body: Roadmap } = await get('/roadmap');
    const tasks = [
      ...plan.weeks.flatMap(week => week.tasks),
      ...plan.next,
      ...plan.later,
    ];
    const { body: proofs } = await get('/evidence');
    const ownOrAll = (owners: readonly string[]) => {
      const foreign = owners.filter(
        owner => !FAMILY.includes(owner.split('/')[1]),
      );
      if (owners.length === 0) return 'none';
      return foreign.length > 0 ? 'all' : 'own';
    };
    const ownerOf = new Map(
      demoEntities().map(({ kind, metadata, spec }) => [
        `${kind}:default/${metadata.name}`.toLocaleLowerCase('en-US'),
        String(spec?.owner).replace(/^(?!group:)/, 'group:default/'),
      ]),
    );
    const clusterRoutes = new Set(
      await Promise.all(
        [
          '/clusters',
          '/clusters/prod-eu',
          '/clusters/prod-eu/matching',
          `/scans/${ids.scan}`,
          '/health',
        ].map(status),
      ),
    );
    expect(clusterRoutes.size).toBe(1);
    return {
      scorecard: await status('/entities/component/default/checkout/scorecard'),
      otherScorecard: await status(
        '/entities/component/default/inventory/scorecard',
      ),
      entities: ownOrAll(
        findings.flatMap(f =>
          f.entityRef ? ownerOf.get(f.entityRef) ?? f.entityRef : [],
        ),
      ),
      // What belongs to no service may still belong to a group of theirs.
      unowned:
        ownOrAll(
          findings.flatMap(f =>
            f.entityRef === undefined ? f.owner ?? 'nobody/nobody' : [],
          ),
        ) === 'all',
      finding: await status(`/findings/${ids.finding}`),
      inherited: await status(`/findings/${ids.inherited}`),
      board: ownOrAll(
        board.items.map(
          (item: LeaderboardItem) => ownerOf.get(item.ref) ?? item.ref,
        ),
      ),
      tasks: tasks.some(({ id }) => id === ids.task),
      task: await status(`/tasks/${ids.task}`),
      // Whether the plan tells how far somebody has come.
      criteria: plan.weeks.some(week =>
        week.exitCriteria.some(
          ({ text, detail }) =>
            text.startsWith('Coverage') && detail !== 'not judged yet',
        ),
      ),
      proof: proofs.items.filter(({ id }: Evidence) => id === 'drill').length,
      clusters: [...clusterRoutes][0],
    };
  }

  it.each(databases.eachSupportedId())(
    'decides who sees what, on every route, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const first = await start(knex, 'private');
      await first.scan('prod-eu');
      const ids = await scene(knex);
      const expected: Record<string, Record<(typeof ROLES)[number], Sight>> = {
        private: {
          guest: NOTHING,
          ana: NOTHING,
          olga: NOTHING,
          ben: EVERYTHING,
        },
        owners: {
          guest: STRANGER,
          ana: OWNER,
          olga: {
            ...OWNER,
            scorecard: 403,
            otherScorecard: 200,
            entities: 'all',
            board: 'all',
            finding: 404,
            tasks: false,
            task: 404,
            proof: 0,
          },
          ben: EVERYTHING,
        },
        portal: {
          guest: EVERYTHING,
          ana: EVERYTHING,
          olga: EVERYTHING,
          ben: EVERYTHING,
        },
      };
      for (const [mode, roles] of Object.entries(expected)) {
        const backend =
          mode === 'private' ? first : await start(knex, mode, NOON);
        for (const role of ROLES) {
          expect([mode, role, await sight(backend, role, ids)]).toEqual([
            mode,
            role,
            roles[role],
          ]);
        }
      }
    },
  );

  it('tells no other team’s progress by a filter', async () => {
    const knex = await databases.init('SQLITE_3');
    const backend = await start(knex, 'owners');
    await backend.scan('prod-eu');
    const criteria = async (name: string, owner: string) => {
      const { body }: { body: Roadmap } = await backend.api.get(
        `/roadmap?owner=group:default/${owner}`,
        user(name),
      );
      return body.weeks.flatMap(week => week.exitCriteria);
    };
    const told = await criteria('ben', 'fulfilment');
    expect(await criteria('olga', 'fulfilment')).toEqual(told);
    expect(await criteria('ana', 'fulfilment')).not.toEqual(told);
    expect(await criteria('ana', 'fulfilment')).toEqual(
      await criteria('guest', 'fulfilment'),
    );
  });

  it.each(databases.eachSupportedId())(
    'starts the clocks when results are published, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const hidden = await start(knex, 'private');
      await hidden.scan('prod-eu');
      expect(await knex('findings').whereNotNull('due_at')).toEqual([]);

      const published = NOON + 10 * DAY;
      const open = await start(knex, 'owners', published);
      await open.scan('prod-eu');
      const rows = await knex('findings')
        .where({ kind: 'check', first_seen_at: new Date(NOON).toISOString() })
        .whereNotNull('due_at')
        .whereNull('closed_at');
      expect(rows.length).toBeGreaterThan(10);
      // Nothing but what is open to the world is due within two weeks of that.
      for (const row of rows) {
        const days = (Date.parse(row.due_at) - published) / DAY;
        expect(days).toBeGreaterThanOrEqual(
          row.severity === 'critical' && ['S3', 'S4'].includes(row.control)
            ? 2
            : 14,
        );
      }
      // What was found before was opened by nobody.
      const { body: board } = await open.api.get(
        '/leaderboard?by=entity',
        user('ben'),
      );
      const untouched = board.items.find(
        (item: LeaderboardItem) => item.ref === SEARCH,
      );
      expect(untouched.delta28d ?? 0).toBe(0);
      const before = new Map(rows.map(row => [row.id, row.due_at]));
      await start(knex, 'owners', published + DAY).then(later =>
        later.scan('prod-eu'),
      );
      const still = await knex('findings')
        .whereIn('id', [...before.keys()])
        .whereNull('closed_at');
      expect(still.length).toBeGreaterThan(10);
      expect(still.filter(row => row.due_at !== before.get(row.id))).toEqual(
        [],
      );
    },
  );
});
