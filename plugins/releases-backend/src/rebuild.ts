import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import {
  createStores,
  RebuildResult as RebuiltTimeline,
  rebuildTimeline,
} from './calendar';
import { createDatabase, databaseClock } from './database';
import { BookingStore, rebuildBookings } from './environments';
import { rebuildUse } from './environments/board';
import { rebuildVersions } from './environments/versions';
import { DatabaseTimeline } from './timeline/DatabaseTimeline';

/**
 * What a rebuild did: in numbers of windows, releases, events and bookings, and
 * in `components` of which it is known anew which version runs where. What
 * `failed` is of all these, and stands in the log.
 *
 * @public
 */
export interface RebuildResult extends RebuiltTimeline {
  components: number;
}

/**
 * Derives anew what is derived, from what is true: the timeline with its
 * occurrences, scopes and collisions, which version runs where, and on which
 * days environments were used. Safe beside a running service. What comes from
 * the catalog follows the catalog by itself.
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
  await rebuildUse({ knex, clock: databaseClock });
  const versions = await rebuildVersions({ knex, logger });
  return {
    ...calendar,
    put: calendar.put + bookings.put,
    components: versions.derived,
    failed: calendar.failed + bookings.failed + versions.failed,
  };
}
