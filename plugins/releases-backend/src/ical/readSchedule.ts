import ICAL from 'ical.js';
import { InputError } from '@backstage/errors';
import {
  expandRecurrence,
  Schedule,
} from '@release-desk/plugin-releases-common';
import { DateTime, Duration } from 'luxon';
import { CustomZones } from './customZone';
import { resolveTimeZone } from './resolveTimeZone';

export interface ZoneContext {
  /** VTIMEZONEs of the file. */
  custom: CustomZones;
  /** For times that name no zone. */
  fallback: string;
}

const WALL = "yyyy-MM-dd'T'HH:mm:ss";
const MAX_CUSTOM_OCCURRENCES = 500;
const CUSTOM_ZONE_YEARS = 5;

/**
 * When a VEVENT takes place. Wall time and zone are read as they are written
 * and never through the parser's own notion of a local time, which is the
 * server's. Throws `InputError` with a reason when it cannot be taken over.
 */
export function readSchedule(
  component: ICAL.Component,
  options: { zones: ZoneContext; without: ICAL.Property[] },
): Schedule {
  const { zones, without } = options;
  const startProperty = component.getFirstProperty('dtstart');
  if (!startProperty) throw new InputError('it has no DTSTART');
  const start = readTime(startProperty, zones);
  const rules = component.getAllProperties('rrule');
  if (rules.length > 1) throw new InputError('it has more than one RRULE');
  const exdates = [...component.getAllProperties('exdate'), ...without].flatMap(
    property => readTimes(property, zones),
  );
  const rdates = component
    .getAllProperties('rdate')
    .flatMap(property => readTimes(property, zones));
  if (start.custom) {
    const duration = readDuration(component, start, zones);
    return readCustomZone({
      start,
      duration,
      rrule: rules[0] && ruleText(rules[0]),
      exdates,
      rdates,
      zones,
    });
  }
  const inZone = (time: WallTime) => moveTo(time, start.timeZone, zones);
  const rrule = rules[0] && ruleText(rules[0]);

  return {
    start: start.wall,
    timeZone: start.timeZone,
    duration: readDuration(component, start, zones),
    ...(rrule && { rrule }),
    ...(exdates.length > 0 && rrule && { exdates: exdates.map(inZone) }),
    ...(rdates.length > 0 && { rdates: rdates.map(inZone) }),
  };
}

interface WallTime {
  wall: string;
  timeZone: string;
  isDate: boolean;
  /** The VTIMEZONE, where the TZID is known to this file alone. */
  custom?: ICAL.Component;
}

function readTimes(property: ICAL.Property, zones: ZoneContext): WallTime[] {
  return property.getValues().map(value => {
    const time = value instanceof ICAL.Period ? value.start : value;
    return toWallTime(time as unknown as ICAL.Time, property, zones);
  });
}

function readTime(property: ICAL.Property, zones: ZoneContext): WallTime {
  const value = property.getFirstValue() as unknown as ICAL.Time;
  return toWallTime(value, property, zones);
}

function toWallTime(
  time: ICAL.Time,
  property: ICAL.Property,
  zones: ZoneContext,
): WallTime {
  const wall = DateTime.fromObject(
    {
      year: time.year,
      month: time.month,
      day: time.day,
      hour: time.isDate ? 0 : time.hour,
      minute: time.isDate ? 0 : time.minute,
      second: time.isDate ? 0 : time.second,
    },
    { zone: 'utc' },
  );
  if (!wall.isValid) {
    throw new InputError(
      `${property.name.toUpperCase()} is no date that exists: ${time.toString()}`,
    );
  }
  const base = { wall: wall.toFormat(WALL), isDate: time.isDate };
  if (!time.isDate && time.zone === ICAL.Timezone.utcTimezone) {
    return { ...base, timeZone: 'UTC' };
  }
  const tzid = property.getParameter('tzid');
  if (typeof tzid !== 'string') {
    const fallback = resolveTimeZone(zones.fallback);
    if (!fallback) throw new InputError(`unknown time zone ${zones.fallback}`);
    return { ...base, timeZone: fallback };
  }
  const timeZone = resolveTimeZone(tzid);
  if (timeZone) return { ...base, timeZone };
  const custom = zones.custom.get(tzid);
  if (!custom) throw new InputError(`unknown time zone ${tzid.slice(0, 100)}`);
  const location = custom.getFirstPropertyValue('x-lic-location');
  const located = location && resolveTimeZone(String(location));
  return located
    ? { ...base, timeZone: located }
    : { ...base, timeZone: 'UTC', custom };
}

function readDuration(
  component: ICAL.Component,
  start: WallTime,
  zones: ZoneContext,
): string {
  const duration = component.getFirstPropertyValue('duration');
  if (duration) return positive(Duration.fromISO(String(duration)));
  const endProperty = component.getFirstProperty('dtend');
  if (!endProperty) {
    if (start.isDate) return 'P1D';
    throw new InputError('it has no length: neither DTEND nor DURATION');
  }
  const end = readTime(endProperty, zones);
  const [startWall, endWall] =
    start.custom === end.custom
      ? [
          start.wall,
          start.custom ? end.wall : moveTo(end, start.timeZone, zones),
        ]
      : [inUtc(start, zones), inUtc(end, zones)];
  // In wall time, so that it ends at the same time of day in every week.
  return positive(
    DateTime.fromISO(endWall, { zone: 'utc' }).diff(
      DateTime.fromISO(startWall, { zone: 'utc' }),
      ['days', 'hours', 'minutes', 'seconds'],
    ),
  );
}

function positive(duration: Duration): string {
  if (!duration.isValid || duration.toMillis() <= 0) {
    throw new InputError('it ends before it starts, or has no length');
  }
  const whole = duration.shiftTo('days', 'hours', 'minutes', 'seconds');
  return whole
    .set({ seconds: Math.round(whole.seconds) })
    .rescale()
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .removeZeros()
    .toISO()!;
}

function moveTo(time: WallTime, timeZone: string, zones: ZoneContext): string {
  if (time.isDate || (time.timeZone === timeZone && !time.custom))
    return time.wall;
  return inUtcOf(time, zones).setZone(timeZone).toFormat(WALL);
}

function inUtc(time: WallTime, zones: ZoneContext): string {
  return inUtcOf(time, zones).toFormat(WALL);
}

function inUtcOf(time: WallTime, zones: ZoneContext): DateTime {
  const { wall, timeZone, custom } = time;
  if (!custom) return DateTime.fromISO(wall, { zone: timeZone }).toUTC();
  const moment = ICAL.Time.fromDateTimeString(wall);
  moment.zone = zones.custom.zoneOf(custom);
  return DateTime.fromMillis(moment.toUnixTime() * 1000, { zone: 'utc' });
}

/**
 * RFC 5545 has UNTIL as a UTC instant where DTSTART has a zone, or a date;
 * either reads as it stands.
 */
function ruleText(property: ICAL.Property): string {
  return String(property.getFirstValue());
}

/**
 * A zone that only this file knows cannot be kept as an IANA zone: what it
 * means is worked out with its VTIMEZONE, and kept as single times in UTC.
 */
function readCustomZone(event: {
  start: WallTime;
  duration: string;
  rrule?: string;
  exdates: WallTime[];
  rdates: WallTime[];
  zones: ZoneContext;
}): Schedule {
  const { start, duration, rrule, exdates, rdates, zones } = event;
  // A date stands for that day at the event's own time of day.
  const toUtc = (time: WallTime) =>
    inUtc(
      time.isDate && !start.isDate
        ? { ...start, wall: `${time.wall.slice(0, 10)}${start.wall.slice(10)}` }
        : time,
      zones,
    );
  const walls = rrule ? wallsOf(start, { rrule, duration }) : [start.wall];
  const until = rrule && /UNTIL=(\d{8}T\d{6})/i.exec(rrule)?.[1];
  const last = until && DateTime.fromISO(until, { zone: 'utc' }).toFormat(WALL);
  const without = new Set(exdates.map(toUtc));
  const times = new Set([
    ...walls
      .map(wall => inUtc({ ...start, wall }, zones))
      .filter(time => !last || time <= last),
    ...rdates.map(toUtc),
  ]);
  const [first, ...others] = [...times]
    .filter(time => !without.has(time))
    .sort();
  if (!first) throw new InputError('its exceptions leave no occurrence of it');
  return {
    start: first,
    timeZone: 'UTC',
    duration,
    ...(others.length > 0 && { rdates: others }),
  };
}

/** Wall times, read as if they were UTC: the rule runs on the wall clock. */
function wallsOf(
  start: WallTime,
  { rrule, duration }: { rrule: string; duration: string },
): string[] {
  const begin = DateTime.fromISO(start.wall, { zone: 'utc' });
  const walls = expandRecurrence(
    {
      start: start.wall,
      timeZone: 'UTC',
      duration,
      // A day longer, since UNTIL is an instant; the caller knows the offset.
      rrule: rrule.replace(
        /UNTIL=(\d{8}T\d{6})Z?/i,
        (_, until) =>
          `UNTIL=${DateTime.fromISO(until, { zone: 'utc' })
            .plus({ days: 1 })
            .toFormat("yyyyMMdd'T'HHmmss'Z'")}`,
      ),
    },
    {
      from: begin.toISO()!,
      to: begin.plus({ years: CUSTOM_ZONE_YEARS }).toISO()!,
    },
    { limit: MAX_CUSTOM_OCCURRENCES + 1 },
  ).map(span => DateTime.fromISO(span.start, { zone: 'utc' }).toFormat(WALL));
  if (walls.length > MAX_CUSTOM_OCCURRENCES) {
    throw new InputError(
      'it recurs too often for a time zone that only the calendar itself knows',
    );
  }
  return walls;
}
