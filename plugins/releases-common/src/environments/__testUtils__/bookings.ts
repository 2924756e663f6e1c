import fc from 'fast-check';
import {
  BookedTime,
  bookingModeSchema,
  bookingStatusSchema,
  bookingUsageSchema,
} from '../bookings';

/** Monday 23 November 2026, 00:00 UTC. */
export const MONDAY = Date.parse('2026-11-23T00:00:00.000Z');

/** So many hours after Monday midnight. */
export function at(hour: number): string {
  return new Date(MONDAY + hour * 3_600_000).toISOString();
}

export function now(hour: number): number {
  return Date.parse(at(hour));
}

/** A booking of staging from one hour to another. */
export function booked(
  id: string,
  [from, to]: [from: number, to: number],
  change: Partial<BookedTime> = {},
): BookedTime {
  return {
    id,
    environments: ['resource:default/staging'],
    start: at(from),
    end: at(to),
    setupMinutes: 0,
    teardownMinutes: 0,
    usage: 'test',
    mode: 'shared',
    status: 'approved',
    ...change,
  };
}

/** Bookings in a crowded day of two environments, on whole hours. */
export function arbitraryBooked(id: string): fc.Arbitrary<BookedTime> {
  return fc
    .record({
      from: fc.integer({ min: 0, max: 23 }),
      hours: fc.integer({ min: 1, max: 6 }),
      environments: fc.subarray(['a', 'b'], { minLength: 1 }),
      setupMinutes: fc.constantFrom(0, 60),
      teardownMinutes: fc.constantFrom(0, 120),
      usage: fc.constantFrom(...bookingUsageSchema.options),
      mode: fc.constantFrom(...bookingModeSchema.options),
      status: fc.constantFrom(...bookingStatusSchema.options),
    })
    .map(({ from, hours, ...rest }) => booked(id, [from, from + hours], rest));
}

export function arbitraryBookings(count: number): fc.Arbitrary<BookedTime[]> {
  return fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      arbitraryBooked(`b${index}`),
    ),
  );
}
