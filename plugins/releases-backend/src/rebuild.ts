import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { createStores, RebuildResult, rebuildTimeline } from './calendar';
import { createDatabase } from './database';
import { BookingStore, rebuildBookings } from './environments';
import { DatabaseTimeline } from './timeline/DatabaseTimeline';

export type { RebuildResult } from './calendar';

/**
 * Derives anew what is derived, from what is true: the timeline with its
 * occurrences, scopes and collisions. Safe beside a running service. What comes
 * from the catalog follows the catalog by itself.
 *
 * @public
 */
export async function rebuild(options: {
  /** Of the plugin `releases`. */
  database: DatabaseService;
  logger: LoggerService;
}): Promise<RebuildResult> {
  const knex = await createDatabase(options);
  const timeline = new DatabaseTimeline({ knex });
  const { logger } = options;
  const calendar = await rebuildTimeline({
    ...createStores({ knex }),
    knex,
    timeline,
    logger,
    now: Date.now,
  });
  const bookings = await rebuildBookings({
    knex,
    timeline,
    logger,
    bookings: new BookingStore({ knex }),
  });
  return {
    ...calendar,
    put: calendar.put + bookings.put,
    failed: calendar.failed + bookings.failed,
  };
}
