import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Knex } from 'knex';

const ATTEMPTS = 5;
const PAUSE_MS = 20;

/** Serialization failure, deadlock, and their SQLite counterpart. */
const RETRYABLE = new Set(['40001', '40P01', 'SQLITE_BUSY', 'SQLITE_LOCKED']);

type Duty = (tx: Knex.Transaction) => Promise<void>;

const duties = new AsyncLocalStorage<Duty>();

/**
 * Adds a duty to every transaction that `fn` makes through {@link transact}:
 * it is done at the end, and what it throws rolls the transaction back.
 */
export function withTransactionDuty<T>(
  duty: Duty,
  fn: () => Promise<T>,
): Promise<T> {
  return duties.run(duty, fn);
}

/** Work that is no part of the write that is going on: its duty is not done by it. */
export function apartFromDuty<T>(fn: () => Promise<T>): Promise<T> {
  return duties.exit(fn);
}

/**
 * Runs `fn` in one transaction, again from the start when the database gave up
 * on it for a reason that passes. So `fn` must have no effect but on `tx`. Where
 * a refusal is a result, and not thrown, `isDone` tells it from a write.
 */
export async function transact<T>(
  knex: Knex,
  fn: (tx: Knex.Transaction) => Promise<T>,
  isDone: (result: T) => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await knex.transaction(async tx => {
        const result = await fn(tx);
        if (isDone(result)) await duties.getStore()?.(tx);
        return result;
      });
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
      // Jitter, so that two that collided do not collide again.
      await sleep(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function isRetryable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && RETRYABLE.has(code);
}
