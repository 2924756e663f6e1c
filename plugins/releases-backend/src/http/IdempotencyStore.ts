import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';

const TABLE = 'idempotency_keys';
const KEPT_MS = 24 * 60 * 60 * 1000;

/** After so long without a word, whoever held the key is taken for dead. */
const ABANDONED_MS = 2 * 60 * 1000;

export interface StoredAnswer {
  status: number;
  /** JSON text; absent for 204. */
  body?: string;
  etag?: string;
}

interface IdentifiedRequest {
  actor: string;
  key: string;
  endpoint: string;
  requestHash: string;
}

export type Reservation =
  /** The key is this request's own: carry it out. */
  | { outcome: 'reserved'; attempt: string }
  | { outcome: 'answered'; answer: StoredAnswer }
  /** Somebody else is carrying it out. */
  | { outcome: 'pending' }
  /** It was carried out, but its answer is not there to be repeated. */
  | { outcome: 'unanswered' }
  /** The key came with another request before. */
  | { outcome: 'other' };

interface Row {
  actor: string;
  key: string;
  endpoint: string;
  request_hash: string;
  attempt: string;
  state: 'pending' | 'committed' | 'done';
  status: number | null;
  etag: string | null;
  answer: string | null;
  created_at: number | string;
}

/**
 * Which writes have been asked for under which key. A key is reserved by the
 * insert of a row, so that of several replicas only one carries a request out.
 * The write's own transaction marks the row as committed, so that a crash
 * leaves no doubt whether it happened.
 */
export class IdempotencyStore {
  readonly #knex: Knex;
  readonly #now: () => number;

  constructor(options: { knex: Knex; now?: () => number }) {
    this.#knex = options.knex;
    this.#now = options.now ?? Date.now;
  }

  async reserve(request: IdentifiedRequest): Promise<Reservation> {
    const { actor, key, endpoint, requestHash } = request;
    const attempt = randomUUID();
    await this.#knex<Row>(TABLE)
      .insert({
        actor,
        key,
        endpoint,
        request_hash: requestHash,
        attempt,
        state: 'pending',
        created_at: this.#now(),
      })
      .onConflict(['actor', 'key'])
      .ignore();
    const row = await this.#knex<Row>(TABLE).where({ actor, key }).first();
    // Given back between the two statements: the next attempt will get it.
    if (!row) return { outcome: 'pending' };
    if (row.attempt === attempt) return { outcome: 'reserved', attempt };
    const age = this.#now() - Number(row.created_at);
    if (age > KEPT_MS) return this.#takeOver(row, request);
    if (row.endpoint !== endpoint || row.request_hash !== requestHash)
      return { outcome: 'other' };
    if (row.state === 'pending')
      return age > ABANDONED_MS
        ? this.#takeOver(row, request)
        : { outcome: 'pending' };
    if (row.state === 'committed' || row.status === null)
      return age > ABANDONED_MS || row.state === 'done'
        ? { outcome: 'unanswered' }
        : { outcome: 'pending' };
    return {
      outcome: 'answered',
      answer: {
        status: row.status,
        body: row.answer ?? undefined,
        etag: row.etag ?? undefined,
      },
    };
  }

  /**
   * In the transaction of the write itself. False when the key has been taken
   * over in the meantime: then the write must not happen.
   */
  async markCommitted(
    tx: Knex.Transaction,
    held: { actor: string; key: string; attempt: string },
  ): Promise<boolean> {
    const { actor, key, attempt } = held;
    const count = await tx<Row>(TABLE)
      .where({ actor, key, attempt })
      .update({ state: 'committed' });
    return count === 1;
  }

  /** Without an answer when it holds a secret, which is not kept. */
  async complete(
    held: { actor: string; key: string; attempt: string },
    answer?: StoredAnswer,
  ): Promise<void> {
    const { actor, key, attempt } = held;
    await this.#knex<Row>(TABLE)
      .where({ actor, key, attempt })
      .update({
        state: 'done',
        status: answer?.status ?? null,
        etag: answer?.etag ?? null,
        answer: answer?.body ?? null,
      });
  }

  /** After a failure that left nothing behind: the key is free again. */
  async release(held: {
    actor: string;
    key: string;
    attempt: string;
  }): Promise<void> {
    const { actor, key, attempt } = held;
    await this.#knex<Row>(TABLE)
      .where({ actor, key, attempt, state: 'pending' })
      .delete();
  }

  async deleteExpired(): Promise<number> {
    return this.#knex<Row>(TABLE)
      .where('created_at', '<', this.#now() - KEPT_MS)
      .delete();
  }

  async #takeOver(row: Row, request: IdentifiedRequest): Promise<Reservation> {
    const attempt = randomUUID();
    const count = await this.#knex<Row>(TABLE)
      .where({
        actor: row.actor,
        key: row.key,
        attempt: row.attempt,
        state: row.state,
      })
      .update({
        attempt,
        endpoint: request.endpoint,
        request_hash: request.requestHash,
        state: 'pending',
        status: null,
        etag: null,
        answer: null,
        created_at: this.#now(),
      });
    return count === 1
      ? { outcome: 'reserved', attempt }
      : { outcome: 'pending' };
  }
}
