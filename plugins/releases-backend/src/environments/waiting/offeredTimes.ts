import { StoredBooking, StoredWaiting } from '../store';

/**
 * What is kept for those that wait, as if it were booked: nobody else gets a
 * slot while its offer stands.
 */
export function offeredTimes(
  entries: readonly StoredWaiting[],
  bookings: readonly StoredBooking[],
): StoredBooking[] {
  const byId = new Map(bookings.map(item => [item.id, item]));
  return entries.flatMap(({ holds, offer, bookingId }) => {
    const booking = byId.get(bookingId);
    return holds && offer && booking
      ? [
          {
            ...booking,
            start: offer.start,
            end: offer.end,
            status: 'approved' as const,
          },
        ]
      : [];
  });
}
