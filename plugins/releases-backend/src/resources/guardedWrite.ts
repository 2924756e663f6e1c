import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { transact } from '../database';
import { RevisionConflictError } from '../http/errors';

class StaleRevision extends Error {}

/**
 * One transaction that changes a resource at a given revision. `write` answers
 * false when its guarded update or delete found no row: then all of it is
 * undone, and the caller hears the current state.
 */
export async function guardedWrite(options: {
  knex: Knex;
  named: number;
  write: (tx: Knex.Transaction) => Promise<boolean>;
  /** As the caller may see it, read after the transaction. */
  current: () => Promise<{ revision: number } | undefined>;
}): Promise<void> {
  const { knex, named, write, current } = options;
  try {
    await transact(knex, async tx => {
      if (!(await write(tx))) throw new StaleRevision();
    });
  } catch (error) {
    if (!(error instanceof StaleRevision)) throw error;
    const state = await current();
    if (!state) throw new NotFoundError('It has been deleted meanwhile');
    throw new RevisionConflictError({ named, current: state });
  }
}

/** The same answer before any work is done. */
export async function requireRevision<T extends { revision: number }>(
  before: T,
  named: number,
  present: (item: T) => Promise<{ revision: number }>,
): Promise<void> {
  if (before.revision !== named)
    throw new RevisionConflictError({ named, current: await present(before) });
}
