import { Subscription } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';

/** A subscription with what its readings need. */
export interface StoredSubscription extends Subscription {
  dueAt?: number;
  etag?: string;
  lastModified?: string;
  contentHash?: string;
}

interface SubscriptionRow {
  id: string;
  title: string;
  owner: string;
  kind: string;
  vendor: string | null;
  selector: string;
  url: string | null;
  time_zone: string;
  refresh_minutes: number;
  state: string;
  item_count: number;
  skipped: string;
  error: string | null;
  last_checked_at: number | string | null;
  last_good_at: number | string | null;
  due_at: number | string | null;
  etag: string | null;
  last_modified: string | null;
  content_hash: string | null;
  revision: number;
  created_at: number | string;
  created_by: string;
  updated_at: number | string;
  updated_by: string;
}

export class SubscriptionStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(options: {
    states?: string[];
    limit: number;
    after?: { createdAt: number; id: string };
  }): Promise<StoredSubscription[]> {
    const { states, limit, after } = options;
    const rows = await this.#rows()
      .modify(query => {
        if (states) query.whereIn('state', states);
        if (!after) return;
        query.where(either =>
          either
            .where('created_at', '<', after.createdAt)
            .orWhere(tie =>
              tie
                .where('created_at', after.createdAt)
                .andWhere('id', '<', after.id),
            ),
        );
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toSubscription);
  }

  async count(states?: string[]): Promise<number> {
    const [{ count }] = await this.#knex('ical_subscriptions')
      .modify(query => {
        if (states) query.whereIn('state', states);
      })
      .count({ count: '*' });
    return Number(count);
  }

  async get(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredSubscription | undefined> {
    const row = await this.#rows(tx).where({ id }).first();
    return row && toSubscription(row);
  }

  async due(now: number, limit: number): Promise<StoredSubscription[]> {
    const rows = await this.#rows()
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit);
    return rows.map(toSubscription);
  }

  async insert(
    tx: Knex.Transaction,
    subscription: StoredSubscription,
  ): Promise<void> {
    await this.#rows(tx).insert(toRow(subscription));
  }

  /**
   * Replaces it where the revision is still the named one; false when it is
   * not. A reading writes its result with the revision that it started from, so
   * it never undoes an edit that was made meanwhile.
   */
  async update(
    tx: Knex.Transaction,
    subscription: StoredSubscription,
    revision: number,
  ): Promise<boolean> {
    const { id, ...row } = toRow(subscription);
    return (await this.#rows(tx).where({ id, revision }).update(row)) === 1;
  }

  async delete(
    tx: Knex.Transaction,
    options: { id: string; revision: number },
  ): Promise<boolean> {
    return (await this.#rows(tx).where(options).delete()) === 1;
  }

  #rows(tx?: Knex.Transaction) {
    return (tx ?? this.#knex)<SubscriptionRow>('ical_subscriptions');
  }
}

function toRow(subscription: StoredSubscription): SubscriptionRow {
  const millis = (instant?: string) =>
    instant === undefined ? null : Date.parse(instant);
  return {
    id: subscription.id,
    title: subscription.title,
    owner: subscription.owner,
    kind: subscription.kind,
    vendor: subscription.vendor ?? null,
    selector: JSON.stringify(subscription.selector),
    url: subscription.url ?? null,
    time_zone: subscription.timeZone,
    refresh_minutes: subscription.refreshMinutes,
    state: subscription.state,
    item_count: subscription.itemCount,
    skipped: JSON.stringify(subscription.skipped),
    error: subscription.error ?? null,
    last_checked_at: millis(subscription.lastCheckedAt),
    last_good_at: millis(subscription.lastGoodAt),
    due_at: subscription.dueAt ?? null,
    etag: subscription.etag ?? null,
    last_modified: subscription.lastModified ?? null,
    content_hash: subscription.contentHash ?? null,
    revision: subscription.revision,
    created_at: Date.parse(subscription.createdAt),
    created_by: subscription.createdBy,
    updated_at: Date.parse(subscription.updatedAt),
    updated_by: subscription.updatedBy,
  };
}

function toSubscription(row: SubscriptionRow): StoredSubscription {
  const instant = (value: number | string) =>
    new Date(Number(value)).toISOString();
  return {
    id: row.id,
    title: row.title,
    owner: row.owner,
    kind: row.kind as Subscription['kind'],
    ...(row.vendor !== null && { vendor: row.vendor }),
    selector: JSON.parse(row.selector),
    ...(row.url !== null && { url: row.url }),
    timeZone: row.time_zone,
    refreshMinutes: row.refresh_minutes,
    state: row.state as Subscription['state'],
    itemCount: row.item_count,
    skipped: JSON.parse(row.skipped),
    ...(row.error !== null && { error: row.error }),
    ...(row.last_checked_at !== null && {
      lastCheckedAt: instant(row.last_checked_at),
    }),
    ...(row.last_good_at !== null && { lastGoodAt: instant(row.last_good_at) }),
    ...(row.due_at !== null && { dueAt: Number(row.due_at) }),
    ...(row.etag !== null && { etag: row.etag }),
    ...(row.last_modified !== null && { lastModified: row.last_modified }),
    ...(row.content_hash !== null && { contentHash: row.content_hash }),
    revision: row.revision,
    createdAt: instant(row.created_at),
    createdBy: row.created_by,
    updatedAt: instant(row.updated_at),
    updatedBy: row.updated_by,
  };
}
