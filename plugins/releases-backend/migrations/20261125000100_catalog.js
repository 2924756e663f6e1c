// @ts-check

/**
 * The suite's own view of the catalog graph. All of it is derived: a full
 * refresh restores it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('catalog_entities', table => {
    table.string('ref', 255).notNullable().primary();
    table.string('kind', 63).notNullable();
    table.string('name', 255).notNullable();
    table.text('title');
    table.string('type', 255);
    table.string('lifecycle', 255);
    table.string('owner', 255);
    table.string('system', 255);
    table.string('environment_tier', 32);
    table
      .text('parents')
      .notNullable()
      .comment('Groups above a group, domains above a system or domain; JSON');
    table.text('facts').notNullable().comment('What the selectors see; JSON');
    table
      .string('hash', 64)
      .notNullable()
      .comment('Of what the catalog said, so that only changes are written');
    table.bigInteger('updated').notNullable();
    table.index(['kind', 'type'], 'catalog_entities_kind_idx');
  });

  await knex.schema.createTable('catalog_relations', table => {
    table.string('source', 255).notNullable();
    table.string('type', 100).notNullable();
    table.string('target', 255).notNullable();
    table.primary(['source', 'type', 'target']);
    // Followed against their direction as often as along it.
    table.index(['target', 'type', 'source'], 'catalog_relations_target_idx');
    table.index(['type'], 'catalog_relations_type_idx');
  });

  await knex.schema.createTable('catalog_keys', table => {
    table.string('entity_ref', 255).notNullable();
    table.string('dimension', 32).notNullable();
    table.string('value', 255).notNullable();
    table
      .string('token', 300)
      .notNullable()
      .comment('dimension=value: joined with the scopes of the timeline');
    table.primary(['entity_ref', 'token']);
    table.index(['token', 'entity_ref'], 'catalog_keys_token_idx');
  });

  await knex.schema.createTable('catalog_changes', table => {
    table.bigInteger('version').notNullable();
    table
      .string('token', 300)
      .notNullable()
      .comment('A key that an entity gained or lost or kept; * for all');
    table.primary(['version', 'token']);
  });

  await knex.schema.createTable('catalog_state', table => {
    table.string('id', 16).notNullable().primary();
    table.bigInteger('version').notNullable();
    table.string('structure_hash', 64).notNullable();
  });
  await knex('catalog_state').insert({
    id: 'view',
    version: 0,
    structure_hash: '',
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('catalog_state');
  await knex.schema.dropTable('catalog_changes');
  await knex.schema.dropTable('catalog_keys');
  await knex.schema.dropTable('catalog_relations');
  await knex.schema.dropTable('catalog_entities');
};
