// @ts-check

/**
 * Who has which environment, and when: bookings, and the leases by which runs
 * hold them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('environments_bookings', table => {
    table.string('id', 36).primary();
    table.string('purpose', 200).notNullable();
    // Lower-cased by us: the databases disagree on letters beyond ASCII.
    table.string('purpose_lower', 400).notNullable();
    table.string('usage', 16).notNullable();
    table.string('mode', 16).notNullable();
    table.string('status', 16).notNullable();
    table.bigInteger('start_at').notNullable();
    table.bigInteger('end_at').notNullable();
    table.string('time_zone', 64).notNullable();
    table.integer('setup_minutes').notNullable();
    table.integer('teardown_minutes').notNullable();
    table.string('group_ref', 255).notNullable();
    table.string('requested_by', 255).notNullable();
    table.string('priority', 16).notNullable();
    table.string('release_id', 36);
    table.text('change');
    table.text('links').notNullable();
    table.text('notes').notNullable();
    table.text('consents').notNullable();
    table.string('series_id', 36);
    table.bigInteger('active_since');
    table.bigInteger('ended_at');
    table.text('status_reason');
    // When the clock has something to do with it next; empty once it is over.
    table.bigInteger('due_at');
    table.integer('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
    table.index(['start_at', 'id'], 'environments_bookings_start_idx');
    table.index(['end_at'], 'environments_bookings_end_idx');
    table.index(
      ['group_ref', 'start_at', 'id'],
      'environments_bookings_group_idx',
    );
    table.index(
      ['requested_by', 'start_at', 'id'],
      'environments_bookings_requested_idx',
    );
    table.index(
      ['status', 'start_at', 'id'],
      'environments_bookings_status_idx',
    );
    table.index(['usage', 'start_at', 'id'], 'environments_bookings_usage_idx');
    table.index(['release_id'], 'environments_bookings_release_idx');
    table.index(['series_id'], 'environments_bookings_series_idx');
    table.index(['purpose_lower'], 'environments_bookings_purpose_idx');
    table.index(['due_at'], 'environments_bookings_due_idx');
  });

  await knex.schema.createTable('environments_booking_environments', table => {
    table
      .string('booking_id', 36)
      .notNullable()
      .references('environments_bookings.id')
      .onDelete('CASCADE');
    // The order in which they were entered.
    table.integer('position').notNullable();
    table.string('environment_ref', 255).notNullable();
    table.text('approval').notNullable().comment('JSON');
    // What of its booking the search for conflicts reads.
    table.integer('standing').notNullable().comment('1: asked for or taken');
    table.bigInteger('occupied_from').notNullable();
    table.bigInteger('occupied_to').notNullable();
    // Rows of one class are about equally long. What overlaps a span is then a
    // short range of starts in each class, among however many bookings.
    table.integer('span_class').notNullable();
    table.primary(['booking_id', 'position']);
    table.index(
      ['environment_ref', 'standing', 'span_class', 'occupied_from'],
      'environments_booking_environments_span_idx',
    );
    table.index(
      ['environment_ref', 'booking_id'],
      'environments_booking_environments_ref_idx',
    );
  });

  // One row for each environment. Whoever writes what could collide in it
  // takes this row first, and holds it until the transaction ends.
  await knex.schema.createTable('environments_locks', table => {
    table.string('environment_ref', 255).notNullable().primary();
    // Of its leases: only ever grows.
    table.bigInteger('last_token').notNullable();
    table.string('lease_id', 36).comment('The last one, live or over');
    table.bigInteger('last_ticket').notNullable();
  });

  await knex.schema.createTable('environments_leases', table => {
    table.string('id', 36).primary();
    table.string('environment_ref', 255).notNullable();
    table
      .string('booking_id', 36)
      .notNullable()
      .references('environments_bookings.id');
    table.string('holder_kind', 16).notNullable();
    table.string('holder_id', 500).notNullable();
    table.text('holder').notNullable().comment('JSON');
    table.bigInteger('token').notNullable();
    table.string('status', 16).notNullable();
    table.bigInteger('acquired_at').notNullable();
    table.string('acquired_by', 255).notNullable();
    table.bigInteger('renewed_at').notNullable();
    table.bigInteger('expires_at');
    table.bigInteger('dies_at');
    table.bigInteger('ttl_ms');
    table.integer('grace_seconds').notNullable();
    table.bigInteger('ended_at');
    table.string('ended_by', 255);
    table.text('end_reason');
    // The database itself keeps tokens from coming again.
    table.unique(['environment_ref', 'token'], {
      indexName: 'environments_leases_token_idx',
    });
    table.index(['booking_id'], 'environments_leases_booking_idx');
    table.index(
      ['holder_id', 'acquired_at', 'id'],
      'environments_leases_holder_idx',
    );
    table.index(['status', 'expires_at'], 'environments_leases_status_idx');
    table.index(['acquired_at', 'id'], 'environments_leases_acquired_idx');
  });

  await knex.schema.createTable('environments_lease_tickets', table => {
    table.string('id', 36).primary();
    table.string('environment_ref', 255).notNullable();
    table.text('holder').notNullable().comment('JSON');
    table.string('created_by', 255).notNullable();
    table.bigInteger('sequence').notNullable();
    table.bigInteger('joined_at').notNullable();
    table.bigInteger('poll_by').notNullable();
    table.unique(['environment_ref', 'sequence'], {
      indexName: 'environments_lease_tickets_sequence_idx',
    });
    table.index(['poll_by'], 'environments_lease_tickets_poll_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('environments_lease_tickets');
  await knex.schema.dropTable('environments_leases');
  await knex.schema.dropTable('environments_locks');
  await knex.schema.dropTable('environments_booking_environments');
  await knex.schema.dropTable('environments_bookings');
};
