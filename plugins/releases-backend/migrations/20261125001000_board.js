// @ts-check

/**
 * Whether an environment is in use: what its owner says, and what is derived of
 * its bookings so that the board counts no bookings.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('environments_keeps', table => {
    table.string('environment_ref', 255).notNullable().primary();
    table.bigInteger('until_at').notNullable();
    table.text('reason').notNullable();
    table.bigInteger('kept_at').notNullable();
    table.string('kept_by', 255).notNullable();
  });

  await knex.schema.createTable('environments_activity', table => {
    table.string('environment_ref', 255).notNullable().primary();
    // For one in which nothing ever happened.
    table.bigInteger('known_since').notNullable();
    table
      .bigInteger('last_booking_end')
      .comment('Of those that took place; derived');
  });

  // Derived: the days on which an environment was in use, in UTC.
  await knex.schema.createTable('environments_use_days', table => {
    table.string('environment_ref', 255).notNullable();
    table.integer('day').notNullable().comment('Since 1 January 1970');
    table.primary(['environment_ref', 'day']);
    table.index(['day', 'environment_ref'], 'environments_use_days_day_idx');
  });

  await knex.schema.createTable('environments_use_state', table => {
    table.string('id', 16).notNullable().primary();
    table
      .bigInteger('seen_to')
      .notNullable()
      .comment('What bookings changed until then is counted in');
  });
  await knex('environments_use_state').insert({ id: 'bookings', seen_to: 0 });

  await knex.schema.alterTable('environments_waiting', table => {
    table.index(['joined_at'], 'environments_waiting_joined_idx');
  });
  await knex.schema.alterTable('environments_bookings', table => {
    table.index(['updated_at', 'id'], 'environments_bookings_updated_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('environments_waiting', table => {
    table.dropIndex(['joined_at'], 'environments_waiting_joined_idx');
  });
  await knex.schema.alterTable('environments_bookings', table => {
    table.dropIndex(['updated_at', 'id'], 'environments_bookings_updated_idx');
  });
  await knex.schema.dropTable('environments_use_state');
  await knex.schema.dropTable('environments_use_days');
  await knex.schema.dropTable('environments_activity');
  await knex.schema.dropTable('environments_keeps');
};
