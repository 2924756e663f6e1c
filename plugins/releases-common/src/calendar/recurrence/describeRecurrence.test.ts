import type { Schedule } from '../schema';
import { describeRecurrence } from './describeRecurrence';

const base: Schedule = {
  start: '2026-03-27T18:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'P4DT12H',
};

function describeRule(rrule: string, change: Partial<Schedule> = {}): string {
  return describeRecurrence({ ...base, ...change, rrule }, { zone: false });
}

describe('describeRecurrence', () => {
  it.each<[Partial<Schedule>, string]>([
    [{}, 'Fri 27 Mar 2026 18:00 until Wed 1 Apr 2026 06:00, Europe/Berlin'],
    [
      { duration: 'PT90M' },
      'Fri 27 Mar 2026, 18:00 until 19:30, Europe/Berlin',
    ],
    [
      { start: '2026-12-25T00:00:00', duration: 'P1D', timeZone: 'UTC' },
      'Fri 25 Dec 2026, all day, UTC',
    ],
    [
      {
        rrule: 'FREQ=WEEKLY;BYDAY=FR',
        start: '2026-01-02T17:00:00',
        duration: 'P2DT16H',
      },
      'every Friday 17:00 until Monday 09:00, Europe/Berlin',
    ],
    [
      {
        duration: 'PT2H',
        rdates: ['2026-04-01T18:00:00'],
        exdates: ['2026-03-27T18:00:00'],
      },
      'Fri 27 Mar 2026, 18:00 until 20:00, also Wed 1 Apr 2026, except Fri 27 Mar 2026, Europe/Berlin',
    ],
  ])('%j', (change, words) => {
    expect(describeRecurrence({ ...base, ...change })).toBe(words);
  });

  it.each([
    [
      'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=27',
      '27 Mar, Jun, Sep and Dec at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=3',
      '27 Mar, Jun, Sep and Dec at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=-1',
      'the last day of Mar and Sep at 18:00, for 4 days 12 hours',
    ],
    ['FREQ=YEARLY', 'every year on 27 Mar at 18:00, for 4 days 12 hours'],
    [
      'FREQ=YEARLY;INTERVAL=2',
      'every 2 years on 27 Mar at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
      'the 4th Thursday of Nov at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=YEARLY;BYDAY=20MO',
      'the 20th Monday of every year at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=YEARLY;BYYEARDAY=1,-1',
      'the 1st day and the last day of the year at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
      'every Monday in week 20 at 18:00, for 4 days 12 hours',
    ],
    ['FREQ=MONTHLY', 'the 27th of every month at 18:00, for 4 days 12 hours'],
    [
      'FREQ=MONTHLY;BYDAY=-1FR',
      'the last Friday of every month at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYDAY=2TU,-1FR',
      'the 2nd Tuesday and the last Friday of every month at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'the last weekday of every month at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3',
      'the 3rd Tuesday, Wednesday or Thursday of every month at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      'every Friday that falls on the 13th of every month at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,15',
      'the 1st and the 15th of the month, every 2 months at 18:00, for 4 days 12 hours',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-2',
      'the 2nd to last day of every month at 18:00, for 4 days 12 hours',
    ],
  ])('%s', (rrule, words) => {
    expect(describeRule(rrule)).toBe(words);
  });

  it.each([
    ['FREQ=WEEKLY', 'every Friday 18:00 until 20:00'],
    [
      'FREQ=WEEKLY;BYDAY=FR,MO,WE',
      'every Monday, Wednesday and Friday 18:00 until 20:00',
    ],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday 18:00 until 20:00'],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      'every 2 weeks on Tuesday 18:00 until 20:00',
    ],
    ['FREQ=DAILY', 'every day 18:00 until 20:00'],
    [
      'FREQ=DAILY;INTERVAL=3;COUNT=10',
      'every 3 days 18:00 until 20:00, 10 times',
    ],
    [
      'FREQ=DAILY;BYMONTH=1,2;UNTIL=20280131',
      'every day in Jan and Feb 18:00 until 20:00, up to Mon 31 Jan 2028',
    ],
    [
      'FREQ=DAILY;UNTIL=20261224T170000Z',
      'every day 18:00 until 20:00, up to Thu 24 Dec 2026 18:00',
    ],
    [
      'FREQ=DAILY;BYHOUR=6,18;BYMINUTE=30',
      'every day at 06:30 and 18:30, for 2 hours',
    ],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5,6', 'every day, 6 times a day, for 2 hours'],
    ['FREQ=HOURLY;INTERVAL=6', 'every 6 hours, for 2 hours'],
    [
      'FREQ=HOURLY;BYMINUTE=15,45',
      'every hour at minute 15 and 45, for 2 hours',
    ],
  ])('%s of two hours', (rrule, words) => {
    expect(describeRule(rrule, { duration: 'PT2H' })).toBe(words);
  });

  it.each([
    ['PT64H', 'every Friday at 18:00, for 64 hours'],
    ['P1W', 'every Friday at 18:00, for 1 week'],
    ['P1DT30M', 'every Friday 18:00 until Saturday 18:30'],
    ['PT12H', 'every Friday 18:00 until 06:00'],
  ])('a duration of %s', (duration, words) => {
    expect(describeRule('FREQ=WEEKLY', { duration })).toBe(words);
  });

  it('counts exceptions that are too many to list', () => {
    const exdates = ['03', '10', '17', '24', '31'].map(
      day => `2026-07-${day}T18:00:00`,
    );
    expect(describeRule('FREQ=WEEKLY', { exdates })).toBe(
      'every Friday 18:00 until Wednesday 06:00, except 5 dates',
    );
  });
});
