import { DAY_MS, lengthInWords, MINUTE_MS, toIso } from '../time';
import { BookingInput, MAX_BOOKING_DAYS } from './schema';

/** How far ahead a booking may be made at all. @public */
export const MAX_BOOKING_AHEAD_DAYS = 730;

/** Between the click and the clock that decides. */
const TOLERANCE_MS = 5 * MINUTE_MS;

/** @public */
export interface BookingProblem {
  path: ['start' | 'end'];
  message: string;
}

/**
 * What is wrong with the time of a booking, beyond what its schema checks: it
 * has begun already, ends before it starts, is too long for a booking or too far
 * away. `now` is in epoch milliseconds.
 *
 * @public
 */
export function bookingProblems(
  booking: Pick<BookingInput, 'start' | 'end'>,
  now: number,
): BookingProblem[] {
  const start = Date.parse(booking.start);
  const end = Date.parse(booking.end);
  const problems: BookingProblem[] = [];
  if (start < now - TOLERANCE_MS) {
    problems.push({
      path: ['start'],
      message: `expected an instant that is not past; it is ${toIso(now)}`,
    });
  }
  if (start > now + MAX_BOOKING_AHEAD_DAYS * DAY_MS) {
    problems.push({
      path: ['start'],
      message: `expected at most ${MAX_BOOKING_AHEAD_DAYS} days ahead`,
    });
  }
  if (end <= start) {
    problems.push({
      path: ['end'],
      message: 'expected an instant after start',
    });
  }
  if (end - start > MAX_BOOKING_DAYS * DAY_MS) {
    problems.push({
      path: ['end'],
      message: `expected at most ${MAX_BOOKING_DAYS} days after start, got ${lengthInWords(
        end - start,
      )}`,
    });
  }
  return problems;
}
