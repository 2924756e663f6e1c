import fc from 'fast-check';
import { arbitraryBookings, at, booked, now } from '../__testUtils__/bookings';
import { admitBooking, BookedTime } from './conflicts';
import { bookingPrioritySchema } from './schema';
import {
  ageWaitingEntry,
  compareWaiting,
  declineOffer,
  dueOffers,
  orderWaitingList,
  WaitingEntry,
  waitingEntrySchema,
} from './waitingList';

function waiting(
  id: string,
  joined: number,
  change: Partial<WaitingEntry> = {},
): WaitingEntry {
  return {
    id: `w-${id}`,
    bookingId: id,
    environments: ['resource:default/staging'],
    onBehalfOf: 'group:default/checkout',
    priority: 'normal',
    joinedAt: at(joined),
    earliestStart: at(10),
    latestStart: at(40),
    status: 'waiting',
    declinedStarts: [],
    ...change,
  };
}

function order(...entries: WaitingEntry[]) {
  return orderWaitingList(entries).map(item => item.bookingId);
}

describe('the order of a waiting list', () => {
  it('is by arrival, where a priority counts as hours waited', () => {
    expect(order(waiting('b', 2), waiting('a', 1))).toEqual(['a', 'b']);
    expect(
      order(waiting('a', 0), waiting('b', 47, { priority: 'high' })),
    ).toEqual(['b', 'a']);
    expect(
      order(waiting('a', 0), waiting('b', 48.1, { priority: 'high' })),
    ).toEqual(['a', 'b']);
    expect(
      order(
        waiting('a', 0, { status: 'accepted' }),
        waiting('b', 1, { status: 'offered' }),
      ),
    ).toEqual(['b']);
  });

  it('is one order, and nobody is passed by whoever comes long after', () => {
    const entries = fc.record({
      id: fc.string({ maxLength: 3 }),
      priority: fc.constantFrom(...bookingPrioritySchema.options),
      joinedAt: fc.integer({ min: 0, max: 400 }).map(at),
    });
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        const [x, y, z] = [a, b, c].sort((one, other) =>
          compareWaiting(one, other),
        );
        expect(compareWaiting(x, z)).toBeLessThanOrEqual(0);
        expect(Math.sign(compareWaiting(x, y))).toBe(
          -Math.sign(compareWaiting(y, x)) || 0,
        );
        const later = Date.parse(b.joinedAt) - Date.parse(a.joinedAt);
        if (later > 168 * 3_600_000) {
          expect(compareWaiting(a, b)).toBeLessThan(0);
        }
      }),
    );
  });
});

describe('dueOffers', () => {
  const held = booked('held', [8, 18], {
    mode: 'exclusive',
    teardownMinutes: 30,
  });
  const load = booked('load', [12, 16], {
    usage: 'performance',
    status: 'pending',
    setupMinutes: 30,
  });

  it('offers the first in the order its first free time, and the next what is left', () => {
    const other = { ...load, id: 'other' };
    const offers = dueOffers({
      entries: [waiting('other', 2), waiting('load', 1)],
      bookings: [held, load, other],
      now: now(9),
    });
    expect(offers).toEqual([
      {
        entryId: 'w-load',
        offer: {
          start: at(19),
          end: at(23),
          offeredAt: at(9),
          expiresAt: at(10),
        },
      },
      {
        entryId: 'w-other',
        offer: expect.objectContaining({ start: at(23.5), end: at(27.5) }),
      },
    ]);
  });

  it('passes on what was declined or let lapse, and keeps the place', () => {
    const offered: WaitingEntry = {
      ...waiting('load', 1),
      status: 'offered',
      offer: {
        start: at(19),
        end: at(23),
        offeredAt: at(9),
        expiresAt: at(10),
      },
    };
    expect(ageWaitingEntry(offered, now(9.9))).toBe(offered);
    const lapsed = ageWaitingEntry(offered, now(10));
    expect(lapsed).toEqual(declineOffer(offered));
    expect(lapsed).toMatchObject({
      status: 'waiting',
      joinedAt: at(1),
      declinedStarts: [at(19)],
    });
    expect(lapsed.offer).toBeUndefined();
    expect(waitingEntrySchema.safeParse(lapsed).success).toBe(true);
    expect(
      dueOffers({ entries: [lapsed], bookings: [held, load], now: now(10) }),
    ).toEqual([]);
    expect(ageWaitingEntry(lapsed, now(41)).status).toBe('expired');
  });

  it('gives a slot that begins at once ten minutes to be taken', () => {
    const [{ offer }] = dueOffers({
      entries: [waiting('load', 1, { earliestStart: at(8) })],
      bookings: [load],
      now: now(9),
    });
    expect(offer).toMatchObject({ start: at(9), expiresAt: at(9 + 1 / 6) });
  });

  it('keeps an offered slot for whom it is offered to', () => {
    const other = { ...load, id: 'other' };
    const offered: WaitingEntry = {
      ...waiting('load', 5),
      status: 'offered',
      offer: {
        start: at(19),
        end: at(23),
        offeredAt: at(9),
        expiresAt: at(10),
      },
    };
    const [{ offer }] = dueOffers({
      entries: [offered, waiting('other', 1)],
      bookings: [held, load, other],
      now: now(9.5),
    });
    expect(offer.start).toBe(at(23.5));
  });

  it('never offers what could not be booked, were all offers taken', () => {
    const entries = fc.tuple(
      ...[0, 1, 2, 3].map(index =>
        fc
          .record({
            earliestStart: fc.integer({ min: 0, max: 20 }).map(at),
            latestStart: fc.integer({ min: 10, max: 30 }).map(at),
            priority: fc.constantFrom(...bookingPrioritySchema.options),
          })
          .map(change => waiting(`b${index}`, index, change)),
      ),
    );
    fc.assert(
      fc.property(entries, arbitraryBookings(9), (list, day) => {
        const held0: BookedTime[] = [];
        const bookings = day.map((item, index): BookedTime => {
          const one: BookedTime = {
            ...item,
            status: index < list.length ? 'pending' : 'approved',
          };
          // Only a state that could have come about.
          if (index >= list.length && admitBooking(one, held0).admitted) {
            held0.push(one);
            return one;
          }
          return index < list.length ? one : { ...one, status: 'cancelled' };
        });
        const taken = [...held0];
        for (const { entryId, offer } of dueOffers({
          entries: list,
          bookings,
          now: now(5),
        })) {
          const entry = list.find(item => item.id === entryId)!;
          const booking = bookings.find(item => item.id === entry.bookingId)!;
          const slot = { ...booking, start: offer.start, end: offer.end };
          expect(admitBooking(slot, taken).admitted).toBe(true);
          expect(offer.start >= entry.earliestStart).toBe(true);
          expect(offer.start <= entry.latestStart).toBe(true);
          expect(offer.start >= at(5)).toBe(true);
          taken.push({ ...slot, status: 'approved' });
        }
      }),
    );
  });
});
