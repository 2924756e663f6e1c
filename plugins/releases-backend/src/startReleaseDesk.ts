import {
  AuditorService,
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  HttpRouterService,
  LifecycleService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  auditContract,
  calendarContract,
  Contract,
  icalContract,
  releasesContract,
  timelineContract,
} from '@release-desk/plugin-releases-common';
import { createAudit } from './audit';
import { createCalendar } from './calendar';
import { createCatalogView } from './catalog';
import { createDatabase } from './database';
import { createEnvironments, servedEnvironments } from './environments';
import {
  announceChanges,
  createContractRouter,
  createOpenApiRouter,
  Handlers,
  IdempotencyStore,
  scheduleIdempotencyCleanup,
} from './http';
import { createIcal } from './ical';
import { ObjectReaders } from './ObjectReaders';
import { Authorizer, registerPermissions } from './permissions';
import { createTimeline } from './timeline';

export interface ReleaseDeskServices {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  signals: SignalsService;
  userInfo: UserInfoService;
}

/** Puts the ground and the rooms together, and opens the doors. */
export async function startReleaseDesk(
  services: ReleaseDeskServices,
): Promise<void> {
  const { auditor, httpAuth, httpRouter, logger, userInfo } = services;

  const knex = await createDatabase(services);
  const idempotency = new IdempotencyStore({ knex });
  await scheduleIdempotencyCleanup({ ...services, store: idempotency });
  const onChange = announceChanges(services);
  const authorizer = Authorizer.fromConfig(services);
  const catalogView = await createCatalogView({ ...services, knex });

  function open<C extends Contract>(contract: C, handlers: Handlers<C>): void {
    httpRouter.use(
      createContractRouter({
        contract,
        handlers,
        auditor,
        httpAuth,
        idempotency,
        logger,
        onChange,
        userInfo,
      }),
    );
  }

  const readers = new ObjectReaders();
  const audit = await createAudit({
    ...services,
    knex,
    access: {
      authorize: (permission, context) =>
        authorizer.require(permission, context),
      canReadObject: (ref, context) => readers.canRead(ref, context),
      visibleTo: (credentials, refs) =>
        catalogView.visibleTo(credentials, refs),
    },
  });
  open(auditContract, audit.handlers);

  const timeline = await createTimeline({
    ...services,
    knex,
    catalog: catalogView,
    authorizer,
  });
  open(timelineContract, timeline.handlers);

  const calendar = await createCalendar({
    ...services,
    knex,
    auditLog: audit.log,
    authorizer,
    catalogView,
    timeline: timeline.timeline,
  });
  readers.addAll(calendar.readers);
  open(calendarContract, calendar.handlers);

  const environments = await createEnvironments({
    ...services,
    knex,
    auditLog: audit.log,
    authorizer,
    canReadObject: (ref, context) => readers.canRead(ref, context),
    catalogView,
    onChange,
    timeline: timeline.timeline,
  });
  readers.addAll(environments.readers);
  registerPermissions({
    ...services,
    ...calendar.resources,
    ...environments.resources,
  });
  open(servedEnvironments, environments.handlers);

  const ical = await createIcal({
    ...services,
    knex,
    auditLog: audit.log,
    authorizer,
    catalogView,
    timeline: timeline.service,
    resources: calendar.resourcesOf,
    subscribed: calendar.services.subscribed,
  });
  readers.addAll(ical.readers);
  open(icalContract, ical.handlers);

  httpRouter.use(
    createOpenApiRouter({
      contract: releasesContract,
      baseUrl: await services.discovery.getExternalBaseUrl('releases'),
    }),
  );

  // The feeds' secret is in their URL.
  httpRouter.addAuthPolicy({ path: '/ical', allow: 'unauthenticated' });
}
