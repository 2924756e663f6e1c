import knexFactory, { Knex } from 'knex';
import { transact } from '../../database';
import { DatabaseAuditLog } from '../DatabaseAuditLog';

/**
 * A process of its own that changes state and log in real transactions for as
 * long as it lives, and says on stdout which changes the database has
 * acknowledged. Its argument is the knex configuration as JSON.
 */
async function main(): Promise<void> {
  const knex = knexFactory(JSON.parse(process.argv[2]) as Knex.Config);
  const log = new DatabaseAuditLog();
  async function write(writer: number): Promise<never> {
    for (let value = 1; ; value++) {
      await transact(knex, async tx => {
        const state = await tx('counters').where({ id: writer }).first();
        const next = state.value + 1;
        await tx('counters').where({ id: writer }).update({ value: next });
        await log.append(tx, {
          actor: `user:default/writer-${writer}`,
          action: 'counter.update',
          objectRef: `counter:${writer}`,
          entityRefs: ['component:default/a', 'component:default/b'],
          before: { value: state.value },
          after: { value: next },
        });
      });
      process.stdout.write('.');
    }
  }
  await Promise.all([0, 1, 2, 3].map(write));
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
