// @ts-check

/**
 * Risks that are accepted for a while: the waivers, what became of them, and
 * what the findings say beside them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('waivers', table => {
    table.comment('Risks that are accepted for a while, or are asked to be');
    table.string('id', 36).primary();
    table.string('check_id', 128).notNullable();
    table.string('dimension', 16).notNullable();
    table
      .string('severity', 16)
      .notNullable()
      .comment('Graver findings are not covered');
    table.string('scope', 16).notNullable().comment('finding|subject|entity');
    table.string('selector', 64).notNullable().comment('What it is about');
    table
      .string('finding_id', 64)
      .notNullable()
      .comment('The finding that it was asked for');
    table.string('cluster_uid', 64).notNullable();
    table.string('subject_key', 700).notNullable();
    table.text('discriminator');
    table.string('entity_ref');
    table.string('owner').notNullable();
    table.string('responsible', 16).notNullable();
    table.text('reason').notNullable();
    table.text('compensating_control').notNullable();
    table.string('requested_by').notNullable();
    table.string('requested_at', 24).notNullable();
    table.string('expires', 10).notNullable().comment('Last day it acts');
    table
      .integer('round')
      .notNullable()
      .comment('0 first, 1 renewal, 2 and more escalated');
    table.string('renews', 36).comment('The waiver that it goes on with');
    table
      .string('state', 16)
      .notNullable()
      .comment('requested|approved|rejected|revoked|expired|void|renewed');
    table
      .string('open_key', 80)
      .comment('Of what is requested or approved: one at a time');
    table.string('decided_by');
    table.string('decided_at', 24);
    table.text('decision_note');
    table.integer('approved_findings').comment('Findings at its approval');
    table.string('ended_by');
    table.string('ended_at', 24);
    table.text('end_note');
    table.integer('version').notNullable();
    table.unique(['open_key'], { indexName: 'waivers_open_key_uniq' });
    table.index(['state', 'requested_at'], 'waivers_state_at_idx');
    table.index(['selector'], 'waivers_selector_idx');
    table.index(['finding_id'], 'waivers_finding_idx');
    table.index(['entity_ref'], 'waivers_entity_idx');
  });

  await knex.schema.createTable('waiver_events', table => {
    table.comment('What happened to a waiver');
    table.increments('id');
    table.string('waiver_id', 36).notNullable();
    table.string('at', 24).notNullable();
    table.string('type', 32).notNullable();
    table.string('actor');
    table.text('message').notNullable();
    table.index(['waiver_id'], 'waiver_events_waiver_idx');
  });

  await knex.schema.alterTable('findings', table => {
    table
      .string('judged_state', 16)
      .comment('What the scan says, without the waiver');
    table.string('waiver_id', 36).comment('The waiver that covers it');
    table.index(['waiver_id'], 'findings_waiver_idx');
  });
  await knex('findings').update({ judged_state: knex.ref('state') });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Without waivers a finding is what the scan says.
  await knex('findings')
    .where({ state: 'waived' })
    .whereNotNull('judged_state')
    .update({ state: knex.ref('judged_state') });
  await knex.schema.alterTable('findings', table => {
    table.dropIndex(['waiver_id'], 'findings_waiver_idx');
    table.dropColumn('judged_state');
    table.dropColumn('waiver_id');
  });
  await knex.schema.dropTable('waiver_events');
  await knex.schema.dropTable('waivers');
};
