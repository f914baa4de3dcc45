import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import {
  DIMENSIONS,
  type LeaderboardItem,
  type Scorecard,
} from '@readiness/backstage-plugin-readiness-common';
import {
  defineCheck,
  found,
  pass,
  workloads,
  type AnyCheck,
} from '@readiness/backstage-plugin-readiness-engine';
import { readinessChecksExtensionPoint } from '@readiness/backstage-plugin-readiness-node';
import type { Knex } from 'knex';
import {
  demoEntities,
  NOON,
  sampleCluster,
  startReadiness,
} from './__testUtils__/startReadiness';

jest.setTimeout(120_000);

const DAY = 86_400_000;
const CONTROLS = {
  observability: 'O1',
  security: 'S1',
  cost: 'C1',
  recovery: 'R1',
} as const;

/** One check a dimension, which the test lets pass or fail. */
class Switch {
  broken = false;

  readonly checks: readonly AnyCheck[] = DIMENSIONS.map(dimension =>
    defineCheck({
      id: `test-${dimension}`,
      title: dimension,
      dimension,
      control: CONTROLS[dimension],
      scope: { types: ['workload'] },
      severity: 'low',
      stage: 'used',
      effort: 'S',
      fixKey: 'workload-resources',
      gate: 'configured',
      reads: workloads(),
      texts: { why: '', rules: {}, traps: [], fix: '', references: [] },
      judge: () =>
        this.broken
          ? found([
              {
                state: 'fail',
                reasons: [{ code: 'broken', message: 'It is broken.' }],
                remediation: { summary: '', type: 'steps', content: '' },
              },
            ])
          : pass(),
    }),
  );
}

describe('holds', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let state: Switch;

  beforeEach(() => {
    state = new Switch();
  });

  /** The given checks alone, enforced. */
  async function start(
    readiness: JsonObject,
    options: { knex?: Knex; checks?: readonly AnyCheck[]; now?: number } = {},
  ) {
    const { checks = state.checks, now } = options;
    return startReadiness({
      knex: options.knex ?? (await databases.init('SQLITE_3')),
      now,
      clusters: { 'prod-eu': sampleCluster('prod-eu') },
      entities: demoEntities(),
      readiness: {
        checks: Object.fromEntries(
          builtInChecks.map(({ id }) => [id, { enabled: false }]),
        ),
        imports: { policyReports: false, trivy: false, kubescape: false },
        ...readiness,
      },
      features: [
        createBackendModule({
          pluginId: 'readiness',
          moduleId: 'test-checks',
          register(reg) {
            reg.registerInit({
              deps: { point: readinessChecksExtensionPoint },
              init: async ({ point }) => point.addChecks(...checks),
            });
          },
        }),
      ],
    });
  }

  const card = async ({
    api,
  }: Awaited<ReturnType<typeof start>>): Promise<Scorecard> =>
    (await api.get('/entities/component/default/checkout/scorecard')).body;

  it('show a level when it has held for levels.holdDays', async () => {
    const backend = await start({});
    await backend.scan('prod-eu');
    const first = await card(backend);
    expect(first.level).toBe(0);
    expect(first.dimensions[0].blockers).toContainEqual({
      reason: 'hold',
      message: 'Configured, confirmed on 29 Nov if it holds',
    });
    backend.clock.advance(6 * DAY);
    await backend.scan('prod-eu');
    expect((await card(backend)).level).toBe(0);
    backend.clock.advance(DAY);
    await backend.scan('prod-eu');
    expect((await card(backend)).level).toBe(1);

    const atOnce = await start({ levels: { holdDays: 0 } });
    await atOnce.scan('prod-eu');
    expect((await card(atOnce)).level).toBe(1);
  });

  it('count what an upgrade brings after newChecks.observeDays', async () => {
    state.broken = true;
    const upgraded = async (readiness: JsonObject) => {
      const knex = await databases.init('SQLITE_3');
      const before = await start({}, { knex, checks: [] });
      await before.scan('prod-eu');
      const after = await start(readiness, { knex, now: NOON + DAY });
      const seen: unknown[] = [];
      for (const days of [0, 27, 1]) {
        after.clock.advance(days * DAY);
        await after.scan('prod-eu');
        const { findings, dimensions } = await card(after);
        const [{ mode, dueAt, taskId, firstSeen }] = findings;
        const { body } = await after.api.get('/checks');
        const listed = body.items.filter(({ id }: { id: string }) =>
          id.startsWith('test-'),
        );
        expect(
          listed.every((check: { mode: string }) => check.mode === mode),
        ).toBe(true);
        seen.push({
          mode,
          due: dueAt && (Date.parse(dueAt) - after.clock.now()) / DAY,
          task: taskId !== undefined,
          scored: JSON.stringify(dimensions).includes('"test-'),
        });
        expect(firstSeen).toBe('2026-11-23T12:00:00.000Z');
      }
      return seen;
    };
    const observed = {
      mode: 'observe',
      due: undefined,
      task: false,
      scored: false,
    };
    const counted = { mode: 'enforce', task: true, scored: true };
    expect(await upgraded({})).toEqual([
      observed,
      observed,
      { ...counted, due: expect.any(Number) },
    ]);
    const atOnce = await upgraded({ newChecks: { observeDays: 0 } });
    expect(atOnce).toMatchObject([counted, counted, counted]);
  });

  it('rank who has leaderboard.minDays and minEntities', async () => {
    const reasons = async (leaderboard?: JsonObject) => {
      const { api, scan } = await start(leaderboard ? { leaderboard } : {});
      await scan('prod-eu');
      const { body } = await api.get('/leaderboard?by=owner');
      return new Map<string, string | undefined>(
        body.items.map((item: LeaderboardItem) => [item.ref, item.reason]),
      );
    };
    const marketing = 'group:default/marketing';
    const byDefault = await reasons();
    expect(byDefault.get(marketing)).toMatch(/^too small to rank: \d of 3/);
    expect([...new Set(byDefault.values())]).toContain(
      'scanned for 0 of 14 days',
    );
    const small = await reasons({ minEntities: 1 });
    expect(small.get(marketing)).toBe('scanned for 0 of 14 days');
    const open = await reasons({ minEntities: 1, minDays: 0 });
    expect(open.has(marketing)).toBe(true);
    expect(open.get(marketing)).toBeUndefined();
  });

  it('verify the fix of what is used after verify.usedStageHours', async () => {
    const afterFix = async (readiness: JsonObject) => {
      state.broken = true;
      const backend = await start(readiness);
      await backend.scan('prod-eu');
      const [finding] = (await card(backend)).findings;
      state.broken = false;
      const statuses: string[] = [];
      for (const hours of [1, 23, 1]) {
        backend.clock.advance(hours * 3_600_000);
        await backend.scan('prod-eu');
        const { body } = await backend.api.get(`/tasks/${finding.taskId}`);
        statuses.push(body.status);
      }
      return statuses;
    };
    expect(await afterFix({})).toEqual([
      'awaiting_verification',
      'awaiting_verification',
      'verified',
    ]);
    expect(await afterFix({ verify: { usedStageHours: 0 } })).toEqual([
      'verified',
      'verified',
      'verified',
    ]);
  });
});
