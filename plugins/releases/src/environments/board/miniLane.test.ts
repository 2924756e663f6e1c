import { createBookings, environmentRef } from '../../testing';
import { makeItem } from '../../testing/fixtures';
import { freezeHolds, laneMarks, placeInWeek } from './miniLane';

const berlin = 'Europe/Berlin';

describe('the week of an environment', () => {
  it('gives every day the same width, also the one of 25 hours', () => {
    // Clocks go back on Sunday 25 October 2026.
    const clock = {
      now: Date.parse('2026-10-24T10:00:00Z'),
      timeZone: berlin,
    };
    expect(placeInWeek('2026-10-23T22:00:00Z', clock)).toBeCloseTo(0);
    expect(placeInWeek('2026-10-24T22:00:00Z', clock)).toBeCloseTo(100 / 7);
    expect(placeInWeek('2026-10-25T23:00:00Z', clock)).toBeCloseTo(200 / 7);
    expect(placeInWeek('2026-10-26T11:00:00Z', clock)).toBeCloseTo(250 / 7);
  });

  const clock = { now: Date.parse('2026-11-23T09:40:00Z'), timeZone: berlin };
  const production = {
    ref: environmentRef('production-eu'),
    tier: 'production' as const,
  };
  const freeze = (start: string, end: string) => ({
    ...makeItem({ kind: 'freeze', title: 'Freeze', start, end }),
    environmentTiers: ['production' as const],
  });

  it('cuts what reaches beyond it, and joins freezes that meet', () => {
    const marks = laneMarks({
      environment: production,
      bookings: createBookings(),
      freezes: [
        freeze('2026-11-25T17:00:00Z', '2026-11-28T17:00:00Z'),
        freeze('2026-11-28T17:00:00Z', '2026-12-05T17:00:00Z'),
      ],
      mine: ['group:default/team-checkout'],
      clock,
    });
    expect(marks.map(({ look }) => look)).toEqual([
      'freeze',
      'booking',
      'booking',
    ]);
    expect(marks[0].left).toBeCloseTo((2.75 / 7) * 100);
    expect(marks[0].left + marks[0].width).toBeCloseTo(100);
    expect(marks[1]).toMatchObject({ isMine: false, isPending: false });
    expect(marks[2]).toMatchObject({ isMine: true, mode: 'exclusive' });
  });

  it('shows a freeze only where it holds', () => {
    const all = freeze('2026-11-25T17:00:00Z', '2026-11-28T17:00:00Z');
    expect(freezeHolds(all, production)).toBe(true);
    expect(
      freezeHolds(all, { ref: environmentRef('dev'), tier: 'development' }),
    ).toBe(false);
    const named = { ...all, environments: [environmentRef('dev')] };
    expect(freezeHolds(named, production)).toBe(false);
    const ofSystem = {
      ...all,
      environmentTiers: undefined,
      systems: ['system:default/checkout'],
    };
    expect(freezeHolds(ofSystem, production)).toBe(false);
  });
});
