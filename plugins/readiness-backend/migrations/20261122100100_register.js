// @ts-check

/**
 * The register: per subject one row that says how each check was judged, and
 * findings as intervals that survive rescans.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('subjects', table => {
    table.comment('What was judged, and how, in one row a subject');
    table.string('cluster_uid', 64).notNullable();
    table.string('key', 700).notNullable().comment('Text form of the subject');
    table.string('type', 16).notNullable();
    table.string('namespace', 253);
    table.string('entity_ref').comment('The entity that it counts for');
    table.string('owner');
    table.string('environment', 16).notNullable();
    table.string('namespace_class', 16);
    table.text('fix_root').notNullable().comment('JSON');
    table.boolean('exposed').notNullable();
    table.boolean('unobserved').notNullable().comment('Known but not seen');
    table.string('ruleset_version', 64).notNullable();
    table.text('verdicts').notNullable().comment('JSON: check id to verdict');
    table.string('first_seen_at', 24).notNullable();
    table.string('removed_at', 24);
    table.primary(['cluster_uid', 'key'], 'subjects_pk');
    table.index(['entity_ref'], 'subjects_entity_ref_idx');
  });

  await knex.schema.createTable('subject_entities', table => {
    table.comment('Entities that see a subject without it counting for them');
    table.string('cluster_uid', 64).notNullable();
    table.string('subject_key', 700).notNullable();
    table.string('entity_ref').notNullable();
    table.string('relation', 16).notNullable().comment('inherits | ambiguous');
    table.primary(
      ['cluster_uid', 'subject_key', 'entity_ref', 'relation'],
      'subject_entities_pk',
    );
    table.index(['entity_ref'], 'subject_entities_entity_ref_idx');
  });

  await knex.schema.createTable('findings', table => {
    table.comment('Ways in which subjects miss checks, as intervals');
    table
      .string('id', 64)
      .primary()
      .comment('sha256 of check, cluster, subject and discriminator');
    table.string('cluster_uid', 64).notNullable();
    table.string('cluster', 253).notNullable();
    table.string('subject_key', 700).notNullable();
    table.string('namespace', 253);
    table.string('namespace_class', 16);
    table.string('check_id', 128).notNullable();
    table.string('kind', 16).notNullable().comment('check | visibility');
    table.string('dimension', 16).notNullable();
    table.string('control', 8).notNullable();
    table.string('stage', 16).notNullable();
    table.string('severity', 16).notNullable();
    table.integer('severity_rank').notNullable().comment('0 is critical');
    table.string('state', 16).notNullable();
    table
      .boolean('sticky')
      .notNullable()
      .comment('Cannot be observed now; was open when last observed');
    table.text('discriminator');
    table.string('entity_ref');
    table.string('owner').notNullable();
    table.string('responsible', 16).notNullable();
    table.string('environment', 16).notNullable();
    table.integer('tier').notNullable();
    table.boolean('exposed').notNullable();
    table.string('effort', 4).notNullable();
    table.string('fix_key', 128).notNullable();
    table.string('fix_root_key', 700).notNullable();
    table.text('fix_root').notNullable().comment('JSON');
    table.text('reasons').notNullable().comment('JSON');
    table.text('sources').notNullable().comment('JSON: what was read');
    table.text('remediation').notNullable().comment('JSON');
    table.text('hides').comment('JSON: checks that a visibility finding hides');
    table.string('first_seen_at', 24).notNullable();
    table
      .string('last_seen_at', 24)
      .notNullable()
      .comment('For open findings the last scan counts where it is later');
    table.string('reopened_at', 24).comment('When it came back last');
    table.string('due_at', 24);
    table.string('closed_at', 24);
    table.string('close_reason', 32);
    table.integer('regressions').notNullable();
    table.boolean('disputed').notNullable();
    table.index(['cluster_uid', 'closed_at'], 'findings_cluster_closed_idx');
    table.index(['entity_ref', 'closed_at'], 'findings_entity_closed_idx');
    table.index(['subject_key'], 'findings_subject_key_idx');
    table.index(
      ['closed_at', 'severity_rank', 'first_seen_at', 'id'],
      'findings_order_idx',
    );
  });

  await knex.schema.createTable('finding_events', table => {
    table.comment('History of findings');
    table.increments('id');
    table.string('finding_id', 64).notNullable();
    table.string('at', 24).notNullable();
    table.string('type', 32).notNullable();
    table.string('actor');
    table.string('scan_id', 36);
    table.text('message').notNullable();
    table.index(['finding_id', 'at'], 'finding_events_finding_at_idx');
    table.index(['at'], 'finding_events_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('finding_events');
  await knex.schema.dropTable('findings');
  await knex.schema.dropTable('subject_entities');
  await knex.schema.dropTable('subjects');
};
