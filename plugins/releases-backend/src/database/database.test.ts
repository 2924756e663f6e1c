import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { Knex } from 'knex';
import { createDatabase, transact, withTransactionDuty } from '.';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('database, %p', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('migrates up and all the way down again', async () => {
    const database = mockServices.database({
      knex,
      migrations: { skip: false },
    });
    await createDatabase({ database });
    expect(await knex.schema.hasTable('idempotency_keys')).toBe(true);
    await createDatabase({ database });
    const directory = `${__dirname}/../../migrations`;
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('idempotency_keys')).toBe(false);
  });

  it('tries again what the database gave up on, but not for ever', async () => {
    await knex.schema.createTable('t', table => {
      table.integer('id').primary();
    });
    const failing = (code: string, times: number) => {
      let count = 0;
      return async (tx: Knex.Transaction) => {
        await tx('t').insert({ id: 1 });
        count++;
        if (count <= times) throw Object.assign(new Error(code), { code });
        return count;
      };
    };
    expect(await transact(knex, failing('40001', 2))).toBe(3);
    expect(await knex('t')).toHaveLength(1);
    await knex('t').delete();
    await expect(transact(knex, failing('40P01', 99))).rejects.toThrow('40P01');
    await expect(transact(knex, failing('23505', 1))).rejects.toThrow('23505');
    expect(await knex('t')).toHaveLength(0);
  });

  it('rolls back when a duty fails', async () => {
    await knex.schema.createTable('t', table => {
      table.integer('id').primary();
    });
    const insert = () => transact(knex, tx => tx('t').insert({ id: 1 }));
    await expect(
      withTransactionDuty(async () => {
        throw new Error('not done');
      }, insert),
    ).rejects.toThrow('not done');
    expect(await knex('t')).toHaveLength(0);
    await insert();
    expect(await knex('t')).toHaveLength(1);
  });
});

it('migrates once when replicas start together', async () => {
  const knex = await databases.init('POSTGRES_18');
  const { client, connection } = knex.client.config;
  const replicas = [1, 2, 3].map(() => createKnex({ client, connection }));
  try {
    await Promise.all(
      replicas.map(replica =>
        createDatabase({
          database: mockServices.database({
            knex: replica,
            migrations: { skip: false },
          }),
        }),
      ),
    );
    const names = (await knex('knex_migrations')).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  } finally {
    await Promise.all(replicas.map(replica => replica.destroy()));
  }
});

it('serialises writers of PostgreSQL that collide', async () => {
  const knex = await databases.init('POSTGRES_18');
  await knex.schema.createTable('counter', table => {
    table.integer('id').primary();
    table.integer('value');
  });
  await knex('counter').insert([
    { id: 1, value: 0 },
    { id: 2, value: 0 },
  ]);
  // Opposite orders deadlock.
  const add = (ids: number[]) =>
    transact(knex, async tx => {
      for (const id of ids)
        await tx('counter').where({ id }).increment('value');
    });
  await Promise.all(
    Array.from({ length: 6 }, (_, i) => add(i % 2 ? [1, 2] : [2, 1])),
  );
  expect(await knex('counter').orderBy('id')).toEqual([
    { id: 1, value: 6 },
    { id: 2, value: 6 },
  ]);
});
