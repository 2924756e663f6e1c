import { setTimeout as sleep } from 'node:timers/promises';
import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  '@release-desk/plugin-releases-backend',
  'migrations',
);

const MIGRATION_ATTEMPTS = 60;
const MIGRATION_PAUSE_MS = 500;

/** The plugin's database, brought up to date. */
export async function createDatabase(options: {
  database: DatabaseService;
}): Promise<Knex> {
  const { database } = options;
  const knex = await database.getClient();
  if (isSqlite(knex)) await tuneSqlite(knex);
  if (!database.migrations?.skip) await migrate(knex);
  return knex;
}

/**
 * Replicas that start together migrate in turn: all but one find the lock
 * taken, or the lock's own table half made, and wait.
 */
async function migrate(knex: Knex): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await knex.migrate.latest({ directory: migrationsDir });
      return;
    } catch (error) {
      const { name, code } = error as { name?: string; code?: string };
      const isContended =
        name === 'MigrationLocked' || code === '42P07' || code === '23505';
      if (!isContended || attempt >= MIGRATION_ATTEMPTS) throw error;
      await sleep(MIGRATION_PAUSE_MS);
    }
  }
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
