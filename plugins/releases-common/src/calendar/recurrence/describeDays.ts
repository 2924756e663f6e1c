import { joinWords, ordinal } from '../../words';
import { RecurrenceDay, RecurrenceRule } from './rule';

export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** `1st`, `last`, `2nd to last`. */
function place(n: number): string {
  if (n > 0) {
    return ordinal(n);
  }
  return n === -1 ? 'last' : `${ordinal(-n)} to last`;
}

function fromFront(numbers: number[]): number[] {
  return [...numbers].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b);
}

export function monthNames(months: number[]): string {
  return joinWords(months.map(month => MONTHS[month - 1]));
}

function isWorkWeek(days: RecurrenceDay[]): boolean {
  return (
    days.length === 5 &&
    days.every(day => day.n === undefined && day.weekday < 5)
  );
}

/** `weekday`, `day`, `Tuesday or Thursday`: one of a set. */
export function weekdaysInWords(
  days: RecurrenceDay[],
  conjunction: 'and' | 'or',
): string {
  if (isWorkWeek(days)) {
    return 'weekday';
  }
  if (days.length === 7) {
    return 'day';
  }
  const sorted = [...days].sort((a, b) => a.weekday - b.weekday);
  return joinWords(
    sorted.map(day => WEEKDAYS[day.weekday]),
    conjunction,
  );
}

/** `every Friday`, `every weekday`, `the 2nd Tuesday and the last Friday`. */
function weekdays(days: RecurrenceDay[]): string {
  const plain = days.filter(day => day.n === undefined);
  const counted = days.filter(day => day.n !== undefined);
  return joinWords([
    ...(plain.length > 0 ? [`every ${weekdaysInWords(plain, 'and')}`] : []),
    ...counted.map(day => `the ${place(day.n!)} ${WEEKDAYS[day.weekday]}`),
  ]);
}

/** `the 1st, the 15th and the last day`. */
function monthDays(days: number[], conjunction: 'and' | 'or' = 'and'): string {
  return joinWords(
    fromFront(days).map(day => `the ${place(day)}${day < 0 ? ' day' : ''}`),
    conjunction,
  );
}

/** Which days a rule names, and whether words of the month or year have to follow. */
export function describeDays(rule: RecurrenceRule): string | undefined {
  const { byday, bymonthday, byyearday, byweekno, bysetpos } = rule;
  const parts: string[] = [];
  if (bysetpos) {
    const places = joinWords(fromFront(bysetpos).map(place));
    let set = 'occurrence';
    if (byday && !bymonthday && byday.every(day => day.n === undefined)) {
      set = weekdaysInWords(byday, 'or');
    } else if (byday && bymonthday) {
      set = `${weekdaysInWords(byday, 'or')} on ${monthDays(bymonthday, 'or')}`;
    } else if (byday) {
      set = `of ${weekdays(byday)}`;
    } else if (bymonthday) {
      set = `of ${monthDays(bymonthday)}`;
    }
    parts.push(`the ${places} ${set}`);
  } else if (byday && bymonthday) {
    parts.push(
      `${weekdays(byday)} that falls on ${monthDays(bymonthday, 'or')}`,
    );
  } else if (byday) {
    parts.push(weekdays(byday));
  } else if (bymonthday) {
    parts.push(monthDays(bymonthday));
  }
  if (byyearday) {
    const days = fromFront(byyearday).map(day => `the ${place(day)} day`);
    parts.push(`${joinWords(days)} of the year`);
  }
  if (byweekno) {
    const weeks = fromFront(byweekno).map(week =>
      week > 0 ? `week ${week}` : `the ${place(week)} week`,
    );
    parts.push(`in ${joinWords(weeks)}`);
  }
  return parts.length > 0 ? parts.join(' ') : undefined;
}
