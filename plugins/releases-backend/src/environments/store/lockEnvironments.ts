import { Knex } from 'knex';
import { isSqlite } from '../../database';

export interface LockRow {
  environment_ref: string;
  last_token: number | string;
  lease_id: string | null;
  last_ticket: number | string;
}

const TABLE = 'environments_locks';

/**
 * Until the transaction ends nobody else writes bookings or leases of these
 * environments. Always in the same order, so that no two wait for each other.
 * PostgreSQL locks the rows; SQLite has one writer at a time, and the insert
 * makes this transaction the one before anything is read.
 */
export async function lockEnvironments(
  tx: Knex.Transaction,
  environments: Iterable<string>,
): Promise<Map<string, LockRow>> {
  const refs = [...new Set(environments)].sort();
  if (!isSqlite(tx)) {
    // All but the first time the rows are there.
    const locked = await lockRows(tx, refs);
    if (locked.size === refs.length) return locked;
  }
  await tx(TABLE)
    .insert(
      refs.map(ref => ({
        environment_ref: ref,
        last_token: 0,
        lease_id: null,
        last_ticket: 0,
      })),
    )
    .onConflict('environment_ref')
    .ignore();
  return lockRows(tx, refs);
}

async function lockRows(
  tx: Knex.Transaction,
  refs: string[],
): Promise<Map<string, LockRow>> {
  const rows: LockRow[] = await tx(TABLE)
    .whereIn('environment_ref', refs)
    .orderBy('environment_ref')
    .forUpdate()
    .select();
  return new Map(rows.map(row => [row.environment_ref, row]));
}
