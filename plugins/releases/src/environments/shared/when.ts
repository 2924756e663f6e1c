import { DateTime } from 'luxon';
import { inZone, isSameDay } from '../../shared/time';
import type { Text } from '../../translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Clock {
  /** Epoch milliseconds. */
  now: number;
  timeZone: string;
}

function yearOf(time: DateTime, today: DateTime): string {
  return time.year === today.year ? '' : ` ${time.year}`;
}

/** As short as it is still clear: `12:30` today, `Tue 09:00` within a week, else `Tue 24 Nov, 09:00`. */
export function shortMoment(instant: string, clock: Clock): string {
  const time = inZone(instant, clock.timeZone);
  const today = inZone(clock.now, clock.timeZone);
  if (isSameDay(time, today)) return time.toFormat('HH:mm');
  const days = time.startOf('day').diff(today.startOf('day'), 'days').days;
  return days > 0 && days < 7
    ? time.toFormat('ccc HH:mm')
    : longMoment(instant, clock);
}

/** `Tue 24 Nov, 09:00`, with the year outside the current one. */
export function longMoment(instant: string, clock: Clock): string {
  const time = inZone(instant, clock.timeZone);
  const today = inZone(clock.now, clock.timeZone);
  return `${time.toFormat('ccc d LLL')}${yearOf(time, today)}, ${time.toFormat(
    'HH:mm',
  )}`;
}

/** `Today, 14:00`, `Tue 24, 09:00` in the same month, else the long one. */
export function dayMoment(instant: string, clock: Clock, t: Text): string {
  const time = inZone(instant, clock.timeZone);
  const today = inZone(clock.now, clock.timeZone);
  if (isSameDay(time, today))
    return t('environments.when.today', { time: time.toFormat('HH:mm') });
  return time.hasSame(today, 'month')
    ? time.toFormat('ccc d, HH:mm')
    : longMoment(instant, clock);
}

/** `Mon 30 Nov`, with the year outside the current one. */
export function shortDay(instant: string, clock: Clock): string {
  const time = inZone(instant, clock.timeZone);
  return `${time.toFormat('ccc d LLL')}${yearOf(
    time,
    inZone(clock.now, clock.timeZone),
  )}`;
}

/** `13 Oct`, with the year outside the current one. */
export function plainDay(instant: string, clock: Clock): string {
  const time = inZone(instant, clock.timeZone);
  return `${time.toFormat('d LLL')}${yearOf(
    time,
    inZone(clock.now, clock.timeZone),
  )}`;
}

/** `Wed 25 Nov, 11:00–15:00`, with both days where they differ. */
export function spanOf(
  span: { start: string; end: string },
  clock: Clock,
): string {
  const start = inZone(span.start, clock.timeZone);
  const end = inZone(span.end, clock.timeZone);
  if (isSameDay(start, end))
    return `${longMoment(span.start, clock)}–${end.toFormat('HH:mm')}`;
  return `${longMoment(span.start, clock)} – ${longMoment(span.end, clock)}`;
}

/** `22 h 20 min`, `3 d`: hours to two days, then whole days. */
export function lengthOf(milliseconds: number, t: Text): string {
  const length = Math.max(0, milliseconds);
  if (length >= 2 * DAY)
    return t('environments.when.days', {
      days: String(Math.floor(length / DAY)),
    });
  const hours = Math.floor(length / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  if (hours === 0)
    return t('environments.when.minutes', { minutes: String(minutes) });
  return minutes === 0
    ? t('environments.when.hours', { hours: String(hours) })
    : t('environments.when.hoursMinutes', {
        hours: String(hours),
        minutes: String(minutes),
      });
}

/** `20 s ago`, `2 h ago`, `3 days ago`. */
export function agoOf(instant: string, clock: Clock, t: Text): string {
  const passed = Math.max(0, clock.now - Date.parse(instant));
  if (passed < MINUTE)
    return t('environments.when.secondsAgo', {
      seconds: String(Math.round(passed / 1000)),
    });
  if (passed < DAY)
    return t('environments.when.ago', { length: lengthOf(passed, t) });
  return t('environments.when.daysAgo', { count: Math.floor(passed / DAY) });
}

/** `30 May 2027`, always with its year. */
export function longDay(instant: string, clock: Clock): string {
  return inZone(instant, clock.timeZone).toFormat('d LLL yyyy');
}
