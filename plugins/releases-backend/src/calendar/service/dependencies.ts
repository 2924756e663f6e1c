import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { CatalogView } from '../../catalog/CatalogView';
import { Authorizer } from '../../permissions';
import { Timeline } from '../../timeline/Timeline';
import {
  EventStore,
  OverrideStore,
  OverrideUseStore,
  ReleaseStore,
  TimelineScopeQueries,
  WindowStore,
} from '../store';
import { CatalogChecks } from './CatalogChecks';

/** What the services of the calendar are made of. */
export interface CalendarDependencies {
  knex: Knex;
  timeline: Timeline;
  auditLog: AuditLog;
  catalogView: CatalogView;
  authorizer: Authorizer;
  logger: LoggerService;
  /** Epoch milliseconds. */
  now: () => number;
  checks: CatalogChecks;
  scopeQueries: TimelineScopeQueries;
  windows: WindowStore;
  releases: ReleaseStore;
  events: EventStore;
  overrides: OverrideStore;
  overrideUses: OverrideUseStore;
}
