import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  Finding,
  LeaderboardItem,
  Scorecard,
  ScoreTree,
} from '@readiness/backstage-plugin-readiness-common';
import { parseSubjectKey } from '@readiness/backstage-plugin-readiness-common';
import type { SampleCluster } from '@readiness/sample-cluster';
import type { Knex } from 'knex';
import {
  demoEntities,
  NOON,
  sampleCluster,
  startReadiness,
} from './__testUtils__/startReadiness';
import type {
  DbFindingRow,
  DbScoreRow,
  DbSubjectRow,
  DbTaskRow,
} from './database/tables';
import type { StoredVerdict } from './register/StoredVerdict';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const CHECK = 'cost-requests-set';
const CHECKOUT = 'component:default/checkout';
const ref = (entity: string) => entity.replace(/[:/]/g, '/');

/** Everything that people see and that the register keeps, by key. */
interface Snapshot {
  findings: Map<string, DbFindingRow>;
  /** Subject key and check. */
  verdicts: Map<string, StoredVerdict>;
  trees: Map<string, ScoreTree>;
  leaderboard: Map<string, LeaderboardItem>;
  tasks: Map<string, DbTaskRow>;
  /** Finding id to task. */
  taskOf: Map<string, string>;
  cards: Map<string, Scorecard>;
}

type Backend = Awaited<ReturnType<typeof startReadiness>>;

async function snapshot(knex: Knex, { api }: Backend): Promise<Snapshot> {
  const findings: DbFindingRow[] = await knex('findings').select();
  const subjects: DbSubjectRow[] = await knex('subjects').select();
  const scores: DbScoreRow[] = await knex('scores').select();
  const tasks: DbTaskRow[] = await knex('tasks').select();
  const links = await knex('task_findings').select();
  const { body: board } = await api.get('/leaderboard?by=entity');
  const entities = scores.filter(({ scope }) => scope === 'entity');
  const cards: [string, Scorecard][] = [];
  for (const { ref: entity } of entities) {
    const { body } = await api.get(`/entities/${ref(entity)}/scorecard`);
    cards.push([entity, body]);
  }
  return {
    findings: new Map(findings.map(row => [row.id, row])),
    verdicts: new Map(
      subjects.flatMap(row =>
        (JSON.parse(row.verdicts) as StoredVerdict[]).map(
          verdict =>
            [`${row.key} ${verdict.c} ${verdict.r ?? ''}`, verdict] as const,
        ),
      ),
    ),
    trees: new Map(scores.map(row => [row.ref, JSON.parse(row.tree)])),
    leaderboard: new Map(
      board.items.map((item: LeaderboardItem) => [item.ref, item]),
    ),
    tasks: new Map(tasks.map(row => [row.id, row])),
    taskOf: new Map(links.map(row => [row.finding_id, row.task_id])),
    cards: new Map(cards),
  };
}

/** Keys whose values differ. */
function changed<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(
      key => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
    )
    .sort();
}

const idsOf = (
  { findings }: Snapshot,
  is: (row: DbFindingRow) => boolean,
): string[] =>
  [...findings.values()]
    .filter(is)
    .map(({ id }) => id)
    .sort();

/** A tree without the part that checks of cost give. */
function besideCost(tree: ScoreTree) {
  return {
    dimensions: tree.dimensions.filter(d => d.dimension !== 'cost'),
    notConnected: tree.notConnected.filter(c => c.dimension !== 'cost'),
  };
}

const levelled = (cards: Snapshot['cards']) =>
  new Map(
    [...cards].map(([entity, { level, verified, potential, path }]) => [
      entity,
      { level, verified, potential, path },
    ]),
  );

describe('control over rules', () => {
  const databases = TestDatabases.create();
  let prod: SampleCluster;

  beforeEach(() => {
    prod = sampleCluster('prod-eu');
  });

  /** Scans the same cluster at the same time with other configuration. */
  async function under(knex: Knex, readiness: JsonObject, now = NOON) {
    const backend = await startReadiness({
      knex,
      clusters: { 'prod-eu': prod },
      entities: demoEntities(),
      now,
      readiness: {
        levels: { holdDays: 0 },
        leaderboard: { minDays: 0, minEntities: 1 },
        ...readiness,
      },
    });
    await backend.scan('prod-eu');
    return { ...backend, state: await snapshot(knex, backend) };
  }

  const events = async (knex: Knex, ids: readonly string[]) =>
    (
      await knex('finding_events')
        .whereIn('finding_id', [...ids])
        .whereNot({ type: 'opened' })
        .orderBy('id')
    ).map(row => [row.type, row.message]);

  const openOf = (state: Snapshot, is = (_: DbFindingRow) => true) =>
    idsOf(
      state,
      row => row.check_id === CHECK && row.closed_at === null && is(row),
    );

  it.each(databases.eachSupportedId())(
    'observes a check: it shows and counts for nothing, and back, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { state: before } = await under(knex, {});
      const mine = openOf(before);
      expect(mine.length).toBeGreaterThan(3);
      expect(
        mine.filter(id => before.findings.get(id)?.due_at).length,
      ).toBeGreaterThan(0);

      const observing = await under(knex, {
        checks: { [CHECK]: { mode: 'observe' } },
      });
      const observed = observing.state;
      expect(changed(before.findings, observed.findings)).toEqual(mine);
      for (const id of mine) {
        expect(observed.findings.get(id)).toEqual({
          ...before.findings.get(id),
          mode: 'observe',
          due_at: null,
        });
        expect(observed.taskOf.has(id)).toBe(false);
      }
      expect(new Set((await events(knex, mine)).map(String))).toEqual(
        new Set([
          'changed,Its check is observed only from now on: it counts for nothing.',
        ]),
      );
      // Every verdict is there as before, and marked.
      expect(
        changed(
          before.verdicts,
          new Map(
            [...observed.verdicts].map(([key, { o: _, ...verdict }]) => [
              key,
              verdict,
            ]),
          ),
        ),
      ).toEqual([]);
      expect(changed(before.verdicts, observed.verdicts)).toEqual(
        [...before.verdicts.keys()]
          .filter(key => key.includes(` ${CHECK} `))
          .sort(),
      );
      // People find it, and find it marked.
      const { body } = await observing.api.get(
        `/findings?mode=observe&limit=500`,
      );
      // Those of other tools count for nothing as well.
      const own: Finding[] = body.items.filter(
        ({ source }: Finding) => source === undefined,
      );
      expect(own.map(({ id }) => id).sort()).toEqual(mine);
      expect(
        own.every(
          (finding: Finding) =>
            finding.mode === 'observe' && !finding.dueAt && !finding.taskId,
        ),
      ).toBe(true);
      const { body: checks } = await observing.api.get('/checks');
      expect(
        checks.items.flatMap((check: { id: string; mode: string }) =>
          check.mode === 'observe' ? check.id : [],
        ),
      ).toEqual([CHECK]);
      // No figure but those of cost has moved.
      expect(
        changed(
          new Map([...before.trees].map(([k, tree]) => [k, besideCost(tree)])),
          new Map(
            [...observed.trees].map(([k, tree]) => [k, besideCost(tree)]),
          ),
        ),
      ).toEqual([]);
      expect(JSON.stringify([...observed.trees])).not.toContain(CHECK);
      for (const { path } of observed.cards.values()) {
        expect(path.flatMap(step => step.checks)).not.toContain(CHECK);
      }
      // Tasks of nothing else have changed their findings.
      expect(changed(before.taskOf, observed.taskOf)).toEqual(
        mine.filter(id => before.taskOf.has(id)).sort(),
      );

      // Nothing is as if it were: the same as without the check.
      const without = await databases.init(databaseId);
      await under(without, {});
      const { state: off } = await under(without, {
        checks: { [CHECK]: { enabled: false } },
      });
      expect(changed(off.trees, observed.trees)).toEqual([]);
      expect(changed(levelled(off.cards), levelled(observed.cards))).toEqual(
        [],
      );
      expect(changed(off.leaderboard, observed.leaderboard)).toEqual([]);

      // Enforced again it counts as before, from now on.
      const { state: again } = await under(knex, {}, NOON + MINUTE);
      expect(openOf(again)).toEqual(mine);
      for (const id of mine) {
        const was = before.findings.get(id)!;
        expect(again.findings.get(id)).toEqual({
          ...was,
          mode: 'enforce',
          enforced_at: '2026-11-22T12:01:00.000Z',
          due_at:
            was.due_at &&
            new Date(Date.parse(was.due_at) + MINUTE).toISOString(),
        });
        expect(again.taskOf.get(id)).toBe(before.taskOf.get(id));
      }
      expect(changed(before.trees, again.trees)).toEqual([]);
      expect(
        changed(
          new Map([...before.leaderboard].map(([k, v]) => [k, v.delta28d])),
          new Map([...again.leaderboard].map(([k, v]) => [k, v.delta28d])),
        ),
      ).toEqual([]);
    },
  );

  it.each(databases.eachSupportedId())(
    'turns a check off: its findings close to nobody’s credit, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { state: before } = await under(knex, {});
      const mine = openOf(before);
      const { state: after } = await under(knex, {
        checks: { [CHECK]: { enabled: false } },
      });
      expect(changed(before.findings, after.findings)).toEqual(mine);
      for (const id of mine) {
        expect(after.findings.get(id)).toMatchObject({
          closed_at: '2026-11-22T12:00:00.000Z',
          close_reason: 'check_removed',
        });
      }
      expect(changed(before.verdicts, after.verdicts)).toEqual(
        [...before.verdicts.keys()]
          .filter(key => key.includes(` ${CHECK} `))
          .sort(),
      );
      expect([...after.verdicts.keys()].join()).not.toContain(CHECK);
      const statuses = ({ tasks }: Snapshot) =>
        new Map([...tasks].map(([id, { status }]) => [id, status]));
      const only = [...before.tasks.keys()].filter(task =>
        [...before.taskOf].every(
          ([finding, of]) => of !== task || mine.includes(finding),
        ),
      );
      expect(changed(statuses(before), statuses(after))).toEqual(only.sort());
      expect(
        only
          .map(id => after.tasks.get(id)?.status)
          .every(status => status === 'subject_removed'),
      ).toBe(true);
      for (const item of after.leaderboard.values()) {
        expect(item.delta28d ?? 0).toBe(0);
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'excepts one workload, and says so where people look, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const { state: before } = await under(knex, {});
      const [id] = openOf(before, row => row.entity_ref === CHECKOUT);
      const row = before.findings.get(id)!;
      const { namespace, name } = parseSubjectKey(row.subject_key)!;
      const place = { namespace: namespace!, name };

      const reason = 'It is sized by its vendor.';
      const ways: [JsonObject, string][] = [
        [
          {
            exceptions: [
              { check: CHECK, ...place, reason, expires: '2026-12-31' },
            ],
          },
          `Excepted by configuration until 2026-12-31: ${reason}`,
        ],
        [
          { checks: { [CHECK]: { exclude: [{ ...place, reason }] } } },
          `Excluded by configuration: ${reason}`,
        ],
      ];
      for (const [readiness, says] of ways) {
        const other = await databases.init(databaseId);
        await under(other, {});
        const backend = await under(other, readiness);
        const after = backend.state;
        expect(changed(before.findings, after.findings)).toEqual([id]);
        expect(after.findings.get(id)).toEqual({
          ...row,
          closed_at: '2026-11-22T12:00:00.000Z',
          close_reason: 'not_applicable',
        });
        expect(await events(other, [id])).toEqual([
          ['closed', `The check no longer applies to the subject. ${says}`],
        ]);
        const verdict = `${row.subject_key} ${CHECK} `;
        expect(changed(before.verdicts, after.verdicts)).toEqual([verdict]);
        expect(after.verdicts.get(verdict)).toEqual({
          c: CHECK,
          s: 'na',
          n: says,
        });
        expect(changed(before.trees, after.trees)).toEqual(
          [CHECKOUT, row.cluster_uid].sort(),
        );
        // Its headline figure may stay, under a cap for something else; where
        // it moves, the ranks of others do, and nothing else of theirs.
        const withoutRank = (board: Snapshot['leaderboard']) =>
          new Map([...board].map(([k, v]) => [k, { ...v, rank: null }]));
        expect(
          changed(
            withoutRank(before.leaderboard),
            withoutRank(after.leaderboard),
          ).filter(entity => entity !== CHECKOUT),
        ).toEqual([]);
        expect(after.leaderboard.get(CHECKOUT)?.delta28d ?? 0).toBe(0);
        expect(after.cards.get(CHECKOUT)?.excepted).toContainEqual(
          expect.objectContaining({ check: CHECK, reason: says }),
        );
        expect(
          [...after.cards.values()]
            .flatMap(card => card.excepted ?? [])
            .filter(({ check }) => check === CHECK),
        ).toHaveLength(1);
        expect((await backend.api.get('/health')).body.problems).toEqual([]);
      }
    },
  );
});
