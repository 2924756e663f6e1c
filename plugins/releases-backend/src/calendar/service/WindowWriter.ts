import { Knex } from 'knex';
import { touched } from '../../database';
import { Author, ResourceWriter } from '../../resources';
import { StoredOverride, StoredWindow } from '../store';
import { CalendarDependencies } from './dependencies';
import { refsOf } from './selectorRefs';
import { windowSource } from './timelineSources';

/** Windows, and the overrides that hang on them. */
export class WindowWriter extends ResourceWriter<StoredWindow> {
  readonly #options: CalendarDependencies;

  constructor(options: CalendarDependencies) {
    const { now } = options;
    super({
      ...options,
      type: 'window',
      store: options.windows,
      sourceOf: window => windowSource(window, now()),
      refsOf: window => refsOf(window.selector),
    });
    this.#options = options;
  }

  protected async follow(
    tx: Knex.Transaction,
    window: StoredWindow,
  ): Promise<void> {
    await this.#options.overrides.followWindow(tx, window);
  }

  /**
   * Who was let through stays on record: overrides outlive their freeze, but
   * those that could still be used end with it.
   */
  protected async end(
    tx: Knex.Transaction,
    window: StoredWindow,
    author: Author,
  ): Promise<() => Promise<void>> {
    const { overrides, timeline, auditLog, now } = this.#options;
    const ended: { before: StoredOverride; after: StoredOverride }[] = [];
    for (const before of await overrides.pendingOf(tx, window.id)) {
      const after: StoredOverride = {
        ...before,
        ...touched(before, author.actor, now()),
        status: 'revoked',
        revokedBy: author.actor,
        revokedAt: new Date(now()).toISOString(),
      };
      await overrides.update(tx, after, before.revision);
      ended.push({ before, after });
    }
    for (const { after } of ended) await timeline.removeOverride(tx, after.id);
    return async () => {
      for (const change of ended)
        await auditLog.append(tx, {
          actor: author.actor,
          action: 'override.revoke',
          objectRef: `override:${change.after.id}`,
          entityRefs: change.after.scope.entityRefs ?? [],
          ...change,
          reason: 'The freeze was deleted',
        });
    };
  }
}
