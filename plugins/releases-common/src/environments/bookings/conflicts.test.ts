import fc from 'fast-check';
import { arbitraryBookings, at, booked } from '../__testUtils__/bookings';
import { useCompatibility } from './compatibility';
import {
  admitBooking,
  BookedTime,
  findAllConflicts,
  findConflicts,
  occupiedSpan,
} from './conflicts';

const regression = booked('r', [6, 18], {
  usage: 'regression',
  mode: 'exclusive',
  setupMinutes: 30,
  teardownMinutes: 30,
});
const load = booked('l', [16, 20], { usage: 'performance' });

function consentTo(other: BookedTime, change = {}) {
  return {
    bookingId: other.id,
    usage: other.usage,
    mode: other.mode,
    ...occupiedSpan(other),
    by: 'user:default/mira',
    at: at(0),
    ...change,
  };
}

describe('findConflicts', () => {
  it('says with whom, where, when and why', () => {
    expect(findConflicts(load, [regression])).toEqual([
      {
        bookingId: 'r',
        environmentRef: 'resource:default/staging',
        start: at(16),
        end: at(18.5),
        buffersOnly: false,
        severity: 'conflict',
        reason: 'usage',
        usage: 'performance',
        otherUsage: 'regression',
        otherMode: 'exclusive',
        otherStatus: 'approved',
        consented: false,
      },
    ]);
  });

  it('lets bookings touch, and counts their buffers', () => {
    const after = booked('a', [18.5, 20], { mode: 'exclusive' });
    expect(findConflicts(after, [regression])).toEqual([]);
    expect(
      findConflicts({ ...after, setupMinutes: 1 }, [regression]),
    ).toMatchObject([{ buffersOnly: true, start: at(18.5 - 1 / 60) }]);
  });

  it('sees only what is asked for or held, elsewhere than itself, in the same place', () => {
    for (const status of [
      'draft',
      'rejected',
      'completed',
      'cancelled',
    ] as const)
      expect(findConflicts(load, [{ ...regression, status }])).toEqual([]);
    for (const status of ['pending', 'approved', 'active'] as const)
      expect(findConflicts(load, [{ ...regression, status }])).toHaveLength(1);
    expect(findConflicts(load, [{ ...regression, id: 'l' }])).toEqual([]);
    expect(
      findConflicts(load, [{ ...regression, environments: ['elsewhere'] }]),
    ).toEqual([]);
    expect(
      findConflicts({ ...load, environments: ['x', 'y', 'x'] }, [
        { ...regression, environments: ['y', 'x', 'z'] },
      ]).map(item => item.environmentRef),
    ).toEqual(['x', 'y']);
  });
});

describe('admitBooking', () => {
  it('is stopped by what holds the slot, not by what is only asked for', () => {
    expect(admitBooking(load, [regression])).toMatchObject({
      admitted: false,
      blocking: [{ bookingId: 'r' }],
    });
    expect(
      admitBooking(load, [{ ...regression, status: 'pending' }]),
    ).toMatchObject({ admitted: true, beside: [{ bookingId: 'r' }] });
    const demo = booked('d', [16, 17], { usage: 'demo' });
    expect(admitBooking(demo, [booked('t', [10, 20])])).toMatchObject({
      admitted: true,
      beside: [{ severity: 'warning' }],
    });
  });

  it('lets two incompatible ones stand together only when both have agreed', () => {
    const willing = { ...regression, consents: [consentTo(load)] };
    const asking = { ...load, consents: [consentTo(regression)] };
    expect(admitBooking(asking, [regression]).admitted).toBe(false);
    expect(admitBooking(load, [willing]).admitted).toBe(false);
    expect(admitBooking(asking, [willing])).toMatchObject({
      admitted: true,
      beside: [{ consented: true }],
    });
  });

  it.each<[string, Partial<BookedTime>]>([
    ['later', { end: at(21) }],
    ['earlier', { start: at(15) }],
    ['with a longer tear-down', { teardownMinutes: 1 }],
    ['otherwise', { usage: 'maintenance' }],
    ['alone', { mode: 'exclusive' }],
  ])('forgets the consent to a booking that is then used %s', (_, change) => {
    const willing = { ...regression, consents: [consentTo(load)] };
    const grown = { ...load, consents: [consentTo(regression)], ...change };
    expect(admitBooking(grown, [willing]).admitted).toBe(false);
  });
});

/** Looks at every quarter of an hour of the day, one by one. */
function meetByTheClock(one: BookedTime, other: BookedTime): boolean {
  const [a, b] = [occupiedSpan(one), occupiedSpan(other)];
  for (let hour = -4; hour < 40; hour += 0.25) {
    const time = at(hour);
    if (a.start <= time && time < a.end && b.start <= time && time < b.end) {
      return true;
    }
  }
  return false;
}

const standing = ['pending', 'approved', 'active'];
const holding = ['approved', 'active'];

describe('the sweep over all bookings', () => {
  it('finds what looking at each pair at each time finds, and tells whom it concerns', () => {
    fc.assert(
      fc.property(arbitraryBookings(8), bookings => {
        const expected: string[] = [];
        for (const one of bookings) {
          for (const other of bookings) {
            const both = [one, other];
            const isTold =
              one !== other &&
              both.every(item => standing.includes(item.status)) &&
              (one.status === 'pending' || holding.includes(other.status));
            if (
              isTold &&
              useCompatibility(one, other).is !== 'compatible' &&
              meetByTheClock(one, other)
            ) {
              for (const ref of one.environments) {
                if (other.environments.includes(ref)) {
                  expected.push(`${one.id} ${other.id} ${ref}`);
                }
              }
            }
          }
        }
        const found = [...findAllConflicts(bookings)].flatMap(
          ([id, conflicts]) =>
            conflicts.map(
              item => `${id} ${item.bookingId} ${item.environmentRef}`,
            ),
        );
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });

  it('agrees with the question of one booking', () => {
    fc.assert(
      fc.property(arbitraryBookings(8), bookings => {
        const all = findAllConflicts(bookings);
        for (const one of bookings.filter(item => item.status === 'pending')) {
          const alone = findConflicts(one, bookings);
          expect(all.get(one.id) ?? []).toHaveLength(alone.length);
          expect(all.get(one.id) ?? []).toEqual(expect.arrayContaining(alone));
        }
      }),
    );
  });

  it('does not look at each pair of ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      booked(`b${index}`, [index, index + 2], { mode: 'exclusive' }),
    );
    const began = performance.now();
    expect(findAllConflicts(many).size).toBe(10_000);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
