import { Knex } from 'knex';
import { AuditLog } from '../audit/AuditLog';
import { Timeline, TimelineSource } from '../timeline/Timeline';

export interface Written {
  id: string;
  revision: number;
  owner: string;
}

/** A person, or a subscription. */
export interface Author {
  actor: string;
}

export interface Change<T> {
  verb: 'create' | 'update' | 'status' | 'delete';
  before?: T;
  after?: T;
}

interface WrittenStore<T> {
  insert(tx: Knex.Transaction, item: T): Promise<void>;
  update(tx: Knex.Transaction, item: T, revision: number): Promise<boolean>;
  delete(
    tx: Knex.Transaction,
    named: { id: string; revision: number },
  ): Promise<boolean>;
}

export interface ResourceWriterOptions<T> {
  /** Of the object in the audit log, as in `window:<id>`. */
  type: string;
  store: WrittenStore<T>;
  timeline: Timeline;
  auditLog: AuditLog;
  sourceOf(item: T): TimelineSource;
  /** Entities that it names beside its owner. */
  refsOf(item: T): string[];
}

/**
 * How a resource gets into the database and onto the timeline, and out again,
 * within the transaction of whoever decided so. Call `audit` last in it.
 */
export class ResourceWriter<T extends Written> {
  readonly #options: ResourceWriterOptions<T>;

  constructor(options: ResourceWriterOptions<T>) {
    this.#options = options;
  }

  async insert(tx: Knex.Transaction, item: T): Promise<void> {
    const { store, timeline, sourceOf } = this.#options;
    await store.insert(tx, item);
    await timeline.put(tx, sourceOf(item));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    item: T,
    revision: number,
  ): Promise<boolean> {
    const { store, timeline, sourceOf } = this.#options;
    if (!(await store.update(tx, item, revision))) return false;
    await this.follow(tx, item);
    await timeline.put(tx, sourceOf(item));
    return true;
  }

  /** False when the revision of `before` is not the current one. */
  async delete(
    tx: Knex.Transaction,
    before: T,
    author: Author,
  ): Promise<boolean> {
    const { store, timeline } = this.#options;
    if (!(await store.delete(tx, before))) return false;
    const told = await this.end(tx, before, author);
    await timeline.remove(tx, before.id);
    await told?.();
    return true;
  }

  async audit(
    tx: Knex.Transaction,
    change: Change<T>,
    author: Author,
  ): Promise<void> {
    const { type, auditLog, refsOf } = this.#options;
    const { verb, before, after } = change;
    const subject = (after ?? before)!;
    await auditLog.append(tx, {
      actor: author.actor,
      action: `${type}.${verb}`,
      objectRef: `${type}:${subject.id}`,
      entityRefs: [...new Set([subject.owner, ...refsOf(subject)])],
      before,
      after,
    });
  }

  /** What else must follow a change. */
  protected async follow(_tx: Knex.Transaction, _item: T): Promise<void> {}

  /** What else ends with it. Answers what is left to tell the audit log. */
  protected async end(
    _tx: Knex.Transaction,
    _before: T,
    _author: Author,
  ): Promise<(() => Promise<void>) | undefined> {
    return undefined;
  }
}
