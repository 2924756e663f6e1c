import { intersect, MINUTE_MS, Range, toIso } from '../time';
import {
  DEFAULT_USAGE_MATRIX,
  UsageMatrix,
  useCompatibility,
} from './compatibility';
import type { Booking, BookingConflict, BookingStatus } from './schema';

/** As much of a booking as takes up an environment. @public */
export type BookedTime = Pick<
  Booking,
  | 'id'
  | 'environments'
  | 'start'
  | 'end'
  | 'setupMinutes'
  | 'teardownMinutes'
  | 'usage'
  | 'mode'
  | 'status'
> &
  Partial<Pick<Booking, 'consents'>>;

/** In these the slot is taken. @public */
export const HOLDING_STATUSES: readonly BookingStatus[] = [
  'approved',
  'active',
];

/** In these it is taken or asked for; all others are in nobody's way. @public */
export const STANDING_STATUSES: readonly BookingStatus[] = [
  'pending',
  ...HOLDING_STATUSES,
];

/** @public */
export interface ConflictOptions {
  matrix?: UsageMatrix;
}

export function occupiedRange(
  booking: Pick<
    BookedTime,
    'start' | 'end' | 'setupMinutes' | 'teardownMinutes'
  >,
): Range {
  return {
    start: Date.parse(booking.start) - booking.setupMinutes * MINUTE_MS,
    end: Date.parse(booking.end) + booking.teardownMinutes * MINUTE_MS,
  };
}

/**
 * The span that a booking takes up with its buffers, half-open.
 *
 * @public
 */
export function occupiedSpan(
  booking: Pick<
    BookedTime,
    'start' | 'end' | 'setupMinutes' | 'teardownMinutes'
  >,
): { start: string; end: string } {
  const { start, end } = occupiedRange(booking);
  return { start: toIso(start), end: toIso(end) };
}

function agrees(one: BookedTime, other: BookedTime): boolean {
  const { start, end } = occupiedRange(other);
  return (one.consents ?? []).some(
    consent =>
      consent.bookingId === other.id &&
      consent.usage === other.usage &&
      consent.mode === other.mode &&
      Date.parse(consent.start) <= start &&
      end <= Date.parse(consent.end),
  );
}

/**
 * Whether both sides have recorded their consent, each to the other as it is.
 *
 * @public
 */
export function haveConsented(one: BookedTime, other: BookedTime): boolean {
  return agrees(one, other) && agrees(other, one);
}

function conflictsOf(
  candidate: BookedTime,
  other: BookedTime,
  matrix: UsageMatrix,
): BookingConflict[] {
  const overlap = intersect(occupiedRange(candidate), occupiedRange(other));
  if (!overlap || candidate.id === other.id) {
    return [];
  }
  const { is, because } = useCompatibility(candidate, other, matrix);
  if (is === 'compatible' || !because) {
    return [];
  }
  const isBuffersOnly = !intersect(
    { start: Date.parse(candidate.start), end: Date.parse(candidate.end) },
    { start: Date.parse(other.start), end: Date.parse(other.end) },
  );
  return [...new Set(candidate.environments)]
    .filter(ref => other.environments.includes(ref))
    .map(environmentRef => ({
      bookingId: other.id,
      environmentRef,
      start: toIso(overlap.start),
      end: toIso(overlap.end),
      buffersOnly: isBuffersOnly,
      severity: is,
      reason: because,
      usage: candidate.usage,
      otherUsage: other.usage,
      otherMode: other.mode,
      otherStatus: other.status,
      consented: haveConsented(candidate, other),
    }));
}

/**
 * What stands in the way of a booking, in the order of the overlaps: every
 * other one that is pending, approved or active, in one of its environments, in
 * a time that overlaps with buffers, of a use that does not go with its own or
 * only with a warning. The candidate's own status does not matter.
 *
 * @public
 */
export function findConflicts(
  candidate: BookedTime,
  others: Iterable<BookedTime>,
  options: ConflictOptions = {},
): BookingConflict[] {
  const { matrix = DEFAULT_USAGE_MATRIX } = options;
  const found: BookingConflict[] = [];
  for (const other of others) {
    if (STANDING_STATUSES.includes(other.status)) {
      found.push(...conflictsOf(candidate, other, matrix));
    }
  }
  return found.sort(
    (one, other) =>
      Date.parse(one.start) - Date.parse(other.start) ||
      one.bookingId.localeCompare(other.bookingId, 'en') ||
      one.environmentRef.localeCompare(other.environmentRef, 'en'),
  );
}

/**
 * Who is told of a conflict: an approved booking beside a pending one is not,
 * the pending one is; two pending ones both are, and so are two that hold the
 * slot both.
 */
function isFlagged(one: BookedTime, other: BookedTime): boolean {
  return (
    !HOLDING_STATUSES.includes(one.status) ||
    HOLDING_STATUSES.includes(other.status)
  );
}

/**
 * The conflicts of all bookings among themselves, by the id of the booking that
 * is told of them. One sweep over each environment: the work grows with the
 * number of bookings and of those that overlap.
 *
 * @public
 */
export function findAllConflicts(
  bookings: Iterable<BookedTime>,
  options: ConflictOptions = {},
): Map<string, BookingConflict[]> {
  const { matrix = DEFAULT_USAGE_MATRIX } = options;
  const lanes = new Map<string, { range: Range; booking: BookedTime }[]>();
  for (const booking of bookings) {
    if (STANDING_STATUSES.includes(booking.status)) {
      const range = occupiedRange(booking);
      for (const ref of new Set(booking.environments)) {
        const lane = lanes.get(ref) ?? [];
        lanes.set(ref, lane);
        lane.push({ range, booking });
      }
    }
  }
  const found = new Map<string, BookingConflict[]>();
  for (const [ref, lane] of lanes) {
    let open: typeof lane = [];
    for (const item of lane.sort((a, b) => a.range.start - b.range.start)) {
      open = open.filter(({ range }) => range.end > item.range.start);
      for (const { booking } of open) {
        for (const [one, other] of [
          [booking, item.booking],
          [item.booking, booking],
        ]) {
          if (isFlagged(one, other)) {
            const here = conflictsOf(one, other, matrix).filter(
              conflict => conflict.environmentRef === ref,
            );
            if (here.length > 0) {
              found.set(one.id, [...(found.get(one.id) ?? []), ...here]);
            }
          }
        }
      }
      open.push(item);
    }
  }
  return found;
}

/** @public */
export interface Admission {
  /** It may be approved. */
  admitted: boolean;
  /** Bookings that hold the slot and neither go with it nor have consented. */
  blocking: BookingConflict[];
  /** Bookings that are asked for as well, and warnings: told, but in nobody's way. */
  beside: BookingConflict[];
}

/**
 * Whether a booking may take its slot, or keep it after it was changed: nothing
 * that holds the slot is incompatible with it, unless both sides consented.
 *
 * @public
 */
export function admitBooking(
  candidate: BookedTime,
  others: Iterable<BookedTime>,
  options: ConflictOptions = {},
): Admission {
  const conflicts = findConflicts(candidate, others, options);
  const blocking = conflicts.filter(
    conflict =>
      conflict.severity === 'conflict' &&
      HOLDING_STATUSES.includes(conflict.otherStatus) &&
      !conflict.consented,
  );
  return {
    admitted: blocking.length === 0,
    blocking,
    beside: conflicts.filter(conflict => !blocking.includes(conflict)),
  };
}
