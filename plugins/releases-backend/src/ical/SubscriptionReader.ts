import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Subscription } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { transact } from '../database';
import { CallContext } from '../http';
import { ImportedEvent, SkippedEvent } from './parseCalendar';
import { Reading, readSubscription } from './readSubscription';
import { StoredSubscription, SubscriptionStore } from './SubscriptionStore';

/** The calendar room, as a subscription sees it. */
export interface SubscribedItems {
  /** Throws `InputError` naming the field when it could not hold its items. */
  check(subscription: Subscription, context: CallContext): Promise<void>;
  /**
   * Which events it could hold, and why not the others. Throws `InputError`
   * when they would take place too often in all.
   */
  usable(
    events: ImportedEvent[],
  ): Promise<{ events: ImportedEvent[]; skipped: SkippedEvent[] }>;
  /**
   * Makes the items of a subscription be exactly these, in the caller's
   * transaction: adds, changes and removes.
   */
  replace(
    tx: Knex.Transaction,
    options: {
      subscription: Subscription;
      events: ImportedEvent[];
      actor: string;
    },
  ): Promise<void>;
}

const MINUTE = 60_000;
const DUE_AT_ONCE = 50;
const MOST_SKIPPED = 100;

class ConflictWhileReading extends Error {}

/** Reads calendars, and lets items follow what they say. */
export class SubscriptionReader {
  readonly #options: {
    knex: Knex;
    store: SubscriptionStore;
    items: SubscribedItems;
    allowedHosts: string[];
    logger: LoggerService;
    now: () => number;
  };

  constructor(options: {
    knex: Knex;
    store: SubscriptionStore;
    items: SubscribedItems;
    /** See `releases.ical.allowedHosts`. */
    allowedHosts: string[];
    logger: LoggerService;
    /** Epoch milliseconds. */
    now: () => number;
  }) {
    this.#options = options;
  }

  /** Outside of any transaction: it may take seconds. Never throws. */
  async read(
    subscription: StoredSubscription,
    options: { content?: string; signal?: AbortSignal } = {},
  ): Promise<Reading> {
    const { allowedHosts, items } = this.#options;
    const reading = await readSubscription(subscription, {
      ...options,
      allowedHosts,
    });
    if (!('calendar' in reading)) return reading;
    const { calendar } = reading;
    try {
      const { events, skipped } = await items.usable(calendar.events);
      return {
        ...reading,
        calendar: {
          ...calendar,
          events,
          skipped: [...calendar.skipped, ...skipped],
        },
      };
    } catch (error) {
      return { error: toError(error).message };
    }
  }

  /** The subscription after a reading; its items are made to follow in `tx`. */
  async take(
    tx: Knex.Transaction,
    subscription: StoredSubscription,
    options: { reading: Reading; actor: string },
  ): Promise<StoredSubscription> {
    const { reading, actor } = options;
    const now = this.#options.now();
    const at = new Date(now).toISOString();
    const checked: StoredSubscription = {
      ...subscription,
      lastCheckedAt: at,
      dueAt: subscription.url ? this.#dueAfter(subscription) : undefined,
    };
    if ('error' in reading)
      return { ...checked, state: 'broken', error: reading.error };
    const { etag, lastModified } = reading;
    const good: StoredSubscription = {
      ...checked,
      etag: etag?.slice(0, 500),
      lastModified: lastModified?.slice(0, 100),
      state: 'good',
      error: undefined,
      lastGoodAt: at,
    };
    if ('unchanged' in reading) return good;
    const { events, skipped } = reading.calendar;
    await this.#options.items.replace(tx, { subscription, events, actor });
    return {
      ...good,
      itemCount: events.length,
      skipped: skipped.slice(0, MOST_SKIPPED),
      contentHash: reading.hash,
    };
  }

  /** Reads one, and keeps what came of it. */
  async follow(
    subscription: StoredSubscription,
    options: { actor: string; signal?: AbortSignal },
  ): Promise<StoredSubscription> {
    const { knex, store } = this.#options;
    const { actor, signal } = options;
    // First, so that a calendar which ends the process is not read at once again.
    if (subscription.url)
      await store.postpone(subscription, this.#dueAfter(subscription));
    const reading = await this.read(subscription, { signal });
    return transact(knex, async tx => {
      const result = await this.take(tx, subscription, { reading, actor });
      const written = await store.update(tx, result, subscription.revision);
      // It was edited or ended meanwhile; that edit has read it itself.
      if (!written) throw new ConflictWhileReading();
      return result;
    }).catch(async error => {
      if (!(error instanceof ConflictWhileReading)) throw error;
      return (await store.get(subscription.id)) ?? subscription;
    });
  }

  #dueAfter({ refreshMinutes }: StoredSubscription): number {
    return this.#options.now() + refreshMinutes * MINUTE;
  }

  /** Reads every calendar that is due; for the scheduler, on one replica. */
  async followDue(actor: string, signal: AbortSignal): Promise<void> {
    const { store, logger, now } = this.#options;
    for (const subscription of await store.due(now(), DUE_AT_ONCE)) {
      if (signal.aborted) return;
      try {
        await this.follow(subscription, { actor, signal });
      } catch (error) {
        logger.warn(
          `Calendar ${subscription.id} could not be followed`,
          toError(error),
        );
      }
    }
  }
}
