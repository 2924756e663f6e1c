import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { InputError, toError } from '@backstage/errors';
import { Subscription } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { created, touched } from '../../database';
import { CallContext } from '../../http/types';
import { Author, Change, ResourceWriter } from '../../resources';
import { StoredEvent, StoredWindow } from '../store';
import { ownerNamed, selectorNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { requireSchedule } from './schedules';
import { eventOf, ImportedItem, windowOf } from './subscribedItems';
import { WindowWriter } from './WindowWriter';

/** Rows that one calendar may put on the timeline. */
const MOST_IN_ALL = 50_000;
const MOST_SKIPPED = 100;

export interface SkippedItem {
  uid: string;
  title?: string;
  reason: string;
}

/**
 * The windows and events that follow calendars from outside. Nobody else
 * changes them, so each keeps its id, its overrides and its history from one
 * reading to the next.
 */
export class SubscribedCalendar {
  readonly #options: CalendarDependencies & {
    windowWriter: WindowWriter;
    eventWriter: ResourceWriter<StoredEvent>;
  };

  constructor(
    options: CalendarDependencies & {
      windowWriter: WindowWriter;
      eventWriter: ResourceWriter<StoredEvent>;
    },
  ) {
    this.#options = options;
  }

  /** Throws `InputError` naming the field when it could not hold its items. */
  async check(subscription: Subscription, context: CallContext): Promise<void> {
    await this.#options.checks.require(
      [...ownerNamed(subscription), ...selectorNamed(subscription.selector)],
      context,
    );
  }

  /**
   * Which events it could hold, and why not the others. Throws `InputError` for
   * a calendar that would fill the timeline, or that keeps us from other work.
   */
  async usable(
    all: ImportedItem[],
  ): Promise<{ events: ImportedItem[]; skipped: SkippedItem[] }> {
    const now = this.#options.now();
    const events = new Map<string, ImportedItem>();
    const skipped: SkippedItem[] = [];
    let occurrences = 0;
    for (const item of all) {
      const { uid, title, schedule } = item;
      try {
        if (events.has(uid)) throw new Error('its UID stands there twice');
        occurrences += requireSchedule(schedule, now);
        events.set(uid, item);
      } catch (error) {
        skipped.push({ uid, title, reason: toError(error).message });
      }
      if (occurrences > MOST_IN_ALL)
        throw new InputError(
          `The calendar's events take place more than ${MOST_IN_ALL} times in three years`,
        );
      if (skipped.length > MOST_SKIPPED)
        throw new InputError(
          `More than ${MOST_SKIPPED} of the calendar's events cannot be taken over, such as ${uid}: ${
            skipped.at(-1)!.reason
          }`,
        );
      // A rule can take long to work out, and others wait for their answers.
      if (schedule.rrule) await setImmediate();
    }
    return { events: [...events.values()], skipped };
  }

  /**
   * Makes the items of a subscription be exactly these, in the caller's
   * transaction.
   */
  async replace(
    tx: Knex.Transaction,
    options: {
      subscription: Subscription;
      events: ImportedItem[];
      actor: string;
    },
  ): Promise<void> {
    const { windows, events, windowWriter, eventWriter } = this.#options;
    const { subscription, actor } = options;
    const { id, kind } = subscription;
    const author = { actor };
    if (kind === 'business' || kind === 'vendor')
      await this.#follow<StoredEvent>(tx, {
        before: await events.ofSubscription(tx, id),
        items: options.events.map(item => eventOf(subscription, kind, item)),
        writer: eventWriter,
        author,
      });
    else
      await this.#follow<StoredWindow>(tx, {
        before: await windows.ofSubscription(tx, id),
        items: options.events.map(item => windowOf(subscription, kind, item)),
        writer: windowWriter,
        author,
      });
  }

  async #follow<T extends StoredWindow | StoredEvent>(
    tx: Knex.Transaction,
    options: {
      before: T[];
      items: Omit<T, keyof ReturnType<typeof created>>[];
      writer: ResourceWriter<T>;
      author: Author;
    },
  ): Promise<void> {
    const { items, writer, author } = options;
    const now = this.#options.now();
    const known = new Map(options.before.map(item => [item.source.uid, item]));
    const changes: Change<T>[] = [];
    for (const item of items) {
      const { uid } = (item as T).source;
      const before = known.get(uid);
      known.delete(uid);
      if (!before) {
        const after = {
          ...created(author.actor, now),
          ...item,
        } as unknown as T;
        await writer.insert(tx, after);
        changes.push({ verb: 'create', after });
      } else if (!isDeepStrictEqual({ ...before, ...item }, before)) {
        const after: T = {
          ...before,
          ...item,
          ...touched(before, author.actor, now),
        };
        await writer.update(tx, after, before.revision);
        changes.push({ verb: 'update', before, after });
      }
    }
    for (const before of known.values()) {
      await writer.delete(tx, before, author);
      changes.push({ verb: 'delete', before });
    }
    for (const change of changes) await writer.audit(tx, change, author);
  }
}
