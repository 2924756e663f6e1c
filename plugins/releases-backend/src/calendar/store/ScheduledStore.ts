import { Knex } from 'knex';
import { CalendarStore } from './CalendarStore';
import { whereHolds, whereOneOf } from './filters';
import { accessMappingOf, ScopeQueries } from './ScopeQueries';

/** What windows and events are both found by. */
export interface ScheduledFilter {
  kind?: string[];
  owner?: string[];
  subscriptionId?: string;
  q?: string;
  /** Only those with an occurrence that touches the span. */
  from?: string;
  to?: string;
}

/** What has a schedule, whose occurrences the timeline holds. */
export abstract class ScheduledStore<
  T extends { id: string; revision: number },
  Row extends { id: string },
  Filter extends ScheduledFilter,
> extends CalendarStore<T, Row, Filter> {
  protected readonly scopeQueries: ScopeQueries;

  protected constructor(options: {
    knex: Knex;
    table: string;
    scopeQueries: ScopeQueries;
  }) {
    const { table, scopeQueries } = options;
    super({
      ...options,
      access: accessMappingOf({
        scopeQueries,
        ownerColumn: `${table}.owner`,
        idColumn: `${table}.id`,
        kind: { column: `${table}.kind` },
      }),
    });
    this.scopeQueries = scopeQueries;
  }

  async ofSubscription(
    tx: Knex.Transaction,
    subscriptionId: string,
  ): Promise<T[]> {
    return this.found(
      query => query.where('subscription_id', subscriptionId),
      tx,
    );
  }

  protected where(query: Knex.QueryBuilder, filter: Filter): void {
    const { table } = this;
    const { subscriptionId, from, to } = filter;
    whereOneOf(query, `${table}.kind`, filter.kind);
    whereOneOf(query, `${table}.owner`, filter.owner);
    whereHolds(query, `${table}.title_lower`, filter.q);
    if (subscriptionId) query.where(`${table}.subscription_id`, subscriptionId);
    if (from || to)
      this.scopeQueries.whereTouches(query, `${table}.id`, {
        start: from,
        end: to,
      });
  }
}
