import { RecurrenceError } from './RecurrenceError';
import { Zone } from './zone';

const WALL_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;

/** Milliseconds of a wall time, as if it were UTC; fractions of a second are dropped. */
export function parseWall(part: string, text: string): number {
  const match = WALL_TIME.exec(text);
  if (match) {
    const [year, month, day, hour, minute, second] = match
      .slice(1)
      .map(item => Number(item ?? 0));
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists =
      date.getUTCMonth() === month - 1 &&
      date.getUTCDate() === day &&
      hour < 24 &&
      minute < 60 &&
      second < 60;
    if (exists) {
      return date.setUTCHours(hour, minute, second, 0);
    }
  }
  throw new RecurrenceError(
    part,
    `expected a local wall time, YYYY-MM-DDTHH:mm:ss, got "${text.slice(
      0,
      50,
    )}"`,
  );
}

export function formatWall(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19);
}

/** Epoch milliseconds of an ISO 8601 instant with `Z` or an offset. */
export function parseInstant(part: string, value: string | Date): number {
  const instant =
    value instanceof Date || /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value)
      ? new Date(value).getTime()
      : NaN;
  if (Number.isNaN(instant)) {
    throw new RecurrenceError(
      part,
      'expected an ISO 8601 instant with Z or an offset',
    );
  }
  return instant;
}

/**
 * The instant, ISO 8601 in UTC, of a local wall time (`YYYY-MM-DDTHH:mm:ss`) in
 * an IANA zone. A wall time that occurs twice means the first; one that does
 * not exist is read with the offset before the gap, so that it moves forward
 * (RFC 5545 3.3.5).
 *
 * @public
 * @throws RecurrenceError - for text that is no wall time, or an unknown zone
 */
export function wallToInstant(options: {
  wall: string;
  timeZone: string;
}): string {
  const wall = parseWall('wall', options.wall);
  return new Date(Zone.named(options.timeZone).toInstant(wall)).toISOString();
}

/**
 * The local wall time (`YYYY-MM-DDTHH:mm:ss`) of an instant in an IANA zone.
 *
 * @public
 * @throws RecurrenceError - for text that is no instant, or an unknown zone
 */
export function instantToWall(options: {
  instant: string;
  timeZone: string;
}): string {
  const instant = parseInstant('instant', options.instant);
  return formatWall(Zone.named(options.timeZone).toWall(instant));
}
