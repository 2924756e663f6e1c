// @ts-check

/**
 * Answers to writes that carried an Idempotency-Key, kept for a day.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('idempotency_keys', table => {
    table.string('actor', 255).notNullable();
    table.string('key', 255).notNullable();
    table.string('endpoint', 100).notNullable();
    table.string('request_hash', 64).notNullable();
    // Names the attempt that holds the key, so that one that was given up for
    // dead cannot commit after another has taken over.
    table.string('attempt', 36).notNullable();
    // pending: nothing is committed; committed: the write is; done: the answer is kept too.
    table.string('state', 16).notNullable();
    table.integer('status');
    table.string('etag', 64);
    table.text('answer');
    table.bigInteger('created_at').notNullable();
    // The unique reservation is what makes a key hold across replicas.
    table.primary(['actor', 'key']);
    table.index(['created_at'], 'idempotency_keys_created_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
};
