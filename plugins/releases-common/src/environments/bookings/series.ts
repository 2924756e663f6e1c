import { DateTime } from 'luxon';
import { DAY_MS } from '../time';
import {
  admitBooking,
  Admission,
  BookedTime,
  ConflictOptions,
} from './conflicts';
import type { BookingRecurrence } from './schema';

/** @public */
export interface SeriesSchedule {
  start: string;
  timeZone: string;
  duration: string;
  rrule: string;
  exdates?: string[];
  rdates?: string[];
}

/** At most so many bookings are made of one series. @public */
export const MAX_SERIES_BOOKINGS = 100;
/** And at most so far from the first. @public */
export const MAX_SERIES_DAYS = 400;

/** @public */
export interface RecurringBooking {
  start: string;
  end: string;
  timeZone: string;
  recurrence: BookingRecurrence;
}

function parts(days: number, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const time = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ]
    .filter(([count]) => count !== 0)
    .map(part => part.join(''))
    .join('');
  return `P${days > 0 ? `${days}D` : ''}${time && `T${time}`}`;
}

/**
 * A recurring booking as a schedule in wall time. One of a day or longer ends at
 * the same time on the clock in every week, a shorter one lasts exactly as long.
 *
 * @public
 */
export function seriesSchedule({
  start,
  end,
  timeZone,
  recurrence,
}: RecurringBooking): SeriesSchedule {
  const from = DateTime.fromISO(start, { zone: timeZone });
  const to = DateTime.fromISO(end, { zone: timeZone });
  const wall = (time: DateTime) =>
    time.setZone('UTC', { keepLocalTime: true }).toMillis();
  const exact = to.toMillis() - from.toMillis();
  const nominal = wall(to) - wall(from);
  const days = Math.floor(nominal / DAY_MS);
  return {
    start: from.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    timeZone,
    duration: days > 0 ? parts(days, nominal - days * DAY_MS) : parts(0, exact),
    ...recurrence,
  };
}

/** Expands a schedule, as `expandRecurrence` does. @public */
export type ExpandSchedule = (
  schedule: SeriesSchedule,
  range: { from: string; to: string },
  options: { limit: number },
) => { start: string; end: string }[];

/** @public */
export interface SeriesOccurrence extends Admission {
  start: string;
  end: string;
}

/** @public */
export interface SeriesPreview {
  occurrences: SeriesOccurrence[];
  /** The rule has more than are booked. */
  more: boolean;
}

/** @public */
export interface SeriesQuestion extends ConflictOptions {
  booking: BookedTime & RecurringBooking;
  others: readonly BookedTime[];
  expand: ExpandSchedule;
}

/**
 * The bookings that a recurring one becomes, each with what stands in its way:
 * one that is taken does not take the others with it.
 *
 * @public
 * @throws RecurrenceError - of `expand`, for a rule that is refused
 */
export function previewSeries(question: SeriesQuestion): SeriesPreview {
  const { booking, others, expand } = question;
  const to = Date.parse(booking.start) + MAX_SERIES_DAYS * DAY_MS;
  const spans = expand(
    seriesSchedule(booking),
    { from: booking.start, to: new Date(to).toISOString() },
    { limit: MAX_SERIES_BOOKINGS + 1 },
  ).filter(span => Date.parse(span.start) >= Date.parse(booking.start));
  return {
    more: spans.length > MAX_SERIES_BOOKINGS,
    occurrences: spans.slice(0, MAX_SERIES_BOOKINGS).map(({ start, end }) => ({
      start,
      end,
      ...admitBooking({ ...booking, start, end }, others, question),
    })),
  };
}
