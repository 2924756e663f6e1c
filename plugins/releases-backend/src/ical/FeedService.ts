import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  eventReadPermission,
  Feed,
  feedCreatePermission,
  FeedInput,
  Page,
  releaseReadPermission,
  TimelineFilter,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { AuditLog } from '../audit/AuditLog';
import { CatalogView } from '../catalog/CatalogView';
import { transact } from '../database';
import { CallContext, RevisionConflictError } from '../http';
import { Authorizer } from '../permissions';
import { decodeCursor, encodeCursor } from './cursor';
import { FeedReach, FeedStore, StoredFeed } from './FeedStore';
import { FeedEntry, writeCalendar } from './writeCalendar';

/** Where the entries of a feed come from. */
export interface FeedEntries {
  entriesOf(options: {
    filter: TimelineFilter;
    reach: FeedReach;
    span: { from: string; to: string };
  }): Promise<FeedEntry[]>;
}

export interface FeedServiceOptions {
  knex: Knex;
  store: FeedStore;
  entries: FeedEntries;
  authorizer: Authorizer;
  permissions: PermissionsService;
  catalogView: CatalogView;
  auditLog: AuditLog;
  /** Public URL of the plugin, e.g. `https://portal.example.com/api/releases`. */
  getBaseUrl: () => Promise<string>;
  now: () => number;
}

const MAX_FEEDS = 50;
const MARK_READ_MS = 60 * 60 * 1000;

/** Outgoing calendars, each at a secret URL that can be changed or ended. */
export class FeedService {
  readonly #options: FeedServiceOptions;

  constructor(options: FeedServiceOptions) {
    this.#options = options;
  }

  async list(
    query: { limit: number; cursor?: string },
    context: CallContext,
  ): Promise<Page<Feed>> {
    const { store, authorizer } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    const found = await store.listOf({
      creator: context.actor,
      limit: query.limit + 1,
      after: decodeCursor(query.cursor),
    });
    const items = found.slice(0, query.limit);
    return {
      items: items.map(withoutReach),
      pageInfo:
        found.length > items.length
          ? { nextCursor: encodeCursor(items.at(-1)!) }
          : {},
      totalItems: await store.countOf(context.actor),
    };
  }

  async create(input: FeedInput, context: CallContext): Promise<Feed> {
    const { knex, store, authorizer, auditLog, now } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    await this.#requireVisible(input.filter, context);
    if ((await store.countOf(context.actor)) >= MAX_FEEDS) {
      throw new InputError(`You have ${MAX_FEEDS} feeds; revoke one first`);
    }
    const token = newToken();
    const at = new Date(now()).toISOString();
    const feed: StoredFeed = {
      ...input,
      id: randomUUID(),
      revision: 1,
      createdAt: at,
      createdBy: context.actor,
      updatedAt: at,
      updatedBy: context.actor,
      reach: await this.#reachOf(context),
    };
    await transact(knex, async tx => {
      await store.insert(tx, feed, hashOf(token));
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'feed.create',
        objectRef: `feed:${feed.id}`,
        entityRefs: refsOf(feed.filter),
        after: { title: feed.title, filter: feed.filter },
      });
    });
    return { ...withoutReach(feed), url: await this.#urlOf(token) };
  }

  async rotate(
    request: { id: string; revision: number },
    context: CallContext,
  ): Promise<Feed> {
    const { knex, store, auditLog, now } = this.#options;
    const feed = await this.#own(request.id, context);
    const token = newToken();
    const reach = await this.#reachOf(context);
    await transact(knex, async tx => {
      const rotated = await store.rotate(tx, {
        ...request,
        tokenHash: hashOf(token),
        reach,
        at: now(),
        by: context.actor,
      });
      if (!rotated) await this.#refuseStale(request, tx);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'feed.rotate',
        objectRef: `feed:${feed.id}`,
        entityRefs: refsOf(feed.filter),
      });
    });
    const rotated = await store.get(feed.id);
    if (!rotated) throw unknownFeed(feed.id);
    return { ...withoutReach(rotated), url: await this.#urlOf(token) };
  }

  async revoke(
    request: { id: string; revision: number },
    context: CallContext,
  ): Promise<void> {
    const { knex, store, auditLog } = this.#options;
    const feed = await this.#own(request.id, context);
    await transact(knex, async tx => {
      if (!(await store.delete(tx, request))) {
        await this.#refuseStale(request, tx);
      }
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'feed.revoke',
        objectRef: `feed:${feed.id}`,
        entityRefs: refsOf(feed.filter),
        before: { title: feed.title, filter: feed.filter },
      });
    });
  }

  /**
   * The calendar behind a secret, and its entity tag. Throws `NotFoundError`
   * for a token that is unknown or ended.
   */
  async read(token: string): Promise<{ content: string; etag: string }> {
    const { store, entries, catalogView, now } = this.#options;
    const feed = await store.getByTokenHash(
      hashOf(token.replace(/\.ics$/, '')),
    );
    if (!feed) throw new NotFoundError('There is no feed at this address');
    await this.#requireCreator(feed, catalogView);

    // From the month's start, so that the text stays the same between changes.
    const month = DateTime.fromMillis(now(), { zone: 'utc' }).startOf('month');
    const span = {
      from: month.minus({ months: 3 }).toISO()!,
      to: month.plus({ months: 15 }).toISO()!,
    };
    const content = writeCalendar({
      name: feed.title,
      entries: await entries.entriesOf({ ...feed, span }),
      span,
    });
    const lastRead = feed.lastReadAt ? Date.parse(feed.lastReadAt) : 0;
    if (now() - lastRead > MARK_READ_MS) await store.markRead(feed.id, now());
    const hash = createHash('sha256').update(content).digest('base64url');
    return { content, etag: `"${hash.slice(0, 32)}"` };
  }

  /** A feed outlives its URL's owner no longer than the catalog knows them. */
  async #requireCreator(
    feed: StoredFeed,
    catalogView: CatalogView,
  ): Promise<void> {
    if (!feed.createdBy.startsWith('user:')) return;
    const known = await catalogView.getFacts([feed.createdBy]);
    if (!known.has(feed.createdBy)) {
      throw new NotFoundError('There is no feed at this address');
    }
  }

  async #requireVisible(
    filter: TimelineFilter,
    context: CallContext,
  ): Promise<void> {
    const { catalogView } = this.#options;
    const refs = refsOf(filter);
    const known = await catalogView.getFacts(refs);
    const visible = await catalogView.visibleTo(context.credentials, refs);
    const unknown = refs.find(ref => !known.has(ref) || !visible.has(ref));
    if (unknown) throw new InputError(`filter: unknown entity '${unknown}'`);
  }

  async #reachOf(context: CallContext): Promise<FeedReach> {
    const { authorizer, permissions } = this.#options;
    const [window, release, event] = await authorizer.conditionsForAll(
      [windowReadPermission, releaseReadPermission, eventReadPermission],
      context,
    );
    const [catalog] = await permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials: context.credentials },
    );
    const namesEntities = catalog.result === AuthorizeResult.ALLOW;
    return { window, release, event, namesEntities };
  }

  async #own(id: string, context: CallContext): Promise<StoredFeed> {
    const { store, authorizer } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    const feed = await store.get(id);
    if (feed?.createdBy !== context.actor) throw unknownFeed(id);
    return feed;
  }

  async #refuseStale(
    request: { id: string; revision: number },
    tx: Knex.Transaction,
  ): Promise<never> {
    const current = await this.#options.store.get(request.id, tx);
    if (!current) throw unknownFeed(request.id);
    throw new RevisionConflictError({
      named: request.revision,
      current: withoutReach(current),
    });
  }

  async #urlOf(token: string): Promise<string> {
    return `${await this.#options.getBaseUrl()}/ical/${token}.ics`;
  }
}

function refsOf(filter: TimelineFilter): string[] {
  const { entityRef, environmentRef, systemRef, ownerRef } = filter;
  return [entityRef, environmentRef, systemRef, ownerRef].flatMap(
    refs => refs ?? [],
  );
}

function withoutReach({ reach: _, ...feed }: StoredFeed): Feed {
  return feed;
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function unknownFeed(id: string): NotFoundError {
  return new NotFoundError(`Unknown feed '${id}'`);
}
