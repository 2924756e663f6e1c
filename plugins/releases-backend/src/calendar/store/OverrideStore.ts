import { OverrideStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { chunksOf, countOf } from './filters';
import {
  OverrideRow,
  StoredOverride,
  toOverride,
  toOverrideRow,
} from './overrideRows';
import { newestFirst, readPage } from './paging';
import { accessMappingOf, coveredIds, ScopeQueries } from './ScopeQueries';

const TABLE = 'calendar_overrides';

/** Those that time can run out on. */
const PENDING: OverrideStatus[] = ['requested', 'approved'];

export interface OverrideFilter {
  windowId?: string;
  releaseId?: string;
  status?: OverrideStatus[];
}

/**
 * Who may read an override is asked of its window, and of the window's last
 * owner when that is gone.
 */
export class OverrideStore {
  readonly #knex: Knex;
  readonly #access: AccessMapping;

  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    this.#knex = options.knex;
    this.#access = accessMappingOf({
      scopeQueries: options.scopeQueries,
      ownerColumn: `${TABLE}.window_owner`,
      idColumn: `${TABLE}.window_id`,
      kind: { only: 'freeze' },
    });
  }

  async list(options: {
    filter: OverrideFilter;
    access: Access;
    now: number;
    limit: number;
    cursor?: string;
  }): Promise<{ items: StoredOverride[]; nextCursor?: string; total: number }> {
    const { limit, cursor } = options;
    const matching = () => this.#matching(options);
    const { rows, nextCursor } = await readPage<OverrideRow>(
      matching().select(`${TABLE}.*`),
      { order: newestFirst, limit, cursor, table: TABLE },
    );
    return {
      items: rows.map(toOverride),
      nextCursor,
      total: await countOf(matching()),
    };
  }

  async get(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredOverride | undefined> {
    const row = await this.#overrides(tx).where({ id }).first();
    return row && toOverride(row);
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

  /** Those of these windows that were approved, not revoked, and not over at `since`. */
  async inForceSince(
    windowIds: string[],
    since: number,
  ): Promise<StoredOverride[]> {
    const overrides: StoredOverride[] = [];
    for (const chunk of chunksOf(windowIds)) {
      const rows = await this.#overrides()
        .whereIn('window_id', chunk)
        .whereIn('status', ['approved', 'expired'])
        .whereNotNull('decided_at')
        .where('expires_at', '>', since);
      overrides.push(...rows.map(toOverride));
    }
    return overrides;
  }

  async pendingOf(
    tx: Knex.Transaction,
    windowId: string,
  ): Promise<StoredOverride[]> {
    const rows = await this.#overrides(tx)
      .where('window_id', windowId)
      .whereIn('status', PENDING);
    return rows.map(toOverride);
  }

  /** Those that time ran out on, and that do not say so yet. */
  async overdue(now: number, limit: number): Promise<StoredOverride[]> {
    const rows = await this.#overrides()
      .whereIn('status', PENDING)
      .where('expires_at', '<=', now)
      .limit(limit);
    return rows.map(toOverride);
  }

  /** All that are in force, for rebuilding what is derived. */
  async inForce(now: number): Promise<StoredOverride[]> {
    const rows = await this.#overrides()
      .where('status', 'approved')
      .where('expires_at', '>', now);
    return rows.map(toOverride);
  }

  async insert(tx: Knex.Transaction, override: StoredOverride): Promise<void> {
    await this.#overrides(tx).insert(toOverrideRow(override));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    override: StoredOverride,
    revision: number,
  ): Promise<boolean> {
    // Uses are counted beside the revision, by whoever makes them.
    const { id, use_count: _, ...columns } = toOverrideRow(override);
    const changed = await this.#overrides(tx)
      .where({ id, revision })
      .update(columns);
    return changed === 1;
  }

  /** False when it is no longer approved, or no longer in force. */
  async countUse(
    tx: Knex.Transaction,
    id: string,
    now: number,
  ): Promise<boolean> {
    const changed = await this.#overrides(tx)
      .where({ id, status: 'approved' })
      .where('expires_at', '>', now)
      .increment('use_count', 1);
    return changed === 1;
  }

  /** The titles and owners of windows are kept here for when they are gone. */
  async followWindow(
    tx: Knex.Transaction,
    window: { id: string; title: string; owner: string },
  ): Promise<void> {
    await this.#overrides(tx)
      .where('window_id', window.id)
      .update({ window_title: window.title, window_owner: window.owner });
  }

  #matching(options: {
    filter: OverrideFilter;
    access: Access;
    now: number;
  }): Knex.QueryBuilder {
    const { filter, access, now } = options;
    const query = this.#knex(TABLE);
    if (filter.windowId) query.where(`${TABLE}.window_id`, filter.windowId);
    if (filter.releaseId) query.where(`${TABLE}.release_id`, filter.releaseId);
    if (filter.status) this.#whereStatus(query, filter.status, now);
    return applyAccess(query, access, this.#access);
  }

  /** By the clock: what has run out is expired before anybody noted it. */
  #whereStatus(
    query: Knex.QueryBuilder,
    statuses: OverrideStatus[],
    now: number,
  ): void {
    query.where(any => {
      for (const status of statuses)
        any.orWhere(one => {
          one.where(`${TABLE}.status`, status);
          if (PENDING.includes(status))
            one.where(`${TABLE}.expires_at`, '>', now);
        });
      if (statuses.includes('expired'))
        any.orWhere(overdue =>
          overdue
            .whereIn(`${TABLE}.status`, PENDING)
            .where(`${TABLE}.expires_at`, '<=', now),
        );
    });
  }

  #overrides(tx?: Knex.Transaction) {
    return (tx ?? this.#knex)<OverrideRow>(TABLE);
  }
}
