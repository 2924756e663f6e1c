import {
  describeRecurrence,
  Page,
  Window,
  windowCreatePermission,
  windowDeletePermission,
  WindowInput,
  WindowPatch,
  windowReadPermission,
  windowUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { StoredWindow } from '../store';
import { WindowFilter } from '../store/WindowStore';
import { created, given, touched } from './bookkeeping';
import { ownerNamed, selectorNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { guardedWrite, requireRevision } from './guardedWrite';
import { ResourceGuard } from './ResourceGuard';
import { requireSchedule } from './schedules';
import { hideRefs, refsOf, restoreRefs } from './selectorRefs';
import { refuseSubscribed } from './subscribed';
import { defaultEnforcement, requireEnforcement } from './windowRules';
import { WindowWriter } from './WindowWriter';

/** Freezes, allow windows and advisories. */
export class WindowService {
  readonly #options: CalendarDependencies;
  readonly #writer: WindowWriter;
  readonly guard: ResourceGuard<StoredWindow>;

  constructor(options: CalendarDependencies & { writer: WindowWriter }) {
    this.#options = options;
    this.#writer = options.writer;
    this.guard = new ResourceGuard({
      authorizer: options.authorizer,
      store: options.windows,
      noun: 'window',
      read: windowReadPermission,
    });
  }

  async list(
    query: WindowFilter & { limit: number; cursor?: string },
    context: CallContext,
  ): Promise<Page<Window>> {
    const { limit, cursor, ...filter } = query;
    const access = await this.guard.listAccess(context);
    const { items, nextCursor, total } = await this.#options.windows.list({
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

  async get(id: string, context: CallContext): Promise<Window> {
    return this.#present(await this.guard.readable(id, context), context);
  }

  async create(input: WindowInput, context: CallContext): Promise<Window> {
    const { authorizer, knex, now } = this.#options;
    await authorizer.require(windowCreatePermission, context);
    const window: StoredWindow = {
      ...input,
      enforcement: input.enforcement ?? defaultEnforcement(input.kind),
      source: { type: 'native' },
      ...created(context.actor, now()),
    };
    await this.#check(window, context);
    await transact(knex, async tx => {
      await this.#writer.insert(tx, window);
      await this.#writer.audit(
        tx,
        { action: 'create', after: window },
        context,
      );
    });
    return this.#present(window, context);
  }

  async update(
    request: { id: string; revision: number; patch: WindowPatch },
    context: CallContext,
  ): Promise<Window> {
    const { knex, checks, now } = this.#options;
    const { id, revision, patch } = request;
    const before = await this.guard.changeable(
      id,
      windowUpdatePermission,
      context,
    );
    refuseSubscribed(before);
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
    const after: StoredWindow = {
      ...before,
      ...given(patch),
      ...touched(before, context.actor, now()),
    };
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
      windowDeletePermission,
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
        if (!(await this.#writer.delete(tx, before, context))) return false;
        await this.#writer.audit(tx, { action: 'delete', before }, context);
        return true;
      },
      current: () => this.#current(id, context),
    });
  }

  /** Throws `InputError` naming the field. */
  async #check(
    window: StoredWindow,
    context: CallContext,
    before?: StoredWindow,
  ): Promise<void> {
    const { checks, now } = this.#options;
    requireEnforcement(window);
    requireSchedule(window.schedule, now());
    await checks.require(
      [
        ...ownerNamed(window, before),
        ...selectorNamed(window.selector, before?.selector),
      ],
      context,
    );
  }

  async #current(
    id: string,
    context: CallContext,
  ): Promise<Window | undefined> {
    const window = await this.#options.windows.get(id);
    return window && this.#present(window, context);
  }

  async #present(window: StoredWindow, context: CallContext): Promise<Window> {
    const [shown] = await this.#presentAll([window], context);
    const warnings = await this.#options.checks.warningsFor(window.selector);
    return { ...shown, ...(warnings.length > 0 && { warnings }) };
  }

  async #presentAll(
    windows: StoredWindow[],
    context: CallContext,
  ): Promise<Window[]> {
    const visible = await this.#options.checks.visible(
      windows.flatMap(window => refsOf(window.selector)),
      context,
    );
    return windows.map(window => ({
      ...window,
      selector: hideRefs(window.selector, visible),
      scheduleText: describeRecurrence(window.schedule),
    }));
  }
}
