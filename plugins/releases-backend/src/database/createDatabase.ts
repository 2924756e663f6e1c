import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  '@release-desk/plugin-releases-backend',
  'migrations',
);

/** Any number, as long as nobody else takes it in this database. */
const MIGRATION_LOCK = 7_213_405;

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
 * Replicas that start together migrate in turn. The migrator's own lock is not
 * enough: two that make its table at once put a row each into it, and it is
 * taken for locked ever after.
 */
async function migrate(knex: Knex): Promise<void> {
  const latest = () => knex.migrate.latest({ directory: migrationsDir });
  if (isSqlite(knex)) {
    await latest();
    return;
  }
  // The lock ends with the transaction, whatever becomes of the process.
  await knex.transaction(async tx => {
    await tx.raw('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    await latest();
  });
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
