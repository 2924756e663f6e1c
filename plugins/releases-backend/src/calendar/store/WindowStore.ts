import { Enforcement, WindowKind } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { chunksOf, countOf, whereHolds, whereOneOf } from './filters';
import { newestFirst, readPage } from './paging';
import { accessMappingOf, coveredIds, ScopeQueries } from './ScopeQueries';
import { StoredWindow, toWindow, toWindowRow, WindowRow } from './windowRows';

const TABLE = 'calendar_windows';

export interface WindowFilter {
  kind?: WindowKind[];
  owner?: string[];
  enforcement?: Enforcement[];
  subscriptionId?: string;
  q?: string;
  from?: string;
  to?: string;
}

export class WindowStore {
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
    filter: WindowFilter;
    access: Access;
    limit: number;
    cursor?: string;
  }): Promise<{ items: StoredWindow[]; nextCursor?: string; total: number }> {
    const { limit, cursor } = options;
    const matching = () => this.#matching(options.filter, options.access);
    const { rows, nextCursor } = await readPage<WindowRow>(
      matching().select(`${TABLE}.*`),
      { order: newestFirst, limit, cursor, table: TABLE },
    );
    return {
      items: rows.map(toWindow),
      nextCursor,
      total: await countOf(matching()),
    };
  }

  async get(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredWindow | undefined> {
    const row = await this.#windows(tx).where({ id }).first();
    return row && toWindow(row);
  }

  /** Those that exist, in any order. */
  async getAll(ids: string[]): Promise<StoredWindow[]> {
    const windows: StoredWindow[] = [];
    for (const chunk of chunksOf(ids))
      windows.push(
        ...(await this.#windows().whereIn('id', chunk)).map(toWindow),
      );
    return windows;
  }

  /**
   * Current revisions of those that exist. With `endingAfter`: only those with
   * an occurrence that ends later, and allow windows, which have a say even
   * when they are over.
   */
  async revisionsOf(
    ids: string[],
    options: { endingAfter?: number } = {},
  ): Promise<Map<string, number>> {
    const { endingAfter } = options;
    const revisions = new Map<string, number>();
    for (const chunk of chunksOf(ids)) {
      const query = this.#knex(TABLE).whereIn(`${TABLE}.id`, chunk);
      if (endingAfter !== undefined)
        query.where(either => {
          either.where(`${TABLE}.kind`, 'allow').orWhere(later =>
            this.#scopeQueries.whereTouches(later, `${TABLE}.id`, {
              start: new Date(endingAfter).toISOString(),
            }),
          );
        });
      const rows: { id: string; revision: number }[] = await query.select(
        `${TABLE}.id`,
        `${TABLE}.revision`,
      );
      for (const { id, revision } of rows) revisions.set(id, revision);
    }
    return revisions;
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
  async after(id: string | undefined, limit: number): Promise<StoredWindow[]> {
    const rows = await this.#windows()
      .modify(query => {
        if (id) query.where('id', '>', id);
      })
      .orderBy('id')
      .limit(limit);
    return rows.map(toWindow);
  }

  async ofSubscription(
    tx: Knex.Transaction,
    subscriptionId: string,
  ): Promise<StoredWindow[]> {
    const rows = await this.#windows(tx).where(
      'subscription_id',
      subscriptionId,
    );
    return rows.map(toWindow);
  }

  async insert(tx: Knex.Transaction, window: StoredWindow): Promise<void> {
    await this.#windows(tx).insert(toWindowRow(window));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    window: StoredWindow,
    revision: number,
  ): Promise<boolean> {
    const { id, ...columns } = toWindowRow(window);
    const changed = await this.#windows(tx)
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
    return (await this.#windows(tx).where({ id, revision }).delete()) === 1;
  }

  #matching(filter: WindowFilter, access: Access): Knex.QueryBuilder {
    const { from, to } = filter;
    const query = this.#knex(TABLE);
    whereOneOf(query, `${TABLE}.kind`, filter.kind);
    whereOneOf(query, `${TABLE}.owner`, filter.owner);
    whereOneOf(query, `${TABLE}.enforcement`, filter.enforcement);
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

  #windows(tx?: Knex.Transaction) {
    return (tx ?? this.#knex)<WindowRow>(TABLE);
  }
}
