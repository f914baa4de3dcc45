// @ts-check

/**
 * Findings of other tools stand in the register under their tool's name; our
 * own say who reports the same.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('findings', table => {
    table
      .string('origin', 64)
      .comment('The tool that an imported finding comes from');
    table.text('title').comment('Of an imported finding');
    table
      .text('also_reported')
      .comment('JSON: other tools that report the same, with their rules');
    table.index(['origin', 'closed_at'], 'findings_origin_closed_idx');
  });
};

/**
 * What was imported means nothing to what comes before.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('findings').where({ kind: 'import' }).delete();
  await knex.schema.alterTable('findings', table => {
    table.dropIndex(['origin', 'closed_at'], 'findings_origin_closed_idx');
    table.dropColumn('origin');
    table.dropColumn('title');
    table.dropColumn('also_reported');
  });
};
