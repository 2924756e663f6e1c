import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { IdempotencyStore } from './IdempotencyStore';

/** Forgets answers that are older than a day, on one replica. */
export async function scheduleIdempotencyCleanup(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  store: IdempotencyStore;
}): Promise<void> {
  const { scheduler, logger, store } = options;
  await scheduler.scheduleTask({
    id: 'releases-idempotency-cleanup',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async () => {
      const count = await store.deleteExpired();
      if (count > 0) logger.debug(`Forgot ${count} idempotency keys`);
    },
  });
}
