import { createHash, randomBytes } from 'node:crypto';
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
import { created, PageRequest, touched, transact } from '../database';
import { CallContext } from '../http';
import { Authorizer } from '../permissions';
import { guardedWrite, Named, requireRevision, toPage } from '../resources';
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

  async list(query: PageRequest, context: CallContext): Promise<Page<Feed>> {
    const { store, authorizer } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    const listed = await store.list({ ...query, creator: context.actor });
    return toPage(listed, listed.items.map(toPublic));
  }

  async create(input: FeedInput, context: CallContext): Promise<Feed> {
    const { knex, store, authorizer, auditLog, now } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    await this.#requireVisible(input.filter, context);
    if ((await store.countOf(context.actor)) >= MAX_FEEDS) {
      throw new InputError(`You have ${MAX_FEEDS} feeds; revoke one first`);
    }
    const token = newToken();
    const feed: StoredFeed = {
      ...input,
      ...created(context.actor, now()),
      reach: await this.#reachOf(context),
      tokenHash: hashOf(token),
    };
    await transact(knex, async tx => {
      await store.insert(tx, feed);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'feed.create',
        objectRef: `feed:${feed.id}`,
        entityRefs: refsOf(feed.filter),
        after: { title: feed.title, filter: feed.filter },
      });
    });
    return { ...toPublic(feed), url: await this.#urlOf(token) };
  }

  async rotate(request: Named, context: CallContext): Promise<Feed> {
    const { knex, store, auditLog, now } = this.#options;
    const before = await this.#own(request, context);
    const token = newToken();
    const after: StoredFeed = {
      ...before,
      ...touched(before, context.actor, now()),
      reach: await this.#reachOf(context),
      tokenHash: hashOf(token),
    };
    await guardedWrite({
      knex,
      store,
      named: request,
      present: toPublic,
      write: async tx => {
        if (!(await store.update(tx, after, request.revision))) return false;
        await auditLog.append(tx, {
          actor: context.actor,
          action: 'feed.rotate',
          objectRef: `feed:${after.id}`,
          entityRefs: refsOf(after.filter),
        });
        return true;
      },
    });
    return { ...toPublic(after), url: await this.#urlOf(token) };
  }

  async revoke(request: Named, context: CallContext): Promise<void> {
    const { knex, store, auditLog } = this.#options;
    const before = await this.#own(request, context);
    await guardedWrite({
      knex,
      store,
      named: request,
      present: toPublic,
      write: async tx => {
        if (!(await store.delete(tx, request))) return false;
        await auditLog.append(tx, {
          actor: context.actor,
          action: 'feed.revoke',
          objectRef: `feed:${before.id}`,
          entityRefs: refsOf(before.filter),
          before: { title: before.title, filter: before.filter },
        });
        return true;
      },
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

  /** That of another is not there for the caller. */
  async #own(request: Named, context: CallContext): Promise<StoredFeed> {
    const { store, authorizer } = this.#options;
    await authorizer.require(feedCreatePermission, context);
    const feed = await store.get(request.id);
    if (feed?.createdBy !== context.actor)
      throw new NotFoundError(`Unknown feed '${request.id}'`);
    await requireRevision(feed, request, toPublic);
    return feed;
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

function toPublic({ reach, tokenHash, ...feed }: StoredFeed): Feed {
  return feed;
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
