import { z } from 'zod';
import { refuse, Refusal } from '../refusal';
import { parseShortDuration } from '../shortDuration';
import { DAY_MS, toIso } from '../time';

/**
 * Until when something is held: epoch milliseconds, or `forever`.
 *
 * @public
 */
export type Ttl =
  | { ok: true; forever: true }
  | { ok: true; forever: false; expiresAt: number };

const MAX_AHEAD_MS = 366 * DAY_MS;
const GRAMMAR =
  'expected 30m, 4h, 2d, 1w, an ISO 8601 instant with Z or an offset, or forever';

const instant = z.iso.datetime({ offset: true });

function read(text: string): number | 'forever' | Date | undefined {
  if (text.toLocaleLowerCase('en-US') === 'forever') {
    return 'forever';
  }
  return instant.safeParse(text).success
    ? new Date(text)
    : parseShortDuration(text);
}

/**
 * Reads how long something is to be held: `30m`, `4h`, `2d`, `1w`, an instant,
 * or `forever`. `now` is in epoch milliseconds, of the database's clock.
 *
 * @public
 */
export function parseTtl(
  text: string,
  now: number,
): Ttl | Refusal<'grammar' | 'past' | 'too-long'> {
  const ttl = read(text.trim());
  if (ttl === undefined) {
    return refuse('grammar', `${GRAMMAR}, got "${text.slice(0, 40)}"`);
  }
  if (ttl === 'forever') {
    return { ok: true, forever: true };
  }
  const expiresAt = ttl instanceof Date ? ttl.getTime() : now + ttl;
  if (expiresAt <= now) {
    return refuse(
      'past',
      `expected an instant after ${toIso(now)}, got ${toIso(expiresAt)}`,
    );
  }
  if (expiresAt - now > MAX_AHEAD_MS) {
    return refuse('too-long', 'expected at most 366 days');
  }
  return { ok: true, forever: false, expiresAt };
}

/**
 * The same as text, checked for its grammar; whether an instant has passed is
 * known only to the clock.
 *
 * @public
 */
export const ttlSchema = z
  .string()
  .trim()
  .max(40)
  .refine(text => read(text) !== undefined, GRAMMAR)
  .meta({ example: '30m' });
