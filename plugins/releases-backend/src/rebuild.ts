import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { createStores, RebuildResult, rebuildTimeline } from './calendar';
import { createDatabase } from './database';
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
  return rebuildTimeline({
    ...createStores({ knex }),
    knex,
    timeline: new DatabaseTimeline({ knex }),
    logger: options.logger,
    now: Date.now,
  });
}
