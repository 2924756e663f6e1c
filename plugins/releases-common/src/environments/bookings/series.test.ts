import { expandRecurrence } from '../../calendar/recurrence';
import { booked } from '../__testUtils__/bookings';
import { MAX_SERIES_BOOKINGS, previewSeries, seriesSchedule } from './series';

const weekly = {
  ...booked('s', [0, 1], { usage: 'demo', mode: 'exclusive' }),
  start: '2026-10-16T15:00:00.000Z',
  end: '2026-10-16T18:30:00.000Z',
  timeZone: 'Europe/Berlin',
  recurrence: { rrule: 'FREQ=WEEKLY;COUNT=3' },
};

describe('previewSeries', () => {
  it('keeps the time on the clock over the change of the clocks', () => {
    const { occurrences, more } = previewSeries({
      booking: weekly,
      others: [],
      expand: expandRecurrence,
    });
    expect(more).toBe(false);
    expect(occurrences.map(({ start, end }) => [start, end])).toEqual([
      ['2026-10-16T15:00:00.000Z', '2026-10-16T18:30:00.000Z'],
      ['2026-10-23T15:00:00.000Z', '2026-10-23T18:30:00.000Z'],
      ['2026-10-30T16:00:00.000Z', '2026-10-30T19:30:00.000Z'],
    ]);
  });

  it('says of each what stands in its way', () => {
    const other = booked('o', [0, 1], { usage: 'demo' });
    const { occurrences } = previewSeries({
      booking: weekly,
      others: [
        {
          ...other,
          start: '2026-10-23T18:00:00.000Z',
          end: '2026-10-23T20:00:00.000Z',
        },
      ],
      expand: expandRecurrence,
    });
    expect(occurrences.map(item => item.admitted)).toEqual([true, false, true]);
    expect(occurrences[1].blocking).toMatchObject([{ bookingId: 'o' }]);
  });

  it('ends a weekend at the same time on the clock, in every week', () => {
    expect(
      seriesSchedule({
        ...weekly,
        // Over the night in which the clocks go back: 65 hours.
        start: '2026-10-23T15:00:00.000Z',
        end: '2026-10-26T08:00:00.000Z',
      }),
    ).toEqual({
      start: '2026-10-23T17:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'P2DT16H',
      rrule: 'FREQ=WEEKLY;COUNT=3',
    });
    expect(seriesSchedule(weekly).duration).toBe('PT3H30M');
    expect(
      seriesSchedule({ ...weekly, end: '2026-10-17T15:00:00.000Z' }).duration,
    ).toBe('P1D');
  });

  it('is bounded, and refuses what the calendar refuses', () => {
    const of = (rrule: string) =>
      previewSeries({
        booking: { ...weekly, recurrence: { rrule } },
        others: [],
        expand: expandRecurrence,
      });
    const daily = of('FREQ=DAILY');
    expect(daily.occurrences).toHaveLength(MAX_SERIES_BOOKINGS);
    expect(daily.more).toBe(true);
    expect(of('FREQ=MONTHLY').occurrences.length).toBeLessThan(15);
    expect(() => of('FREQ=SECONDLY')).toThrow(/FREQ/);
  });
});
