import type { Schedule, Span } from '../schema';
import { DAY_MS } from './calendarDays';
import {
  Occurrence,
  occurrencesBetween,
  ParsedSchedule,
  parseSchedule,
} from './occurrences';
import { RecurrenceError } from './RecurrenceError';
import { parseInstant } from './wallTime';

/** More than an hourly rule has in ten years. */
const MAX_OCCURRENCES = 100_000;

/** Four an hour, for as long as a month: what is denser has no place on a calendar. */
const DENSEST = { occurrences: 3_000, days: 31 };

/** A rule that is not met for so long after its start is taken for one that never is. */
const SEARCH_YEARS = 400;

/** How far ahead the next occurrences are looked for. */
const NEXT_YEARS = 100;

function years(count: number): number {
  return count * 365.2425 * DAY_MS;
}

function toSpan({ start, end }: Occurrence): Span {
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  };
}

function refuseTooMany(found: number): void {
  if (found > MAX_OCCURRENCES) {
    throw new RecurrenceError(
      'rrule',
      `has more than ${MAX_OCCURRENCES} occurrences in this time span`,
    );
  }
}

/**
 * The occurrences of a schedule that touch `[from, to)`: instants in UTC, ISO
 * 8601, half-open, in order of their start, each start once. `from` and `to`
 * are instants.
 *
 * The rule lives in local wall time: a wall time that occurs twice means the
 * first, one that does not exist moves forward by the gap. A duration with
 * weeks or days ends at a wall time (Friday 17:00 and `P2DT16H` is Monday 09:00
 * in every week), one of hours, minutes and seconds only is exact. A start that
 * does not meet its own rule is no occurrence; without a rule it is the only
 * one. `rdates` add, `exdates` take away, and COUNT counts what they take.
 *
 * Does not depend on the clock or the zone of the machine. Work is bounded:
 * where a rule or span is too much, it throws.
 *
 * @public
 * @throws RecurrenceError - names the part that is at fault
 */
export function expandRecurrence(
  schedule: Schedule,
  range: { from: string | Date; to: string | Date },
  options: { limit?: number } = {},
): Span[] {
  const from = parseInstant('from', range.from);
  const to = parseInstant('to', range.to);
  return occurrencesBetween(parseSchedule(schedule), from, to, {
    limit: options.limit,
    onTooMany: refuseTooMany,
  }).map(toSpan);
}

/**
 * Whether daylight saving makes an occurrence another than its wall times say:
 * its exact length is not the nominal one, its offset changes on the way, or
 * its start does not exist on the clock.
 */
function doClocksDiffer(
  { start, end, wall }: Occurrence,
  { zone, duration }: ParsedSchedule,
): boolean {
  return (
    end - start !== duration.nominal ||
    zone.offsetAt(start) !== zone.offsetAt(end) ||
    zone.toWall(start) !== wall
  );
}

/** @public */
export interface NextOccurrence extends Span {
  /**
   * Daylight saving changes its exact length or its offset, or moves its start.
   */
  clocksDiffer: boolean;
}

/**
 * The first `count` occurrences that end after `from`; fewer when there are no
 * more within a hundred years.
 *
 * @public
 * @throws RecurrenceError - as `expandRecurrence`
 */
export function nextOccurrences(
  schedule: Schedule,
  options: { from: string | Date; count: number },
): NextOccurrence[] {
  const parsed = parseSchedule(schedule);
  const from = parseInstant('from', options.from);
  const to = Math.max(from, parsed.start) + years(NEXT_YEARS);
  return occurrencesBetween(parsed, from, to, { limit: options.count }).map(
    occurrence => ({
      ...toSpan(occurrence),
      clocksDiffer: doClocksDiffer(occurrence, parsed),
    }),
  );
}

/**
 * Checks a schedule before it is kept: everything that `expandRecurrence`
 * checks, that it takes place at all, and that it does so no more often than
 * 3,000 times in its first 31 days.
 *
 * @public
 * @throws RecurrenceError - names the part that is at fault
 */
export function validateSchedule(schedule: Schedule): void {
  const parsed = parseSchedule(schedule);
  const [first] = occurrencesBetween(
    parsed,
    Math.min(parsed.start, ...parsed.rdates) - 2 * DAY_MS,
    parsed.start + years(SEARCH_YEARS),
    { limit: 1 },
  );
  if (!first) {
    throw new RecurrenceError(
      parsed.rule ? 'rrule' : 'exdates',
      parsed.rule
        ? 'can never be met; expected a rule with at least one occurrence'
        : 'takes away the only occurrence',
    );
  }
  const crowd = occurrencesBetween(
    parsed,
    first.start,
    first.start + DENSEST.days * DAY_MS,
    { limit: DENSEST.occurrences + 1 },
  );
  if (crowd.length > DENSEST.occurrences) {
    throw new RecurrenceError(
      'rrule',
      `is met too often; expected at most ${DENSEST.occurrences} occurrences in ${DENSEST.days} days`,
    );
  }
}
