import ICAL from 'ical.js';
import { expandRecurrence } from '@release-desk/plugin-releases-common';
import { FeedEntry, writeCalendar } from './writeCalendar';

const entry = (overrides: Partial<FeedEntry> = {}): FeedEntry => ({
  uid: 'window-1@releases.example.com',
  sequence: 3,
  createdAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-02-01T10:00:00.000Z',
  title: 'Weekend freeze',
  description: 'Nobody is at work',
  category: 'Freeze',
  status: 'confirmed',
  busy: false,
  schedule: {
    start: '2026-01-02T17:00:00',
    timeZone: 'Europe/Berlin',
    duration: 'P2DT16H',
    rrule: 'FREQ=WEEKLY;BYDAY=FR',
  },
  ...overrides,
});
const span = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
};
const write = (...entries: FeedEntry[]) =>
  writeCalendar({ name: 'Freezes', entries, span });
const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');

describe('writeCalendar', () => {
  it('ends every line, also the last', () => {
    expect(write(entry())).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  });

  it('writes out the weekends on which the clocks change, and only those', () => {
    const text = write(entry());
    const overrides = eventsOf(text).filter(event =>
      event.getFirstProperty('recurrence-id'),
    );
    expect(
      overrides.map(event => ({
        id: String(event.getFirstPropertyValue('recurrence-id')),
        start: String(event.getFirstPropertyValue('dtstart')),
        end: String(event.getFirstPropertyValue('dtend')),
      })),
    ).toEqual([
      {
        id: '2026-03-27T17:00:00',
        start: '2026-03-27T17:00:00',
        end: '2026-03-30T09:00:00',
      },
      {
        id: '2026-10-23T17:00:00',
        start: '2026-10-23T17:00:00',
        end: '2026-10-26T09:00:00',
      },
    ]);
  });

  it('means the same to a client as to us, however the client counts the length', () => {
    const { schedule } = entry();
    const text = write(entry());
    const [master, ...overrides] = eventsOf(text);
    const written = new Map(
      overrides.map(event => [
        String(event.getFirstPropertyValue('recurrence-id')),
        String(event.getFirstPropertyValue('dtend')),
      ]),
    );
    const exact = 64 * 3_600_000;
    const iterator = (
      master.getFirstPropertyValue('rrule') as unknown as ICAL.Recur
    ).iterator(ICAL.Time.fromDateTimeString('2026-01-02T17:00:00'));
    const ours = expandRecurrence(schedule, span);
    for (const { start, end } of ours) {
      const wall = iterator.next()!.toString();
      // A client that counts 64 hours is right unless we wrote it out.
      const length = Date.parse(end) - Date.parse(start);
      expect(written.has(wall) || length === exact).toBe(true);
    }
    expect(ours).toHaveLength(52);
  });

  it('gives a start that the clocks skip as an event of its own', () => {
    const text = write(
      entry({
        schedule: {
          start: '2026-01-03T02:30:00',
          timeZone: 'Europe/Berlin',
          duration: 'PT1H',
          rrule: 'FREQ=DAILY',
        },
      }),
    );
    const shifted = eventsOf(text).filter(event =>
      String(event.getFirstPropertyValue('uid')).endsWith('-2026-03-29'),
    );
    expect(
      shifted.map(event => String(event.getFirstPropertyValue('dtstart'))),
    ).toEqual(['2026-03-29T03:30:00']);
    expect(text).toContain('EXDATE;TZID=Europe/Berlin:20260329T023000');
  });

  it('is valid to the letter: zones, folded lines, CRLF, escaped text, UTC stamps', () => {
    const text = write(
      entry({
        title:
          'Freeze, hard; "Ünïcode" \\ and\r\nATTENDEE:mailto:x@example.com'.repeat(
            3,
          ),
      }),
    );
    const lines = text.split('\r\n');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    expect(lines.some(line => line.startsWith('ATTENDEE'))).toBe(false);
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin');
    expect(text).toContain('DTSTAMP:20260201T100000Z');
    expect(text).toContain('LAST-MODIFIED:20260201T100000Z');
    expect(text).toContain('SEQUENCE:3');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20260102T170000');
  });

  it('writes a one-off, and exceptions and extra dates of a rule', () => {
    const text = write(
      entry({
        uid: 'release-1@releases.example.com',
        status: 'cancelled',
        schedule: {
          start: '2026-05-01T20:00:00',
          timeZone: 'UTC',
          duration: 'PT2H',
        },
      }),
      entry({
        schedule: {
          start: '2026-01-02T17:00:00',
          timeZone: 'America/New_York',
          duration: 'PT1H',
          rrule: 'FREQ=WEEKLY;COUNT=5',
          exdates: ['2026-01-09T17:00:00'],
          rdates: ['2026-01-10T12:00:00'],
        },
      }),
    );
    expect(text).toContain('DTSTART:20260501T200000Z');
    expect(text).toContain('STATUS:CANCELLED');
    expect(text).toContain('RDATE;TZID=America/New_York:20260110T120000');
    expect(text).toContain('EXDATE;TZID=America/New_York:20260109T170000');
    expect(text).not.toContain('TZID:UTC');
  });

  it('is the same text for the same entries', () => {
    expect(write(entry())).toBe(write(entry()));
  });
});
