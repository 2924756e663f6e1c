// @ts-check

/**
 * Which group answers for which environment, and what people are told.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('environments_claims', table => {
    table.string('id', 36).primary();
    table.string('environment_ref', 255).notNullable();
    table.string('group_ref', 255).notNullable();
    table.string('status', 20).notNullable();
    // 1 while the group answers for it, else empty: the database itself keeps
    // an environment from having two owners, because empty ones never collide.
    table.integer('accountable');
    table.string('steward', 255);
    table.text('escalation').notNullable();
    table.integer('attest_every_months').notNullable();
    table.text('obligations').notNullable().comment('JSON');
    table.string('requested_by', 255).notNullable();
    table.text('reason');
    table.bigInteger('active_since');
    table.bigInteger('ended_at');
    table.string('confirmed_by', 255);
    table.bigInteger('attested_at');
    table.string('attested_by', 255);
    // When it has to be attested again; empty once nobody answers for it.
    table.bigInteger('attest_due_at');
    table.string('offered_to', 255);
    table.string('offered_by', 255);
    table.text('status_reason');
    table.integer('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.string('created_by', 255).notNullable();
    table.bigInteger('updated_at').notNullable();
    table.string('updated_by', 255).notNullable();
    table.unique(['environment_ref', 'accountable'], {
      indexName: 'environments_claims_accountable_idx',
    });
    table.index(
      ['environment_ref', 'created_at', 'id'],
      'environments_claims_environment_idx',
    );
    table.index(
      ['group_ref', 'created_at', 'id'],
      'environments_claims_group_idx',
    );
    table.index(['offered_to'], 'environments_claims_offered_idx');
    table.index(
      ['status', 'created_at', 'id'],
      'environments_claims_status_idx',
    );
    table.index(['attest_due_at', 'id'], 'environments_claims_attest_idx');
    table.index(['created_at', 'id'], 'environments_claims_created_idx');
  });

  // Written in the transaction that it tells of, sent by whoever comes first.
  await knex.schema.createTable('environments_outbox', table => {
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    // What is told once, however often somebody sets about telling it.
    table.string('once_key', 300).notNullable().unique();
    table.text('payload').notNullable().comment('JSON');
    table.bigInteger('created_at').notNullable();
    // Before then nobody else sends it; empty once it is sent.
    table.bigInteger('next_at');
    table.integer('attempts').notNullable();
    table.bigInteger('done_at');
    table.text('failure');
    table.index(['next_at', 'id'], 'environments_outbox_next_idx');
    table.index(['done_at'], 'environments_outbox_done_idx');
  });

  // What was done about the end of a booking or lease that nobody gave back.
  await knex.schema.createTable('environments_clean_up_steps', table => {
    table.string('subject_ref', 64).notNullable();
    table.string('step', 16).notNullable();
    table.bigInteger('taken_at').notNullable();
    table.primary(['subject_ref', 'step']);
  });

  await knex.schema.createTable('environments_expired', table => {
    table.string('environment_ref', 255).notNullable().primary();
    table.bigInteger('expired_at').notNullable();
    table.text('reason').notNullable();
    table.string('marked_by', 255).notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('environments_expired');
  await knex.schema.dropTable('environments_clean_up_steps');
  await knex.schema.dropTable('environments_outbox');
  await knex.schema.dropTable('environments_claims');
};
