import { Subscription } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  BigintColumn,
  BookkeepingColumns,
  Listed,
  PageRequest,
  readBookkeeping,
  ResourceStore,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../database';

/** A subscription with what its readings need. */
export interface StoredSubscription extends Subscription {
  dueAt?: number;
  etag?: string;
  lastModified?: string;
  contentHash?: string;
}

interface SubscriptionRow extends BookkeepingColumns {
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
  last_checked_at: BigintColumn | null;
  last_good_at: BigintColumn | null;
  due_at: BigintColumn | null;
  etag: string | null;
  last_modified: string | null;
  content_hash: string | null;
}

/**
 * A reading writes its result with the revision that it started from, so it
 * never undoes an edit that was made meanwhile.
 */
export class SubscriptionStore extends ResourceStore<
  StoredSubscription,
  SubscriptionRow
> {
  constructor(knex: Knex) {
    super({ knex, table: 'ical_subscriptions' });
  }

  async list(
    query: PageRequest & { state?: string[] },
  ): Promise<Listed<StoredSubscription>> {
    const { state } = query;
    return this.listed(
      rows => (state ? rows.whereIn('state', state) : rows),
      query,
    );
  }

  async due(now: number, limit: number): Promise<StoredSubscription[]> {
    return this.found(query =>
      query.where('due_at', '<=', now).orderBy('due_at').limit(limit),
    );
  }

  /** Leaves everything else as it is, the revision included. */
  async postpone(
    { id, revision }: StoredSubscription,
    dueAt: number,
  ): Promise<void> {
    await this.knex(this.table)
      .where({ id, revision })
      .update({ due_at: dueAt });
  }

  protected assemble(rows: SubscriptionRow[]): StoredSubscription[] {
    return rows.map(toSubscription);
  }

  protected toRow(subscription: StoredSubscription): SubscriptionRow {
    const millis = (instant?: string) =>
      instant === undefined ? null : toMillis(instant);
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
      ...writeBookkeeping(subscription),
    };
  }
}

function toSubscription(row: SubscriptionRow): StoredSubscription {
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
      lastCheckedAt: toInstant(row.last_checked_at),
    }),
    ...(row.last_good_at !== null && {
      lastGoodAt: toInstant(row.last_good_at),
    }),
    ...(row.due_at !== null && { dueAt: Number(row.due_at) }),
    ...(row.etag !== null && { etag: row.etag }),
    ...(row.last_modified !== null && { lastModified: row.last_modified }),
    ...(row.content_hash !== null && { contentHash: row.content_hash }),
    ...readBookkeeping(row),
  };
}
