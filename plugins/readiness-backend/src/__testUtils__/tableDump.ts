import type { Knex } from 'knex';

/** Every table of the plugin. */
export const TABLES = [
  'clusters',
  'disputes',
  'entities',
  'evidence',
  'finding_events',
  'findings',
  'known_checks',
  'scan_runs',
  'score_days',
  'scores',
  'subject_entities',
  'subjects',
  'task_events',
  'task_findings',
  'tasks',
  'waiver_events',
  'waivers',
];

/** Every row of every table, as text. */
export async function tableDump(
  knex: Knex,
  tables: readonly string[] = TABLES,
): Promise<string> {
  const dump: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await knex(table).select();
    dump[table] = rows.map(row => JSON.stringify(row)).sort();
  }
  return JSON.stringify(dump, undefined, 1);
}

/** The tables that a scan without changes leaves alone. */
export const SETTLED_TABLES = TABLES.filter(
  table => table !== 'scan_runs' && table !== 'clusters',
);
