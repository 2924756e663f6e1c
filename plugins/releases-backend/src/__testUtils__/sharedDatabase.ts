import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import knexFactory, { Knex } from 'knex';

/** A database that another process can open too, and how to tell it. */
export async function sharedDatabase(options: {
  databases: TestDatabases;
  id: string;
  /** For files. */
  directory: string;
}): Promise<{
  /** `backend.database` */
  config: JsonObject;
  open: () => Knex;
}> {
  const { databases, id, directory } = options;
  if (id === 'SQLITE_3')
    return {
      config: { client: 'better-sqlite3', connection: { directory } },
      open: () =>
        knexFactory({
          client: 'better-sqlite3',
          connection: { filename: resolve(directory, 'releases.sqlite') },
          useNullAsDefault: true,
          pool: { min: 1, max: 1 },
        }),
    };
  const { client, connection } = (await databases.init('POSTGRES_18')).client
    .config;
  // The password is not enumerable, so that it is not printed by accident.
  const { host, port, user, password, database } = connection;
  return {
    config: {
      client: 'pg',
      ensureExists: false,
      connection: { host, port, user, password },
      plugin: { releases: { connection: { database } } },
    },
    open: () =>
      knexFactory({ client, connection: { ...connection, password } }),
  };
}
