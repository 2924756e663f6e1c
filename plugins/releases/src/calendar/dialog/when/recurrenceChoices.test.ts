import { expandRecurrence } from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { dayChoices, readRule, ruleOf } from './recurrenceChoices';
import { readSchedule, scheduleOf, whenErrors } from './scheduleOf';

const base = { choice: 'date', weekdays: [], ownRule: '' };

describe('dayChoices', () => {
  it('reads the days of a quarter off its first start', () => {
    const rules = dayChoices('quarterly', '2026-12-27T18:00:00');
    expect(rules.map(({ id, rrule }) => [id, rrule])).toEqual([
      ['date', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=27'],
      ['last', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1SU'],
      ['nth', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=4SU'],
      ['beforeEnd', 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-5'],
    ]);
  });

  it('knows the first and the last working day', () => {
    const ids = (start: string) =>
      dayChoices('monthly', start).map(({ id }) => id);
    expect(ids('2026-08-03T09:00:00')).toContain('firstWorkday');
    expect(ids('2026-05-29T09:00:00')).toContain('lastWorkday');
    expect(ids('2026-05-28T09:00:00')).not.toContain('lastWorkday');
  });

  it('offers only rules that the first start meets', () => {
    const repeats = fc.constantFrom(
      'monthly' as const,
      'quarterly' as const,
      'yearly' as const,
    );
    const days = fc.integer({ min: 0, max: 4000 });
    fc.assert(
      fc.property(repeats, days, (repeat, day) => {
        const date = new Date(Date.UTC(2024, 0, 1 + day, 9));
        const start = date.toISOString().slice(0, 19);
        for (const { rrule } of dayChoices(repeat, start)) {
          const [first] = expandRecurrence(
            { start, timeZone: 'UTC', duration: 'PT1H', rrule },
            { from: date, to: new Date(date.getTime() + 1000) },
          );
          expect(first?.start).toBe(date.toISOString());
        }
      }),
    );
  });
});

describe('readRule', () => {
  it('finds the words for every rule that the words make', () => {
    const start = '2026-12-27T18:00:00';
    for (const repeat of [
      'daily',
      'weekdays',
      'weekly',
      'fortnightly',
      'monthly',
      'quarterly',
      'yearly',
    ] as const) {
      const rule = ruleOf({ ...base, repeat, start });
      expect(readRule(rule, start).repeat).toBe(repeat);
    }
    expect(readRule('FREQ=HOURLY', start)).toMatchObject({
      repeat: 'own',
      ownRule: 'FREQ=HOURLY',
    });
  });
});

describe('schedule', () => {
  it.each([
    'FREQ=WEEKLY;BYDAY=FR;COUNT=4',
    'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=27;UNTIL=20280328T035959Z',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2;COUNT=3',
  ])('is not changed by being edited: %s', rrule => {
    const schedule = {
      start: '2026-03-27T18:00:00',
      timeZone: 'America/New_York',
      duration: 'P4DT12H',
      rrule,
      exdates: ['2026-06-27T18:00:00'],
    };
    expect(scheduleOf(readSchedule(schedule))).toMatchObject({
      ...schedule,
      rrule,
    });
  });

  it('names what is wrong at its field', () => {
    const when = readSchedule({
      start: '2026-03-27T18:00:00',
      timeZone: 'UTC',
      duration: 'PT1H',
    });
    const own = { ...when, repeat: 'own' as const };
    expect(whenErrors(when)).toEqual({});
    expect(whenErrors({ ...when, hours: 0 }).duration).toMatch(/duration/);
    expect(whenErrors({ ...own, ownRule: 'FREQ=SECONDLY' }).rrule).toMatch(
      /too often/,
    );
    expect(
      whenErrors({ ...own, ownRule: 'FREQ=DAILY;BYDAY=XX' }).rrule,
    ).toMatch(/BYDAY/);
  });
});
