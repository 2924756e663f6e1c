// @ts-check

/**
 * Feeds at secret URLs, and the calendars that the suite itself reads.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ical_feeds', table => {
    table.string('id', 36).primary();
    table.string('title', 200).notNullable();
    table.text('filter').notNullable();
    // Only the hash: who reads the database cannot read the feeds.
    table.string('token_hash', 64).notNullable().unique();
    // What its creator may read, as the policy said when they last touched it.
    table.text('reach').notNullable();
    table.integer('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
    table.bigInteger('last_read_at');
    table.index(['created_by', 'created_at', 'id'], 'ical_feeds_creator_idx');
  });

  await knex.schema.createTable('ical_subscriptions', table => {
    table.string('id', 36).primary();
    table.string('title', 200).notNullable();
    table.string('owner', 255).notNullable();
    table.string('kind', 16).notNullable();
    table.string('vendor', 100);
    table.text('selector').notNullable();
    table.text('url');
    table.string('time_zone', 64).notNullable();
    table.integer('refresh_minutes').notNullable();
    table.string('state', 16).notNullable();
    table.integer('item_count').notNullable();
    table.text('skipped').notNullable();
    table.text('error');
    table.bigInteger('last_checked_at');
    table.bigInteger('last_good_at');
    // When the next reading is due; null for an uploaded calendar.
    table.bigInteger('due_at');
    table.string('etag', 500);
    table.string('last_modified', 100);
    // Of the last good reading, to leave everything alone when nothing changed.
    table.string('content_hash', 64);
    table.integer('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
    table.index(['due_at'], 'ical_subscriptions_due_idx');
    table.index(['state', 'created_at', 'id'], 'ical_subscriptions_state_idx');
    table.index(['created_at', 'id'], 'ical_subscriptions_created_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ical_subscriptions');
  await knex.schema.dropTable('ical_feeds');
};
