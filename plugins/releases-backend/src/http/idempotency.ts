import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import { Request } from 'express';
import { withTransactionDuty } from '../database';
import { IdempotencyKeyReusedError } from './errors';
import { IdempotencyStore, StoredAnswer } from './IdempotencyStore';

const WAIT_MS = 5000;
const POLL_MS = 50;

/**
 * Carries a write out once for each `Idempotency-Key`, whatever number of
 * times and of replicas it is sent to, and gives its answer to all of them.
 */
export async function once(options: {
  store: IdempotencyStore;
  req: Request;
  actor: string;
  endpoint: string;
  /** The answer holds a secret that must not be kept. */
  secretAnswer?: boolean;
  execute: () => Promise<StoredAnswer>;
}): Promise<StoredAnswer & { replayed?: boolean }> {
  const { store, req, actor, endpoint, secretAnswer, execute } = options;
  const key = keyOf(req);
  if (key === undefined) return execute();

  const request = { actor, key, endpoint, requestHash: hashOf(req) };
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const reservation = await store.reserve(request);
    switch (reservation.outcome) {
      case 'reserved': {
        const held = { actor, key, attempt: reservation.attempt };
        return executeHeld({ store, held, secretAnswer, execute });
      }
      case 'answered':
        return { ...reservation.answer, replayed: true };
      case 'unanswered':
        throw new ConflictError(
          'The request with this Idempotency-Key was carried out; its answer is not kept. Read the resource to see the outcome',
        );
      case 'other':
        throw new IdempotencyKeyReusedError(
          'Idempotency-Key: expected a new key, this one was used with another request',
        );
      default:
        if (Date.now() > deadline)
          throw new ConflictError(
            'The request with this Idempotency-Key is still being carried out; try again later',
          );
        await sleep(POLL_MS);
    }
  }
}

async function executeHeld(options: {
  store: IdempotencyStore;
  held: { actor: string; key: string; attempt: string };
  secretAnswer?: boolean;
  execute: () => Promise<StoredAnswer>;
}): Promise<StoredAnswer> {
  const { store, held, secretAnswer, execute } = options;
  let answer: StoredAnswer;
  try {
    answer = await withTransactionDuty(async tx => {
      if (!(await store.markCommitted(tx, held)))
        throw new ConflictError(
          'The request took too long, and another attempt has taken it over',
        );
    }, execute);
  } catch (error) {
    await store.release(held);
    throw error;
  }
  await store.complete(held, secretAnswer ? undefined : answer);
  return answer;
}

function keyOf(req: Request): string | undefined {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new InputError(
      'Idempotency-Key: expected 1 to 255 printable ASCII characters without spaces',
    );
  return key;
}

function hashOf(req: Request): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      req.method,
      req.originalUrl,
      req.headers['if-match'] ?? '',
    ]),
  );
  if (Buffer.isBuffer(req.body)) hash.update(req.body);
  return hash.digest('hex');
}
