import { Knex } from 'knex';
import { isSqlite } from './createDatabase';

/**
 * Reads with several queries as if they were one: none of them sees a write
 * that another does not. On PostgreSQL each statement would otherwise see what
 * was committed until then.
 */
export function snapshot<T>(
  knex: Knex,
  read: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  return knex.transaction(
    read,
    isSqlite(knex) ? {} : { isolationLevel: 'repeatable read', readOnly: true },
  );
}
