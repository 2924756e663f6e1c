import {
  CalendarEvent,
  EventCategory,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { EventRow, StoredEvent, toEvent, toEventRow } from './eventRows';
import { whereOneOf } from './filters';
import { ScheduledFilter, ScheduledStore } from './ScheduledStore';
import { ScopeQueries } from './ScopeQueries';

const TABLE = 'calendar_events';

export interface EventFilter extends ScheduledFilter {
  kind?: CalendarEvent['kind'][];
  category?: EventCategory[];
  vendor?: string[];
}

export class EventStore extends ScheduledStore<
  StoredEvent,
  EventRow,
  EventFilter
> {
  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    super({ ...options, table: TABLE });
  }

  protected where(query: Knex.QueryBuilder, filter: EventFilter): void {
    super.where(query, filter);
    whereOneOf(query, `${TABLE}.category`, filter.category);
    whereOneOf(query, `${TABLE}.vendor`, filter.vendor);
  }

  protected assemble(rows: EventRow[]): StoredEvent[] {
    return rows.map(toEvent);
  }

  protected toRow(event: StoredEvent): EventRow {
    return toEventRow(event);
  }
}
