import { stringifyError } from '@backstage/errors';
import { transact } from '../../database';
import { bookingSource } from './bookingSource';
import { EnvironmentsDependencies } from './dependencies';

const AT_ONCE = 100;

/**
 * Puts every booking on the timeline again, from what is true, each in its own
 * transaction. Answers how many were put,
 * and how many could not be.
 */
export async function rebuildBookings(
  options: Pick<
    EnvironmentsDependencies,
    'knex' | 'bookings' | 'timeline' | 'logger'
  > & { signal?: AbortSignal },
): Promise<{ put: number; failed: number }> {
  const { knex, bookings, timeline, logger, signal } = options;
  let last: string | undefined;
  const result = { put: 0, failed: 0 };
  for (;;) {
    const page = await bookings.after(last, AT_ONCE);
    for (const { id } of page) {
      if (signal?.aborted) return result;
      try {
        await transact(knex, async tx => {
          const booking = await bookings.get(id, tx);
          const source = booking && bookingSource(booking);
          if (source) await timeline.put(tx, source);
          else await timeline.remove(tx, id);
        });
        result.put += 1;
      } catch (error) {
        result.failed += 1;
        logger.error(
          `Could not put booking ${id} on the timeline: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    if (page.length < AT_ONCE) return result;
    last = page.at(-1)?.id;
  }
}
