import random from './__fixtures__/dateutil-random.json';
import dateutil from './__fixtures__/dateutil-rrule.json';
import ical4j from './__fixtures__/ical4j-recurspec.json';
import libical from './__fixtures__/libical-icalrecur.json';
import rscale from './__fixtures__/libical-rscale.json';
import rustRrule from './__fixtures__/rust-rrule-tz.json';
import { expandRecurrence } from './expandRecurrence';
import { iterateFloating } from './floating';
import { WorkBudget } from './WorkBudget';
import { parseRecurrence, parseRule } from './parseRecurrence';
import { RecurrenceError } from './RecurrenceError';
import { formatWall, parseWall } from './wallTime';

/** `19970902T090000`, `19970902` and `1997-09-02T09:00:00`, with or without Z. */
function toWallText(text: string): string {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d))?Z?$/.exec(
    text,
  )!;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function isPublic(rule: string): boolean {
  return !/FREQ=(SECONDLY|MINUTELY)/.test(rule);
}

/** Through the public function where it takes the rule, else the iterator alone. */
function expand(options: {
  rule: string;
  start: string;
  count: number;
  timeZone?: string;
  exdates?: string[];
  to?: string;
}): string[] {
  const { rule, count, timeZone = 'UTC', exdates } = options;
  const start = toWallText(options.start);
  const end = options.to ?? '9999-01-01T00:00:00Z';
  // One more than expected, so that too many are seen too.
  const limit = count + 1;
  if (isPublic(rule)) {
    return expandRecurrence(
      { start, timeZone, duration: 'PT1S', rrule: rule, exdates },
      { from: '1900-01-01T00:00:00Z', to: end },
      { limit },
    ).map(span => span.start);
  }
  expect(() => parseRecurrence(rule)).toThrow(/^FREQ: /);
  const walls: string[] = [];
  const parsed = parseRule(rule);
  for (const wall of iterateFloating({
    rule: parsed,
    start: parseWall('start', start),
    from: 0,
    to: Date.parse(end),
    until:
      parsed.until &&
      ('wall' in parsed.until ? parsed.until.wall : parsed.until.instant),
    budget: new WorkBudget(10_000_000),
  })) {
    if (walls.push(`${formatWall(wall)}.000Z`) === limit) {
      break;
    }
  }
  return walls;
}

function toInstants(texts: string[]): string[] {
  return texts.map(text => `${toWallText(text)}.000Z`);
}

const dateutilRows = dateutil.cases.flatMap(row =>
  row.rrule && row.dtstart
    ? [
        {
          name: `${row.test} ${row.rrule}`,
          rule: row.rrule,
          dtstart: row.dtstart,
          tzid: row.tzid,
          instances: row.instances,
        },
      ]
    : [],
);

describe('vectors of dateutil', () => {
  it('are all there', () => {
    expect(dateutilRows).toHaveLength(215);
    expect(dateutil.cases).toHaveLength(217);
  });

  // Every row is a complete list, so nothing may come after it.
  it.each(dateutilRows)('$name', ({ rule, dtstart, tzid, instances }) => {
    const actual = expand({
      rule,
      start: dtstart,
      timeZone: tzid,
      count: instances.length,
    });
    expect(actual).toEqual(
      tzid
        ? instances.map(text => new Date(text).toISOString())
        : toInstants(instances),
    );
  });

  it('a set of dates without a rule', () => {
    const row = dateutil.cases.find(
      item => item.test === 'testStrSetDateAndExDate',
    )!;
    const [start, ...rdates] = row.set!.rdate;
    const spans = expandRecurrence(
      {
        start,
        timeZone: 'UTC',
        duration: 'PT1H',
        rdates,
        exdates: row.set!.exdate,
      },
      { from: '1990-01-01T00:00:00Z', to: '2000-01-01T00:00:00Z' },
    );
    expect(spans.map(span => span.start)).toEqual(toInstants(row.instances));
  });

  it('a set of two rules, as the union of two schedules', () => {
    const row = dateutil.cases.find(item => item.test === 'testSetCachePost')!;
    const actual = row.set!.rrule.flatMap(text => {
      const [dtstart, rule] = text.split('\n');
      return expand({
        rule: rule.replace('RRULE:', ''),
        start: dtstart.replace('DTSTART:', ''),
        count: 10,
      });
    });
    expect(actual.sort()).toEqual(toInstants(row.instances));
  });
});

describe('random rules', () => {
  it('have the instances that dateutil gives them', () => {
    for (const { rrule, dtstart, instances } of random.cases) {
      const end = Date.parse(`${dtstart}Z`) + 12 * 365 * 86_400_000;
      const spans = expandRecurrence(
        { start: dtstart, timeZone: 'UTC', duration: 'PT1S', rrule },
        { from: `${dtstart}Z`, to: new Date(end) },
        { limit: 8 },
      );
      expect({ rrule, starts: spans.map(span => span.start) }).toEqual({
        rrule,
        starts: toInstants(instances),
      });
      // Entered at its last instance, it goes on as if from the start.
      const from = spans.at(-1)?.start ?? `${dtstart}Z`;
      const entered = expandRecurrence(
        { start: dtstart, timeZone: 'UTC', duration: 'PT1S', rrule },
        { from, to: new Date(end) },
        { limit: 1 },
      );
      expect({ rrule, entered }).toEqual({ rrule, entered: spans.slice(-1) });
    }
    expect(random.cases.length).toBeGreaterThan(250);
  });
});

describe('vectors of libical', () => {
  const rows = libical.cases.filter(row => row.dateutil_agrees);

  it('are all there', () => {
    expect(rows).toHaveLength(124);
  });

  it.each(rows)('line $line: $rrule', ({ rrule, dtstart, instances }) => {
    const actual = expand({
      rule: rrule,
      start: dtstart,
      count: instances!.length,
    });
    expect(actual).toEqual(toInstants(instances!));
  });

  it.each(libical.cases.filter(row => row.start_at))(
    'line $line, entered at $start_at',
    ({ rrule, dtstart, instances, start_at: entry }) => {
      const from = `${toWallText(entry!)}Z`;
      const spans = expandRecurrence(
        {
          start: toWallText(dtstart),
          timeZone: 'UTC',
          duration: 'PT1S',
          rrule,
        },
        { from, to: '2100-01-01T00:00:00Z' },
      );
      expect(spans.map(span => span.start)).toEqual(
        toInstants(instances!).filter(
          text => Date.parse(text) >= Date.parse(from),
        ),
      );
    },
  );

  it.each(rscale.cases)('refuses $rrule', ({ rrule }) => {
    expect(() => parseRecurrence(rrule)).toThrow(RecurrenceError);
    expect(() => parseRecurrence(rrule)).toThrow(/^(RSCALE|SKIP|FREQ): /);
  });
});

describe('vectors of rust-rrule', () => {
  // Our reading of a wall time that does not exist is theirs too, so that the
  // one row in which dateutil differs must pass as well.
  it.each(rustRrule.cases)('$test', ({ ics, instances, limit }) => {
    const start = /DTSTART;TZID=([^:]+):(\S+)/.exec(ics)!;
    const rule = /RRULE:(\S+)/.exec(ics)![1];
    const exdates = /EXDATE[^:]*:(\S+)/.exec(ics)?.[1].split(',');
    const isZoned = isPublic(rule);
    const actual = expand({
      rule,
      start: start[2],
      timeZone: isZoned ? start[1] : undefined,
      exdates: exdates?.map(toWallText),
      count: instances.length,
    });
    expect(actual.slice(0, limit ?? undefined)).toEqual(
      instances.map(text =>
        isZoned ? new Date(text).toISOString() : `${text.slice(0, 19)}.000Z`,
      ),
    );
  });
});

describe('vectors of ical4j', () => {
  it.each(ical4j.cases.filter(row => row.dateutil_agrees))(
    '$rrule from $start to $end',
    ({ rrule, start, end, instances }) => {
      const to = new Date(Date.parse(`${toWallText(end)}Z`) + 1).toISOString();
      expect(
        expand({ rule: rrule, start, to, count: instances.length }),
      ).toEqual(toInstants(instances));
    },
  );
});
