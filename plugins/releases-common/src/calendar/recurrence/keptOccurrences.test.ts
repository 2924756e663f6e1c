import fc from 'fast-check';
import { DAY_MS } from './calendarDays';
import { occurrencesNear } from './keptOccurrences';
import { occurrencesBetween, parseSchedule } from './occurrences';

const rules = [
  undefined,
  'FREQ=WEEKLY;BYDAY=FR',
  'FREQ=MONTHLY;BYDAY=-1SU',
  'FREQ=DAILY;INTERVAL=3;COUNT=40',
  'FREQ=DAILY;UNTIL=20261101T000000Z',
  // More than is kept.
  'FREQ=HOURLY',
];

describe('occurrencesNear', () => {
  it('answers as if nothing was kept, in whatever order one asks', () => {
    const from = Date.UTC(2026, 8, 1);
    const question = fc.record({
      from: fc.integer({ min: from, max: from + 120 * DAY_MS }),
      length: fc.oneof(
        fc.constant(1),
        fc.integer({ min: 1, max: 35 * DAY_MS }),
        fc.integer({ min: 1, max: 200 * DAY_MS }),
      ),
      limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.constantFrom('PT2H', 'P2DT16H', 'P20D'),
        fc.array(question, { minLength: 1, maxLength: 8 }),
        (rrule, duration, questions) => {
          const schedule = parseSchedule({
            start: '2026-09-04T17:00:00',
            timeZone: 'Europe/Berlin',
            duration,
            rrule,
            exdates: ['2026-10-09T17:00:00'],
          });
          for (const { from: start, length, limit } of questions) {
            const range = [start, start + length] as const;
            expect(occurrencesNear(schedule, ...range, { limit })).toEqual(
              occurrencesBetween(schedule, ...range, { limit }),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('works a block of weeks out once', () => {
    const schedule = parseSchedule({
      start: '2026-09-04T17:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'PT2H',
      rrule: 'FREQ=WEEKLY;BYDAY=FR',
    });
    const at = Date.UTC(2026, 9, 2, 16);
    const [first] = occurrencesNear(schedule, at, at + 1);
    const [again] = occurrencesNear(schedule, at - 1, at + 35 * DAY_MS);
    expect(again).toBe(first);
  });
});
