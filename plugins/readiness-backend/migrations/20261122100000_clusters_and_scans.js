// @ts-check

/**
 * Clusters and the scans of them. Times are ISO 8601 strings in UTC with
 * milliseconds in all tables: they sort as text and mean the same in every
 * database. JSON is kept as text.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('clusters', table => {
    table.comment('Clusters that some way of access lists, scannable or not');
    table.string('name', 253).primary().comment('Name in the portal');
    table
      .string('uid', 64)
      .comment('Uid of the namespace kube-system; survives a rename');
    table.string('title').notNullable();
    table.string('access').notNullable().comment('Way of access');
    table.boolean('scannable').notNullable();
    table.text('reason').comment('Why it cannot be scanned');
    table.string('environment', 16).notNullable();
    table.string('owner').comment('Entity ref of the owner');
    table.string('version', 32).comment('Kubernetes minor, e.g. 1.34');
    table.text('fingerprint').comment('JSON: what evidence is bound to');
    table.text('matching').comment('JSON: report of the last whole scan');
    table.string('matching_at', 24);
    table.string('last_whole_scan_at', 24);
    table
      .string('published_at', 24)
      .comment('Since when owners see results; clocks of due dates start here');
    table
      .string('removed_at', 24)
      .comment('No way of access lists it any more');
    table.index(['uid'], 'clusters_uid_idx');
  });

  await knex.schema.createTable('scan_runs', table => {
    table.comment('One row a scan, with the sources as the scan found them');
    table.string('id', 36).primary();
    table.string('cluster', 253).notNullable();
    table.string('cluster_uid', 64);
    table
      .string('entity_ref')
      .comment('Set for a scan of the namespaces of one entity');
    table.string('status', 16).notNullable();
    table.double('progress').notNullable().comment('0 to 1');
    table
      .string('active_key', 520)
      .comment('What it scans, until it is over: an equal scan joins it');
    table.string('requested_at', 24).notNullable();
    table.string('requested_by').comment('Who asked; empty for the schedule');
    table.string('started_at', 24);
    table
      .string('heartbeat_at', 24)
      .comment('A running scan without a recent one was killed');
    table.string('finished_at', 24);
    table.string('claimed_by', 36).comment('The run of the process that works');
    table.string('at', 24).comment('The time that its verdicts refer to');
    table.text('error');
    table.double('coverage').comment('0 to 1, of the cluster after the scan');
    table.string('ruleset_version', 64);
    table.text('sources').notNullable().comment('JSON: state of every source');
    table.index(['cluster', 'status'], 'scan_runs_cluster_status_idx');
    table.index(['cluster', 'requested_at'], 'scan_runs_cluster_requested_idx');
    table.index(['entity_ref'], 'scan_runs_entity_ref_idx');
    table.unique(['active_key'], { indexName: 'scan_runs_active_key_uniq' });
  });

  await knex.schema.createTable('entities', table => {
    table.comment('What the line needs of catalog entities, as last read');
    table.string('ref').primary().comment('Lower-cased full entity ref');
    table.string('kind', 63).notNullable();
    table.string('title');
    table.string('owner');
    table.string('system');
    table.string('domain');
    table.string('parent').comment('Parent of a group');
    table.integer('tier').notNullable();
    table.boolean('tier_declared').notNullable();
    table.string('lifecycle', 63);
    table.string('type', 63).comment('spec.type');
    table.text('annotations').notNullable().comment('JSON');
    table.string('first_scored_at', 24).comment('First scan that judged it');
    table.string('removed_at', 24).comment('Gone from the catalog');
    table.index(['kind'], 'entities_kind_idx');
    table.index(['owner'], 'entities_owner_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('entities');
  await knex.schema.dropTable('scan_runs');
  await knex.schema.dropTable('clusters');
};
