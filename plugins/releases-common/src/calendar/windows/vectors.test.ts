import { expandRecurrence } from '../recurrence';
import alertmanager from './__fixtures__/alertmanager-time-intervals.json';
import argocd from './__fixtures__/argocd-sync-windows.json';
import gitlab from './__fixtures__/gitlab-freeze-periods.json';
import { decideWindows } from './decideWindows';
import { DecidableWindow } from './types';

const NOW = '2026-11-25T12:00:00.000Z';

/** Argo CD: a window that lets manual syncs through binds automation only; overrun is work in flight that may finish. */
function argoWindow(
  id: string,
  [start, end]: [string, string],
  options: { kind: string; manualSync?: boolean; syncOverrun?: boolean },
): DecidableWindow {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  return {
    id,
    title: id,
    kind: options.kind === 'deny' ? 'freeze' : 'allow',
    schedule: {
      start: start.slice(0, 19),
      timeZone: 'UTC',
      duration: `PT${seconds}S`,
    },
    invokers: options.manualSync ? ['automation'] : ['human', 'automation'],
    inFlight: options.syncOverrun ? 'finish' : 'abort',
  };
}

describe('Argo CD sync windows', () => {
  const rows = argocd.can_sync.filter(row => !row.error);

  it('are all there', () => {
    expect(argocd.can_sync).toHaveLength(27);
    expect(rows).toHaveLength(24);
  });

  it.each(rows)('$name', ({ windows, manual, allowed }) => {
    const { state } = decideWindows(
      windows.map((item, index) =>
        argoWindow(
          `w${index}`,
          item.state === 'active'
            ? ['2026-11-25T11:00:00Z', '2026-11-25T13:00:00Z']
            : ['2026-11-25T14:00:00Z', '2026-11-25T15:00:00Z'],
          item,
        ),
      ),
      { at: NOW, invoker: manual ? 'human' : 'automation' },
    );
    expect(state).toBe(allowed ? 'open' : 'closed');
  });

  it.each([
    ['schedule', { rrule: 'every day' }],
    ['duration', { duration: '2a' }],
    ['time zone', { timeZone: 'nowhere' }],
  ])('fails rather than opens with an invalid %s', (_, change) => {
    const broken = argoWindow(
      'broken',
      ['2026-11-25T14:00:00Z', '2026-11-25T15:00:00Z'],
      { kind: 'allow' },
    );
    Object.assign(broken.schedule, change);
    expect(() => decideWindows([broken], { at: NOW })).toThrow();
  });

  it.each(argocd.active.filter(row => !row.error))(
    '$kind "$schedule" for $duration at $now',
    ({ kind, now, active }) => {
      // "* 10 * * *" for 2h: begins in every minute of the hour from 10:00.
      const schedule = {
        start: '2020-01-01T10:00:00',
        timeZone: 'UTC',
        duration: 'PT2H',
        rrule: `FREQ=DAILY;BYMINUTE=${Array.from(
          { length: 60 },
          (_, minute) => minute,
        )}`,
      };
      const at = new Date(`2026-11-25T${now}`).toISOString();
      const { state } = decideWindows(
        [
          {
            ...argoWindow('w', [NOW, NOW], { kind }),
            schedule,
          },
        ],
        { at },
      );
      expect(state === 'open').toBe(kind === 'allow' ? active : !active);
    },
  );

  describe('sync overrun', () => {
    // Work begins at 9:30 and is asked about at 12:00.
    const EARLIER: [string, string] = [
      '2026-11-25T09:00:00Z',
      '2026-11-25T11:00:00Z',
    ];
    const STILL: [string, string] = [
      '2026-11-25T09:00:00Z',
      '2026-11-25T18:00:00Z',
    ];
    const DENY: [string, string] = [
      '2026-11-25T11:00:00Z',
      '2026-11-25T13:00:00Z',
    ];
    const allow = (syncOverrun: boolean, span = EARLIER) =>
      argoWindow(`allow-${syncOverrun}`, span, { kind: 'allow', syncOverrun });
    const deny = (syncOverrun: boolean) =>
      argoWindow(`deny-${syncOverrun}`, DENY, { kind: 'deny', syncOverrun });

    it.each<[string, DecidableWindow[], boolean]>([
      ['no window → deny with overrun', [deny(true)], true],
      ['no window → deny without', [deny(false)], false],
      ['allow with → deny with', [allow(true), deny(true)], true],
      ['allow with → deny without', [allow(true), deny(false)], false],
      ['allow without → deny with', [allow(false), deny(true)], true],
      [
        'allow without, not yet ended → deny with',
        [allow(false, STILL), deny(true)],
        true,
      ],
      ['allow without → deny without', [allow(false), deny(false)], false],
      ['allow with → ends', [allow(true)], true],
      [
        'allows with → all end',
        [allow(true), { ...allow(true), id: 'second' }],
        true,
      ],
      ['allows, one without → all end', [allow(true), allow(false)], false],
      ['one deny with, one without', [deny(true), deny(false)], false],
    ])('%s', (_, windows, goesOn) => {
      const inFlight = decideWindows(windows, {
        at: NOW,
        startedAt: '2026-11-25T09:30:00Z',
      });
      expect(inFlight.state).toBe(goesOn ? 'open' : 'closed');
      expect(inFlight.because[0].effect === 'in-flight').toBe(goesOn);
      // New work is blocked in every one of them.
      expect(decideWindows(windows, { at: NOW }).state).toBe('closed');
      // So is work that began when it was closed already.
      expect(
        decideWindows(windows, { at: NOW, startedAt: '2026-11-25T11:30:00Z' })
          .state,
      ).toBe('closed');
    });
  });
});

describe('GitLab freeze periods', () => {
  it.each(gitlab.cases)(
    'at $at',
    ({ freezes_rrule_equivalent, at, frozen }) => {
      const windows = freezes_rrule_equivalent.map((freeze, index) => ({
        id: `freeze-${index}`,
        kind: 'freeze' as const,
        title: 'freeze',
        schedule: {
          start: freeze.dtstart.replace(
            /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
            '$1-$2-$3T$4:$5:$6',
          ),
          timeZone: 'UTC',
          duration: freeze.duration,
          rrule: freeze.rrule,
        },
      }));
      expect(decideWindows(windows, { at }).state).toBe(
        frozen ? 'closed' : 'open',
      );
    },
  );
});

const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const WEEKDAY_NAMES = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

interface Interval {
  minutes: [number, number];
  weekdays: [number, number][];
  days: [number, number][];
  months: [number, number][];
  years: [number, number][];
  zone: string;
}

/** `20:-1` is from the 20th to the end of the month. */
function numbers(ranges: [number, number][]): number[] {
  return ranges.flatMap(([first, last]) => {
    const end = first > 0 && last === -1 ? 31 : last;
    return Array.from({ length: end - first + 1 }, (_, index) => first + index);
  });
}

/** The lists of Go literals and of YAML that occur in the published cases. */
function readGo(text: string): Interval {
  const ranges = (field: string): [number, number][] => {
    const line = new RegExp(`${field}:\\s*\\[\\][^\\n]*`).exec(text)?.[0] ?? '';
    return [...line.matchAll(/Begin: (-?\d+), End: (-?\d+)/g)].map(match => [
      Number(match[1]),
      Number(match[2]),
    ]);
  };
  const time = /StartMinute: (\d+), EndMinute: (\d+)/.exec(text);
  return {
    minutes: time ? [Number(time[1]), Number(time[2])] : [0, 1440],
    weekdays: ranges('Weekdays'),
    days: ranges('DaysOfMonth'),
    months: ranges('Months'),
    years: ranges('Years'),
    zone: /mustLoadLocation\("([^"]+)"\)/.exec(text)?.[1] ?? 'UTC',
  };
}

function readYaml(text: string): Interval {
  const ranges = (field: string, names: string[], base: number) => {
    const line = new RegExp(`${field}: \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '';
    return [...line.matchAll(/'([^']+)'/g)].map((match): [number, number] => {
      const [first, last = first] = match[1].split(':').map(word => {
        const index = names.indexOf(word.toLowerCase());
        return index < 0 ? Number(word) : index + base;
      });
      return [first, last];
    });
  };
  const clock = (field: string, otherwise: number) => {
    const match = new RegExp(`${field}: '(\\d+):(\\d+)'`).exec(text);
    return match ? Number(match[1]) * 60 + Number(match[2]) : otherwise;
  };
  return {
    minutes: [clock('start_time', 0), clock('end_time', 1440)],
    weekdays: ranges('weekdays', WEEKDAY_NAMES, 0),
    days: ranges('days_of_month', [], 0),
    months: ranges('months', MONTH_NAMES, 1),
    years: ranges('years', [], 0),
    zone: /location: '([^']+)'/.exec(text)?.[1] ?? 'UTC',
  };
}

/** Whether an interval, as a rule of recurrence, holds at `02 Jan 06 15:04 -0700`. */
function holds(interval: Interval, time: string): boolean {
  const [, day, month, year, clock, zone] =
    /^(\d+) (\w{3}) (\d\d) (\d\d:\d\d) ([+-]\d{4})$/.exec(time)!;
  const at = new Date(`${day} ${month} 20${year} ${clock}:00 ${zone}`);
  const weekdays = numbers(interval.weekdays);
  const [from, to] = interval.minutes;
  const rrule = [
    'FREQ=DAILY',
    ...(weekdays.length > 0
      ? [`BYDAY=${weekdays.map(index => WEEKDAY_CODES[index])}`]
      : []),
    ...(interval.days.length > 0
      ? [`BYMONTHDAY=${numbers(interval.days).filter(n => n !== 0)}`]
      : []),
    ...(interval.months.length > 0
      ? [`BYMONTH=${numbers(interval.months)}`]
      : []),
  ].join(';');
  const years = interval.years.length > 0 ? interval.years : [[2000, 2098]];
  return years.some(([first, last]) => {
    const spans = expandRecurrence(
      {
        start: `${first}-01-01T00:00:00`,
        timeZone: interval.zone,
        duration: to - from === 1440 ? 'P1D' : `PT${to - from}M`,
        rrule: `${rrule};BYHOUR=${Math.floor(from / 60)};BYMINUTE=${
          from % 60
        };UNTIL=${last}1231`,
      },
      { from: at, to: new Date(at.getTime() + 1) },
    );
    return spans.length > 0;
  });
}

describe('Alertmanager time intervals', () => {
  const cases = [
    ...alertmanager.struct_cases.map(row => ({
      interval: readGo(row.timeInterval.$go),
      contains: row.validTimeStrings,
      excludes: row.invalidTimeStrings,
    })),
    ...alertmanager.cases
      .filter(row => !row.invalid)
      .map(row => ({
        interval: readYaml(row.intervals_yaml),
        contains: row.contains,
        excludes: row.excludes,
      })),
  ];
  // 30 and 31 February are refused rather than never met.
  const isNever = ({ days, months }: Interval) =>
    days[0]?.[0] === 30 && months[0]?.[1] === 2;
  const times = cases
    .filter(({ interval }) => !isNever(interval))
    .flatMap(({ interval, contains, excludes }, index) => [
      ...contains.map(time => ({ index, interval, time, expected: true })),
      ...excludes.map(time => ({ index, interval, time, expected: false })),
    ]);

  it('refuses what no month has', () => {
    const [{ interval, excludes }] = cases.filter(item =>
      isNever(item.interval),
    );
    expect(() => holds(interval, excludes[0])).toThrow(/^BYMONTHDAY: /);
  });

  it('are all there', () => {
    expect(times.length).toBeGreaterThan(50);
  });

  it.each(times)(
    'case $index at $time: $expected',
    ({ interval, time, expected }) => {
      expect(holds(interval, time)).toBe(expected);
    },
  );
});
