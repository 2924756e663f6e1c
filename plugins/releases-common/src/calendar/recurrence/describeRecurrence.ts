import { countWords, joinWords } from '../../words';
import type { Schedule } from '../schema';
import { DAY_MS, dayOf, weekdayOf } from './calendarDays';
import {
  describeDays,
  monthNames,
  MONTHS,
  WEEKDAYS,
  weekdaysInWords,
} from './describeDays';
import { Duration } from './duration';
import { occurrenceAt, ParsedSchedule, parseSchedule } from './occurrences';
import { RecurrenceRule } from './rule';
import { parseWall } from './wallTime';

const MAX_LISTED = 4;
const WEEK_MS = 7 * DAY_MS;

function timeOf(wall: number): string {
  const text = new Date(wall).toISOString().slice(11, 19);
  return text.endsWith(':00') ? text.slice(0, 5) : text;
}

/** `Fri 20 Nov 2026`. */
function dateOf(wall: number): string {
  const date = new Date(wall);
  const weekday = WEEKDAYS[weekdayOf(dayOf(wall))].slice(0, 3);
  return `${weekday} ${date.getUTCDate()} ${
    MONTHS[date.getUTCMonth()]
  } ${date.getUTCFullYear()}`;
}

/** `4 days 12 hours`, `2 weeks`. */
function lengthOf({ days, time }: Duration): string {
  const minutes = Math.floor(time / 60_000);
  const parts: [number, string][] =
    time === 0 && days % 7 === 0
      ? [[days / 7, 'week']]
      : [
          [days, 'day'],
          [Math.floor(minutes / 60), 'hour'],
          [minutes % 60, 'minute'],
          [(time / 1000) % 60, 'second'],
        ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => countWords(count, noun))
    .join(' ');
}

function describeOnce(parsed: ParsedSchedule, wall: number): string {
  const { zone } = parsed;
  const span = occurrenceAt(wall, parsed);
  const start = zone.toWall(span.start);
  const end = zone.toWall(span.end);
  if (timeOf(start) === '00:00' && end - start === DAY_MS) {
    return `${dateOf(start)}, all day`;
  }
  return dayOf(start) === dayOf(end)
    ? `${dateOf(start)}, ${timeOf(start)} until ${timeOf(end)}`
    : `${dateOf(start)} ${timeOf(start)} until ${dateOf(end)} ${timeOf(end)}`;
}

/** A quarter-end rule says its months, whichever way it is written. */
function monthsOf(rule: RecurrenceRule, start: number): number[] | undefined {
  if (rule.bymonth || rule.freq !== 'MONTHLY' || rule.interval < 3) {
    return rule.bymonth;
  }
  if (12 % rule.interval !== 0) {
    return undefined;
  }
  const first = new Date(start).getUTCMonth() % rule.interval;
  return Array.from(
    { length: 12 / rule.interval },
    (_, index) => first + index * rule.interval + 1,
  );
}

function every(interval: number, noun: string): string {
  return interval === 1 ? `every ${noun}` : `every ${interval} ${noun}s`;
}

/** For rules that step by months or years. */
function describeDates(rule: RecurrenceRule, start: number): string {
  const { freq, interval } = rule;
  const date = new Date(start);
  const namesDays =
    rule.byday || rule.bymonthday || rule.byyearday || rule.byweekno;
  const yearly = freq === 'YEARLY';
  const full: RecurrenceRule = namesDays
    ? rule
    : { ...rule, bymonthday: [date.getUTCDate()] };
  const months =
    monthsOf(rule, start) ??
    (yearly && !namesDays ? [date.getUTCMonth() + 1] : undefined);
  // Months that a monthly interval of 3, 4, 6 or 12 leads to say it all.
  const steps = yearly || rule.bymonth || !months ? interval : 1;
  const unit = yearly ? 'year' : 'month';
  const rhythm = steps > 1 ? `, ${every(steps, unit)}` : '';

  const onlyDay =
    full.bymonthday?.length === 1 &&
    full.bymonthday[0] > 0 &&
    !full.byday &&
    !full.bysetpos &&
    !full.byyearday &&
    !full.byweekno &&
    full.bymonthday[0];
  if (months && onlyDay) {
    return months.length === 1
      ? `${every(steps, 'year')} on ${onlyDay} ${monthNames(months)}`
      : `${onlyDay} ${monthNames(months)}${rhythm}`;
  }
  const days = describeDays(full)!;
  if (rule.byyearday || (rule.byweekno && !months)) {
    return `${days}${rhythm}`;
  }
  const isEvery = /^every \w+$/.test(days);
  if (months) {
    return `${days} ${isEvery ? 'in' : 'of'} ${monthNames(months)}${rhythm}`;
  }
  if (isEvery) {
    return `${days}${rhythm}`;
  }
  // A number counts within the year, a day of the month within every month.
  const within =
    yearly && (rule.byday || rule.bysetpos) && !rule.bymonthday
      ? 'year'
      : 'month';
  return steps > 1
    ? `${days} of the ${within}${rhythm}`
    : `${days} of every ${within}`;
}

function describeSteps(rule: RecurrenceRule, start: number): string {
  const { freq, interval, bymonth } = rule;
  if (freq === 'YEARLY' || freq === 'MONTHLY') {
    return describeDates(rule, start);
  }
  const inMonths = bymonth ? ` in ${monthNames(bymonth)}` : '';
  if (freq === 'WEEKLY') {
    const byday = rule.byday ?? [{ weekday: weekdayOf(dayOf(start)) }];
    const plain = !rule.bymonthday && !rule.byyearday && !rule.bysetpos;
    if (plain && !rule.byweekno) {
      return interval === 1
        ? `every ${weekdaysInWords(byday, 'and')}${inMonths}`
        : `${every(interval, 'week')} on ${weekdaysInWords(
            byday,
            'and',
          )}${inMonths}`;
    }
    return `${describeDays({ ...rule, byday })} of ${every(
      interval,
      'week',
    )}${inMonths}`;
  }
  const days = describeDays(rule);
  const rhythm = every(interval, freq === 'DAILY' ? 'day' : 'hour');
  return `${rhythm}${
    days ? `, ${days.startsWith('in ') ? '' : 'on '}${days}` : ''
  }${inMonths}`;
}

/** The times of day at which occurrences begin, as milliseconds; `undefined` for hourly rules. */
function timesOf(
  rule: RecurrenceRule | undefined,
  start: number,
): number[] | undefined {
  if (rule?.freq === 'HOURLY') {
    return undefined;
  }
  const date = new Date(start);
  const hours = rule?.byhour ?? [date.getUTCHours()];
  const minutes = rule?.byminute ?? [date.getUTCMinutes()];
  const seconds = rule?.bysecond ?? [date.getUTCSeconds()];
  return hours.flatMap(hour =>
    minutes.flatMap(minute =>
      seconds.map(second => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  );
}

/** `17:00 until Monday 09:00`, `at 18:00, for 4 days 12 hours`. */
function describeTimes(
  rule: RecurrenceRule,
  { start, duration }: ParsedSchedule,
): string {
  const times = timesOf(rule, start);
  const length = `for ${lengthOf(duration)}`;
  if (!times) {
    const minutes = rule.byminute ?? [new Date(start).getUTCMinutes()];
    const isWhole = minutes.length === 1 && minutes[0] === 0;
    const hours = rule.byhour
      ? ` from ${joinWords(
          rule.byhour.map(hour => timeOf(hour * 3_600_000)),
          'or',
        )}`
      : '';
    const past = isWhole ? '' : ` at minute ${joinWords(minutes.map(String))}`;
    return `${hours}${past}, ${length}`;
  }
  if (times.length > MAX_LISTED) {
    return `, ${times.length} times a day, ${length}`;
  }
  if (times.length === 1 && times[0] === 0 && duration.nominal === DAY_MS) {
    return ', all day';
  }
  if (times.length === 1 && !rule.bysetpos) {
    const end = times[0] + duration.nominal;
    const from = timeOf(times[0]);
    if (duration.nominal < DAY_MS) {
      return ` ${from} until ${timeOf(end)}`;
    }
    const byday = rule.byday ?? [{ weekday: weekdayOf(dayOf(start)) }];
    if (
      rule.freq === 'WEEKLY' &&
      byday.length === 1 &&
      duration.days > 0 &&
      duration.nominal < WEEK_MS
    ) {
      const last = (byday[0].weekday + Math.floor(end / DAY_MS)) % 7;
      return ` ${from} until ${WEEKDAYS[last]} ${timeOf(end)}`;
    }
  }
  return ` at ${joinWords(times.map(timeOf))}, ${length}`;
}

function listDates(walls: number[]): string {
  return walls.length > MAX_LISTED
    ? countWords(walls.length, 'date')
    : joinWords([...walls].sort((a, b) => a - b).map(dateOf));
}

/**
 * A schedule in plain words, e.g. `27 Mar, Jun, Sep and Dec at 18:00, for 4 days
 * 12 hours, Europe/Berlin` or `every Friday 17:00 until Monday 09:00,
 * Europe/Berlin`. Times are wall times of the schedule's zone, which stands at
 * the end unless `zone` is false.
 *
 * @public
 * @throws RecurrenceError - for a schedule that cannot be read
 */
export function describeRecurrence(
  schedule: Schedule,
  options: { zone?: boolean } = {},
): string {
  const parsed = parseSchedule(schedule);
  const { rule, start, zone, rdates } = parsed;
  const parts = [
    rule
      ? `${describeSteps(rule, start)}${describeTimes(rule, parsed)}`
      : describeOnce(parsed, start),
  ];
  if (rule?.count !== undefined) {
    parts.push(rule.count === 1 ? 'once' : `${rule.count} times`);
  }
  if (rule?.until) {
    const { until } = rule;
    parts.push(
      'wall' in until
        ? `up to ${dateOf(until.wall)}`
        : `up to ${dateOf(zone.toWall(until.instant))} ${timeOf(
            zone.toWall(until.instant),
          )}`,
    );
  }
  if (rdates.length > 0) {
    parts.push(`also ${listDates(rdates)}`);
  }
  if (schedule.exdates?.length) {
    const walls = schedule.exdates.map(text => parseWall('exdates', text));
    parts.push(`except ${listDates(walls)}`);
  }
  if (options.zone !== false) {
    parts.push(schedule.timeZone);
  }
  return parts.join(', ');
}
