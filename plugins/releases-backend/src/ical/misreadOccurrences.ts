import {
  expandRecurrence,
  Schedule,
} from '@release-desk/plugin-releases-common';
import { DateTime, IANAZone } from 'luxon';

export interface MisreadOccurrence {
  /** What the rule says, in wall time: the RECURRENCE-ID. */
  wall: string;
  /** When it really takes place, UTC. */
  start: string;
  end: string;
  /** The wall time of the rule does not exist on that day. */
  skipped: boolean;
}

const WALL = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * The occurrences of a recurring schedule that a calendar client may end at
 * another time than we do. RFC 5545 gives every occurrence the exact length of
 * the first one, and many clients its length in wall time; the two differ when
 * the clocks change in between. Those occurrences have to be written out.
 */
export function misreadOccurrences(
  schedule: Schedule,
  span: { from: string; to: string },
): MisreadOccurrence[] {
  const base = firstOccurrence(schedule);
  const wallDay = { ...schedule, timeZone: 'UTC' };
  const walls = expandRecurrence(wallDay, span);
  const wallLength = lengthOf(firstOccurrence(wallDay));
  // Elsewhere the clocks stand still, and an hourly rule has thousands.
  const mayDiffer =
    lengthOf(base) === wallLength
      ? nearClockChanges(schedule.timeZone, span, wallLength)
      : () => true;
  const misread: MisreadOccurrence[] = [];
  for (const wallSpan of walls) {
    if (!mayDiffer(Date.parse(wallSpan.start))) continue;
    const wall = DateTime.fromISO(wallSpan.start, { zone: 'utc' });
    const [actual] = expandRecurrence(
      { ...once(schedule), start: wall.toFormat(WALL) },
      {
        from: wall.minus({ days: 2 }).toISO()!,
        to: wall.plus({ days: 2 }).toISO()!,
      },
    );
    if (!actual) continue;
    const start = DateTime.fromISO(actual.start, { zone: schedule.timeZone });
    const exactEnd = start.toMillis() + lengthOf(base);
    const nominalEnd = start
      .setZone('utc', { keepLocalTime: true })
      .plus(wallLength)
      .setZone(schedule.timeZone, { keepLocalTime: true })
      .toMillis();
    const end = Date.parse(actual.end);
    const skipped = start.toFormat(WALL) !== wall.toFormat(WALL);
    if (skipped || end !== exactEnd || end !== nominalEnd) {
      misread.push({
        wall: wall.toFormat(WALL),
        start: actual.start,
        end: actual.end,
        skipped,
      });
    }
  }
  return misread;
}

const DAY = 24 * 60 * 60_000;

/** Whether the clocks change within two days of an occurrence, by its wall time. */
function nearClockChanges(
  timeZone: string,
  span: { from: string; to: string },
  length: number,
): (wall: number) => boolean {
  const zone = IANAZone.create(timeZone);
  const changes: number[] = [];
  const end = Date.parse(span.to) + length + 3 * DAY;
  let day = Date.parse(span.from) - length - 3 * DAY;
  for (let offset = zone.offset(day); day < end; day += DAY) {
    const next = zone.offset(day + DAY);
    if (next !== offset) changes.push(day);
    offset = next;
  }
  return wall =>
    changes.some(
      change => change >= wall - 3 * DAY && change <= wall + length + 2 * DAY,
    );
}

function once(schedule: Schedule): Schedule {
  const { timeZone, start, duration } = schedule;
  return { timeZone, start, duration };
}

/** The one that DTSTART and DTEND are written from. */
export function firstOccurrence(schedule: Schedule): {
  start: string;
  end: string;
} {
  const start = DateTime.fromISO(schedule.start, { zone: 'utc' });
  const [first] = expandRecurrence(once(schedule), {
    from: start.minus({ days: 2 }).toISO()!,
    to: start.plus({ days: 2 }).toISO()!,
  });
  return first;
}

function lengthOf(span: { start: string; end: string }): number {
  return Date.parse(span.end) - Date.parse(span.start);
}
