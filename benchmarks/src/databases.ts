import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureBackend } from './measureBackend';
import { Row } from './report';

async function sqlite(): Promise<Row[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'release-desk-bench-'));
  try {
    return await measureBackend('SQLite', {
      client: 'better-sqlite3',
      connection: { directory },
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function postgres(): Promise<Row[]> {
  const { startPostgres } = await import('../../scripts/support/postgres.mjs');
  const server = await startPostgres();
  try {
    const { hostname, port, username, password } = new URL(server.url);
    return await measureBackend('PostgreSQL 18', {
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

export const databaseSuites = { sqlite, postgres };
