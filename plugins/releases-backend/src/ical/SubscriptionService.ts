import { InputError, NotFoundError } from '@backstage/errors';
import {
  Page,
  Subscription,
  SubscriptionInput,
  subscriptionManagePermission,
  SubscriptionPatch,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { created, PageRequest, touched, transact } from '../database';
import { CallContext } from '../http';
import { Authorizer } from '../permissions';
import { guardedWrite, Named, requireRevision, toPage } from '../resources';
import { assertAllowedUrl } from './fetchCalendar';
import { Reading } from './readSubscription';
import { SubscribedItems, SubscriptionReader } from './SubscriptionReader';
import { StoredSubscription, SubscriptionStore } from './SubscriptionStore';

export interface SubscriptionServiceOptions {
  knex: Knex;
  store: SubscriptionStore;
  reader: SubscriptionReader;
  items: SubscribedItems;
  authorizer: Authorizer;
  auditLog: AuditLog;
  allowedHosts: string[];
  now: () => number;
}

/** Calendars from outside: read, followed, and left as they were when broken. */
export class SubscriptionService {
  readonly #options: SubscriptionServiceOptions;

  constructor(options: SubscriptionServiceOptions) {
    this.#options = options;
  }

  async list(
    query: PageRequest & { state?: string[] },
    context: CallContext,
  ): Promise<Page<Subscription>> {
    await this.#authorize(context);
    const listed = await this.#options.store.list(query);
    return toPage(listed, listed.items.map(toPublic));
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
    const { knex, store, reader, items, allowedHosts, now } = this.#options;
    await this.#authorize(context);
    const { content, ...fields } = input;
    if (fields.url) assertAllowedUrl(fields.url, allowedHosts);
    const { actor } = context;
    const subscription: StoredSubscription = {
      ...fields,
      ...created(actor, now()),
      itemCount: 0,
      state: 'pending',
      skipped: [],
    };
    await items.check(subscription, context);
    const reading = await reader.read(subscription, { content });
    requireUpload(content, reading);
    return transact(knex, async tx => {
      const after = await reader.take(tx, subscription, { reading, actor });
      await store.insert(tx, after);
      await this.#audit(tx, { verb: 'create', after }, context);
      return toPublic(after);
    });
  }

  async update(
    request: Named & { patch: SubscriptionPatch },
    context: CallContext,
  ): Promise<Subscription> {
    const { knex, store, reader, items, allowedHosts, now } = this.#options;
    await this.#authorize(context);
    const before = await this.#current(request);
    const { content, ...fields } = request.patch;
    if (fields.url) assertAllowedUrl(fields.url, allowedHosts);
    if (fields.vendor && before.kind !== 'vendor')
      throw new InputError('vendor: expected for a vendor calendar only');
    if (content !== undefined && (fields.url ?? before.url))
      throw new InputError('content: expected only where there is no url');
    const { actor } = context;
    const changed: StoredSubscription = {
      ...before,
      ...fields,
      ...touched(before, actor, now()),
      // What was read may mean something else now.
      etag: undefined,
      lastModified: undefined,
      contentHash: undefined,
    };
    await items.check(changed, context);
    const isRead = Boolean(changed.url) || content !== undefined;
    const reading: Reading = isRead
      ? await reader.read(changed, { content })
      : { unchanged: true };
    requireUpload(content, reading);
    let after = changed;
    await guardedWrite({
      knex,
      store,
      named: request,
      present: toPublic,
      write: async tx => {
        after = await reader.take(tx, changed, { reading, actor });
        if (!(await store.update(tx, after, request.revision))) return false;
        await this.#audit(tx, { verb: 'update', before, after }, context);
        return true;
      },
    });
    return toPublic(after);
  }

  async delete(request: Named, context: CallContext): Promise<void> {
    const { knex, store, items } = this.#options;
    await this.#authorize(context);
    const before = await this.#current(request);
    const { actor } = context;
    await guardedWrite({
      knex,
      store,
      named: request,
      present: toPublic,
      write: async tx => {
        if (!(await store.delete(tx, request))) return false;
        await items.replace(tx, { subscription: before, events: [], actor });
        await this.#audit(tx, { verb: 'delete', before }, context);
        return true;
      },
    });
  }

  async refresh(id: string, context: CallContext): Promise<Subscription> {
    await this.#authorize(context);
    const subscription = await this.#stored(id);
    if (!subscription.url)
      throw new InputError('This calendar was uploaded; upload it again');
    return toPublic(await this.#options.reader.follow(subscription, context));
  }

  async #audit(
    tx: Knex.Transaction,
    change: {
      verb: 'create' | 'update' | 'delete';
      before?: StoredSubscription;
      after?: StoredSubscription;
    },
    { actor }: CallContext,
  ): Promise<void> {
    const { verb, before, after } = change;
    const subject = (after ?? before)!;
    await this.#options.auditLog.append(tx, {
      actor,
      action: `subscription.${verb}`,
      objectRef: `subscription:${subject.id}`,
      entityRefs: [subject.owner],
      before: before && described(before),
      after: after && described(after),
    });
  }

  async #authorize(context: CallContext): Promise<void> {
    await this.#options.authorizer.require(
      subscriptionManagePermission,
      context,
    );
  }

  async #stored(id: string): Promise<StoredSubscription> {
    const found = await this.#options.store.get(id);
    if (!found) throw new NotFoundError(`Unknown subscription '${id}'`);
    return found;
  }

  async #current(named: Named): Promise<StoredSubscription> {
    const found = await this.#stored(named.id);
    await requireRevision(found, named, toPublic);
    return found;
  }
}

function requireUpload(content: string | undefined, reading: Reading): void {
  if (content !== undefined && 'error' in reading)
    throw new InputError(`content: ${reading.error}`);
}

function toPublic(stored: StoredSubscription): Subscription {
  const { dueAt, etag, lastModified, contentHash, ...subscription } = stored;
  return subscription;
}

/** What the log keeps: the settings, not what each reading found. */
function described(subscription: StoredSubscription) {
  const { title, owner, kind, vendor, selector, url } = subscription;
  const { timeZone, refreshMinutes, revision } = subscription;
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
