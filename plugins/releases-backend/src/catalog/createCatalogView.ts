import {
  AuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { HumanDuration, durationToMilliseconds } from '@backstage/types';
import { entityRefSchema } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CatalogRefresher } from './CatalogRefresher';
import { CatalogStore } from './CatalogStore';
import { CatalogView } from './CatalogView';
import { CatalogVisibility } from './CatalogVisibility';
import { DatabaseCatalogView } from './DatabaseCatalogView';
import { environmentKindsOf } from './environmentKinds';

/**
 * The catalog publishes no event when an entity changes. Whoever knows sooner
 * than the schedule publishes on this topic, with `{ entityRefs: [...] }`, or
 * without a payload for all. It is only a hint: the catalog is asked again.
 */
export const CATALOG_CHANGED_TOPIC = 'releases.catalog.changed';

const REFRESH_TASK = 'releases-catalog-refresh';

const hintSchema = z.object({
  entityRefs: z.array(entityRefSchema).min(1).max(100),
});

export async function createCatalogView(options: {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  events: EventsService;
  logger: LoggerService;
  config: Config;
}): Promise<CatalogView> {
  const { knex, config, events, logger, scheduler } = options;
  const store = new CatalogStore();
  const refresher = new CatalogRefresher({
    ...options,
    store,
    kinds: environmentKindsOf(config),
  });

  const view = new DatabaseCatalogView({
    knex,
    store,
    refresher,
    logger,
    visibility: new CatalogVisibility({
      ...options,
      ttlMs: millisecondsOf(config, 'releases.catalog.visibilityCache', {
        seconds: 10,
      }),
    }),
  });
  const everyMs = millisecondsOf(config, 'releases.catalog.refreshEvery', {
    minutes: 5,
  });
  await scheduler.scheduleTask({
    id: REFRESH_TASK,
    frequency: { milliseconds: everyMs },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => {
      await refresher.sweep(signal);
      await view.refreshed();
    },
  });
  await events.subscribe({
    id: 'releases-catalog-view',
    topics: [CATALOG_CHANGED_TOPIC],
    async onEvent({ eventPayload }) {
      const hint = hintSchema.safeParse(eventPayload);
      if (hint.success) {
        await refresher.refresh(hint.data.entityRefs);
        await view.refreshed();
        return;
      }
      try {
        await scheduler.triggerTask(REFRESH_TASK);
      } catch (error) {
        // It is running already, and a later one will see the rest.
        logger.debug(`The catalog is being refreshed already: ${error}`);
      }
    },
  });

  return view;
}

function millisecondsOf(
  config: Config,
  key: string,
  fallback: HumanDuration,
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
  );
}
