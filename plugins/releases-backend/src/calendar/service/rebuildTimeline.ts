import { Knex } from 'knex';
import { stringifyError } from '@backstage/errors';
import { transact } from '../../database';
import { CalendarDependencies } from './dependencies';
import { statusAt } from './overrideStatus';
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
 * What a rebuild did, in numbers of windows, releases, events and bookings: `put` on the
 * timeline again, `failed` to be put there, as the log says why, and `removed`
 * from it because they are no more.
 *
 * @public
 */
export interface RebuildResult {
  put: number;
  failed: number;
  removed: number;
}

type Options = Pick<
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
> & { signal?: AbortSignal };

/**
 * Puts every window, release and event on the timeline again, from what is
 * true: moves the horizon of what recurs, restores what was lost, and removes
 * what is no more. Each in its own transaction, so that nobody waits for all of
 * it.
 */
export async function rebuildTimeline(
  options: Options,
): Promise<RebuildResult> {
  const { timeline, now, signal, scopeQueries } = options;
  const { windows, releases, events } = options;
  const known = new Set<string>();
  const result: RebuildResult = { put: 0, failed: 0, removed: 0 };

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
        const done = await again({ ...options, store, id, derive });
        if (done) result[done] += 1;
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
  if (signal?.aborted) return result;
  await rebuildOverrides(options);
  for (const id of await scopeQueries.sourceIds())
    if (!known.has(id) && (await dropOrphan(options, id))) result.removed += 1;
  return result;
}

/** Read again inside the transaction: what was edited meanwhile must not go back. */
async function again<T extends Stored>(
  options: Pick<Options, 'knex' | 'logger'> & {
    store: PagedStore<T>;
    id: string;
    derive: (tx: Knex.Transaction, item: T) => Promise<void>;
  },
): Promise<'put' | 'failed' | undefined> {
  const { knex, logger, store, id, derive } = options;
  try {
    return await transact(knex, async tx => {
      const item = await store.get(id, tx);
      if (item) await derive(tx, item);
      return item && 'put';
    });
  } catch (error) {
    // One that cannot be derived must not keep the others from it.
    logger.error(
      `Could not put ${id} on the timeline: ${stringifyError(error)}`,
    );
    return 'failed';
  }
}

async function rebuildOverrides(options: Options): Promise<void> {
  const { knex, timeline, overrides, scopeQueries, now } = options;
  const inForce = await overrides.inForce(now());
  const ids = new Set([
    ...inForce.map(({ id }) => id),
    ...(await scopeQueries.overrideIds()),
  ]);
  for (const id of ids)
    await transact(knex, async tx => {
      const override = await overrides.get(id, tx);
      if (override && statusAt(override, now()) === 'approved')
        await timeline.setOverride(tx, timelineOverride(override));
      else await timeline.removeOverride(tx, id);
    });
}

async function dropOrphan(options: Options, id: string): Promise<boolean> {
  const { knex, timeline, windows, releases, events } = options;
  return transact(knex, async tx => {
    const exists =
      (await windows.get(id, tx)) ??
      (await releases.get(id, tx)) ??
      (await events.get(id, tx));
    if (!exists) await timeline.remove(tx, id);
    return !exists;
  });
}
