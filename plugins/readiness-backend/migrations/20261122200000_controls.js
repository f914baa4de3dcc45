// @ts-check

/**
 * The checks that a stored score rests on.
 *
 * @param {string} text - JSON of the score
 * @returns {string[]}
 */
function judgedChecks(text) {
  /** @type {{ dimensions: { controls: { stages: { checks: { check: string, state: string }[] }[] }[] }[] }} */
  const tree = JSON.parse(text);
  return tree.dimensions
    .flatMap(({ controls }) => controls)
    .flatMap(({ stages }) => stages)
    .flatMap(({ checks }) => checks)
    .filter(({ state }) => state !== 'notJudged')
    .map(({ check }) => check);
}

/**
 * Control over rules: which checks the installation knows, the mode of what
 * they found, and disputes. Checks that had judged a cluster before were known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('known_checks', table => {
    table.comment('Checks that this installation has started with');
    table.string('check_id', 128).primary();
    table.string('known_at', 24).notNullable();
    table
      .boolean('by_upgrade')
      .notNullable()
      .comment('Clusters had been scanned before: it starts observed');
  });
  const known = new Map();
  for (const { tree, at } of await knex('scores')
    .where({ scope: 'cluster' })
    .select('tree', 'at')) {
    for (const check of judgedChecks(tree)) known.set(check, at);
  }
  for (const [id, at] of known) {
    await knex('known_checks').insert({
      check_id: id,
      known_at: at,
      by_upgrade: false,
    });
  }

  await knex.schema.alterTable('findings', table => {
    table
      .string('mode', 16)
      .notNullable()
      .defaultTo('enforce')
      .comment('enforce | observe: counts for nothing');
    table
      .string('enforced_at', 24)
      .comment('Observed before; its clock starts here');
    table
      .double('paused_ms')
      .notNullable()
      .defaultTo(0)
      .comment('How long its clock stood still for disputes');
  });

  await knex.schema.createTable('disputes', table => {
    table.comment('Findings that somebody calls wrong, and what was decided');
    table.string('id', 36).primary();
    table.string('finding_id', 64).notNullable();
    table.string('check_id', 128).notNullable();
    table.string('cluster_uid', 64).notNullable();
    table.string('subject_key', 700).notNullable();
    table.text('discriminator');
    table
      .text('saw')
      .notNullable()
      .comment('JSON: what the reasons were about');
    table.text('reason').notNullable();
    table.string('disputed_by').notNullable();
    table.string('disputed_at', 24).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('open | accepted | rejected');
    table
      .string('open_key', 64)
      .comment('The finding while it is open: one dispute at a time');
    table.string('decided_by');
    table.string('decided_at', 24);
    table.text('note');
    table
      .string('expires', 10)
      .comment('Until when an accepted one excepts what it is about');
    table.unique(['open_key'], { indexName: 'disputes_open_key_uniq' });
    table.index(['finding_id'], 'disputes_finding_idx');
    table.index(['cluster_uid', 'state'], 'disputes_cluster_state_idx');
    table.index(['check_id', 'disputed_at'], 'disputes_check_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('disputes');
  await knex.schema.alterTable('findings', table => {
    table.dropColumn('mode');
    table.dropColumn('enforced_at');
    table.dropColumn('paused_ms');
  });
  await knex.schema.dropTable('known_checks');
};
