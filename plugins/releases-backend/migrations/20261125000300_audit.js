// @ts-check

/**
 * The append-only log, and what is signed about it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_entries', table => {
    table.bigInteger('seq').notNullable().primary();
    // The truth is `text`, exactly as it was hashed; the columns beside it are
    // only there to be searched.
    table.text('text').notNullable();
    table.string('leaf_hash', 64).notNullable();
    table.bigInteger('at').notNullable();
    table.string('actor', 255).notNullable();
    table.string('action', 100).notNullable();
    table.string('object_ref', 255).notNullable();
    table.index(['object_ref', 'seq'], 'audit_entries_object_ref_idx');
    table.index(['actor', 'seq'], 'audit_entries_actor_idx');
    table.index(['action', 'seq'], 'audit_entries_action_idx');
    table.index(['at'], 'audit_entries_at_idx');
  });

  await knex.schema.createTable('audit_entry_entities', table => {
    table.string('entity_ref', 255).notNullable();
    table.bigInteger('seq').notNullable();
    table.primary(['entity_ref', 'seq']);
  });

  // One row: whoever appends updates it first, which is the lock on the chain.
  await knex.schema.createTable('audit_head', table => {
    table.integer('id').notNullable().primary();
    table.bigInteger('size').notNullable();
    table.string('last_hash', 64).notNullable();
    table.bigInteger('last_at').notNullable();
    // Right edge of the Merkle tree as JSON: the root without reading the log.
    table.text('frontier').notNullable();
  });
  await knex('audit_head').insert({
    id: 1,
    size: 0,
    last_hash: '0'.repeat(64),
    last_at: 0,
    frontier: '[]',
  });

  await knex.schema.createTable('audit_keys', table => {
    // Name and id of the key, as C2SP writes them.
    table.string('id', 300).notNullable().primary();
    table.text('verifier_key').notNullable();
    // Base64, only of a key that was made here; a configured one stays outside.
    table.text('seed');
    table.bigInteger('created_at').notNullable();
  });

  await knex.schema.createTable('audit_checkpoints', table => {
    table.bigInteger('size').notNullable();
    table.string('key_id', 300).notNullable();
    table.string('root', 64).notNullable();
    table.bigInteger('at').notNullable();
    table.text('note').notNullable();
    // From where the next checkpoint goes on, so that it reads only what is new.
    table.text('frontier').notNullable();
    table.primary(['size', 'key_id']);
    table.index(['key_id', 'size'], 'audit_checkpoints_key_id_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_checkpoints');
  await knex.schema.dropTable('audit_keys');
  await knex.schema.dropTable('audit_head');
  await knex.schema.dropTable('audit_entry_entities');
  await knex.schema.dropTable('audit_entries');
};
