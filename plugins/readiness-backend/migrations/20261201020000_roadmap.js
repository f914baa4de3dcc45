// @ts-check

/**
 * Levers, places that people give to tasks, and the clock of a task.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('findings', table => {
    table
      .text('shared')
      .comment('JSON: what it has in common with others, for levers');
  });
  await knex.schema.alterTable('tasks', table => {
    table
      .double('quality')
      .comment('Of a lever: 1 fixes, 0.5 turns fail into warn');
    table
      .integer('wanted_week')
      .comment('Where a person put it: 1 to 4, 5 is next, 99 is later');
    table.string('wanted_at', 24).comment('Weeks are counted from here');
    table
      .string('clock_at', 24)
      .comment('Since when somebody has to act on what is due first');
  });
  await knex.schema.alterTable('task_events', table => {
    table.index(['type', 'at'], 'task_events_type_at_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('task_events', table => {
    table.dropIndex(['type', 'at'], 'task_events_type_at_idx');
  });
  await knex.schema.alterTable('tasks', table => {
    table.dropColumn('clock_at');
    table.dropColumn('wanted_at');
    table.dropColumn('wanted_week');
    table.dropColumn('quality');
  });
  await knex.schema.alterTable('findings', table => {
    table.dropColumn('shared');
  });
};
