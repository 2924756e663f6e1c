import fc from 'fast-check';
import { DateTime } from 'luxon';
import { createTimelineScale, ScaleKind, scaleRange } from './TimelineScale';

const BERLIN = 'Europe/Berlin';
const at = (iso: string, zone = BERLIN) => DateTime.fromISO(iso, { zone });
const week = (iso: string, zone = BERLIN, width = 998) =>
  createTimelineScale({ kind: 'week', date: at(iso, zone), width });

describe('TimelineScale', () => {
  it('draws a week as measured: 15 for the nights, 140 by day, 74 at weekends', () => {
    const scale = week('2026-11-25');
    const x = (iso: string) => scale.xOf(at(iso).toMillis());
    expect(scale.days.map(({ iso }) => iso)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
    expect(x('2026-11-23T06:00')).toBe(15);
    expect(x('2026-11-23T16:00')).toBe(115);
    expect(x('2026-11-23T20:00')).toBe(155);
    expect(x('2026-11-24T00:00')).toBe(170);
    expect(x('2026-11-28T12:00')).toBe(850 + 37);
    expect(x('2026-11-30T00:00')).toBe(998);
    expect(x('2026-12-24T00:00')).toBe(998);
    expect(x('2026-01-24T00:00')).toBe(0);
    expect(scale.hours.slice(0, 4).map(({ label }) => label)).toEqual([
      '09',
      '12',
      '15',
      '18',
    ]);
    expect(scale.hours).toHaveLength(20);
  });

  it.each([
    ['23 hours', 'Asia/Jerusalem', '2026-03-27', 23],
    ['25 hours', 'Africa/Cairo', '2026-10-29', 25],
    ['no midnight', 'America/Santiago', '2026-09-06', 23],
    ['24 hours', BERLIN, '2026-11-24', 24],
  ])('gives a day of %s the width of any other', (_, zone, iso, hours) => {
    const day = at(iso, zone).startOf('day');
    const end = day.plus({ days: 1 }).startOf('day');
    expect((end.toMillis() - day.toMillis()) / 3_600_000).toBe(hours);
    const scale = week(iso, zone);
    const drawn = scale.days.find(one => one.iso === iso)!;
    expect(drawn.width).toBeCloseTo(drawn.isWeekend ? 74 : 170, 9);
    expect(scale.xOf(day.toMillis())).toBeCloseTo(drawn.x, 9);
    expect(scale.xOf(end.toMillis())).toBeCloseTo(drawn.x + drawn.width, 9);
    if (!drawn.isWeekend) {
      // Noon stands at noon, whatever the night has lost or won.
      expect(scale.xOf(day.set({ hour: 12 }).toMillis())).toBeCloseTo(
        drawn.x + 15 + 60,
        9,
      );
    }
  });

  it('leads there and back, for any zone, week and width', () => {
    const zones = [BERLIN, 'America/New_York', 'Africa/Cairo', 'Asia/Kolkata'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom<ScaleKind>('day', 'week', 'month'),
        fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
        fc.integer({ min: 300, max: 2000 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }),
        (zone, kind, seconds, width, places) => {
          const scale = createTimelineScale({
            kind,
            date: DateTime.fromSeconds(seconds, { zone }),
            width,
          });
          const xs = places.map(place => place * width).sort((a, b) => a - b);
          const instants = xs.map(scale.instantAt);
          instants.forEach((instant, index) => {
            expect(scale.xOf(instant)).toBeCloseTo(xs[index], 5);
            if (index > 0)
              expect(instant).toBeGreaterThanOrEqual(instants[index - 1]);
          });
        },
      ),
    );
  });

  it('shows whole days, weeks from Monday on, and months', () => {
    const days = (kind: ScaleKind) => {
      const { from, to } = scaleRange(kind, at('2026-11-29T15:00'));
      return [from.toISODate(), to.toISODate()];
    };
    expect(days('day')).toEqual(['2026-11-29', '2026-11-30']);
    expect(days('week')).toEqual(['2026-11-23', '2026-11-30']);
    expect(days('month')).toEqual(['2026-11-01', '2026-12-01']);
  });
});
