import { SchedulerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Change } from '../http';
import { ClaimDependencies, claimsByClock } from './claims';
import {
  CleanUpConfig,
  cleanUpByClock,
  CleanUpStore,
  EnvironmentExpiry,
} from './cleanUp';
import { deliverOutbox, Outbox } from './notices';
import {
  bookingsByClock,
  BookingWriter,
  EnvironmentsDependencies,
  leasesByClock,
  LeaseWriter,
  rebuildBookings,
} from './service';
import { LeaseStore } from './store';
import { Offers, offersByClock } from './waiting';

/** What happens without anybody asking, each on one replica at a time. */
export async function scheduleTasks(
  options: EnvironmentsDependencies & {
    writer: BookingWriter;
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
    offers: Offers;
    onChange(change: Change): void;
    scheduler: SchedulerService;
    events: EventsService;
    notifications: NotificationService;
    outbox: Outbox;
    claiming: ClaimDependencies;
    cleanUp: CleanUpStore;
    cleanUpConfig: CleanUpConfig;
    expiry: EnvironmentExpiry;
  },
): Promise<void> {
  const { scheduler, logger, onChange } = options;

  /** As what is written over HTTP: open pages read again. */
  function tell(endpoint: string, ids: string[], what: string): void {
    for (const id of ids) onChange({ room: 'environments', endpoint, id });
    if (ids.length > 0) logger.info(`${ids.length} ${what}`);
  }

  await scheduler.scheduleTask({
    id: 'environments-by-clock',
    frequency: { seconds: 30 },
    initialDelay: { seconds: 20 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async signal => {
      const acted = await bookingsByClock({ ...options, signal });
      tell('updateBooking', acted, 'bookings were moved on by the clock');
      // Afterwards: a booking looks at whether its run gave it back.
      const expired = await leasesByClock({ ...options, signal });
      tell('releaseLease', expired, 'leases have expired');
      const offered = await offersByClock({ ...options, signal });
      tell('answerOffer', offered, 'places on the waiting list have changed');
    },
  });
  await scheduler.scheduleTask({
    id: 'environments-clean-up',
    frequency: { seconds: 60 },
    initialDelay: { seconds: 25 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async signal => {
      const taken = await cleanUpByClock({ ...options, signal });
      if (taken > 0) logger.info(`Took ${taken} steps of clean-up`);
    },
  });
  await scheduler.scheduleTask({
    id: 'environments-claims',
    frequency: { minutes: 5 },
    initialDelay: { seconds: 40 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async signal => {
      const lapsed = await claimsByClock({ ...options.claiming, signal });
      tell('updateClaim', lapsed, 'claims have lapsed');
    },
  });
  await scheduler.scheduleTask({
    id: 'environments-outbox',
    frequency: { seconds: 10 },
    initialDelay: { seconds: 15 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: async signal => {
      const sent = await deliverOutbox({ ...options, signal });
      if (sent > 0) logger.info(`Sent ${sent} notifications and events`);
    },
  });
  await scheduler.scheduleTask({
    id: 'environments-rebuild-timeline',
    frequency: { days: 1 },
    initialDelay: { minutes: 3 },
    timeout: { hours: 2 },
    scope: 'global',
    fn: async signal => {
      const { put } = await rebuildBookings({ ...options, signal });
      logger.info(`Put ${put} bookings on the timeline again`);
    },
  });
}
