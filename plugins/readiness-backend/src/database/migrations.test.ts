import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { TABLES } from '../__testUtils__/tableDump';
import { findingRow } from '../roadmap/__fixtures__/findingRow';

jest.setTimeout(60_000);

const directory = join(__dirname, '../../migrations');
const files = readdirSync(directory).sort();

describe('migrations', () => {
  const databases = TestDatabases.create();

  it.each(databases.eachSupportedId())(
    'go up and down one by one, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const present = async () => {
        const found = [];
        for (const table of TABLES) {
          if (await knex.schema.hasTable(table)) found.push(table);
        }
        return found;
      };
      for (const _ of files) await knex.migrate.up({ directory });
      expect(await present()).toEqual(TABLES);

      await knex('scan_runs').insert({
        id: '1',
        cluster: 'prod',
        status: 'queued',
        progress: 0,
        requested_at: '2026-11-22T12:00:00.000Z',
        active_key: 'prod|',
        sources: '[]',
      });
      const second = knex('scan_runs').insert({
        id: '2',
        cluster: 'prod',
        status: 'queued',
        progress: 0,
        requested_at: '2026-11-22T12:00:00.000Z',
        active_key: 'prod|',
        sources: '[]',
      });
      expect(
        await second.then(
          () => 'stored',
          () => 'refused',
        ),
      ).toBe('refused');

      for (const _ of files) await knex.migrate.down({ directory });
      expect(await present()).toEqual([]);
      for (const _ of files) await knex.migrate.up({ directory });
      expect(await present()).toEqual(TABLES);
    },
  );

  it.each(databases.eachSupportedId())(
    'knows the checks that judged clusters before, and keeps findings, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const controls = files.findIndex(file => file.includes('controls'));
      for (const _ of files.slice(0, controls)) {
        await knex.migrate.up({ directory });
      }
      const checks = [
        { check: 'rec-pdb', state: 'fail' },
        { check: 'obs-slo-defined', state: 'notJudged' },
      ];
      const score = {
        level: '0',
        verified: 1,
        potential: 1,
        coverage: 1,
        applicable_weight: 1,
        holds: '{}',
        ruleset_version: '1',
        at: '2026-11-22T12:00:00.000Z',
        tree: JSON.stringify({
          dimensions: [{ controls: [{ stages: [{ checks }] }] }],
        }),
      };
      await knex('scores').insert({ scope: 'cluster', ref: 'u1', ...score });
      await knex('scores').insert({ scope: 'cluster', ref: 'u2', ...score });
      const {
        mode,
        enforced_at,
        paused_ms,
        judged_state,
        waiver_id,
        shared,
        origin,
        title,
        also_reported,
        ...finding
      } = findingRow({ id: 'f1' });
      await knex('findings').insert(finding);

      await knex.migrate.up({ directory });
      expect(
        (await knex('known_checks')).map(row => ({
          ...row,
          by_upgrade: Boolean(row.by_upgrade),
        })),
      ).toEqual([
        {
          check_id: 'rec-pdb',
          known_at: '2026-11-22T12:00:00.000Z',
          by_upgrade: false,
        },
      ]);
      expect(await knex('findings')).toMatchObject([
        { id: finding.id, mode: 'enforce', enforced_at: null, paused_ms: 0 },
      ]);
      await knex.migrate.down({ directory });
      expect(await knex('findings')).toMatchObject([
        { id: finding.id, check_id: finding.check_id },
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'leave findings as scans saw them when waivers go, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const waivers = files.findIndex(file => file.includes('waivers'));
      for (const _ of files.slice(0, waivers)) {
        await knex.migrate.up({ directory });
      }
      const {
        judged_state,
        waiver_id,
        shared,
        origin,
        title,
        also_reported,
        ...before
      } = findingRow({ id: 'f1', state: 'warn' });
      await knex('findings').insert(before);
      await knex.migrate.up({ directory });
      expect(await knex('findings')).toMatchObject([
        { state: 'warn', judged_state: 'warn', waiver_id: null },
      ]);
      await knex('findings').update({ state: 'waived', waiver_id: 'w1' });
      await knex.migrate.down({ directory });
      expect(await knex('findings')).toMatchObject([{ state: 'warn' }]);
    },
  );

  it.each(databases.eachSupportedId())(
    'take what was imported away with the imports, and nothing else, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const imports = files.findIndex(file => file.includes('imports'));
      for (const _ of files.slice(0, imports + 1)) {
        await knex.migrate.up({ directory });
      }
      await knex('findings').insert([
        findingRow({ id: 'f1', also_reported: '[]' }),
        findingRow({ id: 'f2', kind: 'import', origin: 'kyverno' }),
      ]);
      await knex.migrate.down({ directory });
      expect(await knex('findings').pluck('id')).toEqual(['f1']);
      await knex.migrate.up({ directory });
      expect(await knex('findings')).toMatchObject([
        { id: 'f1', origin: null, also_reported: null },
      ]);
    },
  );
});
