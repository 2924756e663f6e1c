import { transact } from '../../database';
import { LeaseStore } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { LeaseWriter } from './LeaseWriter';

const AT_ONCE = 100;
const DAY_MS = 86_400_000;

/**
 * Notes which leases have expired, for the record: by the clock their tokens
 * have been dead since. Forgets tickets of those who stopped asking. For the
 * scheduler. Answers which leases.
 */
export async function leasesByClock(
  options: Pick<EnvironmentsDependencies, 'knex' | 'clock'> & {
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
    signal?: AbortSignal;
  },
): Promise<string[]> {
  const { knex, clock, leases, leaseWriter, signal } = options;
  const now = await clock(knex);
  await leases.dropTickets(now - DAY_MS);
  const noted: string[] = [];
  for (;;) {
    const ids = await leases.due(now, AT_ONCE);
    for (const id of ids) {
      if (signal?.aborted) return noted;
      await transact(knex, async tx => {
        // Renewed or ended by somebody else meanwhile, it is not due any more.
        const lease = await leases.lock(tx, id);
        if (!lease) return;
        const { environmentRef, token } = lease;
        await leaseWriter.expireWhenDue(
          tx,
          { environmentRef, lastToken: token, lease },
          await clock(tx),
        );
      });
      noted.push(id);
    }
    if (ids.length < AT_ONCE) return noted;
  }
}
