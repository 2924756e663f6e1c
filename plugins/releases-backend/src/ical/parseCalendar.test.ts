import { expandRecurrence } from '@release-desk/plugin-releases-common';
import { parseCalendar } from './parseCalendar';
import { writeCalendar } from './writeCalendar';

const calendar = (...lines: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...lines,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const event = (...lines: string[]) =>
  calendar(
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTAMP:20260101T000000Z',
    'SUMMARY:Maintenance',
    ...lines,
    'END:VEVENT',
  );
const parse = (text: string) =>
  parseCalendar(text, { defaultTimeZone: 'Europe/Berlin' });
const only = (text: string) => parse(text).events[0].schedule;

describe('parseCalendar', () => {
  it('reads wall time and zone as they are written', () => {
    expect(
      only(
        event(
          'DTSTART;TZID=America/New_York:20261202T020000',
          'DTEND;TZID=America/New_York:20261202T050000',
        ),
      ),
    ).toEqual({
      start: '2026-12-02T02:00:00',
      timeZone: 'America/New_York',
      duration: 'PT3H',
    });
  });

  it('understands the zone names of Outlook', () => {
    expect(
      only(
        event(
          'DTSTART;TZID="W. Europe Standard Time":20261202T020000',
          'DURATION:PT90M',
        ),
      ).timeZone,
    ).toBe('Europe/Berlin');
  });

  it('reads times in UTC, times without zone, and whole days', () => {
    expect(
      only(event('DTSTART:20261202T020000Z', 'DURATION:PT1H')).timeZone,
    ).toBe('UTC');
    expect(
      only(event('DTSTART:20261202T020000', 'DURATION:PT1H')).timeZone,
    ).toBe('Europe/Berlin');
    expect(only(event('DTSTART;VALUE=DATE:20261219'))).toEqual({
      start: '2026-12-19T00:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'P1D',
    });
  });

  it('prefers the zone of the calendar for times without one', () => {
    const text = calendar(
      'X-WR-TIMEZONE:Asia/Tokyo',
      'BEGIN:VEVENT',
      'UID:a',
      'DTSTART:20261202T020000',
      'DURATION:PT1H',
      'END:VEVENT',
    );
    expect(only(text).timeZone).toBe('Asia/Tokyo');
  });

  it('keeps a rule with its exceptions, and a changed occurrence as an item of its own', () => {
    const text = calendar(
      'BEGIN:VEVENT',
      'UID:a',
      'SUMMARY:Maintenance',
      'DTSTART;TZID=Europe/Berlin:20261202T020000',
      'DURATION:PT3H',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Europe/Berlin:20261209T020000',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:a',
      'SUMMARY:Maintenance, later',
      'RECURRENCE-ID;TZID=Europe/Berlin:20261216T020000',
      'DTSTART;TZID=Europe/Berlin:20261216T040000',
      'DURATION:PT3H',
      'END:VEVENT',
    );
    const { events } = parse(text);
    expect(
      events.map(({ uid, title, schedule }) => ({ uid, title, schedule })),
    ).toEqual([
      {
        uid: 'a',
        title: 'Maintenance',
        schedule: {
          start: '2026-12-02T02:00:00',
          timeZone: 'Europe/Berlin',
          duration: 'PT3H',
          rrule: 'FREQ=WEEKLY;COUNT=4',
          exdates: ['2026-12-09T02:00:00', '2026-12-16T02:00:00'],
        },
      },
      {
        uid: 'a#2026-12-16T02:00:00',
        title: 'Maintenance, later',
        schedule: {
          start: '2026-12-16T04:00:00',
          timeZone: 'Europe/Berlin',
          duration: 'PT3H',
        },
      },
    ]);
  });

  it('works out a zone that only the calendar knows', () => {
    const text = calendar(
      'BEGIN:VTIMEZONE',
      'TZID:Our Zone',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:a',
      'DTSTART;TZID=Our Zone:20261023T090000',
      'DTEND;TZID=Our Zone:20261023T100000',
      'RRULE:FREQ=DAILY;COUNT=4',
      'END:VEVENT',
    );
    const spans = expandRecurrence(only(text), {
      from: '2026-10-01T00:00:00Z',
      to: '2026-11-01T00:00:00Z',
    });
    expect(spans.map(span => span.start)).toEqual([
      '2026-10-23T07:00:00.000Z',
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  const ourZone = (...standard: string[]) => [
    'BEGIN:VTIMEZONE',
    'TZID:Customized Time Zone',
    'BEGIN:STANDARD',
    ...standard,
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
  ];
  const inOurs = ';TZID=Customized Time Zone:';

  it('takes exceptions, more dates and moved occurrences in such a zone', () => {
    const { events } = parse(
      calendar(
        ...ourZone(
          'DTSTART:16010101T030000',
          'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
        ),
        'BEGIN:VEVENT',
        'UID:a',
        `DTSTART${inOurs}20261201T100000`,
        `DTEND${inOurs}20261201T110000`,
        'RRULE:FREQ=WEEKLY;UNTIL=20261222T090000Z',
        `EXDATE${inOurs}20261208T100000`,
        `RDATE${inOurs}20270701T100000`,
        'END:VEVENT',
        'BEGIN:VEVENT',
        'UID:a',
        `RECURRENCE-ID${inOurs}20261215T100000`,
        `DTSTART${inOurs}20261216T140000`,
        `DTEND${inOurs}20261216T150000`,
        'END:VEVENT',
      ),
    );
    const starts = events.map(one =>
      expandRecurrence(one.schedule, {
        from: '2026-01-01T00:00:00Z',
        to: '2028-01-01T00:00:00Z',
      }).map(span => span.start.slice(0, 16)),
    );
    expect(starts).toEqual([
      ['2026-12-01T09:00', '2026-12-22T09:00', '2027-07-01T08:00'],
      ['2026-12-16T13:00'],
    ]);
  });

  it.each([
    ['every second', ['DTSTART:16010101T000000', 'RRULE:FREQ=SECONDLY']],
    ['every day', ['DTSTART:16010101T000000', 'RRULE:FREQ=DAILY']],
    [
      'on every day of a year',
      ['DTSTART:16010101T000000', 'RRULE:FREQ=YEARLY;BYDAY=MO;BYMONTH=1'],
    ],
    [
      'on a day that never comes',
      ['DTSTART:16010101T000000', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'],
    ],
    [
      'since before there were clocks',
      ['DTSTART:00010101T000000', 'RRULE:FREQ=YEARLY'],
    ],
    [
      'on many dates',
      [
        'DTSTART:20200101T000000',
        ...Array(30).fill(
          `RDATE:${Array(300).fill('20260101T000000').join(',')}`,
        ),
      ],
    ],
  ])('does not work out a zone that changes %s', (_, standard) => {
    const before = Date.now();
    const { events, skipped } = parse(
      calendar(
        ...ourZone(...standard),
        'BEGIN:VEVENT',
        'UID:a',
        `DTSTART${inOurs}20261201T100000`,
        'DURATION:PT1H',
        'END:VEVENT',
      ),
    );
    expect(events).toEqual([]);
    expect(skipped).toEqual([
      { uid: 'a', reason: expect.stringMatching(/time zone|BYMONTHDAY/) },
    ]);
    expect(Date.now() - before).toBeLessThan(1000);
  });

  it('works a zone out once, however many events are in it', () => {
    const before = Date.now();
    const { events } = parse(
      calendar(
        ...ourZone(
          'DTSTART:16010101T030000',
          'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
        ),
        ...Array.from({ length: 1000 }, (_, index) => [
          'BEGIN:VEVENT',
          `UID:${index}`,
          `DTSTART${inOurs}20261201T100000`,
          'DURATION:PT1H',
          'END:VEVENT',
        ]).flat(),
      ),
    );
    expect(events).toHaveLength(1000);
    expect(Date.now() - before).toBeLessThan(5000);
  });

  it.each([
    [
      'a change of all that follows',
      event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T020000Z',
        'DTSTART:20261202T030000Z',
        'DURATION:PT1H',
      ),
      /THISANDFUTURE/,
    ],
    [
      'an unknown zone',
      event('DTSTART;TZID=Mars/Olympus:20261202T020000', 'DURATION:PT1H'),
      /unknown time zone Mars/,
    ],
    ['no length', event('DTSTART:20261202T020000Z'), /no length/],
    [
      'an end before the start',
      event('DTSTART:20261202T020000Z', 'DTEND:20261202T010000Z'),
      /ends before it starts/,
    ],
    ['no start', event('DURATION:PT1H'), /no DTSTART/],
    [
      'two rules',
      event(
        'DTSTART:20261202T020000Z',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY',
        'RRULE:FREQ=WEEKLY',
      ),
      /more than one RRULE/,
    ],
  ])('names an event with %s and goes on', (_, text, reason) => {
    const { events, skipped } = parse(text);
    expect(events).toEqual([]);
    expect(skipped).toEqual([
      expect.objectContaining({
        uid: 'a',
        reason: expect.stringMatching(reason),
      }),
    ]);
  });

  it('leaves out cancelled events', () => {
    expect(
      parse(
        event('DTSTART:20261202T020000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'),
      ).events,
    ).toEqual([]);
  });

  it.each([
    ['text', 'hello', /not an iCalendar object/],
    ['nothing', '', /not an iCalendar object/],
    [
      'another component',
      'BEGIN:VCARD\r\nEND:VCARD',
      /not an iCalendar object|VCALENDAR/,
    ],
    [
      'deep nesting',
      `${'BEGIN:VCALENDAR\r\n'.repeat(5000)}`,
      /nests components/,
    ],
    [
      'too many lines',
      calendar(...Array(60_000).fill('X-A:1')),
      /more than 50000 lines/,
    ],
    [
      'more events that cannot be taken over than are named',
      calendar(...Array(101).fill('BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT')),
      /More than 100 .*no DTSTART/,
    ],
    [
      'too many events',
      calendar(...Array(2001).fill('BEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT')),
      /2001 events/,
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('reads back what the suite writes', () => {
    const schedule = {
      start: '2026-01-02T17:00:00',
      timeZone: 'Europe/Berlin',
      duration: 'P2DT16H',
      rrule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=30',
    };
    const span = {
      from: '2026-01-01T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
    };
    const text = writeCalendar({
      name: 'x',
      span,
      entries: [
        {
          uid: 'w',
          sequence: 0,
          createdAt: span.from,
          updatedAt: span.from,
          title: 'Weekend',
          description: '',
          category: 'Freeze',
          status: 'confirmed',
          busy: false,
          schedule,
        },
      ],
    });
    const back = parse(text)
      .events.flatMap(one => expandRecurrence(one.schedule, span))
      .sort((a, b) => (a.start < b.start ? -1 : 1));
    expect(back).toEqual(expandRecurrence(schedule, span));
  });
});
