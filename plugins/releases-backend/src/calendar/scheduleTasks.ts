import { SchedulerService } from '@backstage/backend-plugin-api';
import {
  CalendarDependencies,
  expireOverrides,
  rebuildTimeline,
} from './service';

/** What happens without anybody asking, each on one replica at a time. */
export async function scheduleTasks(
  options: CalendarDependencies & { scheduler: SchedulerService },
): Promise<void> {
  const { scheduler, logger } = options;
  await scheduler.scheduleTask({
    id: 'calendar-expire-overrides',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 20 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async signal => {
      const noted = await expireOverrides({ ...options, signal });
      if (noted > 0) logger.info(`Noted that ${noted} overrides expired`);
    },
  });
  await scheduler.scheduleTask({
    id: 'calendar-rebuild-timeline',
    frequency: { days: 1 },
    initialDelay: { minutes: 2 },
    timeout: { hours: 2 },
    scope: 'global',
    fn: async signal => {
      const result = await rebuildTimeline({ ...options, signal });
      logger.info('Derived the timeline anew', { ...result });
    },
  });
}
