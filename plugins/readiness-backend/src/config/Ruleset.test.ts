import { TestDatabases } from '@backstage/backend-test-utils';
import { builtInChecks } from '@readiness/backstage-plugin-readiness-checks';
import { buildRuleConfig } from '@readiness/backstage-plugin-readiness-engine';
import type { RuleConfig } from '@readiness/backstage-plugin-readiness-engine';
import type { Knex } from 'knex';
import { CheckRegistry } from './CheckRegistry';
import { Ruleset } from './Ruleset';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const NOON = Date.parse('2026-11-22T12:00:00Z');
const directory = `${__dirname}/../../migrations`;
const [first, second, third] = builtInChecks;

describe('Ruleset', () => {
  const databases = TestDatabases.create();

  /** A start of the backend with these checks. */
  const start = (
    knex: Knex,
    ids: readonly string[],
    options: { version?: string; now?: number; config?: RuleConfig } = {},
  ) => {
    const { version = '1', now = NOON, config } = options;
    const rules = config ?? buildRuleConfig();
    const checks = builtInChecks.filter(({ id }) => ids.includes(id));
    return Ruleset.load(knex, {
      registry: CheckRegistry.create({
        checks,
        builtIn: checks,
        builtInVersion: version,
        rules,
      }),
      rules,
      observeDays: 28,
      now,
    });
  };

  const scanned = (knex: Knex) =>
    knex('clusters').insert({
      name: 'prod',
      title: 'prod',
      access: 'a',
      scannable: true,
      environment: 'prod',
      last_whole_scan_at: '2026-11-22T12:00:00.000Z',
    });

  const migrated = async (
    databaseId: Parameters<typeof databases.init>[0],
  ): Promise<Knex> => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    return knex;
  };

  it.each(databases.eachSupportedId())(
    'observes what an upgrade brings, for some time, %p',
    async databaseId => {
      const knex = await migrated(databaseId);
      const fresh = await start(knex, [first.id]);
      expect(fresh.at(NOON).modeOf(first.id)).toBe('enforce');
      // Before the first scan an upgrade is as good as an installation.
      const before = await start(knex, [first.id, second.id], { version: '2' });
      expect(before.at(NOON)).toMatchObject({ version: '2' });
      expect(before.at(NOON).modeOf(second.id)).toBe('enforce');

      await scanned(knex);
      const upgraded = NOON + 10 * DAY;
      const all = [first.id, second.id, third.id];
      const modes = async (
        now: number,
        ids: readonly string[] = all,
        config?: RuleConfig,
      ) => {
        const rules = (
          await start(knex, ids, { version: '3', now, config })
        ).at(now);
        return {
          version: rules.version,
          modes: ids.map(rules.modeOf),
          configured: rules.config.checks[third.id]?.mode,
        };
      };
      const observed = await modes(upgraded);
      expect(observed).toEqual({
        version: expect.stringMatching(/^3~[0-9a-f]{8}$/),
        modes: ['enforce', 'enforce', 'observe'],
        configured: 'observe',
      });
      // Neither a restart nor a step back and forth starts it anew.
      await modes(upgraded + 5 * DAY, [first.id]);
      expect(await modes(upgraded + 28 * DAY - 1)).toEqual(observed);
      expect(await modes(upgraded + 28 * DAY)).toEqual({
        version: '3',
        modes: ['enforce', 'enforce', 'enforce'],
        configured: undefined,
      });
    },
  );

  it('passes from observing to enforcing without a restart', async () => {
    const knex = await migrated('SQLITE_3');
    await start(knex, [first.id]);
    await scanned(knex);
    const ruleset = await start(knex, [first.id, second.id]);
    expect(ruleset.at(NOON).modeOf(second.id)).toBe('observe');
    expect(ruleset.at(NOON + 28 * DAY).modeOf(second.id)).toBe('enforce');
  });

  it('keeps what an upgrade brought out of the score, as it was before', async () => {
    const knex = await migrated('SQLITE_3');
    await start(knex, [first.id]);
    await scanned(knex);
    const rules = buildRuleConfig();
    const added = { ...third, id: 'added-check' };
    const checks = [first, second, added];
    const ruleset = await Ruleset.load(knex, {
      registry: CheckRegistry.create({
        checks,
        builtIn: [first, second],
        builtInVersion: '2',
        rules,
      }),
      rules,
      observeDays: 28,
      now: NOON,
    });
    const built = (now: number) =>
      checks.map(
        ({ id }) =>
          ruleset.at(now).catalogue.find(check => check.id === id)?.built,
      );
    // Of the catalogue it is not judged yet; an added one is not there.
    expect(built(NOON)).toEqual([true, false, undefined]);
    expect(built(NOON + 28 * DAY)).toEqual([true, true, true]);
  });

  it('does as configuration says, new or not', async () => {
    const knex = await migrated('SQLITE_3');
    await start(knex, [first.id]);
    await scanned(knex);
    const config = buildRuleConfig({
      checks: {
        [first.id]: { mode: 'observe' },
        [second.id]: { mode: 'enforce', severity: 'low' },
        [third.id]: { enabled: false },
      },
    });
    const rules = (
      await start(knex, [first.id, second.id, third.id], { config })
    ).at(NOON);
    expect([first, second].map(({ id }) => rules.modeOf(id))).toEqual([
      'observe',
      'enforce',
    ]);
    const inCatalogue = ({ id }: { id: string }) =>
      rules.catalogue.find(check => check.id === id)?.built;
    expect([first, second, third].map(inCatalogue)).toEqual([
      undefined,
      true,
      undefined,
    ]);
    // A check that is off takes no part in the version.
    expect(rules.version).not.toContain('~');
    expect(rules.config.checks[second.id]).toEqual({
      mode: 'enforce',
      severity: 'low',
    });
  });
});
