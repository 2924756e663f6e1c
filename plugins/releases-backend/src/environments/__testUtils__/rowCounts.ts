import { Knex } from 'knex';

const TABLES = [
  'environments_bookings',
  'environments_booking_environments',
  'environments_leases',
  'environments_lease_tickets',
  'timeline_sources',
  'timeline_items',
  'audit_entries',
];

/** How many rows each table of state, timeline and audit log has. */
export async function rowCounts(knex: Knex): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const [{ count }] = await knex(table).count({ count: '*' });
    counts[table] = Number(count);
  }
  return counts;
}
