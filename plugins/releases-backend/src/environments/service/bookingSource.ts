import { BookingStatus } from '@release-desk/plugin-releases-common';
import { TimelineSource } from '../../timeline/Timeline';
import { StoredBooking } from '../store';

/** The others take no time: they were never asked for, or came to nothing. */
const TAKES_TIME: readonly BookingStatus[] = [
  'pending',
  'approved',
  'active',
  'completed',
];

/**
 * What the timeline shows of a booking: it touches its environments, and nothing
 * that runs in them. `undefined` when it has no place there.
 */
export function bookingSource(
  booking: StoredBooking,
): TimelineSource | undefined {
  const { start, environments } = booking;
  const end =
    booking.endedAt && booking.endedAt < booking.end
      ? booking.endedAt
      : booking.end;
  if (!TAKES_TIME.includes(booking.status) || end <= start) return undefined;
  return {
    kind: 'booking',
    sourceId: booking.id,
    title: booking.purpose,
    owner: booking.onBehalfOf,
    timeZone: booking.timeZone,
    recurring: false,
    status: booking.status,
    selector: { ref: environments, environment: environments },
    revision: booking.revision,
    occurrences: [{ start, end }],
  };
}
