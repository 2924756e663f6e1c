import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Release } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { CatalogView } from '../catalog/CatalogView';
import { CallContext } from '../http/types';
import { Authorizer } from '../permissions';
import { Timeline } from '../timeline/Timeline';
import { accessResources } from './accessResources';
import { CalendarHandlers, calendarHandlers } from './calendarHandlers';
import {
  CalendarServices,
  createDependencies,
  createServices,
} from './createServices';
import { scheduleTasks } from './scheduleTasks';
import { StoredEvent, StoredWindow } from './store';

/** What others need of the calendar room. */
export interface Calendar {
  handlers: CalendarHandlers;
  services: CalendarServices;
  /** Throws `NotFoundError` for what is not there for the caller; by object type. */
  readers: Record<
    'window' | 'release' | 'event' | 'override',
    (id: string, context: CallContext) => Promise<unknown>
  >;
  /** By id, whoever asks: for those who have decided already what may be read. */
  resourcesOf: {
    windows(ids: string[]): Promise<StoredWindow[]>;
    releases(ids: string[]): Promise<Release[]>;
    events(ids: string[]): Promise<StoredEvent[]>;
  };
  /** For the permission framework. */
  resources: ReturnType<typeof accessResources>;
}

/** Puts the calendar room together, and sets its tasks going. */
export async function createCalendar(options: {
  knex: Knex;
  timeline: Timeline;
  auditLog: AuditLog;
  catalogView: CatalogView;
  authorizer: Authorizer;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** Epoch milliseconds. */
  now?: () => number;
}): Promise<Calendar> {
  const { scheduler, now = Date.now } = options;
  const dependencies = createDependencies({ ...options, now });
  const services = createServices(dependencies);
  await scheduleTasks({ ...dependencies, scheduler });
  const { windows, releases, events, overrides } = services;
  return {
    handlers: calendarHandlers(services),
    services,
    readers: {
      window: (id, context) => windows.guard.readable(id, context),
      release: (id, context) => releases.guard.readable(id, context),
      event: (id, context) => events.guard.readable(id, context),
      override: (id, context) => overrides.guard.readable(id, context),
    },
    resourcesOf: {
      windows: ids => dependencies.windows.getAll(ids),
      releases: ids => dependencies.releases.getAll(ids),
      events: ids => dependencies.events.getAll(ids),
    },
    resources: accessResources(dependencies),
  };
}
