import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';

jest.setTimeout(60_000);

const directory = join(__dirname, '../../migrations');
const files = readdirSync(directory).sort();

const TABLES = [
  'clusters',
  'entities',
  'evidence',
  'finding_events',
  'findings',
  'scan_runs',
  'score_days',
  'scores',
  'subject_entities',
  'subjects',
  'task_events',
  'task_findings',
  'tasks',
];

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
});
