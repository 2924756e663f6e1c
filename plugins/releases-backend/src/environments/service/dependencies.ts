import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock } from '../../database';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { Timeline } from '../../timeline/Timeline';
import { EnvironmentOwners } from '../claims';
import { EnvironmentExpiry } from '../cleanUp';
import { Notifier } from '../notices';
import { BookingStore, WaitingStore } from '../store';
import { BookedTimes } from '../waiting/BookedTimes';
import { BookingPolicies } from './BookingPolicies';
import { EnvironmentChecks } from './EnvironmentChecks';

/** What the services of the room are made of. */
export interface EnvironmentsDependencies {
  knex: Knex;
  timeline: Timeline;
  auditLog: AuditLog;
  catalogView: CatalogView;
  authorizer: Authorizer;
  logger: LoggerService;
  /** The database's: replicas' own clocks decide nothing here. */
  clock: Clock;
  /** Of other rooms, as `release:5f0c…`. */
  canReadObject(objectRef: string, context: CallContext): Promise<boolean>;
  policies: BookingPolicies;
  checks: EnvironmentChecks;
  owners: EnvironmentOwners;
  /** Tells people of what happened. */
  notifier: Notifier;
  /** Marks what may go. */
  expiry: EnvironmentExpiry;
  bookings: BookingStore;
  waiting: WaitingStore;
  /** What takes up environments: bookings, and what is kept for who waits. */
  booked: BookedTimes;
}
