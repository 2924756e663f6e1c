import { Range } from '../time';
import { BookedTime, HOLDING_STATUSES, occupiedRange } from './conflicts';

/**
 * Who has an environment at an instant. `free` and `observed` are open to
 * anybody, `shared` to those whose use goes with the others', `taken` to nobody
 * else. `until` is when it changes hands next, absent when nothing is booked.
 *
 * @public
 */
export interface Occupancy<T extends BookedTime = BookedTime> {
  state: 'free' | 'observed' | 'shared' | 'taken';
  /** Those that have it, buffers included, the first first. */
  now: T[];
  until?: string;
  /** The next that holds or asks for it. */
  next?: T;
}

/**
 * Who has an environment at `now` (epoch milliseconds), until when, and who is
 * next.
 *
 * @public
 */
export function occupancyAt<T extends BookedTime>(options: {
  environmentRef: string;
  bookings: readonly T[];
  now: number;
}): Occupancy<T> {
  const { environmentRef, bookings, now } = options;
  const here = bookings
    .filter(({ environments }) => environments.includes(environmentRef))
    .map(booking => ({ booking, range: occupiedRange(booking) }))
    .sort((one, other) => one.range.start - other.range.start);
  const holding = here.filter(({ booking }) =>
    HOLDING_STATUSES.includes(booking.status),
  );
  const present = holding.filter(
    ({ range }) => range.start <= now && now < range.end,
  );
  const users = present.filter(({ booking }) => booking.mode !== 'observer');
  const next = here.find(
    ({ booking, range }) =>
      range.start > now &&
      booking.mode !== 'observer' &&
      (booking.status === 'pending' ||
        HOLDING_STATUSES.includes(booking.status)),
  );
  return {
    state: stateOf(
      users.map(item => item.booking),
      present.length,
    ),
    now: present.map(({ booking }) => booking),
    ...untilOf(users, holding, now),
    ...(next && { next: next.booking }),
  };
}

function stateOf(
  users: readonly BookedTime[],
  present: number,
): Occupancy['state'] {
  if (users.some(({ mode }) => mode === 'exclusive')) {
    return 'taken';
  }
  if (users.length > 0) {
    return 'shared';
  }
  return present > 0 ? 'observed' : 'free';
}

/** Free until the next comes; taken through whatever follows without a gap. */
function untilOf(
  users: readonly { range: Range }[],
  holding: readonly { booking: BookedTime; range: Range }[],
  now: number,
): { until?: string } {
  const coming = holding.filter(
    ({ booking, range }) => booking.mode !== 'observer' && range.start > now,
  );
  if (users.length === 0) {
    return coming.length > 0
      ? { until: new Date(coming[0].range.start).toISOString() }
      : {};
  }
  let end = Math.max(...users.map(({ range }) => range.end));
  for (const { range } of coming) {
    if (range.start <= end) {
      end = Math.max(end, range.end);
    }
  }
  return { until: new Date(end).toISOString() };
}
