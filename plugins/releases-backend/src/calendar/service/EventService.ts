import {
  describeRecurrence,
  CalendarEvent,
  Page,
  eventCreatePermission,
  eventDeletePermission,
  EventInput,
  EventPatch,
  eventReadPermission,
  eventUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { StoredEvent } from '../store';
import { EventFilter } from '../store/EventStore';
import { created, given, touched } from './bookkeeping';
import { ownerNamed, selectorNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { requireEventFields, withoutStaleMoveBy } from './eventRules';
import { guardedWrite, requireRevision } from './guardedWrite';
import { ResourceGuard } from './ResourceGuard';
import { requireSchedule } from './schedules';
import { hideRefs, refsOf, restoreRefs } from './selectorRefs';
import { refuseSubscribed } from './subscribed';
import { EventWriter } from './EventWriter';

/** Business events and vendor events. */
export class EventService {
  readonly #options: CalendarDependencies;
  readonly #writer: EventWriter;
  readonly guard: ResourceGuard<StoredEvent>;

  constructor(options: CalendarDependencies & { writer: EventWriter }) {
    this.#options = options;
    this.#writer = options.writer;
    this.guard = new ResourceGuard({
      authorizer: options.authorizer,
      store: options.events,
      noun: 'event',
      read: eventReadPermission,
    });
  }

  async list(
    query: EventFilter & { limit: number; cursor?: string },
    context: CallContext,
  ): Promise<Page<CalendarEvent>> {
    const { limit, cursor, ...filter } = query;
    const access = await this.guard.listAccess(context);
    const { items, nextCursor, total } = await this.#options.events.list({
      filter,
      access,
      limit,
      cursor,
    });
    return {
      items: await this.#presentAll(items, context),
      pageInfo: { ...(nextCursor && { nextCursor }) },
      totalItems: total,
    };
  }

  async get(id: string, context: CallContext): Promise<CalendarEvent> {
    return this.#present(await this.guard.readable(id, context), context);
  }

  async create(
    input: EventInput,
    context: CallContext,
  ): Promise<CalendarEvent> {
    const { authorizer, knex, now } = this.#options;
    await authorizer.require(eventCreatePermission, context);
    const event: StoredEvent = {
      ...input,
      source: { type: 'native' },
      ...created(context.actor, now()),
    };
    await this.#check(event, context);
    await transact(knex, async tx => {
      await this.#writer.insert(tx, event);
      await this.#writer.audit(tx, { action: 'create', after: event }, context);
    });
    return this.#present(event, context);
  }

  async update(
    request: { id: string; revision: number; patch: EventPatch },
    context: CallContext,
  ): Promise<CalendarEvent> {
    const { knex, checks, now } = this.#options;
    const { id, revision, patch } = request;
    const before = await this.guard.changeable(
      id,
      eventUpdatePermission,
      context,
    );
    refuseSubscribed(before);
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
    const after = withoutStaleMoveBy(
      {
        ...before,
        ...given(patch),
        ...touched(before, context.actor, now()),
      },
      patch,
    );
    if (patch.selector)
      after.selector = restoreRefs(
        patch.selector,
        before.selector,
        await checks.visible(refsOf(before.selector), context),
      );
    await this.#check(after, context, before);
    await guardedWrite({
      knex,
      named: revision,
      write: async tx => {
        if (!(await this.#writer.update(tx, after, revision))) return false;
        await this.#writer.audit(
          tx,
          { action: 'update', before, after },
          context,
        );
        return true;
      },
      current: () => this.#current(id, context),
    });
    return this.#present(after, context);
  }

  async delete(
    request: { id: string; revision: number },
    context: CallContext,
  ): Promise<void> {
    const { knex } = this.#options;
    const { id, revision } = request;
    const before = await this.guard.changeable(
      id,
      eventDeletePermission,
      context,
    );
    refuseSubscribed(before);
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
    await guardedWrite({
      knex,
      named: revision,
      write: async tx => {
        if (!(await this.#writer.delete(tx, before))) return false;
        await this.#writer.audit(tx, { action: 'delete', before }, context);
        return true;
      },
      current: () => this.#current(id, context),
    });
  }

  /** Throws `InputError` naming the field. */
  async #check(
    event: StoredEvent,
    context: CallContext,
    before?: StoredEvent,
  ): Promise<void> {
    const { checks, now } = this.#options;
    requireEventFields(event);
    requireSchedule(event.schedule, now());
    await checks.require(
      [
        ...ownerNamed(event, before),
        ...selectorNamed(event.selector, before?.selector),
      ],
      context,
    );
  }

  async #current(
    id: string,
    context: CallContext,
  ): Promise<CalendarEvent | undefined> {
    const event = await this.#options.events.get(id);
    return event && this.#present(event, context);
  }

  async #present(
    event: StoredEvent,
    context: CallContext,
  ): Promise<CalendarEvent> {
    const [shown] = await this.#presentAll([event], context);
    const warnings = await this.#options.checks.warningsFor(event.selector);
    return { ...shown, ...(warnings.length > 0 && { warnings }) };
  }

  async #presentAll(
    events: StoredEvent[],
    context: CallContext,
  ): Promise<CalendarEvent[]> {
    const visible = await this.#options.checks.visible(
      events.flatMap(event => refsOf(event.selector)),
      context,
    );
    return events.map(event => ({
      ...event,
      selector: hideRefs(event.selector, visible),
      scheduleText: describeRecurrence(event.schedule),
    }));
  }
}
