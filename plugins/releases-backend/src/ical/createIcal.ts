import {
  AuthService,
  DiscoveryService,
  LoggerService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { icalContract } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { CatalogView } from '../catalog/CatalogView';
import { Handlers } from '../http';
import { createOwnContext } from '../http/callContext';
import { Authorizer } from '../permissions';
import { TimelineService } from '../timeline';
import { FeedService } from './FeedService';
import { FeedStore } from './FeedStore';
import { icalHandlers } from './icalHandlers';
import { SubscribedItems, SubscriptionReader } from './SubscriptionReader';
import { SubscriptionService } from './SubscriptionService';
import { SubscriptionStore } from './SubscriptionStore';
import { TimelineEntries, TimelineResources } from './TimelineEntries';

/** Puts the iCalendar room together, and lets it follow calendars. */
export async function createIcal(options: {
  knex: Knex;
  auditLog: AuditLog;
  authorizer: Authorizer;
  catalogView: CatalogView;
  timeline: TimelineService;
  resources: TimelineResources;
  subscribed: SubscribedItems;
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
  logger: LoggerService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  /** Epoch milliseconds. */
  now?: () => number;
}): Promise<{
  handlers: Handlers<typeof icalContract>;
  readers: { subscription: SubscriptionService['get'] };
}> {
  const { auth, config, discovery, knex, scheduler, now = Date.now } = options;
  const appUrl = (
    config.getOptionalString('app.baseUrl') ??
    config.getString('backend.baseUrl')
  ).replace(/\/$/, '');
  const feeds = new FeedService({
    ...options,
    now,
    store: new FeedStore(knex),
    entries: new TimelineEntries({
      ...options,
      origin: { host: new URL(appUrl).hostname, appUrl },
    }),
    getBaseUrl: () => discovery.getExternalBaseUrl('releases'),
  });
  const following = {
    ...options,
    now,
    store: new SubscriptionStore(knex),
    items: options.subscribed,
    allowedHosts:
      config.getOptionalStringArray('releases.ical.allowedHosts') ?? [],
  };
  const reader = new SubscriptionReader(following);
  const subscriptions = new SubscriptionService({ ...following, reader });

  await scheduler.scheduleTask({
    id: 'releases-ical-refresh',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    // On one replica at a time: a calendar is read once, whoever serves.
    scope: 'global',
    fn: async signal => {
      const { actor } = await createOwnContext(auth);
      await reader.followDue(actor, signal);
    },
  });
  return {
    handlers: icalHandlers({ feeds, subscriptions }),
    readers: {
      subscription: (id, context) => subscriptions.get(id, context),
    },
  };
}
