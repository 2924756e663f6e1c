import { Knex } from 'knex';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { transact } from '../../database';
import { CalendarDependencies } from './dependencies';
import {
  eventSource,
  releaseSource,
  timelineOverride,
  windowSource,
} from './timelineSources';

const AT_ONCE = 100;

interface Stored {
  id: string;
}

interface PagedStore<T extends Stored> {
  after(id: string | undefined, limit: number): Promise<T[]>;
  get(id: string, tx?: Knex.Transaction): Promise<T | undefined>;
}

/**
 * Puts every window, release and event on the timeline again, from what is
 * true: moves the horizon of what recurs, and restores what was lost. Each in
 * its own transaction, so that nobody waits for all of it. Answers how many.
 */
export async function rebuildTimeline(
  options: Pick<
    CalendarDependencies,
    | 'knex'
    | 'timeline'
    | 'windows'
    | 'releases'
    | 'events'
    | 'overrides'
    | 'scopeQueries'
    | 'logger'
    | 'now'
  > & {
    signal?: AbortSignal;
  },
): Promise<number> {
  const { knex, timeline, now, signal, logger, scopeQueries } = options;
  const { windows, releases, events, overrides } = options;
  const known = new Set<string>();
  let put = 0;

  async function each<T extends Stored>(
    store: PagedStore<T>,
    derive: (tx: Knex.Transaction, item: T) => Promise<void>,
  ): Promise<void> {
    let last: string | undefined;
    for (;;) {
      const page = await store.after(last, AT_ONCE);
      for (const { id } of page) {
        if (signal?.aborted) return;
        known.add(id);
        if (await again({ knex, logger, store, id, derive })) put += 1;
      }
      if (page.length < AT_ONCE) return;
      last = page.at(-1)?.id;
    }
  }

  await each(windows, (tx, item) =>
    timeline.put(tx, windowSource(item, now())),
  );
  await each(events, (tx, item) => timeline.put(tx, eventSource(item, now())));
  await each(releases, (tx, item) => timeline.put(tx, releaseSource(item)));
  for (const override of await overrides.inForce(now()))
    await transact(knex, tx =>
      timeline.setOverride(tx, timelineOverride(override)),
    );
  if (!signal?.aborted)
    for (const id of await scopeQueries.sourceIds())
      if (!known.has(id)) await dropOrphan(options, id);
  return put;
}

/** Read again inside the transaction: what was edited meanwhile must not go back. */
async function again<T extends Stored>(options: {
  knex: Knex;
  logger: LoggerService;
  store: PagedStore<T>;
  id: string;
  derive: (tx: Knex.Transaction, item: T) => Promise<void>;
}): Promise<boolean> {
  const { knex, logger, store, id, derive } = options;
  try {
    return await transact(knex, async tx => {
      const item = await store.get(id, tx);
      if (item) await derive(tx, item);
      return item !== undefined;
    });
  } catch (error) {
    // One that cannot be derived must not keep the others from it.
    logger.error(
      `Could not put ${id} on the timeline: ${stringifyError(error)}`,
    );
    return false;
  }
}

async function dropOrphan(
  options: Pick<
    CalendarDependencies,
    'knex' | 'timeline' | 'windows' | 'releases' | 'events'
  >,
  id: string,
): Promise<void> {
  const { knex, timeline, windows, releases, events } = options;
  await transact(knex, async tx => {
    const exists =
      (await windows.get(id, tx)) ??
      (await releases.get(id, tx)) ??
      (await events.get(id, tx));
    if (!exists) await timeline.remove(tx, id);
  });
}
