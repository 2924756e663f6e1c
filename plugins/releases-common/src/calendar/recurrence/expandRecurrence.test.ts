import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import type { Schedule } from '../schema';
import {
  expandRecurrence,
  nextOccurrences,
  validateSchedule,
} from './expandRecurrence';
import { instantToWall, wallToInstant } from './wallTime';

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Antarctica/Troll',
  'Asia/Kathmandu',
];

const LOCAL_METHODS = [
  'getTimezoneOffset',
  'getFullYear',
  'getMonth',
  'getDate',
  'getDay',
  'getHours',
  'getMinutes',
  'setFullYear',
  'setMonth',
  'setDate',
  'setHours',
] as const;

function starts(schedule: Schedule, from: string, to: string): string[] {
  return expandRecurrence(schedule, { from, to }).map(span => span.start);
}

const HOUR = 3_600_000;
const FIRST_DAY = Date.UTC(2009, 0, 1);

/** Years in which every zone above changes its clocks, and Apia leaves a day out. */
const days = fc.integer({ min: 0, max: 20 * 365 });
const wallTimes = fc
  .tuple(days, fc.constantFrom(0, 60, 90, 120, 150, 1020, 1439))
  .map(([day, minute]) =>
    new Date(FIRST_DAY + day * 24 * HOUR + minute * 60_000)
      .toISOString()
      .slice(0, 19),
  );
const rules = fc.constantFrom(
  undefined,
  'FREQ=DAILY',
  'FREQ=WEEKLY;BYDAY=FR,SU',
  'FREQ=WEEKLY;INTERVAL=3;WKST=SU',
  'FREQ=MONTHLY;BYDAY=-1SU,2SU',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=HOURLY;INTERVAL=5',
  'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU',
  'FREQ=DAILY;COUNT=40',
  'FREQ=DAILY;UNTIL=20150329T010000Z',
);
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    start: wallTimes,
    timeZone: fc.constantFrom(...ZONES),
    duration: fc.constantFrom('PT30M', 'PT26H', 'P1D', 'P2DT16H', 'P1W'),
    rrule: rules,
    rdates: fc.array(wallTimes, { maxLength: 2 }),
    exdates: fc.array(wallTimes, { maxLength: 2 }),
  })
  .map(({ exdates, ...schedule }) => ({
    ...schedule,
    exdates: [...exdates, ...schedule.rdates.slice(0, 1)],
  }));
const instants = fc
  .integer({ min: 0, max: 20 * 365 * 24 * 4 })
  .map(quarters => new Date(FIRST_DAY + (quarters * HOUR) / 4).toISOString());
const ranges = fc
  .tuple(
    instants,
    fc.integer({ min: 0, max: 4000 }),
    fc.integer({ min: 0, max: 4000 }),
  )
  .map(([from, first, second]) => ({
    from,
    middle: new Date(Date.parse(from) + first * HOUR).toISOString(),
    to: new Date(Date.parse(from) + (first + second) * HOUR).toISOString(),
  }));

describe('wallToInstant', () => {
  it.each([
    // Occurs twice: the first.
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-04-05T01:45:00', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    // Does not exist: forward by the gap.
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-29T02:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['2026-03-29T01:30:00', 'Antarctica/Troll', '2026-03-29T01:30:00.000Z'],
    // A whole day that Apia left out.
    ['2011-12-30T10:00:00', 'Pacific/Apia', '2011-12-30T20:00:00.000Z'],
    ['2011-12-31T00:00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    // Winter time as the exception, during Ramadan.
    ['2026-02-15T02:30:00', 'Africa/Casablanca', '2026-02-15T01:30:00.000Z'],
    ['2026-03-22T02:30:00', 'Africa/Casablanca', '2026-03-22T02:30:00.000Z'],
  ])('%s in %s', (wall, timeZone, instant) => {
    expect(wallToInstant({ wall, timeZone })).toBe(instant);
  });

  it('agrees with the earliest of all possible offsets', () => {
    fc.assert(
      fc.property(wallTimes, fc.constantFrom(...ZONES), (wall, timeZone) => {
        const candidates = DateTime.fromISO(wall, {
          zone: timeZone,
        }).getPossibleOffsets();
        const expected = Math.min(...candidates.map(item => item.toMillis()));
        const actual = wallToInstant({ wall, timeZone });
        expect(Date.parse(actual)).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });
});

describe('expandRecurrence', () => {
  it('is the one occurrence without a rule, and rdates beside it', () => {
    expect(
      expandRecurrence(
        {
          start: '2026-11-20T18:00',
          timeZone: 'Europe/Berlin',
          duration: 'PT2H',
          rdates: ['2026-11-22T18:00:00', '2026-11-20T18:00:00'],
        },
        { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00+01:00' },
      ),
    ).toEqual([
      { start: '2026-11-20T17:00:00.000Z', end: '2026-11-20T19:00:00.000Z' },
      { start: '2026-11-22T17:00:00.000Z', end: '2026-11-22T19:00:00.000Z' },
    ]);
  });

  it('takes half-open ranges: what only touches is not in them', () => {
    const schedule = {
      start: '2026-11-20T10:00:00',
      timeZone: 'UTC',
      duration: 'PT2H',
    };
    const inside = (from: string, to: string) =>
      starts(schedule, `2026-11-20T${from}Z`, `2026-11-20T${to}Z`).length;
    expect(inside('08:00:00', '10:00:00')).toBe(0);
    expect(inside('08:00:00', '10:00:00.001')).toBe(1);
    expect(inside('11:59:59.999', '13:00:00')).toBe(1);
    expect(inside('12:00:00', '13:00:00')).toBe(0);
    expect(inside('11:00:00', '11:30:00')).toBe(1);
  });

  it('ends P2DT16H from Friday 17:00 on Monday 09:00, in every week and zone', () => {
    for (const timeZone of ZONES) {
      const spans = expandRecurrence(
        {
          start: '2010-01-01T17:00:00',
          timeZone,
          duration: 'P2DT16H',
          rrule: 'FREQ=WEEKLY;BYDAY=FR',
        },
        { from: '2010-01-02T00:00:00Z', to: '2030-01-01T00:00:00Z' },
      );
      expect(spans.length).toBeGreaterThan(1000);
      for (const span of spans) {
        const start = DateTime.fromISO(span.start, { zone: timeZone });
        const end = DateTime.fromISO(span.end, { zone: timeZone });
        // Apia had no Friday in that week.
        const isSkipped =
          timeZone === 'Pacific/Apia' && start.toISODate() === '2011-12-31';
        const walls = [start, end].map(time => time.toFormat('c HH:mm'));
        expect(isSkipped || walls.join(' to ')).toBe(
          isSkipped || '5 17:00 to 1 09:00',
        );
      }
    }
  });

  it('takes times for exact, and days for nominal', () => {
    const weekend = (duration: string) =>
      expandRecurrence(
        { start: '2026-03-27T17:00:00', timeZone: 'Europe/Berlin', duration },
        { from: '2026-03-01T00:00:00Z', to: '2026-05-01T00:00:00Z' },
      )[0].end;
    expect(weekend('P2DT16H')).toBe('2026-03-30T07:00:00.000Z');
    expect(weekend('PT64H')).toBe('2026-03-30T08:00:00.000Z');
    expect(weekend('P0DT64H')).toBe('2026-03-30T08:00:00.000Z');
    expect(weekend('P1W')).toBe('2026-04-03T15:00:00.000Z');
  });

  it('never loses an occurrence to a day that does not exist', () => {
    const spans = expandRecurrence(
      {
        start: '2011-12-29T10:00:00',
        timeZone: 'Pacific/Apia',
        duration: 'P1D',
        rrule: 'FREQ=DAILY;COUNT=3',
      },
      { from: '2011-12-01T00:00:00Z', to: '2012-02-01T00:00:00Z' },
    );
    // The 30th moves onto the 31st, which is there already.
    expect(spans).toEqual([
      { start: '2011-12-29T20:00:00.000Z', end: '2011-12-30T20:00:00.000Z' },
      { start: '2011-12-30T20:00:00.000Z', end: '2011-12-31T20:00:00.000Z' },
    ]);
  });

  it('includes UNTIL: a time in UTC, a date to its local end', () => {
    const until = (text: string) =>
      starts(
        {
          start: '2026-12-20T18:00:00',
          timeZone: 'America/New_York',
          duration: 'PT1H',
          rrule: `FREQ=DAILY;UNTIL=${text}`,
        },
        '2026-01-01T00:00:00Z',
        '2028-01-01T00:00:00Z',
      ).at(-1);
    expect(until('20261224T230000Z')).toBe('2026-12-24T23:00:00.000Z');
    expect(until('20261224T225959Z')).toBe('2026-12-23T23:00:00.000Z');
    expect(until('20261224')).toBe('2026-12-24T23:00:00.000Z');
  });

  it('counts what exdates take away, and leaves out a start that does not meet its rule', () => {
    expect(
      starts(
        {
          start: '2026-11-25T09:00:00',
          timeZone: 'UTC',
          duration: 'PT1H',
          rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
          exdates: ['2026-12-07T09:00:00'],
        },
        '2026-01-01T00:00:00Z',
        '2028-01-01T00:00:00Z',
      ),
    ).toEqual(['2026-11-30T09:00:00.000Z', '2026-12-14T09:00:00.000Z']);
  });

  it('adds up: a range is its parts', () => {
    fc.assert(
      fc.property(schedules, ranges, (schedule, { from, middle, to }) => {
        const whole = expandRecurrence(schedule, { from, to });
        const parts = [
          ...expandRecurrence(schedule, { from, to: middle }),
          ...expandRecurrence(schedule, { from: middle, to }),
        ].map(span => `${span.start} ${span.end}`);
        expect(whole.map(span => `${span.start} ${span.end}`)).toEqual(
          [...new Set(parts)].sort(),
        );
        // Sorted, each start once, longer than nothing, and touching the range.
        expect([...new Set(whole.map(span => span.start))].sort()).toEqual(
          whole.map(span => span.start),
        );
        for (const span of whole) {
          expect(span.start < span.end).toBe(true);
          expect(span.start < to && span.end > from).toBe(true);
        }
        const limit = 3;
        expect(expandRecurrence(schedule, { from, to }, { limit })).toEqual(
          whole.slice(0, limit),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the wall time of the rule wherever it exists', () => {
    fc.assert(
      fc.property(
        wallTimes,
        fc.constantFrom(...ZONES),
        ranges,
        (start, timeZone, { from, to }) => {
          const spans = expandRecurrence(
            { start, timeZone, duration: 'PT1M', rrule: 'FREQ=DAILY' },
            { from, to },
          );
          const odd = spans.filter(
            span =>
              instantToWall({ instant: span.start, timeZone }).slice(11) !==
              start.slice(11),
          );
          // Only the days on which the clocks go forward, two a year at most.
          expect(odd.length).toBeLessThanOrEqual(3);
          for (const span of odd) {
            const moved = instantToWall({ instant: span.start, timeZone });
            expect(moved.slice(11) > start.slice(11)).toBe(true);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  it('knows neither today nor the zone of the machine', () => {
    const schedule = {
      start: '2026-10-01T01:30:00',
      timeZone: 'America/New_York',
      duration: 'P1DT2H',
      rrule: 'FREQ=DAILY',
    };
    const range = { from: '2026-10-20T00:00:00Z', to: '2027-04-01T00:00:00Z' };
    const expected = expandRecurrence(schedule, range);
    const { now, defaultZone } = Settings;
    const spies = LOCAL_METHODS.map(method =>
      jest.spyOn(Date.prototype, method).mockImplementation(() => {
        throw new Error(`${method} depends on the zone of the machine`);
      }),
    );
    try {
      for (const day of ['2026-01-01', '2026-07-01']) {
        for (const zone of ['Asia/Tokyo', 'America/Los_Angeles']) {
          Settings.now = () => Date.parse(day);
          Settings.defaultZone = zone;
          expect(expandRecurrence(schedule, range)).toEqual(expected);
        }
      }
    } finally {
      spies.forEach(spy => spy.mockRestore());
      Settings.now = now;
      Settings.defaultZone = defaultZone;
    }
  });

  it.each([
    ['FREQ=HOURLY', '2010-01-01T00:00:00'],
    ['FREQ=HOURLY;INTERVAL=7;BYDAY=MO', '1970-01-01T00:00:00'],
    ['FREQ=HOURLY;COUNT=10000', '2026-01-01T00:00:00'],
    ['FREQ=DAILY;INTERVAL=3', '1900-01-01T00:00:00'],
    [
      'FREQ=YEARLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
      '1601-01-01T00:00:00',
    ],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6', '2010-01-01T00:00:00'],
  ])('answers %s of %s for a month of 2026 at once', (rrule, start) => {
    // The best of three: what counts is the work, not what else the machine does.
    const times = [1, 2, 3].map(() => {
      const before = performance.now();
      expandRecurrence(
        { start, timeZone: 'Europe/Berlin', duration: 'PT1H', rrule },
        { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
      );
      return performance.now() - before;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it.each([
    ['start', { start: '2026-02-30T00:00:00' }],
    ['start', { start: '2026-11-25T00:00:00Z' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+01:00' }],
    ['duration', { duration: 'P1M' }],
    ['duration', { duration: 'PT0S' }],
    ['duration', { duration: 'P99999D' }],
    ['exdates', { exdates: ['soon'] }],
    ['rdates', { rdates: ['2026-13-01T00:00:00'] }],
    ['FREQ', { rrule: 'FREQ=MINUTELY' }],
  ])('refuses a bad %s: %j', (part, change) => {
    const schedule: Schedule = {
      start: '2026-11-25T00:00:00',
      timeZone: 'UTC',
      duration: 'PT1H',
      ...change,
    };
    for (const check of [
      () => starts(schedule, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
      () => validateSchedule(schedule),
    ]) {
      expect(check).toThrow(
        expect.objectContaining({ name: 'InputError', part }),
      );
    }
  });

  it('refuses ranges that are no instants, or hold too much', () => {
    const schedule = {
      start: '2000-01-01T00:00:00',
      timeZone: 'UTC',
      duration: 'PT1H',
      rrule: 'FREQ=HOURLY',
    };
    expect(() =>
      starts(schedule, '2026-01-01T00:00:00', '2027-01-01T00:00:00Z'),
    ).toThrow(/^from: /);
    const before = performance.now();
    expect(() =>
      starts(schedule, '2000-01-01T00:00:00Z', '9999-01-01T00:00:00Z'),
    ).toThrow(/more than 100000 occurrences/);
    expect(() =>
      starts(
        { ...schedule, rrule: 'FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1' },
        '2000-01-01T00:00:00Z',
        '9999-01-01T00:00:00Z',
      ),
    ).not.toThrow();
    expect(() =>
      starts(
        { ...schedule, rrule: 'FREQ=DAILY;BYMONTHDAY=31;BYYEARDAY=60' },
        '2000-01-01T00:00:00Z',
        '9999-01-01T00:00:00Z',
      ),
    ).toThrow(/^rrule: takes too long/);
    expect(performance.now() - before).toBeLessThan(4000);
  });
});

describe('nextOccurrences', () => {
  it('begins with the one in progress, and marks those that the clocks change', () => {
    const schedule = {
      start: '2026-01-02T17:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'P2DT16H',
      rrule: 'FREQ=WEEKLY',
    };
    expect(
      nextOccurrences(schedule, { from: '2026-10-18T00:00:00Z', count: 3 }),
    ).toEqual([
      {
        start: '2026-10-16T15:00:00.000Z',
        end: '2026-10-19T07:00:00.000Z',
        clocksDiffer: false,
      },
      {
        start: '2026-10-23T15:00:00.000Z',
        end: '2026-10-26T08:00:00.000Z',
        clocksDiffer: true,
      },
      {
        start: '2026-10-30T16:00:00.000Z',
        end: '2026-11-02T08:00:00.000Z',
        clocksDiffer: false,
      },
    ]);
  });

  it('marks a start that is moved, and an exact length over a change', () => {
    const differs = (start: string, duration: string) =>
      nextOccurrences(
        { start, duration, timeZone: 'Europe/Berlin' },
        { from: '2026-01-01T00:00:00Z', count: 1 },
      )[0].clocksDiffer;
    expect(differs('2026-03-29T02:30:00', 'PT1H')).toBe(true);
    expect(differs('2026-03-29T03:30:00', 'PT1H')).toBe(false);
    expect(differs('2026-03-28T20:00:00', 'PT10H')).toBe(true);
  });

  it('gives fewer when there are no more', () => {
    expect(
      nextOccurrences(
        {
          start: '2026-02-28T00:00:00',
          timeZone: 'UTC',
          duration: 'P1D',
          rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;BYYEARDAY=60',
        },
        { from: '2026-01-01T00:00:00Z', count: 5 },
      ),
    ).toEqual([]);
  });
});

describe('validateSchedule', () => {
  const base = {
    start: '2026-11-25T09:00:00',
    timeZone: 'UTC',
    duration: 'PT1H',
  };

  it.each([
    { ...base },
    { ...base, rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' },
    { ...base, rrule: 'FREQ=HOURLY;BYMINUTE=0,15,30,45' },
    { ...base, exdates: [base.start], rdates: ['2030-01-01T00:00:00'] },
  ])('takes %j', schedule => {
    expect(() => validateSchedule(schedule)).not.toThrow();
  });

  it.each([
    ['rrule', { rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;BYYEARDAY=60' }],
    ['rrule', { rrule: 'FREQ=HOURLY;INTERVAL=24;BYHOUR=10' }],
    ['rrule', { rrule: 'FREQ=DAILY;UNTIL=20200101' }],
    ['BYSETPOS', { rrule: 'FREQ=DAILY;BYSETPOS=2' }],
    ['rrule', { rrule: 'FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50,55' }],
    ['exdates', { exdates: [base.start] }],
  ])('refuses, naming %s, %j', (part, change) => {
    expect(() => validateSchedule({ ...base, ...change })).toThrow(
      expect.objectContaining({ name: 'InputError', part }),
    );
  });
});
