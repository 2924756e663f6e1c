// @ts-check

/**
 * Who waits for an environment, how each environment is booked, and to whom a
 * booking is offered.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('environments_waiting', table => {
    table.string('id', 36).primary();
    table
      .string('booking_id', 36)
      .notNullable()
      .references('environments_bookings.id');
    table.string('priority', 16).notNullable();
    table.string('status', 16).notNullable();
    table.bigInteger('joined_at').notNullable();
    // Since when it has waited, its head start counted in: the order.
    table.bigInteger('rank_at').notNullable();
    table.bigInteger('earliest_start').notNullable();
    table.bigInteger('latest_start').notNullable();
    table.text('offer').comment('JSON');
    table.text('declined_starts').notNullable().comment('JSON');
    // It waits or is offered something: 1, or is over: 0.
    table.integer('live').notNullable();
    // Its offered slot is kept from others: 1, or not: 0.
    table.integer('holds').notNullable();
    // When the clock has something to do with it next; empty once it is over.
    table.bigInteger('due_at');
    table.index(['booking_id', 'live'], 'environments_waiting_booking_idx');
    table.index(['live', 'rank_at', 'id'], 'environments_waiting_rank_idx');
    table.index(['holds', 'booking_id'], 'environments_waiting_holds_idx');
    table.index(['due_at'], 'environments_waiting_due_idx');
  });

  // Only of those that differ from what is configured.
  await knex.schema.createTable('environments_booking_policies', table => {
    table.string('environment_ref', 255).notNullable().primary();
    table.text('policy').notNullable().comment('JSON');
    table.integer('revision').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
  });

  await knex.schema.alterTable('environments_bookings', table => {
    table.text('hand_over').comment('JSON: to whom it is offered');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // Knex would make the table anew on SQLite, and take its rows' parts with it.
  await knex.schema.raw(
    'alter table environments_bookings drop column hand_over',
  );
  await knex.schema.dropTable('environments_booking_policies');
  await knex.schema.dropTable('environments_waiting');
};
