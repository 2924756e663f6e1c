import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { BigintColumn, Clock } from '../../database';
import { Announcer, Notice, Notifier, OutboxEvent } from './Notifier';

const TABLE = 'environments_outbox';
/** For whoever took it, to send it; then others try. */
const TAKEN_MS = 60_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
const MOST_ATTEMPTS = 20;

export type Message =
  | { id: string; kind: 'notice'; message: Notice }
  | { id: string; kind: 'event'; message: OutboxEvent };

interface Row {
  id: string;
  kind: string;
  payload: string;
  next_at: BigintColumn;
  attempts: number;
}

/**
 * What is to be told, kept in the transaction that it tells of, so that it is
 * neither lost when a process dies nor told of what was rolled back.
 */
export class Outbox implements Notifier, Announcer {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(options: { knex: Knex; clock: Clock }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  async notify(tx: Knex.Transaction, notice: Notice): Promise<void> {
    const { recipients = [], ownersOf = [] } = notice;
    if (recipients.length + ownersOf.length > 0)
      await this.#put(tx, 'notice', notice);
  }

  async announce(tx: Knex.Transaction, event: OutboxEvent): Promise<void> {
    await this.#put(tx, 'event', event);
  }

  /**
   * Takes what is due next, for a minute. Of several replicas that reach for the
   * same one, one gets it: the update is conditional on what was read.
   */
  async take(now: number): Promise<Message | undefined> {
    for (;;) {
      const row: Row | undefined = await this.#knex(TABLE)
        .where('next_at', '<=', now)
        .orderBy(['next_at', 'id'])
        .first('id', 'kind', 'payload', 'next_at', 'attempts');
      if (!row) return undefined;
      const taken = await this.#knex(TABLE)
        .where({ id: row.id, attempts: row.attempts })
        .where('next_at', Number(row.next_at))
        .update({ next_at: now + TAKEN_MS, attempts: row.attempts + 1 });
      if (taken === 1)
        return {
          id: row.id,
          kind: row.kind,
          message: JSON.parse(row.payload),
        } as Message;
    }
  }

  async done(id: string, now: number): Promise<void> {
    await this.#knex(TABLE)
      .where({ id })
      .update({ next_at: null, done_at: now, failure: null });
  }

  /** Later, ever less often. Answers false when it is given up. */
  async failed(id: string, failure: string, now: number): Promise<boolean> {
    const { attempts } = await this.#knex(TABLE)
      .where({ id })
      .first('attempts');
    const isOver = attempts >= MOST_ATTEMPTS;
    const pause = Math.min(
      LONGEST_PAUSE_MS,
      FIRST_PAUSE_MS * 2 ** (attempts - 1),
    );
    await this.#knex(TABLE)
      .where({ id })
      .update({
        failure: failure.slice(0, 2000),
        next_at: isOver ? null : now + pause,
        done_at: isOver ? now : null,
      });
    return !isOver;
  }

  /** Forgets what was told before then. */
  async dropDone(before: number): Promise<number> {
    return this.#knex(TABLE).where('done_at', '<', before).delete();
  }

  async #put(
    tx: Knex.Transaction,
    kind: Message['kind'],
    message: Notice | OutboxEvent,
  ): Promise<void> {
    const now = await this.#clock(tx);
    await tx(TABLE)
      .insert({
        id: randomUUID(),
        kind,
        once_key: `${kind}:${message.key}`.slice(0, 300),
        payload: JSON.stringify(message),
        created_at: now,
        next_at: now,
        attempts: 0,
      })
      .onConflict('once_key')
      .ignore();
  }
}
