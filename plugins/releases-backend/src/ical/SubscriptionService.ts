import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import {
  Page,
  Subscription,
  SubscriptionInput,
  subscriptionManagePermission,
  SubscriptionPatch,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { transact } from '../database';
import { CallContext, RevisionConflictError } from '../http';
import { Authorizer } from '../permissions';
import { decodeCursor, encodeCursor } from './cursor';
import { assertAllowedUrl } from './fetchCalendar';
import { ParsedCalendar, SkippedEvent } from './parseCalendar';
import { Reading, readSubscription } from './readSubscription';
import { StoredSubscription, SubscriptionStore } from './SubscriptionStore';

/** The calendar room, as a subscription sees it. */
export interface SubscribedItems {
  /** Throws `InputError` naming the field when it could not hold its items. */
  check(subscription: Subscription, context: CallContext): Promise<void>;
  /**
   * Makes the items of a subscription be exactly these, in the caller's
   * transaction: adds, changes and removes. Answers what could not be taken
   * over; the rest is.
   */
  replace(
    tx: Knex.Transaction,
    options: {
      subscription: Subscription;
      events: ParsedCalendar['events'];
      actor: string;
    },
  ): Promise<{ count: number; skipped: SkippedEvent[] }>;
}

export interface SubscriptionServiceOptions {
  knex: Knex;
  store: SubscriptionStore;
  items: SubscribedItems;
  authorizer: Authorizer;
  auditLog: AuditLog;
  allowedHosts: string[];
  logger: LoggerService;
  now: () => number;
}

const MINUTE = 60_000;
const DUE_AT_ONCE = 50;

class ConflictWhileReading extends Error {}

/** Calendars from outside: read, followed, and left as they were when broken. */
export class SubscriptionService {
  readonly #options: SubscriptionServiceOptions;

  constructor(options: SubscriptionServiceOptions) {
    this.#options = options;
  }

  async list(
    query: { limit: number; cursor?: string; state?: string[] },
    context: CallContext,
  ): Promise<Page<Subscription>> {
    const { store } = this.#options;
    await this.#authorize(context);
    const found = await store.list({
      states: query.state,
      limit: query.limit + 1,
      after: decodeCursor(query.cursor),
    });
    const items = found.slice(0, query.limit);
    return {
      items: items.map(toPublic),
      pageInfo:
        found.length > items.length
          ? { nextCursor: encodeCursor(items.at(-1)!) }
          : {},
      totalItems: await store.count(query.state),
    };
  }

  async get(id: string, context: CallContext): Promise<Subscription> {
    await this.#authorize(context);
    return toPublic(await this.#stored(id));
  }

  /** An upload that cannot be read is refused; a URL may start out broken. */
  async create(
    input: SubscriptionInput,
    context: CallContext,
  ): Promise<Subscription> {
    const { knex, store, items, auditLog, allowedHosts, now } = this.#options;
    await this.#authorize(context);
    const { content, ...fields } = input;
    if (fields.url) assertAllowedUrl(fields.url, allowedHosts);
    const at = new Date(now()).toISOString();
    const created: StoredSubscription = {
      ...fields,
      id: randomUUID(),
      revision: 1,
      createdAt: at,
      createdBy: context.actor,
      updatedAt: at,
      updatedBy: context.actor,
      itemCount: 0,
      state: 'pending',
      skipped: [],
    };
    await items.check(created, context);
    const reading = await this.#read(created, { content });
    if (content !== undefined && 'error' in reading) {
      throw new InputError(`content: ${reading.error}`);
    }
    return transact(knex, async tx => {
      const result = await this.#take(tx, created, reading, context.actor);
      await store.insert(tx, result);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'subscription.create',
        objectRef: `subscription:${created.id}`,
        entityRefs: [created.owner],
        after: described(result),
      });
      return toPublic(result);
    });
  }

  async update(
    request: { id: string; revision: number; patch: SubscriptionPatch },
    context: CallContext,
  ): Promise<Subscription> {
    const { knex, store, items, auditLog, allowedHosts, now } = this.#options;
    await this.#authorize(context);
    const before = await this.#stored(request.id);
    this.#requireCurrent(before, request.revision);
    const { content, ...fields } = request.patch;
    if (fields.url) assertAllowedUrl(fields.url, allowedHosts);
    if (fields.vendor && before.kind !== 'vendor') {
      throw new InputError('vendor: expected for a vendor calendar only');
    }
    if (content !== undefined && (fields.url ?? before.url)) {
      throw new InputError('content: expected only where there is no url');
    }
    const changed: StoredSubscription = {
      ...before,
      ...fields,
      revision: before.revision + 1,
      updatedAt: new Date(now()).toISOString(),
      updatedBy: context.actor,
      // What was read may mean something else now.
      etag: undefined,
      lastModified: undefined,
      contentHash: undefined,
    };
    await items.check(changed, context);
    const isRead = Boolean(changed.url) || content !== undefined;
    const reading = isRead
      ? await this.#read(changed, { content })
      : ({ unchanged: true } as const);
    if (content !== undefined && 'error' in reading) {
      throw new InputError(`content: ${reading.error}`);
    }
    return transact(knex, async tx => {
      const result = await this.#take(tx, changed, reading, context.actor);
      if (!(await store.update(tx, result, request.revision))) {
        this.#requireCurrent(
          await this.#stored(request.id, tx),
          request.revision,
        );
      }
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'subscription.update',
        objectRef: `subscription:${changed.id}`,
        entityRefs: [changed.owner],
        before: described(before),
        after: described(result),
      });
      return toPublic(result);
    });
  }

  async delete(
    request: { id: string; revision: number },
    context: CallContext,
  ): Promise<void> {
    const { knex, store, items, auditLog } = this.#options;
    await this.#authorize(context);
    const before = await this.#stored(request.id);
    await transact(knex, async tx => {
      if (!(await store.delete(tx, request))) {
        this.#requireCurrent(
          await this.#stored(request.id, tx),
          request.revision,
        );
      }
      await items.replace(tx, {
        subscription: before,
        events: [],
        actor: context.actor,
      });
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'subscription.delete',
        objectRef: `subscription:${before.id}`,
        entityRefs: [before.owner],
        before: described(before),
      });
    });
  }

  async refresh(id: string, context: CallContext): Promise<Subscription> {
    await this.#authorize(context);
    const subscription = await this.#stored(id);
    if (!subscription.url) {
      throw new InputError('This calendar was uploaded; upload it again');
    }
    return toPublic(await this.#follow(subscription, context.actor));
  }

  /** Reads every calendar that is due; for the scheduler, on one replica. */
  async refreshDue(actor: string, signal: AbortSignal): Promise<void> {
    const { store, logger, now } = this.#options;
    for (const subscription of await store.due(now(), DUE_AT_ONCE)) {
      if (signal.aborted) return;
      try {
        await this.#follow(subscription, actor, signal);
      } catch (error) {
        logger.warn(
          `Calendar ${subscription.id} could not be followed`,
          toError(error),
        );
      }
    }
  }

  #read(
    subscription: StoredSubscription,
    options: { content?: string; signal?: AbortSignal },
  ): Promise<Reading> {
    const { allowedHosts } = this.#options;
    return readSubscription(subscription, { ...options, allowedHosts });
  }

  async #follow(
    subscription: StoredSubscription,
    actor: string,
    signal?: AbortSignal,
  ): Promise<StoredSubscription> {
    const { knex, store } = this.#options;
    const reading = await this.#read(subscription, { signal });
    return transact(knex, async tx => {
      const result = await this.#take(tx, subscription, reading, actor);
      const written = await store.update(tx, result, subscription.revision);
      // It was edited or ended meanwhile; that edit has read it itself.
      if (!written) throw new ConflictWhileReading();
      return result;
    }).catch(async error => {
      if (!(error instanceof ConflictWhileReading)) throw error;
      return this.#stored(subscription.id);
    });
  }

  /** The subscription after a reading; its items are made to follow in `tx`. */
  async #take(
    tx: Knex.Transaction,
    subscription: StoredSubscription,
    reading: Reading,
    actor: string,
  ): Promise<StoredSubscription> {
    const now = this.#options.now();
    const at = new Date(now).toISOString();
    const checked: StoredSubscription = {
      ...subscription,
      lastCheckedAt: at,
      dueAt: subscription.url
        ? now + subscription.refreshMinutes * MINUTE
        : undefined,
    };
    if ('error' in reading) {
      return { ...checked, state: 'broken', error: reading.error };
    }
    const { etag, lastModified } = reading;
    const good = {
      ...checked,
      etag: etag?.slice(0, 500),
      lastModified: lastModified?.slice(0, 100),
      state: 'good' as const,
      error: undefined,
      lastGoodAt: at,
    };
    if ('unchanged' in reading) return good;
    const { count, skipped } = await this.#options.items.replace(tx, {
      subscription,
      events: reading.calendar.events,
      actor,
    });
    return {
      ...good,
      itemCount: count,
      skipped: [...reading.calendar.skipped, ...skipped].slice(0, 100),
      contentHash: reading.hash,
    };
  }

  async #authorize(context: CallContext): Promise<void> {
    await this.#options.authorizer.require(
      subscriptionManagePermission,
      context,
    );
  }

  async #stored(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredSubscription> {
    const found = await this.#options.store.get(id, tx);
    if (!found) throw new NotFoundError(`Unknown subscription '${id}'`);
    return found;
  }

  #requireCurrent(current: StoredSubscription, named: number): void {
    if (current.revision === named) return;
    throw new RevisionConflictError({ named, current: toPublic(current) });
  }
}

function toPublic(stored: StoredSubscription): Subscription {
  const { dueAt, etag, lastModified, contentHash, ...subscription } = stored;
  return subscription;
}

/** What the log keeps: the settings, not what each reading found. */
function described(subscription: StoredSubscription) {
  const {
    title,
    owner,
    kind,
    vendor,
    selector,
    url,
    timeZone,
    refreshMinutes,
    revision,
  } = subscription;
  return {
    title,
    owner,
    kind,
    ...(vendor && { vendor }),
    selector,
    // The path of a private calendar is its secret.
    ...(url && { host: new URL(url).host }),
    timeZone,
    refreshMinutes,
    revision,
  };
}
