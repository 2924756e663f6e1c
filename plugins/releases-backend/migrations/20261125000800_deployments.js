// @ts-check

/**
 * What runs where, and what it takes to be promoted: deployments and facts as
 * they were reported, and the policies that ask for them. What the matrix reads
 * is derived from the deployments in the same transaction, so that it grows with
 * components, environments and versions, and not with how often somebody deploys.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('environments_deployments', table => {
    table.string('id', 36).primary();
    table.string('component_ref', 255).notNullable();
    table.string('environment_ref', 255).notNullable();
    table.string('version', 200).notNullable();
    table.string('digest', 200);
    table.text('run');
    table.text('url');
    table.string('actor', 200);
    table.string('result', 16).notNullable();
    table.bigInteger('at').notNullable();
    table.bigInteger('reported_at').notNullable();
    table.string('reported_by', 255).notNullable();
    table
      .string('fingerprint', 64)
      .comment('Of a report that can be told from another when it comes again');
    table.unique(['fingerprint'], {
      indexName: 'environments_deployments_fingerprint_idx',
    });
    table.index(['at', 'id'], 'environments_deployments_at_idx');
    table.index(
      ['component_ref', 'at', 'id'],
      'environments_deployments_component_idx',
    );
    table.index(
      ['environment_ref', 'at', 'id'],
      'environments_deployments_environment_idx',
    );
    table.index(
      ['component_ref', 'environment_ref', 'at'],
      'environments_deployments_place_idx',
    );
    table.index(
      ['version', 'at', 'id'],
      'environments_deployments_version_idx',
    );
    table.index(['result', 'at', 'id'], 'environments_deployments_result_idx');
  });

  // One row for each component. Whoever writes what is derived of one takes this
  // row first, and holds it until the transaction ends.
  await knex.schema.createTable('environments_deployed', table => {
    table.string('component_ref', 255).notNullable().primary();
    table.integer('versions').notNullable().comment('How many it has');
    table
      .integer('numbered')
      .notNullable()
      .comment('1: all of them can be told apart by number');
    // The last in their order: most that are new come after it.
    table.string('last_version', 200);
    table.bigInteger('last_first_at');
  });

  await knex.schema.createTable('environments_versions', table => {
    table.string('component_ref', 255).notNullable();
    table.string('version', 200).notNullable();
    table.bigInteger('first_at').notNullable();
    table
      .integer('ordinal')
      .notNullable()
      .comment('Its place among the versions, from 1 on without gaps');
    table.primary(['component_ref', 'version']);
    table.index(['component_ref', 'ordinal'], 'environments_versions_idx');
  });

  await knex.schema.createTable('environments_version_sightings', table => {
    table.string('component_ref', 255).notNullable();
    table.string('environment_ref', 255).notNullable();
    table.string('version', 200).notNullable();
    table.bigInteger('first_at').notNullable();
    table.integer('ordinal').notNullable().comment('Of the version');
    table.primary(['component_ref', 'environment_ref', 'version']);
    table.index(
      ['component_ref', 'environment_ref', 'ordinal', 'first_at'],
      'environments_version_sightings_ordinal_idx',
    );
    table.index(
      ['component_ref', 'environment_ref', 'first_at'],
      'environments_version_sightings_first_idx',
    );
  });

  await knex.schema.createTable('environments_version_cells', table => {
    table.string('component_ref', 255).notNullable();
    table.string('environment_ref', 255).notNullable();
    table.text('current').comment('The last that is settled; JSON');
    table
      .text('latest')
      .comment('The last of all, when that is another one; JSON');
    table.integer('ordinal').comment('Of the version, when one runs');
    table.bigInteger('latest_at').notNullable();
    table.primary(['component_ref', 'environment_ref']);
    table.index(
      ['environment_ref', 'latest_at'],
      'environments_version_cells_latest_idx',
    );
  });

  await knex.schema.createTable('environments_identity_uses', table => {
    table.string('component_ref', 255).notNullable();
    table.string('environment_ref', 255).notNullable();
    table.string('identity', 200).notNullable();
    table.integer('uses').notNullable();
    table.bigInteger('first_at').notNullable();
    table.bigInteger('last_at').notNullable();
    table.primary(['component_ref', 'environment_ref', 'identity']);
    table.index(
      ['environment_ref', 'identity'],
      'environments_identity_uses_environment_idx',
    );
  });

  await knex.schema.createTable('environments_facts', table => {
    table.string('id', 36).primary();
    table.string('entity_ref', 255).notNullable();
    table.string('version', 200).notNullable();
    table.string('name', 100).notNullable();
    table.text('value').notNullable().comment('JSON');
    table.string('source', 200).notNullable();
    table.text('url');
    table.bigInteger('at').notNullable();
    table.bigInteger('expires_at');
    table.bigInteger('reported_at').notNullable();
    table.string('reported_by', 255).notNullable();
    table
      .text('approver_groups')
      .comment('Of an approval: through which groups its author speaks; JSON');
    table.string('fingerprint', 64);
    table.unique(['fingerprint'], {
      indexName: 'environments_facts_fingerprint_idx',
    });
    table.index(['entity_ref', 'at', 'id'], 'environments_facts_entity_idx');
    table.index(
      ['entity_ref', 'version', 'at', 'id'],
      'environments_facts_version_idx',
    );
    table.index(
      ['entity_ref', 'version', 'name', 'at', 'id'],
      'environments_facts_latest_idx',
    );
    table.index(
      ['entity_ref', 'name', 'at', 'id'],
      'environments_facts_name_idx',
    );
  });

  await knex.schema.createTable('environments_promotion_policies', table => {
    table.string('id', 36).primary();
    table.string('from_ref', 255).notNullable();
    table.string('to_ref', 255).notNullable();
    table.text('criteria').notNullable().comment('JSON');
    table.integer('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
    // What it takes is said once for each edge.
    table.unique(['from_ref', 'to_ref'], {
      indexName: 'environments_promotion_policies_edge_idx',
    });
    table.index(['to_ref'], 'environments_promotion_policies_to_idx');
    table.index(
      ['created_at', 'id'],
      'environments_promotion_policies_created_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('environments_promotion_policies');
  await knex.schema.dropTable('environments_facts');
  await knex.schema.dropTable('environments_identity_uses');
  await knex.schema.dropTable('environments_version_cells');
  await knex.schema.dropTable('environments_version_sightings');
  await knex.schema.dropTable('environments_versions');
  await knex.schema.dropTable('environments_deployed');
  await knex.schema.dropTable('environments_deployments');
};
