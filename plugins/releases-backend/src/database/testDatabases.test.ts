import { TestDatabases } from '@backstage/backend-test-utils';

// Without its connection string TestDatabases leaves PostgreSQL out silently,
// and every store test would pass on SQLite alone.
describe('the databases that store tests run on', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it('include PostgreSQL 18 and SQLite', async () => {
    expect(databases.eachSupportedId()).toEqual([
      ['SQLITE_3'],
      ['POSTGRES_18'],
    ]);
    const knex = await databases.init('POSTGRES_18');
    const { rows } = await knex.raw('show server_version_num');
    expect(Number(rows[0].server_version_num)).toBeGreaterThanOrEqual(180_000);
  });
});
