import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { transact } from '../database';
import { RevisionConflictError } from '../http/errors';

/** A revision of a resource that a write is based on. */
export interface Named {
  id: string;
  revision: number;
}

class StaleRevision extends Error {}

/**
 * One transaction that changes a resource at a given revision. `write` answers
 * false when its guarded update or delete found no row: then all of it is
 * undone, and the caller hears the current state.
 */
export async function guardedWrite<T>(options: {
  knex: Knex;
  store: { get(id: string): Promise<T | undefined> };
  named: Named;
  write: (tx: Knex.Transaction) => Promise<boolean>;
  /** As the caller may see it. */
  present: (item: T) => Promise<{ revision: number }> | { revision: number };
}): Promise<void> {
  const { knex, store, named, write, present } = options;
  try {
    await transact(knex, async tx => {
      if (!(await write(tx))) throw new StaleRevision();
    });
  } catch (error) {
    if (!(error instanceof StaleRevision)) throw error;
    const current = await store.get(named.id);
    if (!current) throw new NotFoundError('It has been deleted meanwhile');
    throw new RevisionConflictError({
      named: named.revision,
      current: await present(current),
    });
  }
}

/** The same answer before any work is done. */
export async function requireRevision<T extends { revision: number }>(
  before: T,
  named: Named,
  present: (item: T) => Promise<{ revision: number }> | { revision: number },
): Promise<void> {
  if (before.revision !== named.revision)
    throw new RevisionConflictError({
      named: named.revision,
      current: await present(before),
    });
}
