import {
  BookingPriority,
  compareWaiting,
  occupiedSpan,
} from '@release-desk/plugin-releases-common';
import { toMillis } from '../../database';
import { StoredBooking, StoredWaiting } from '../store';

/** Those that would be served before somebody who joins now, and want the same time. */
export function waitingAhead(options: {
  booking: StoredBooking;
  entries: readonly StoredWaiting[];
  /** The bookings of the entries. */
  waiting: readonly StoredBooking[];
  joinedAt: string;
}): StoredBooking[] {
  const { booking, entries, waiting, joinedAt } = options;
  const mine = occupiedSpan(booking);
  const byId = new Map(waiting.map(item => [item.id, item]));
  const rank = { id: '~', priority: booking.priority as BookingPriority };
  return entries.flatMap(entry => {
    const other = byId.get(entry.bookingId);
    if (!other || other.id === booking.id) return [];
    const { start, end } = occupiedSpan(other);
    const from = toMillis(entry.earliestStart) - toMillis(other.start);
    const to = toMillis(entry.latestStart) - toMillis(other.start);
    const competes =
      toMillis(start) + from < toMillis(mine.end) &&
      toMillis(end) + to > toMillis(mine.start);
    const isBefore = compareWaiting(entry, { ...rank, joinedAt }) < 0;
    return competes && isBefore ? [other] : [];
  });
}
