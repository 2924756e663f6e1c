import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { AccessResource } from '@release-desk/plugin-releases-node';
import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { CatalogView } from '../catalog/CatalogView';
import { Clock, databaseClock } from '../database';
import { Change } from '../http';
import { CallContext } from '../http/types';
import { Authorizer } from '../permissions';
import { Timeline } from '../timeline/Timeline';
import { createBoard } from './board';
import { CleanUpStore, EnvironmentExpiry, readCleanUpConfig } from './cleanUp';
import {
  Claims,
  ClaimStore,
  createClaims,
  DatabaseEnvironmentOwners,
  environmentAccess,
} from './claims';
import { createServices, EnvironmentsServices } from './createServices';
import {
  EnvironmentsHandlers,
  environmentsHandlers,
} from './environmentsHandlers';
import { Outbox } from './notices';
import { createPromotions } from './promotion';
import { scheduleTasks } from './scheduleTasks';
import {
  BookingPolicies,
  BookingWriter,
  EnvironmentChecks,
  leaseMaxLife,
  LeaseWriter,
} from './service';
import {
  BookingPolicyStore,
  BookingStore,
  environmentsOfBookings,
  LeaseStore,
  WaitingStore,
} from './store';
import { BookedTimes, createWaiting } from './waiting';

/** What others need of the environments room. */
export interface Environments {
  handlers: EnvironmentsHandlers;
  services: EnvironmentsServices;
  claiming: Claims;
  /** Throws `NotFoundError` for what is not there for the caller; by object type. */
  readers: Record<
    'booking' | 'claim' | 'fact' | 'promotion-policy' | 'environment' | 'lease',
    (id: string, context: CallContext) => Promise<unknown>
  >;
  /** For the permission framework. */
  resources: {
    loadBookings(ids: string[]): Promise<(AccessResource | undefined)[]>;
    loadClaims(ids: string[]): Promise<(AccessResource | undefined)[]>;
    loadEnvironments(refs: string[]): Promise<(AccessResource | undefined)[]>;
  };
}

/** Puts the environments room together, and sets its tasks going. */
export async function createEnvironments(options: {
  knex: Knex;
  timeline: Timeline;
  auditLog: AuditLog;
  catalogView: CatalogView;
  authorizer: Authorizer;
  config: RootConfigService;
  logger: LoggerService;
  scheduler: SchedulerService;
  events: EventsService;
  notifications: NotificationService;
  canReadObject(objectRef: string, context: CallContext): Promise<boolean>;
  /** Hears what the clock has changed. */
  onChange(change: Change): void;
  /** Of the database unless told. */
  clock?: Clock;
}): Promise<Environments> {
  const { knex, config, clock = databaseClock } = options;
  const bookings = new BookingStore(options);
  const waiting = new WaitingStore(options);
  const leases = new LeaseStore(options);
  const claims = new ClaimStore(options);
  const owners = new DatabaseEnvironmentOwners({ ...options, claims });
  const outbox = new Outbox({ knex, clock });
  const maxLifeMs = leaseMaxLife(config);
  const leaseWriter = new LeaseWriter({
    ...options,
    leases,
    maxLifeMs,
    notifier: outbox,
  });
  const policyStore = new BookingPolicyStore(options);
  const policies = BookingPolicies.fromConfig(config, { store: policyStore });
  const waitingParts = createWaiting({
    ...options,
    bookings,
    waiting,
    policies,
    notifier: outbox,
  });
  const dependencies = {
    ...options,
    clock,
    bookings,
    waiting,
    booked: new BookedTimes({ bookings, waiting }),
    checks: new EnvironmentChecks(options),
    owners,
    notifier: outbox,
    outbox,
    expiry: new EnvironmentExpiry({ ...options, announcer: outbox }),
    cleanUp: new CleanUpStore(options),
    cleanUpConfig: readCleanUpConfig(config),
    policies,
    policyStore,
    maxLifeMs,
    ...waitingParts,
    leases,
    leaseWriter,
    writer: new BookingWriter({
      ...options,
      ...waitingParts,
      bookings,
      leaseWriter,
      notifier: outbox,
    }),
  };
  const services = createServices(dependencies);
  const promotions = createPromotions(dependencies);
  const claiming = createClaims({ ...dependencies, claims });
  const board = await createBoard({
    ...dependencies,
    claims,
    activity: services.versions.activity,
  });
  await scheduleTasks({ ...dependencies, claiming: claiming.dependencies });
  return {
    handlers: environmentsHandlers(services, {
      ...board.handlers,
      ...promotions.handlers,
      ...claiming.handlers,
    }),
    services,
    claiming,
    readers: {
      booking: (id, context) => services.bookings.readable(id, context),
      claim: claiming.read,
      ...promotions.readers,
      environment: (ref, context) =>
        services.bookingPolicies.readable(ref, context),
      lease: (id, context) => services.leaseReader.readable(id, context),
    },
    resources: {
      async loadBookings(ids) {
        const found = new Map(
          (await bookings.getAll(ids)).map(item => [item.id, item]),
        );
        const places = await environmentsOfBookings(knex, ids);
        const owned = await owners.of([...places.values()].flat());
        return ids.map(id => {
          const booking = found.get(id);
          return (
            booking && {
              owner: booking.onBehalfOf,
              kind: 'booking',
              scopeEntityOwners: [
                ...new Set(
                  places.get(id)?.flatMap(ref => owned.get(ref)?.owners ?? []),
                ),
              ],
            }
          );
        });
      },
      loadClaims: claiming.load,
      async loadEnvironments(refs) {
        const owned = await owners.of(refs);
        return refs.map(ref => {
          const found = owned.get(ref.toLowerCase());
          return found?.facts && environmentAccess(found);
        });
      },
    },
  };
}
