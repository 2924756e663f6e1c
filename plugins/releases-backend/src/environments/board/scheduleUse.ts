import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Clock } from '../../database';
import { Directory } from './Directory';
import { rebuildUse, rollUpUse } from './useRollup';

/** Keeps what is derived of the use of environments up with it, on one replica at a time. */
export async function scheduleUse(options: {
  knex: Knex;
  clock: Clock;
  directory: Directory;
  logger: LoggerService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { scheduler, logger } = options;
  await scheduler.scheduleTask({
    id: 'environments-use',
    frequency: { seconds: 60 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => {
      const counted = await rollUpUse({ ...options, signal });
      logger.debug(`Counted ${counted} bookings into the use of environments`);
    },
  });
  await scheduler.scheduleTask({
    id: 'environments-rebuild-use',
    frequency: { days: 1 },
    initialDelay: { minutes: 5 },
    timeout: { hours: 1 },
    scope: 'global',
    fn: async signal => {
      const counted = await rebuildUse({ ...options, signal });
      logger.info(`Counted the use of environments anew, ${counted} bookings`);
    },
  });
}
