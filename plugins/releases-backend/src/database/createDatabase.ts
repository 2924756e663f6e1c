import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  '@release-desk/plugin-releases-backend',
  'migrations',
);

/** The plugin's database, brought up to date. */
export async function createDatabase(options: {
  database: DatabaseService;
}): Promise<Knex> {
  const { database } = options;
  const knex = await database.getClient();
  if (isSqlite(knex)) await tuneSqlite(knex);
  if (!database.migrations?.skip)
    await knex.migrate.latest({ directory: migrationsDir });
  return knex;
}

export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * A killed process must not lose or tear a commit, and readers must not stop
 * the writer: write-ahead log, synced at each commit. In memory the first two
 * pragmas do nothing.
 */
async function tuneSqlite(knex: Knex): Promise<void> {
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = FULL');
  await knex.raw('PRAGMA busy_timeout = 5000');
}
