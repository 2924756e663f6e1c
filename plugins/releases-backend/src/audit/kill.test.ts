import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { verifyLog } from '@release-desk/plugin-releases-common';
import knexFactory, { Knex } from 'knex';
import { up } from '../../migrations/20261125000300_audit';
import { AuditStore } from './AuditStore';
import { CheckpointSigner } from './CheckpointSigner';
import { CheckpointStore } from './CheckpointStore';
import { exportLog } from './exportLog';
import { loadSigningKey } from './signingKey';

jest.setTimeout(60_000);

const directory = createMockDirectory();
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** A database that another process can open too. */
async function init(id: string): Promise<{ knex: Knex; config: Knex.Config }> {
  if (id === 'SQLITE_3') {
    const config = {
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('audit.sqlite') },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    };
    return { knex: knexFactory(config), config };
  }
  const knex = await databases.init('POSTGRES_18');
  const { client, connection } = knex.client.config;
  // The password is not enumerable, so that it is not printed by accident.
  const { password } = connection;
  return { knex, config: { client, connection: { ...connection, password } } };
}

/** Lets the writers run until they have written, and kills them while they do. */
async function writeUntilKilled(config: Knex.Config): Promise<number> {
  const writer = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolve(__dirname, '__testUtils__/writer.ts'),
      JSON.stringify(config),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let acknowledged = 0;
  let errors = '';
  writer.stderr.on('data', chunk => (errors += chunk));
  const limit = 40 + Math.floor(Math.random() * 40);
  writer.stdout.on('data', chunk => {
    // Whatever is not a dot is a complaint of the database's client.
    if (/[^.]/.test(chunk)) errors += chunk;
    acknowledged += chunk.length;
    if (acknowledged >= limit) writer.kill('SIGKILL');
  });
  const [code, signal] = await once(writer, 'close');
  if (signal !== 'SIGKILL' || errors) {
    throw new Error(`The writer failed (${code}): ${errors}`);
  }
  return acknowledged;
}

describe.each(databases.eachSupportedId())('kill -9, %p', id => {
  it('leaves a log that verifies and agrees with the state', async () => {
    const { knex, config } = await init(id);
    try {
      await up(knex);
      await knex.schema.createTable('counters', table => {
        table.integer('id').primary();
        table.integer('value').notNullable();
      });
      await knex('counters').insert(
        [0, 1, 2, 3].map(n => ({ id: n, value: 0 })),
      );

      let acknowledged = 0;
      for (let round = 0; round < 3; round++) {
        acknowledged += await writeUntilKilled(config);
      }

      const clock = () => new Date();
      const key = await loadSigningKey({
        knex,
        clock,
        config: mockServices.rootConfig({
          data: { backend: { baseUrl: 'http://localhost:7007' } },
        }),
      });
      const stores = {
        entries: new AuditStore({ knex }),
        checkpoints: new CheckpointStore({ knex }),
      };
      const { size } = await new CheckpointSigner({
        ...stores,
        knex,
        key,
        clock,
      }).sign();
      const lines = [];
      for await (const line of exportLog({ ...stores, keyId: key.id, size })) {
        lines.push(line.trimEnd());
      }
      expect(
        await verifyLog(lines, { verifierKey: key.verifierKey }),
      ).toMatchObject({ ok: true, entries: size });
      // What was acknowledged is there, at most one more for each writer and round.
      expect(size).toBeGreaterThanOrEqual(acknowledged);
      expect(size).toBeLessThanOrEqual(acknowledged + 3 * 4);

      const logged = await stores.entries.list({
        filter: {},
        order: 'seq',
        limit: size,
      });
      for (const { id: counter, value } of await knex('counters')) {
        expect(
          logged
            .filter(entry => entry.objectRef === `counter:${counter}`)
            .map(entry => entry.after),
        ).toEqual(Array.from({ length: value }, (_, i) => ({ value: i + 1 })));
      }
      expect(await knex('audit_entry_entities')).toHaveLength(2 * size);
    } finally {
      if (id === 'SQLITE_3') await knex.destroy();
    }
  });
});
