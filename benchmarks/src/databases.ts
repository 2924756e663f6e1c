import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JsonValue } from '@backstage/types';
import { measureBackend } from './measureBackend';
import { measureBoard } from './measureBoard';
import { measureMatrix } from './measureMatrix';
import { Row } from './report';

type Measure = (
  where: string,
  database: { client: string; connection: JsonValue },
) => Promise<Row[]>;

async function onSqlite(measure: Measure): Promise<Row[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'release-desk-bench-'));
  try {
    return await measure('SQLite', {
      client: 'better-sqlite3',
      connection: { directory },
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function onPostgres(measure: Measure): Promise<Row[]> {
  const { startPostgres } = await import('../../scripts/support/postgres.mjs');
  const server = await startPostgres();
  try {
    const { hostname, port, username, password } = new URL(server.url);
    return await measure('PostgreSQL 18', {
      client: 'pg',
      connection: {
        host: hostname,
        port: Number(port),
        user: username,
        password,
      },
    });
  } finally {
    await server.stop();
  }
}

/** Each on a database of its own. */
export const databaseSuites = {
  sqlite: () => onSqlite(measureBackend),
  postgres: () => onPostgres(measureBackend),
  'board-sqlite': () => onSqlite(measureBoard),
  'board-postgres': () => onPostgres(measureBoard),
  'matrix-sqlite': () => onSqlite(measureMatrix),
  'matrix-postgres': () =>
    onPostgres((where, database) =>
      measureMatrix(where, database, { mostMs: 150 }),
    ),
};
