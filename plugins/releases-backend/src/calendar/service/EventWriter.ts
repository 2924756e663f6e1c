import { Knex } from 'knex';
import { StoredEvent } from '../store';
import { CalendarDependencies } from './dependencies';
import { refsOf } from './selectorRefs';
import { eventSource } from './timelineSources';

/** The same for events as `WindowWriter` for windows. */
export class EventWriter {
  readonly #options: CalendarDependencies;

  constructor(options: CalendarDependencies) {
    this.#options = options;
  }

  async insert(tx: Knex.Transaction, event: StoredEvent): Promise<void> {
    await this.#options.events.insert(tx, event);
    await this.derive(tx, event);
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    event: StoredEvent,
    revision: number,
  ): Promise<boolean> {
    if (!(await this.#options.events.update(tx, event, revision))) return false;
    await this.derive(tx, event);
    return true;
  }

  /** False when the revision of `before` is not the current one. */
  async delete(tx: Knex.Transaction, before: StoredEvent): Promise<boolean> {
    const { events, timeline } = this.#options;
    if (!(await events.delete(tx, before))) return false;
    await timeline.remove(tx, before.id);
    return true;
  }

  /** Last in the transaction. */
  async audit(
    tx: Knex.Transaction,
    change: {
      action: 'create' | 'update' | 'delete';
      before?: StoredEvent;
      after?: StoredEvent;
    },
    author: { actor: string },
  ): Promise<void> {
    const { action, before, after } = change;
    const subject = (after ?? before)!;
    await this.#options.auditLog.append(tx, {
      actor: author.actor,
      action: `event.${action}`,
      objectRef: `event:${subject.id}`,
      entityRefs: [...new Set([subject.owner, ...refsOf(subject.selector)])],
      before,
      after,
    });
  }

  /** Says again to the timeline what is true. */
  async derive(tx: Knex.Transaction, event: StoredEvent): Promise<void> {
    const { timeline, now } = this.#options;
    await timeline.put(tx, eventSource(event, now()));
  }
}
