// @ts-check

/**
 * Evidence, scores with one row a day in which they changed, and the tasks of
 * the roadmap.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('evidence', table => {
    table.comment('Dated proof, recorded by people or seen by a scan');
    table.string('id', 36).primary();
    table
      .string('natural_key', 700)
      .comment('What a scan saw: the same object is stored once');
    table.string('check_id', 128).notNullable();
    table.string('control', 8).notNullable();
    table.string('what', 32).notNullable();
    table.text('subjects').notNullable().comment('JSON: subject keys');
    table.string('performed_at', 24).notNullable();
    table.string('performed_by');
    table.string('attested_by');
    table.string('outcome', 16).notNullable();
    table.text('measured').comment('JSON');
    table.text('validation').comment('JSON');
    table.text('artefacts').notNullable().comment('JSON');
    table.string('grade', 4).notNullable();
    table.text('fingerprint').comment('JSON');
    table.text('observed').comment('JSON: what a scan saw');
    table.string('expires_at', 24).notNullable();
    table.string('recorded_at', 24).notNullable();
    table.string('recorded_by');
    table.unique(['natural_key'], { indexName: 'evidence_natural_key_uniq' });
    table.index(['check_id', 'performed_at'], 'evidence_check_performed_idx');
  });

  await knex.schema.createTable('scores', table => {
    table.comment('The current score of an entity or a cluster');
    table.string('scope', 16).notNullable().comment('entity | cluster');
    table.string('ref').notNullable().comment('Entity ref or cluster uid');
    table.string('level', 16).notNullable();
    table.double('verified').notNullable();
    table.double('potential').notNullable();
    table.double('coverage').notNullable();
    table.double('applicable_weight').notNullable();
    table.text('tree').notNullable().comment('JSON: how it was computed');
    table.text('holds').notNullable().comment('JSON: since when a level holds');
    table.string('ruleset_version', 64).notNullable();
    table.string('at', 24).notNullable().comment('When it last changed');
    table.primary(['scope', 'ref'], 'scores_pk');
  });

  await knex.schema.createTable('score_days', table => {
    table.comment('Scores over time: a row for each day with a change');
    table.string('scope', 16).notNullable();
    table.string('ref').notNullable();
    table.string('day', 10).notNullable();
    table.string('level', 16).notNullable();
    table.double('verified').notNullable();
    table.double('potential').notNullable();
    table.double('coverage').notNullable();
    table.string('ruleset_version', 64).notNullable();
    table.string('at', 24).notNullable();
    table.primary(['scope', 'ref', 'day'], 'score_days_pk');
  });

  await knex.schema.createTable('tasks', table => {
    table.comment('One human action on one fix root');
    table.string('id', 36).primary();
    table.string('key', 850).notNullable().comment('Fix key and fix root');
    table.string('fix_key', 128).notNullable();
    table.text('fix_root').notNullable().comment('JSON');
    table.text('title').notNullable();
    table.string('owner').notNullable();
    table.string('assignee');
    table.string('status', 32).notNullable();
    table.string('severity', 16).notNullable();
    table.string('due_at', 24);
    table.boolean('due_set').notNullable().comment('Set by a person');
    table.text('note');
    table.double('effort_days').notNullable();
    table.double('risk').notNullable();
    table.double('priority').notNullable();
    table.string('slot', 8).notNullable().comment('week | next | later');
    table.integer('week');
    table.text('slices').notNullable().comment('JSON: days by week');
    table.text('because').notNullable();
    table.boolean('capacity_conflict').notNullable();
    table.text('depends_on').notNullable().comment('JSON: task ids');
    table.text('clusters').notNullable().comment('JSON: cluster names');
    table.double('predicted_delta');
    table.double('observed_delta');
    table.string('created_at', 24).notNullable();
    table.string('closed_at', 24);
    table.integer('version').notNullable().comment('Counts changes');
    table.unique(['key'], { indexName: 'tasks_key_uniq' });
    table.index(['status'], 'tasks_status_idx');
  });

  await knex.schema.createTable('task_findings', table => {
    table.comment('Findings that a task closes, and that it closed');
    table.string('task_id', 36).notNullable();
    table.string('finding_id', 64).notNullable();
    table.primary(['task_id', 'finding_id'], 'task_findings_pk');
    table.index(['finding_id'], 'task_findings_finding_idx');
  });

  await knex.schema.createTable('task_events', table => {
    table.comment('History of tasks');
    table.increments('id');
    table.string('task_id', 36).notNullable();
    table.string('at', 24).notNullable();
    table.string('type', 32).notNullable();
    table.string('actor');
    table.text('message').notNullable();
    table.index(['task_id', 'at'], 'task_events_task_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('task_events');
  await knex.schema.dropTable('task_findings');
  await knex.schema.dropTable('tasks');
  await knex.schema.dropTable('score_days');
  await knex.schema.dropTable('scores');
  await knex.schema.dropTable('evidence');
};
