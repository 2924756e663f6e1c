import { Knex } from 'knex';

const TABLES = [
  'calendar_windows',
  'calendar_overrides',
  'calendar_override_uses',
  'calendar_releases',
  'calendar_release_entities',
  'calendar_release_environments',
  'calendar_events',
  'timeline_sources',
  'timeline_items',
  'timeline_overrides',
  'timeline_collisions',
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
