import { Knex } from 'knex';

/** The plan of every query that a call makes, as the database says it. */
export async function plansOf(
  knex: Knex,
  call: () => Promise<unknown>,
): Promise<string[]> {
  const asked: { sql: string; bindings: readonly unknown[] }[] = [];
  const note = (query: { sql: string; bindings: readonly unknown[] }) => {
    if (/^select/i.test(query.sql)) asked.push(query);
  };
  knex.on('query', note);
  await call();
  knex.removeListener('query', note);
  const isSqlite = String(knex.client.config.client).includes('sqlite');
  const plans: string[] = [];
  for (const { sql, bindings } of asked) {
    const explain = isSqlite ? 'explain query plan' : 'explain';
    const answer = await knex.raw(
      `${explain} ${isSqlite ? sql : sql.replace(/\$\d+/g, '?')}`,
      bindings as Knex.Value[],
    );
    const rows: Record<string, string>[] = isSqlite ? answer : answer.rows;
    plans.push(rows.map(row => row.detail ?? row['QUERY PLAN']).join('\n'));
  }
  return plans;
}
