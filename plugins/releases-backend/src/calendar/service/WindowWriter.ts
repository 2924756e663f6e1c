import { Knex } from 'knex';
import { StoredOverride, StoredWindow } from '../store';
import { touched } from './bookkeeping';
import { CalendarDependencies } from './dependencies';
import { refsOf } from './selectorRefs';
import { timelineOverride, windowSource } from './timelineSources';

interface Author {
  actor: string;
}

/**
 * How a window gets into the database and onto the timeline, and out again,
 * within the transaction of whoever decided so: a person, or a subscription.
 */
export class WindowWriter {
  readonly #options: CalendarDependencies;

  constructor(options: CalendarDependencies) {
    this.#options = options;
  }

  async insert(tx: Knex.Transaction, window: StoredWindow): Promise<void> {
    const { windows, timeline, now } = this.#options;
    await windows.insert(tx, window);
    await timeline.put(tx, windowSource(window, now()));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    window: StoredWindow,
    revision: number,
  ): Promise<boolean> {
    const { windows, overrides, timeline, now } = this.#options;
    if (!(await windows.update(tx, window, revision))) return false;
    await overrides.followWindow(tx, window);
    await timeline.put(tx, windowSource(window, now()));
    return true;
  }

  /**
   * False when the revision of `before` is not the current one. Who was let
   * through stays on record: overrides outlive their freeze, but those that
   * could still be used end with it.
   */
  async delete(
    tx: Knex.Transaction,
    before: StoredWindow,
    author: Author,
  ): Promise<boolean> {
    const { windows, overrides, timeline, auditLog, now } = this.#options;
    if (!(await windows.delete(tx, before))) return false;
    const ended: { before: StoredOverride; after: StoredOverride }[] = [];
    for (const pending of await overrides.pendingOf(tx, before.id)) {
      const after: StoredOverride = {
        ...pending,
        ...touched(pending, author.actor, now()),
        status: 'revoked',
        revokedBy: author.actor,
        revokedAt: new Date(now()).toISOString(),
      };
      await overrides.update(tx, after, pending.revision);
      ended.push({ before: pending, after });
    }
    for (const { after } of ended) await timeline.removeOverride(tx, after.id);
    await timeline.remove(tx, before.id);
    for (const change of ended)
      await auditLog.append(tx, {
        actor: author.actor,
        action: 'override.revoke',
        objectRef: `override:${change.after.id}`,
        entityRefs: change.after.scope.entityRefs ?? [],
        ...change,
        reason: 'The freeze was deleted',
      });
    return true;
  }

  /** Last in the transaction. */
  async audit(
    tx: Knex.Transaction,
    change: {
      action: 'create' | 'update' | 'delete';
      before?: StoredWindow;
      after?: StoredWindow;
    },
    author: Author,
  ): Promise<void> {
    const { action, before, after } = change;
    const subject = (after ?? before)!;
    await this.#options.auditLog.append(tx, {
      actor: author.actor,
      action: `window.${action}`,
      objectRef: `window:${subject.id}`,
      entityRefs: [...new Set([subject.owner, ...refsOf(subject.selector)])],
      before,
      after,
    });
  }

  /** Says again to the timeline what is true. */
  async derive(tx: Knex.Transaction, window: StoredWindow): Promise<void> {
    const { timeline, now } = this.#options;
    await timeline.put(tx, windowSource(window, now()));
  }

  async deriveOverride(
    tx: Knex.Transaction,
    override: StoredOverride,
  ): Promise<void> {
    await this.#options.timeline.setOverride(tx, timelineOverride(override));
  }
}
