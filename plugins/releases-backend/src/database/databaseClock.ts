import { Knex } from 'knex';
import { isSqlite } from './createDatabase';

/** Tells the time within a transaction, in epoch milliseconds. */
export type Clock = (tx: Knex) => Promise<number>;

/** Epoch milliseconds, as an expression of PostgreSQL. */
export const POSTGRES_NOW = `floor(extract(epoch from clock_timestamp()) * 1000)`;

/**
 * The clock of the database, which all replicas share however far their own are
 * apart. On PostgreSQL not that of the transaction's beginning: it may have
 * waited for a lock since.
 */
export const databaseClock: Clock = async tx => {
  const sql = isSqlite(tx)
    ? `select cast(round((julianday('now') - 2440587.5) * 86400000) as integer) as now`
    : `select ${POSTGRES_NOW} as now`;
  const result = await tx.raw(sql);
  const [row] = isSqlite(tx) ? result : result.rows;
  return Number(row.now);
};
