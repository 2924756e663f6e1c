import {
  CalendarEvent,
  EventCategory,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { chunksOf, countOf, whereHolds, whereOneOf } from './filters';
import { newestFirst, readPage } from './paging';
import { accessMappingOf, coveredIds, ScopeQueries } from './ScopeQueries';
import { StoredEvent, toEvent, toEventRow, EventRow } from './eventRows';

const TABLE = 'calendar_events';

export interface EventFilter {
  kind?: CalendarEvent['kind'][];
  category?: EventCategory[];
  vendor?: string[];
  owner?: string[];
  subscriptionId?: string;
  q?: string;
  from?: string;
  to?: string;
}

export class EventStore {
  readonly #knex: Knex;
  readonly #scopeQueries: ScopeQueries;
  readonly #access: AccessMapping;

  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    this.#knex = options.knex;
    this.#scopeQueries = options.scopeQueries;
    this.#access = accessMappingOf({
      scopeQueries: options.scopeQueries,
      ownerColumn: `${TABLE}.owner`,
      idColumn: `${TABLE}.id`,
      kind: { column: `${TABLE}.kind` },
    });
  }

  async list(options: {
    filter: EventFilter;
    access: Access;
    limit: number;
    cursor?: string;
  }): Promise<{ items: StoredEvent[]; nextCursor?: string; total: number }> {
    const { limit, cursor } = options;
    const matching = () => this.#matching(options.filter, options.access);
    const { rows, nextCursor } = await readPage<EventRow>(
      matching().select(`${TABLE}.*`),
      { order: newestFirst, limit, cursor, table: TABLE },
    );
    return {
      items: rows.map(toEvent),
      nextCursor,
      total: await countOf(matching()),
    };
  }

  async get(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredEvent | undefined> {
    const row = await this.#events(tx).where({ id }).first();
    return row && toEvent(row);
  }

  /** Those that exist, in any order. */
  async getAll(ids: string[]): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (const chunk of chunksOf(ids))
      events.push(...(await this.#events().whereIn('id', chunk)).map(toEvent));
    return events;
  }

  /** Which of these the access covers. */
  async covered(ids: string[], access: Access): Promise<Set<string>> {
    return coveredIds({
      knex: this.#knex,
      table: TABLE,
      ids,
      access,
      mapping: this.#access,
    });
  }

  /** All of them in pages, for rebuilding what is derived. */
  async after(id: string | undefined, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#events()
      .modify(query => {
        if (id) query.where('id', '>', id);
      })
      .orderBy('id')
      .limit(limit);
    return rows.map(toEvent);
  }

  async ofSubscription(
    tx: Knex.Transaction,
    subscriptionId: string,
  ): Promise<StoredEvent[]> {
    const rows = await this.#events(tx).where(
      'subscription_id',
      subscriptionId,
    );
    return rows.map(toEvent);
  }

  async insert(tx: Knex.Transaction, event: StoredEvent): Promise<void> {
    await this.#events(tx).insert(toEventRow(event));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    event: StoredEvent,
    revision: number,
  ): Promise<boolean> {
    const { id, ...columns } = toEventRow(event);
    const changed = await this.#events(tx)
      .where({ id, revision })
      .update(columns);
    return changed === 1;
  }

  /** False when `revision` is not the current one. */
  async delete(
    tx: Knex.Transaction,
    options: { id: string; revision: number },
  ): Promise<boolean> {
    const { id, revision } = options;
    return (await this.#events(tx).where({ id, revision }).delete()) === 1;
  }

  #matching(filter: EventFilter, access: Access): Knex.QueryBuilder {
    const { from, to } = filter;
    const query = this.#knex(TABLE);
    whereOneOf(query, `${TABLE}.kind`, filter.kind);
    whereOneOf(query, `${TABLE}.owner`, filter.owner);
    whereOneOf(query, `${TABLE}.category`, filter.category);
    whereOneOf(query, `${TABLE}.vendor`, filter.vendor);
    if (filter.subscriptionId)
      query.where(`${TABLE}.subscription_id`, filter.subscriptionId);
    whereHolds(query, `${TABLE}.title_lower`, filter.q);
    if (from || to)
      this.#scopeQueries.whereTouches(query, `${TABLE}.id`, {
        start: from,
        end: to,
      });
    return applyAccess(query, access, this.#access);
  }

  #events(tx?: Knex.Transaction) {
    return (tx ?? this.#knex)<EventRow>(TABLE);
  }
}
