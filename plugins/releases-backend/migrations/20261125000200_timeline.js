// @ts-check

/**
 * Everything that takes time. All of it is derived from what the rooms keep.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('timeline_sources', table => {
    table.string('source_id', 36).notNullable().primary();
    table.string('kind', 16).notNullable();
    table.text('title').notNullable();
    table.text('search_text').notNullable();
    table.string('owner', 255).notNullable();
    table.string('time_zone', 64).notNullable();
    table.integer('recurring').notNullable();
    table.string('status', 32);
    table.string('enforcement', 16);
    table.string('category', 32);
    table.string('vendor', 100);
    table.bigInteger('move_by');
    table.integer('revision').notNullable();
    // How many lines the scope has: an entity is covered when it meets as many.
    table.integer('entity_dims').notNullable();
    table.integer('environment_dims').notNullable();
    table.integer('expands').notNullable();
    table.integer('binds_deploy').notNullable();
    table.integer('settled').notNullable();
    table
      .text('systems')
      .comment('Systems that it touches, JSON; absent when it is about all');
    table.text('data').notNullable().comment('Selector and versions; JSON');
    table.index(['owner'], 'timeline_sources_owner_idx');
  });

  await knex.schema.createTable('timeline_items', table => {
    table.string('id', 64).notNullable().primary();
    table.string('source_id', 36).notNullable();
    table.string('kind', 16).notNullable();
    table.bigInteger('start_ms').notNullable();
    table.bigInteger('end_ms').notNullable();
    // Items of one class are about equally long. What overlaps a span is then
    // a short range of starts in each class: no index can answer "starts before
    // and ends after" in one.
    table.integer('span_class').notNullable();
    table.index(['span_class', 'start_ms', 'id'], 'timeline_items_span_idx');
    table.index(
      ['kind', 'span_class', 'start_ms'],
      'timeline_items_kind_span_idx',
    );
    table.index(['source_id', 'start_ms'], 'timeline_items_source_idx');
    table.index(['end_ms'], 'timeline_items_end_idx');
  });

  await knex.schema.createTable('timeline_scope_keys', table => {
    table.string('source_id', 36).notNullable();
    table.string('token', 300).notNullable().comment('dimension=value');
    table.string('dimension', 32).notNullable();
    table.string('value', 255).notNullable();
    table.integer('is_environment').notNullable();
    // One line of each scope, the most selective, is the one to find it by: 1
    // about the entity (or `*`, covers all), 2 about the environment. Always
    // together with the token: there is no index on it alone, nor on the kind
    // of sources, that would tempt a planner without statistics.
    table.integer('pivot').notNullable();
    table.primary(['source_id', 'token']);
    table.index(
      ['token', 'pivot', 'source_id'],
      'timeline_scope_keys_token_idx',
    );
  });

  await knex.schema.createTable('timeline_touches', table => {
    table.string('source_id', 36).notNullable();
    table
      .string('token', 300)
      .notNullable()
      .comment('owner=… or system=… of an entity in the scope');
    table.primary(['source_id', 'token']);
    table.index(['token', 'source_id'], 'timeline_touches_token_idx');
  });

  await knex.schema.createTable('timeline_collisions', table => {
    table.string('item_id', 64).notNullable().comment('Of a release');
    table.string('other_item_id', 64).notNullable().comment('Of a freeze');
    table.string('source_id', 36).notNullable();
    table.string('other_source_id', 36).notNullable();
    table.primary(['item_id', 'other_item_id']);
    table.index(['source_id'], 'timeline_collisions_source_idx');
    table.index(['other_source_id'], 'timeline_collisions_other_source_idx');
  });

  await knex.schema.createTable('timeline_overrides', table => {
    table.string('override_id', 36).notNullable().primary();
    table.string('window_id', 36).notNullable();
    table.string('release_id', 36);
    table.bigInteger('until_ms').notNullable();
    table.text('scope').notNullable().comment('JSON');
    table.index(['window_id'], 'timeline_overrides_window_idx');
    table.index(['until_ms'], 'timeline_overrides_until_idx');
  });

  await knex.schema.createTable('timeline_state', table => {
    table.string('id', 16).notNullable().primary();
    // Every write takes this row first: two that do not see each other would
    // miss how they collide.
    table.bigInteger('version').notNullable();
    table
      .bigInteger('catalog_version')
      .notNullable()
      .comment('Up to which change of the catalog the rows are derived');
  });
  await knex('timeline_state').insert({
    id: 'timeline',
    version: 0,
    catalog_version: 0,
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('timeline_state');
  await knex.schema.dropTable('timeline_overrides');
  await knex.schema.dropTable('timeline_collisions');
  await knex.schema.dropTable('timeline_touches');
  await knex.schema.dropTable('timeline_scope_keys');
  await knex.schema.dropTable('timeline_items');
  await knex.schema.dropTable('timeline_sources');
};
