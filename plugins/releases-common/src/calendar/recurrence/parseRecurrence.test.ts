import fc from 'fast-check';
import { expandRecurrence, validateSchedule } from './expandRecurrence';
import { parseRecurrence } from './parseRecurrence';
import { RecurrenceError } from './RecurrenceError';

describe('parseRecurrence', () => {
  it('reads every part', () => {
    expect(
      parseRecurrence(
        'rrule:freq=monthly;INTERVAL=2;COUNT=10;WKST=SU;BYDAY=-1FR,MO,MO;BYSETPOS=-1,1;BYHOUR=18,6;',
      ),
    ).toEqual({
      freq: 'MONTHLY',
      interval: 2,
      count: 10,
      wkst: 6,
      byday: [{ weekday: 4, n: -1 }, { weekday: 0 }],
      bysetpos: [-1, 1],
      byhour: [6, 18],
    });
  });

  it.each([
    ['FREQ', 'FREQ=SECONDLY'],
    ['FREQ', 'FREQ=MINUTELY;INTERVAL=1440'],
    ['FREQ', 'FREQ=FORTNIGHTLY'],
    ['FREQ', 'COUNT=3'],
    ['rrule', ''],
    ['rrule', 'every friday'],
    ['rrule', 'FREQ=DAILY;;COUNT=3'],
    ['rrule', 'FREQ=DAILY;COUNT'],
    ['rrule', 'FREQ=DAILY;COUNT='],
    ['rrule', `FREQ=DAILY;BYMONTH=${'1,'.repeat(2000)}1`],
    ['FREQ', 'FREQ=DAILY;FREQ=DAILY'],
    ['COUNT', 'FREQ=DAILY;COUNT=0'],
    ['COUNT', 'FREQ=DAILY;COUNT=-1'],
    ['COUNT', 'FREQ=DAILY;COUNT=1e3'],
    ['COUNT', 'FREQ=DAILY;COUNT=10001'],
    ['INTERVAL', 'FREQ=DAILY;INTERVAL=0'],
    ['INTERVAL', 'FREQ=DAILY;INTERVAL=99999999999999999999'],
    ['UNTIL', 'FREQ=DAILY;UNTIL=tomorrow'],
    ['UNTIL', 'FREQ=DAILY;UNTIL=20260230'],
    ['UNTIL', 'FREQ=DAILY;UNTIL=20260228T250000Z'],
    ['UNTIL', 'FREQ=DAILY;UNTIL=20260228;COUNT=3'],
    ['WKST', 'FREQ=DAILY;WKST=1'],
    ['BYDAY', 'FREQ=WEEKLY;BYDAY=1MO'],
    ['BYDAY', 'FREQ=MONTHLY;BYDAY=0MO'],
    ['BYDAY', 'FREQ=MONTHLY;BYDAY=6MO'],
    ['BYDAY', 'FREQ=YEARLY;BYDAY=54MO'],
    ['BYDAY', 'FREQ=YEARLY;BYDAY=MONDAY'],
    ['BYDAY', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO'],
    ['BYMONTH', 'FREQ=YEARLY;BYMONTH=13'],
    ['BYMONTH', 'FREQ=YEARLY;BYMONTH=-1'],
    ['BYMONTH', 'FREQ=YEARLY;BYMONTH=1,,2'],
    ['BYMONTHDAY', 'FREQ=MONTHLY;BYMONTHDAY=0'],
    ['BYMONTHDAY', 'FREQ=MONTHLY;BYMONTHDAY=32'],
    ['BYMONTHDAY', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,-31'],
    ['BYMONTHDAY', 'FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31'],
    ['BYYEARDAY', 'FREQ=YEARLY;BYYEARDAY=367'],
    ['BYWEEKNO', 'FREQ=YEARLY;BYWEEKNO=54'],
    ['BYHOUR', 'FREQ=DAILY;BYHOUR=24'],
    ['BYMINUTE', 'FREQ=DAILY;BYMINUTE=60'],
    ['BYSECOND', 'FREQ=DAILY;BYSECOND=60'],
    ['BYSETPOS', 'FREQ=MONTHLY;BYSETPOS=1'],
    ['BYSETPOS', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0'],
    ['RSCALE', 'RSCALE=CHINESE;FREQ=YEARLY'],
    ['SKIP', 'FREQ=YEARLY;SKIP=BACKWARD'],
    ['BYEASTER', 'FREQ=YEARLY;BYEASTER=0'],
    ['X-NOTE', 'FREQ=YEARLY;X-NOTE=1'],
  ])('names %s in %s', (part, text) => {
    expect(() => parseRecurrence(text)).toThrow(RecurrenceError);
    expect(() => parseRecurrence(text)).toThrow(
      expect.objectContaining({ part, name: 'InputError' }),
    );
  });

  it('answers or refuses whatever a stranger sends, and soon', () => {
    const number = fc.integer({ min: -70, max: 400 });
    const value = fc.oneof(
      fc.array(number, { minLength: 1, maxLength: 4 }).map(String),
      fc.constantFrom(
        'MO',
        '-1FR',
        '5SU,MO',
        '20260101',
        'Z',
        '',
        '9'.repeat(30),
      ),
    );
    const part = fc.tuple(
      fc.constantFrom(
        'INTERVAL',
        'COUNT',
        'UNTIL',
        'WKST',
        'BYMONTH',
        'BYWEEKNO',
        'BYYEARDAY',
        'BYMONTHDAY',
        'BYDAY',
        'BYHOUR',
        'BYMINUTE',
        'BYSECOND',
        'BYSETPOS',
        'FREQ',
        'x',
      ),
      value,
    );
    const frequency = fc.constantFrom(
      'YEARLY',
      'MONTHLY',
      'WEEKLY',
      'DAILY',
      'HOURLY',
    );
    const rule = fc
      .tuple(frequency, fc.array(part, { maxLength: 4 }))
      .map(([freq, parts]) =>
        [`FREQ=${freq}`, ...parts.map(item => item.join('='))].join(';'),
      );
    fc.assert(
      fc.property(fc.oneof(rule, fc.string()), rrule => {
        const schedule = {
          start: '1970-01-31T23:59:59',
          timeZone: 'America/New_York',
          duration: 'P30D',
          rrule,
        };
        for (const run of [
          () => validateSchedule(schedule),
          () =>
            expandRecurrence(schedule, {
              from: '2026-01-01T00:00:00Z',
              to: '2028-01-01T00:00:00Z',
            }),
        ]) {
          const before = performance.now();
          let refusal: unknown;
          try {
            run();
          } catch (error) {
            refusal = error;
          }
          expect(
            refusal === undefined || refusal instanceof RecurrenceError,
          ).toBe(true);
          expect(performance.now() - before).toBeLessThan(3000);
        }
      }),
      { numRuns: 200 },
    );
  });
});
