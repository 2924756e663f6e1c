import { Schedule } from '@release-desk/plugin-releases-common';
import ical, {
  ICalCalendar,
  ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block as timeZoneBlock } from 'timezones-ical-library';
import {
  firstOccurrence,
  MisreadOccurrence,
  misreadOccurrences,
} from './misreadOccurrences';

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** One VEVENT of a feed, or a recurring one with its exceptions. */
export interface FeedEntry {
  /** Stable for the life of the resource. */
  uid: string;
  /** Grows with each change. */
  sequence: number;
  createdAt: string;
  updatedAt: string;
  title: string;
  description: string;
  url?: string;
  /** The kind, in words. */
  category: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** Whether it takes up the time of whoever reads it. */
  busy: boolean;
  schedule: Schedule;
}

/**
 * Writes an iCalendar object (RFC 5545). Deterministic: the same entries give
 * the same bytes, so that a conditional request can be answered.
 *
 * @param span - Where occurrences that clients would misread are written out.
 */
export function writeCalendar(options: {
  name: string;
  entries: FeedEntry[];
  span: { from: string; to: string };
}): string {
  const calendar = ical({
    name: options.name,
    prodId: { company: 'Release Desk', product: 'Calendar', language: 'EN' },
    // A zone of the calendar itself would be written into DTSTAMP too.
    timezone: { name: null, generator: zone => zoneBlock(zone) },
    ttl: 60 * 60,
  });
  for (const entry of options.entries) addEntry(calendar, entry, options.span);
  // The generator leaves out what RFC 5545 §3.1 wants at the end of every line.
  return `${calendar.toString()}\r\n`;
}

function addEntry(
  calendar: ICalCalendar,
  entry: FeedEntry,
  span: { from: string; to: string },
): void {
  const { schedule } = entry;
  const first = firstOccurrence(schedule);
  const zone = schedule.timeZone === 'UTC' ? null : schedule.timeZone;
  const common: ICalEventData = {
    id: entry.uid,
    sequence: entry.sequence,
    stamp: at(entry.updatedAt, null),
    created: at(entry.createdAt, null),
    lastModified: at(entry.updatedAt, null),
    timezone: zone,
    start: at(first.start, zone),
    end: at(first.end, zone),
    summary: entry.title,
    description: entry.description || null,
    url: entry.url ?? null,
    categories: [{ name: entry.category }],
    status: STATUS[entry.status],
    transparency: entry.busy
      ? ICalEventTransparency.OPAQUE
      : ICalEventTransparency.TRANSPARENT,
  };
  const recurs = schedule.rrule || schedule.rdates?.length;
  if (!recurs) {
    calendar.createEvent(common);
    return;
  }
  const misread = misreadOccurrences(schedule, span);
  calendar.createEvent({
    ...common,
    repeating: recurrenceLines(schedule, misread).join('\r\n'),
  });
  for (const occurrence of misread.filter(one => !one.skipped)) {
    calendar.createEvent({
      ...common,
      start: at(occurrence.start, zone),
      end: at(occurrence.end, zone),
      recurrenceId: at(occurrence.start, zone),
    });
  }
  // A wall time that does not exist cannot be named by a RECURRENCE-ID.
  for (const occurrence of misread.filter(one => one.skipped)) {
    calendar.createEvent({
      ...common,
      id: `${entry.uid}-${occurrence.wall.slice(0, 10)}`,
      start: at(occurrence.start, zone),
      end: at(occurrence.end, zone),
    });
  }
}

function recurrenceLines(
  schedule: Schedule,
  misread: MisreadOccurrence[],
): string[] {
  const skipped = misread.filter(one => one.skipped).map(one => one.wall);
  const exdates = [...(schedule.exdates ?? []), ...skipped];
  return [
    ...(schedule.rrule ? [`RRULE:${schedule.rrule}`] : []),
    ...dateLines('RDATE', schedule.rdates ?? [], schedule.timeZone),
    ...dateLines('EXDATE', exdates, schedule.timeZone),
  ];
}

/** One date a line: some clients read only the first of several. */
function dateLines(name: string, walls: string[], timeZone: string): string[] {
  return walls.map(wall => {
    const compact = wall.replace(/[-:]/g, '').padEnd(15, '0').slice(0, 15);
    return timeZone === 'UTC'
      ? `${name}:${compact}Z`
      : `${name};TZID=${timeZone}:${compact}`;
  });
}

function at(instant: string, zone: string | null): DateTime {
  return DateTime.fromISO(instant, { zone: zone ?? 'utc' });
}

function zoneBlock(zone: string): string | null {
  const block = timeZoneBlock(zone)[0];
  return block ? block : null;
}
