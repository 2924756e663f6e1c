import { OverrideStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../../database';
import { CalendarStore } from './CalendarStore';
import {
  OverrideRow,
  StoredOverride,
  toOverride,
  toOverrideRow,
} from './overrideRows';
import { accessMappingOf, ScopeQueries } from './ScopeQueries';

const TABLE = 'calendar_overrides';

/** Those that time can run out on. */
const PENDING: OverrideStatus[] = ['requested', 'approved'];

export interface OverrideFilter {
  windowId?: string;
  releaseId?: string;
  status?: OverrideStatus[];
  /** By which the status is told, in epoch milliseconds. */
  now: number;
}

/**
 * Who may read an override is asked of its window, and of the window's last
 * owner when that is gone.
 */
export class OverrideStore extends CalendarStore<
  StoredOverride,
  OverrideRow,
  OverrideFilter
> {
  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    super({
      ...options,
      table: TABLE,
      access: accessMappingOf({
        ...options,
        ownerColumn: `${TABLE}.window_owner`,
        idColumn: `${TABLE}.window_id`,
        kind: { only: 'freeze' },
      }),
    });
  }

  /** Those of these windows that were approved, not revoked, and not over at `since`. */
  async inForceSince(
    windowIds: string[],
    since: number,
  ): Promise<StoredOverride[]> {
    const overrides: StoredOverride[] = [];
    for (const chunk of chunksOf(windowIds))
      overrides.push(
        ...(await this.found(query =>
          query
            .whereIn('window_id', chunk)
            .whereIn('status', ['approved', 'expired'])
            .whereNotNull('decided_at')
            .where('expires_at', '>', since),
        )),
      );
    return overrides;
  }

  async pendingOf(
    tx: Knex.Transaction,
    windowId: string,
  ): Promise<StoredOverride[]> {
    return this.found(
      query => query.where('window_id', windowId).whereIn('status', PENDING),
      tx,
    );
  }

  /** Those that time ran out on, and that do not say so yet. */
  async overdue(now: number, limit: number): Promise<StoredOverride[]> {
    return this.found(query =>
      query
        .whereIn('status', PENDING)
        .where('expires_at', '<=', now)
        .limit(limit),
    );
  }

  /** All that are in force, for rebuilding what is derived. */
  async inForce(now: number): Promise<StoredOverride[]> {
    return this.found(query =>
      query.where('status', 'approved').where('expires_at', '>', now),
    );
  }

  /** False when it is no longer approved, or no longer in force. */
  async countUse(
    tx: Knex.Transaction,
    id: string,
    now: number,
  ): Promise<boolean> {
    const changed = await tx(TABLE)
      .where({ id, status: 'approved' })
      .where('expires_at', '>', now)
      .increment('use_count', 1);
    return Number(changed) === 1;
  }

  /** The titles and owners of windows are kept here for when they are gone. */
  async followWindow(
    tx: Knex.Transaction,
    window: { id: string; title: string; owner: string },
  ): Promise<void> {
    await tx(TABLE)
      .where('window_id', window.id)
      .update({ window_title: window.title, window_owner: window.owner });
  }

  protected where(query: Knex.QueryBuilder, filter: OverrideFilter): void {
    const { windowId, releaseId, status, now } = filter;
    if (windowId) query.where(`${TABLE}.window_id`, windowId);
    if (releaseId) query.where(`${TABLE}.release_id`, releaseId);
    if (status) whereStatus(query, status, now);
  }

  protected assemble(rows: OverrideRow[]): StoredOverride[] {
    return rows.map(toOverride);
  }

  protected toRow(override: StoredOverride): OverrideRow {
    return toOverrideRow(override);
  }

  /** Uses are counted beside the revision, by whoever makes them. */
  protected columnsOf(override: StoredOverride): Partial<OverrideRow> {
    const { id, use_count: _, ...columns } = toOverrideRow(override);
    return columns;
  }
}

/** By the clock: what has run out is expired before anybody noted it. */
function whereStatus(
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
