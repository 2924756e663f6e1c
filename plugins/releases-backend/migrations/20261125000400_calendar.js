// @ts-check

/**
 * What is true on the calendar: windows, their overrides, releases and events.
 * Rules of recurrence are kept as text; their occurrences are derived and live
 * on the timeline.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('calendar_windows', table => {
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.string('title', 200).notNullable();
    // Lower-cased by us: the databases disagree on letters beyond ASCII.
    table.string('title_lower', 400).notNullable();
    table.text('reason').notNullable();
    table.string('owner', 255).notNullable();
    table.text('schedule').notNullable();
    table.text('selector').notNullable();
    table.string('enforcement', 16).notNullable();
    table.text('actions').notNullable();
    table.text('invokers').notNullable();
    table.text('exempt_change_types').notNullable();
    table.string('in_flight', 16).notNullable();
    table.text('links').notNullable();
    sourceColumns(table);
    bookkeepingColumns(table);
    table.index(['kind', 'created_at', 'id'], 'calendar_windows_kind_idx');
    table.index(['owner', 'created_at', 'id'], 'calendar_windows_owner_idx');
    table.index(['enforcement'], 'calendar_windows_enforcement_idx');
    table.index(['title_lower'], 'calendar_windows_title_idx');
    table.index(['created_at', 'id'], 'calendar_windows_created_idx');
    // One item for each event of a subscribed calendar, on whichever replica.
    table.unique(['subscription_id', 'source_uid'], {
      indexName: 'calendar_windows_source_idx',
    });
  });

  await knex.schema.createTable('calendar_events', table => {
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.string('category', 32).notNullable();
    table.string('title', 200).notNullable();
    table.string('title_lower', 400).notNullable();
    table.text('description').notNullable();
    table.string('owner', 255).notNullable();
    table.text('schedule').notNullable();
    table.text('selector').notNullable();
    table.string('vendor', 100);
    table.bigInteger('move_by');
    table.text('links').notNullable();
    sourceColumns(table);
    bookkeepingColumns(table);
    table.index(['kind', 'created_at', 'id'], 'calendar_events_kind_idx');
    table.index(['owner', 'created_at', 'id'], 'calendar_events_owner_idx');
    table.index(['category'], 'calendar_events_category_idx');
    table.index(['vendor'], 'calendar_events_vendor_idx');
    table.index(['title_lower'], 'calendar_events_title_idx');
    table.index(['created_at', 'id'], 'calendar_events_created_idx');
    table.unique(['subscription_id', 'source_uid'], {
      indexName: 'calendar_events_source_idx',
    });
  });

  await knex.schema.createTable('calendar_releases', table => {
    table.string('id', 36).primary();
    table.string('title', 200).notNullable();
    table.string('title_lower', 400).notNullable();
    table.string('owner', 255).notNullable();
    table.bigInteger('start_at').notNullable();
    table.bigInteger('end_at').notNullable();
    table.string('time_zone', 64).notNullable();
    table.string('status', 16).notNullable();
    table.text('links').notNullable();
    table.text('notes').notNullable();
    bookkeepingColumns(table);
    table.index(['start_at', 'id'], 'calendar_releases_start_idx');
    table.index(['end_at'], 'calendar_releases_end_idx');
    table.index(['owner', 'start_at', 'id'], 'calendar_releases_owner_idx');
    table.index(['status', 'start_at', 'id'], 'calendar_releases_status_idx');
    table.index(['title_lower'], 'calendar_releases_title_idx');
  });

  await knex.schema.createTable('calendar_release_entities', table => {
    table
      .string('release_id', 36)
      .notNullable()
      .references('calendar_releases.id')
      .onDelete('CASCADE');
    // The order in which they were entered.
    table.integer('position').notNullable();
    table.string('entity_ref', 255).notNullable();
    table.string('version', 100).notNullable();
    table.string('previous_version', 100);
    table.primary(['release_id', 'position']);
    table.index(
      ['entity_ref', 'release_id'],
      'calendar_release_entities_ref_idx',
    );
  });

  await knex.schema.createTable('calendar_release_environments', table => {
    table
      .string('release_id', 36)
      .notNullable()
      .references('calendar_releases.id')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('environment_ref', 255).notNullable();
    table.primary(['release_id', 'position']);
    table.index(
      ['environment_ref', 'release_id'],
      'calendar_release_environments_ref_idx',
    );
  });

  await knex.schema.createTable('calendar_overrides', table => {
    table.string('id', 36).primary();
    // No foreign keys: who passed a freeze stays on record when the freeze or
    // the release is deleted. Title and owner are kept for the same reason.
    table.string('window_id', 36).notNullable();
    table.string('window_title', 200).notNullable();
    table.string('window_owner', 255).notNullable();
    table.string('release_id', 36);
    table.text('scope').notNullable();
    table.text('reason').notNullable();
    table.text('incident');
    table.bigInteger('expires_at').notNullable();
    // What was decided. That time ran out is read off the clock, and noted
    // here by a task for the audit log.
    table.string('status', 16).notNullable();
    table.string('requested_by', 255).notNullable();
    table.string('decided_by', 255);
    table.bigInteger('decided_at');
    table.text('decision_reason');
    table.string('revoked_by', 255);
    table.bigInteger('revoked_at');
    table.integer('use_count').notNullable();
    bookkeepingColumns(table);
    table.index(
      ['window_id', 'created_at', 'id'],
      'calendar_overrides_window_idx',
    );
    table.index(
      ['release_id', 'created_at', 'id'],
      'calendar_overrides_release_idx',
    );
    table.index(['status', 'expires_at'], 'calendar_overrides_status_idx');
    table.index(['window_owner'], 'calendar_overrides_owner_idx');
    table.index(['created_at', 'id'], 'calendar_overrides_created_idx');
  });

  await knex.schema.createTable('calendar_override_uses', table => {
    table.string('id', 36).primary();
    table
      .string('override_id', 36)
      .notNullable()
      .references('calendar_overrides.id');
    table.string('entity_ref', 255).notNullable();
    table.string('environment_ref', 255);
    table.string('action', 16).notNullable();
    table.text('run');
    table.bigInteger('used_at').notNullable();
    table.string('used_by', 255).notNullable();
    table.index(
      ['override_id', 'used_at', 'id'],
      'calendar_override_uses_override_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('calendar_override_uses');
  await knex.schema.dropTable('calendar_overrides');
  await knex.schema.dropTable('calendar_release_environments');
  await knex.schema.dropTable('calendar_release_entities');
  await knex.schema.dropTable('calendar_releases');
  await knex.schema.dropTable('calendar_events');
  await knex.schema.dropTable('calendar_windows');
};

/**
 * Where an item comes from: both empty for one that was entered here.
 *
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function sourceColumns(table) {
  table.string('subscription_id', 36);
  table.string('source_uid', 500);
}

/** @param {import('knex').Knex.CreateTableBuilder} table */
function bookkeepingColumns(table) {
  table.integer('revision').notNullable();
  table.bigInteger('created_at').notNullable();
  table.string('created_by', 255).notNullable();
  table.bigInteger('updated_at').notNullable();
  table.string('updated_by', 255).notNullable();
}
