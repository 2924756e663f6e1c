import fc from 'fast-check';
import {
  arbitraryBooked,
  arbitraryBookings,
  at,
  booked,
  now,
} from '../__testUtils__/bookings';
import { admitBooking } from './conflicts';
import { findFreeSlots } from './freeSlots';
import { occupancyAt } from './occupancy';

describe('findFreeSlots', () => {
  const load = booked('l', [16, 20], {
    usage: 'performance',
    setupMinutes: 30,
    teardownMinutes: 15,
  });
  const others = [
    booked('a', [6, 18], { mode: 'exclusive', teardownMinutes: 20 }),
    booked('b', [24, 30]),
    booked('c', [32, 33], { mode: 'observer' }),
    booked('d', [36, 40], { status: 'pending' }),
  ];

  it('leaves room for buffers on both sides, and begins on a quarter', () => {
    expect(
      findFreeSlots({ booking: load, others, from: at(12), to: at(60) }),
    ).toEqual([
      // a: until 18:20, set-up until 18:50. b: from 24, so over by 23:45.
      { start: at(19), end: at(23) },
      { start: at(30.5), end: at(34.5) },
    ]);
    expect(
      findFreeSlots({ booking: load, others, from: at(12), to: at(34) }),
    ).toHaveLength(1);
  });

  it('keeps to the hours that it is told', () => {
    const within = [
      { start: at(8), end: at(19) },
      { start: at(32), end: at(43) },
      { start: at(56), end: at(67) },
    ];
    expect(
      findFreeSlots({
        booking: load,
        others,
        from: at(12),
        to: at(70),
        within,
        limit: 1,
      }),
    ).toEqual([{ start: at(32), end: at(36) }]);
  });

  it('answers what may be booked, and nothing earlier could have been', () => {
    fc.assert(
      fc.property(
        arbitraryBooked('mine'),
        arbitraryBookings(6),
        (mine, day) => {
          const [slot] = findFreeSlots({
            booking: mine,
            others: day,
            from: at(0),
            to: at(60),
            limit: 1,
            stepMinutes: 60,
          });
          const length = Date.parse(mine.end) - Date.parse(mine.start);
          const isFree = (hour: number) =>
            admitBooking(
              {
                ...mine,
                start: at(hour),
                end: new Date(now(hour) + length).toISOString(),
              },
              day,
            ).admitted;
          const first = Array.from({ length: 50 }, (_, hour) => hour).find(
            isFree,
          );
          expect(slot?.start).toBe(at(first!));
        },
      ),
    );
  });
});

describe('occupancyAt', () => {
  const of = (hour: number, ...bookings: ReturnType<typeof booked>[]) => {
    const {
      state,
      now: present,
      until,
      next,
    } = occupancyAt({
      environmentRef: 'resource:default/staging',
      bookings,
      now: now(hour),
    });
    return [state, present.map(item => item.id).join(), until, next?.id];
  };
  const alone = booked('alone', [8, 10], { mode: 'exclusive' });
  const shared = booked('shared', [8, 12], { setupMinutes: 30 });
  const watch = booked('watch', [0, 24], { mode: 'observer' });

  it('says who has it and until when', () => {
    expect(of(9)).toEqual(['free', '', undefined, undefined]);
    expect(of(7, alone)).toEqual(['free', '', at(8), 'alone']);
    expect(of(8, alone)).toEqual(['taken', 'alone', at(10), undefined]);
    expect(of(10, alone)).toEqual(['free', '', undefined, undefined]);
    expect(of(7.5, shared)).toEqual(['shared', 'shared', at(12), undefined]);
    expect(of(7, watch, alone)).toEqual(['observed', 'watch', at(8), 'alone']);
    expect(of(9, watch, alone)).toEqual([
      'taken',
      'watch,alone',
      at(10),
      undefined,
    ]);
  });

  it('counts what follows without a gap, and names who only asks', () => {
    const after = booked('after', [10, 12], { mode: 'exclusive' });
    const asked = booked('asked', [9.5, 11], { status: 'pending' });
    expect(of(9, alone, after)).toEqual(['taken', 'alone', at(12), 'after']);
    expect(of(9, alone, asked)).toEqual(['taken', 'alone', at(10), 'asked']);
    expect(
      of(9, alone, { ...after, environments: ['resource:default/perf'] }),
    ).toEqual(['taken', 'alone', at(10), undefined]);
    expect(of(9, { ...alone, status: 'cancelled' })[0]).toBe('free');
  });
});
