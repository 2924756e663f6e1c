import { RecurrenceError } from './RecurrenceError';
import {
  Frequency,
  RecurrenceDay,
  RecurrenceRule,
  RecurrenceUntil,
  RuleParts,
} from './rule';

const FREQUENCIES: Frequency[] = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** So many occurrences are counted at most: an hourly rule for more than a year. */
const MAX_COUNT = 10_000;
const MAX_INTERVAL = 100_000;
const MAX_LENGTH = 2_000;

/** Parts whose value is a list of whole numbers, with their bounds; `signed` ones also count from the end. */
const LISTS = {
  BYMONTH: { key: 'bymonth', min: 1, max: 12, signed: false },
  BYWEEKNO: { key: 'byweekno', min: 1, max: 53, signed: true },
  BYYEARDAY: { key: 'byyearday', min: 1, max: 366, signed: true },
  BYMONTHDAY: { key: 'bymonthday', min: 1, max: 31, signed: true },
  BYHOUR: { key: 'byhour', min: 0, max: 23, signed: false },
  BYMINUTE: { key: 'byminute', min: 0, max: 59, signed: false },
  BYSECOND: { key: 'bysecond', min: 0, max: 59, signed: false },
  BYSETPOS: { key: 'bysetpos', min: 1, max: 366, signed: true },
} as const;

function parseList(part: keyof typeof LISTS, value: string): number[] {
  const { min, max, signed } = LISTS[part];
  const numbers = value.split(',').map(item => {
    const number = /^[+-]?\d{1,3}$/.test(item) ? Number(item) : NaN;
    const size = signed ? Math.abs(number) : number;
    if (!(size >= min && size <= max)) {
      throw new RecurrenceError(
        part,
        `expected whole numbers from ${min} to ${max}${
          signed ? ' or their negatives' : ''
        }, got "${item}"`,
      );
    }
    return number;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function parseDays(value: string, freq: Frequency): RecurrenceDay[] {
  const days = new Map<string, RecurrenceDay>();
  for (const item of value.split(',')) {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(item);
    const n = match?.[1] === undefined ? undefined : Number(match[1]);
    const most = freq === 'MONTHLY' ? 5 : 53;
    if (!match || n === 0 || Math.abs(n ?? 1) > most) {
      throw new RecurrenceError(
        'BYDAY',
        `expected weekdays such as MO, 2TU or -1FR, got "${item}"`,
      );
    }
    if (n !== undefined && freq !== 'MONTHLY' && freq !== 'YEARLY') {
      throw new RecurrenceError(
        'BYDAY',
        `"${item}" counts within a month or year, which ${freq} does not have`,
      );
    }
    days.set(`${n ?? ''}${match[2]}`, {
      weekday: WEEKDAYS.indexOf(match[2]),
      ...(n !== undefined && { n }),
    });
  }
  return [...days.values()];
}

function parseCount(part: string, value: string, max: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
  if (!(number >= 1 && number <= max)) {
    throw new RecurrenceError(
      part,
      `expected a whole number from 1 to ${max}, got "${value}"`,
    );
  }
  return number;
}

function parseUntil(value: string): RecurrenceUntil {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(value);
  if (match) {
    const [year, month, day, hour, minute, second] = match
      .slice(1, 7)
      .map(part => Number(part ?? 0));
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const exists =
      date.getUTCMonth() === month - 1 &&
      date.getUTCDate() === day &&
      hour < 24 &&
      minute < 60 &&
      second <= 60;
    if (exists) {
      if (match[4] === undefined) {
        // A bare date includes the whole of that day.
        return { wall: date.setUTCHours(23, 59, 59, 999) };
      }
      // RFC 5545 wants UTC here, so a forgotten Z makes no difference.
      return { instant: date.setUTCHours(hour, minute, second, 0) };
    }
  }
  throw new RecurrenceError(
    'UNTIL',
    `expected a date or time in UTC such as 20261224 or 20261224T170000Z, got "${value.slice(
      0,
      50,
    )}"`,
  );
}

function split(text: string): Map<string, string> {
  if (text.length > MAX_LENGTH) {
    throw new RecurrenceError(
      'rrule',
      `expected at most ${MAX_LENGTH} characters`,
    );
  }
  const parts = new Map<string, string>();
  // Some calendars write a semicolon at the end.
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')) {
    const [name, value, ...rest] = part.split('=');
    if (!name || !value || rest.length > 0) {
      throw new RecurrenceError(
        'rrule',
        `expected NAME=VALUE parts separated by semicolons, got "${part.slice(
          0,
          50,
        )}"`,
      );
    }
    if (parts.has(name)) {
      throw new RecurrenceError(name.slice(0, 50), 'is given twice');
    }
    parts.set(name, value);
  }
  return parts;
}

/** Refuses month days that no month of the rule has, e.g. 30 February. */
function checkMonthDays({ bymonth, bymonthday }: RuleParts): void {
  const longest = Math.max(
    ...(bymonth ?? [1]).map(month => LONGEST_MONTHS[month - 1]),
  );
  if (bymonthday && bymonthday.every(day => Math.abs(day) > longest)) {
    throw new RecurrenceError(
      'BYMONTHDAY',
      'can never be met: no month of BYMONTH has such a day',
    );
  }
}

/**
 * Reads any rule that RFC 5545 knows. The product takes fewer: see
 * `parseRecurrence`.
 */
export function parseRule(text: string): RuleParts {
  const parts = split(text);
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };

  const freq = take('FREQ') as Frequency | undefined;
  if (!freq) {
    throw new RecurrenceError('FREQ', 'is missing');
  }
  if (!FREQUENCIES.includes(freq)) {
    throw new RecurrenceError(
      'FREQ',
      `expected YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY, got "${freq.slice(
        0,
        50,
      )}"`,
    );
  }
  const rule: RuleParts = { freq, interval: 1, wkst: 0 };

  const interval = take('INTERVAL');
  if (interval !== undefined) {
    rule.interval = parseCount('INTERVAL', interval, MAX_INTERVAL);
  }
  const count = take('COUNT');
  if (count !== undefined) {
    rule.count = parseCount('COUNT', count, MAX_COUNT);
  }
  const until = take('UNTIL');
  if (until !== undefined) {
    if (rule.count !== undefined) {
      throw new RecurrenceError('UNTIL', 'cannot stand beside COUNT');
    }
    rule.until = parseUntil(until);
  }
  const wkst = take('WKST');
  if (wkst !== undefined) {
    rule.wkst = WEEKDAYS.indexOf(wkst);
    if (rule.wkst < 0) {
      throw new RecurrenceError(
        'WKST',
        `expected MO, TU, WE, TH, FR, SA or SU, got "${wkst.slice(0, 50)}"`,
      );
    }
  }
  const byday = take('BYDAY');
  if (byday !== undefined) {
    rule.byday = parseDays(byday, freq);
  }
  for (const part of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    const value = take(part);
    if (value !== undefined) {
      rule[LISTS[part].key] = parseList(part, value);
    }
  }

  for (const name of parts.keys()) {
    throw new RecurrenceError(
      name.slice(0, 50),
      name === 'RSCALE' || name === 'SKIP'
        ? 'other calendars than the Gregorian are not supported'
        : 'is not a part of a recurrence rule',
    );
  }
  if (rule.byweekno && rule.byday?.some(day => day.n !== undefined)) {
    throw new RecurrenceError(
      'BYDAY',
      'weekdays with a number cannot stand beside BYWEEKNO',
    );
  }
  if (
    rule.bysetpos &&
    !Object.keys(rule).some(key => key.startsWith('by') && key !== 'bysetpos')
  ) {
    throw new RecurrenceError(
      'BYSETPOS',
      'needs another BY part to choose from',
    );
  }
  checkMonthDays(rule);
  return rule;
}

/**
 * Reads the text of an RFC 5545 recurrence rule, with or without `RRULE:`.
 * Everything of RFC 5545 from YEARLY to HOURLY is taken; BY-rules that the RFC
 * forbids at a frequency limit it, as in python-dateutil. UNTIL is inclusive:
 * a time is in UTC, also without its Z, and a bare date takes in the whole of
 * that day on the schedule's wall clock. A stranger may send
 * anything: what is refused, is refused with the part that is at fault.
 *
 * @public
 * @throws RecurrenceError - for text that is no rule, SECONDLY and MINUTELY,
 * RSCALE, COUNT above 10,000, INTERVAL above 100,000, COUNT beside UNTIL, and
 * days that no month has. Whether a rule is ever met also depends on its
 * start: `validateSchedule` answers that.
 */
export function parseRecurrence(text: string): RecurrenceRule {
  const rule = parseRule(text);
  if (rule.freq === 'SECONDLY' || rule.freq === 'MINUTELY') {
    throw new RecurrenceError(
      'FREQ',
      `${rule.freq} is too often; expected YEARLY, MONTHLY, WEEKLY, DAILY or HOURLY`,
    );
  }
  return rule as RecurrenceRule;
}
