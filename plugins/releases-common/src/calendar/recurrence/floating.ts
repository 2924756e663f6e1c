import {
  DAY_MS,
  dayNumber,
  dayOf,
  Month,
  monthOf,
  weekdayOf,
  weekNumbers,
} from './calendarDays';
import { RecurrenceError } from './RecurrenceError';
import { Frequency, RuleParts } from './rule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const SUB_DAILY: Frequency[] = ['HOURLY', 'MINUTELY', 'SECONDLY'];

/**
 * Bounds the work that a rule may cause: days looked at, and candidates built
 * for BYSETPOS. A million takes some 100 ms.
 */
export class WorkBudget {
  #left: number;

  constructor(steps = 1_000_000) {
    this.#left = steps;
  }

  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new RecurrenceError(
        'rrule',
        'takes too long to work out; expected a rule that is met more often, or a shorter time span',
      );
    }
  }
}

function fieldsOf(start: number) {
  const date = new Date(start);
  return {
    month: date.getUTCMonth() + 1,
    monthDay: date.getUTCDate(),
    weekday: weekdayOf(dayOf(start)),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** Fills in what the rule takes from its start, as RFC 5545 3.3.10 says. */
function complete(rule: RuleParts, start: number): RuleParts {
  const from = fieldsOf(start);
  const result = { ...rule };
  const { freq } = rule;
  if (!rule.byweekno && !rule.byyearday && !rule.bymonthday && !rule.byday) {
    if (freq === 'YEARLY') {
      result.bymonth ??= [from.month];
      result.bymonthday = [from.monthDay];
    } else if (freq === 'MONTHLY') {
      result.bymonthday = [from.monthDay];
    } else if (freq === 'WEEKLY') {
      result.byday = [{ weekday: from.weekday }];
    }
  }
  const subDaily = SUB_DAILY.indexOf(freq);
  if (subDaily < 0) {
    result.byhour ??= [from.hour];
  }
  if (subDaily < 1) {
    result.byminute ??= [from.minute];
  }
  if (subDaily < 2) {
    result.bysecond ??= [from.second];
  }
  return result;
}

/** Whether the BY-rules that speak of days let a day pass. */
class DayFilter {
  readonly #rule: RuleParts;
  #month: Month;

  constructor(rule: RuleParts, day: number) {
    this.#rule = rule;
    this.#month = monthOf(day);
  }

  monthOf(day: number): Month {
    if (day < this.#month.first || day >= this.#month.end) {
      this.#month = monthOf(day);
    }
    return this.#month;
  }

  passes(day: number): boolean {
    const rule = this.#rule;
    const month = this.monthOf(day);
    if (rule.bymonth && !rule.bymonth.includes(month.month)) {
      return false;
    }
    if (
      rule.bymonthday &&
      !rule.bymonthday.includes(day - month.first + 1) &&
      !rule.bymonthday.includes(day - month.end)
    ) {
      return false;
    }
    if (rule.byday && !this.#isByDay(day, month)) {
      return false;
    }
    if (
      rule.byyearday &&
      !rule.byyearday.includes(day - month.yearFirst + 1) &&
      !rule.byyearday.includes(day - month.yearEnd)
    ) {
      return false;
    }
    if (rule.byweekno) {
      const { week, fromEnd } = weekNumbers(day, month.year, rule.wkst);
      return rule.byweekno.includes(week) || rule.byweekno.includes(fromEnd);
    }
    return true;
  }

  #isByDay(day: number, month: Month): boolean {
    const { freq, bymonth, byday } = this.#rule;
    const weekday = weekdayOf(day);
    const ofYear = freq === 'YEARLY' && !bymonth;
    const first = ofYear ? month.yearFirst : month.first;
    const end = ofYear ? month.yearEnd : month.end;
    return byday!.some(
      item =>
        item.weekday === weekday &&
        (item.n === undefined ||
          item.n === Math.floor((day - first) / 7) + 1 ||
          item.n === -(Math.floor((end - 1 - day) / 7) + 1)),
    );
  }
}

/** Times of a day that are the same on every day, in order. */
function timesOfDay({ byhour, byminute, bysecond }: RuleParts): number[] {
  return byhour!.flatMap(hour =>
    byminute!.flatMap(minute =>
      bysecond!.map(second => hour * HOUR + minute * MINUTE + second * SECOND),
    ),
  );
}

const TO_23 = Array.from({ length: 24 }, (_, index) => index);
const TO_59 = Array.from({ length: 60 }, (_, index) => index);

/** The hours, minutes or seconds of one day on which a sub-daily rule falls, each as its set of times. */
function* setsOfDay(
  rule: RuleParts,
  start: number,
  day: number,
): Generator<number[]> {
  const unit = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND }[
    rule.freq as 'HOURLY'
  ];
  const origin = Math.floor(start / unit);
  const falls = (wall: number) =>
    (Math.floor(wall / unit) - origin) % rule.interval === 0;
  for (const hour of rule.byhour ?? TO_23) {
    const inHour = day * DAY_MS + hour * HOUR;
    if (rule.freq === 'HOURLY') {
      if (falls(inHour)) {
        yield rule.byminute!.flatMap(minute =>
          rule.bysecond!.map(
            second => inHour + minute * MINUTE + second * SECOND,
          ),
        );
      }
    } else {
      for (const minute of rule.byminute ?? TO_59) {
        const inMinute = inHour + minute * MINUTE;
        if (rule.freq === 'SECONDLY') {
          for (const second of rule.bysecond ?? TO_59) {
            const wall = inMinute + second * SECOND;
            if (falls(wall)) {
              yield [wall];
            }
          }
        } else if (falls(inMinute)) {
          yield rule.bysecond!.map(second => inMinute + second * SECOND);
        }
      }
    }
  }
}

/** The spans of days, `[first, end)`, that one step of the rule covers, from the one that holds `from`. */
function* periods(
  rule: RuleParts,
  startDay: number,
  fromDay: number,
): Generator<[first: number, end: number]> {
  const { freq, interval, wkst } = rule;
  const skip = (elapsed: number) =>
    Math.max(0, Math.floor(elapsed / interval)) * interval;
  const origin = monthOf(startDay);
  const target = monthOf(fromDay);
  switch (freq) {
    case 'YEARLY':
      for (
        let year = origin.year + skip(target.year - origin.year);
        ;
        year += interval
      ) {
        yield [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)];
      }
    case 'MONTHLY': {
      const first = origin.year * 12 + origin.month - 1;
      const wanted = target.year * 12 + target.month - 1;
      for (let index = first + skip(wanted - first); ; index += interval) {
        const year = Math.floor(index / 12);
        const month = (index % 12) + 1;
        yield [dayNumber(year, month, 1), dayNumber(year, month + 1, 1)];
      }
    }
    case 'WEEKLY': {
      const week = startDay - ((weekdayOf(startDay) - wkst + 7) % 7);
      const elapsed = skip(Math.floor((fromDay - week) / 7)) * 7;
      for (let first = week + elapsed; ; first += interval * 7) {
        // The set of the first week begins with the start, as in dateutil; it
        // makes a difference only to BYSETPOS.
        yield [Math.max(first, startDay), first + 7];
      }
    }
    default: {
      const step = freq === 'DAILY' ? interval : 1;
      const elapsed = Math.floor(Math.max(0, fromDay - startDay) / step) * step;
      for (let day = startDay + elapsed; ; day += step) {
        yield [day, day + 1];
      }
    }
  }
}

function pick(set: number[], positions: number[]): number[] {
  const picked = positions
    .map(position => set.at(position > 0 ? position - 1 : position))
    .filter(value => value !== undefined);
  return [...new Set(picked)].sort((a, b) => a - b);
}

/** Sets of candidates, in order; one set for one step of the rule where BYSETPOS needs it whole. */
function* candidates(
  rule: RuleParts,
  start: number,
  span: { from: number; to: number },
  budget: WorkBudget,
): Generator<number[]> {
  const filter = new DayFilter(rule, dayOf(start));
  const subDaily = SUB_DAILY.includes(rule.freq);
  const times = subDaily ? [] : timesOfDay(rule);
  const endDay = dayOf(span.to) + 1;
  for (const [first, end] of periods(rule, dayOf(start), dayOf(span.from))) {
    if (first >= endDay) {
      return;
    }
    budget.spend();
    const whole: number[] = [];
    for (let day = first; day < end; day++) {
      budget.spend();
      if (rule.bymonth && !rule.bymonth.includes(filter.monthOf(day).month)) {
        day = Math.min(end, filter.monthOf(day).end) - 1;
      } else if (filter.passes(day)) {
        if (subDaily) {
          for (const set of setsOfDay(rule, start, day)) {
            budget.spend(set.length);
            yield rule.bysetpos ? pick(set, rule.bysetpos) : set;
          }
        } else if (rule.bysetpos) {
          budget.spend(times.length);
          for (const time of times) {
            whole.push(day * DAY_MS + time);
          }
        } else {
          budget.spend(times.length);
          yield times.map(time => day * DAY_MS + time);
        }
      }
    }
    if (whole.length > 0) {
      yield pick(whole, rule.bysetpos!);
    }
  }
}

/**
 * The wall times of a rule in `[from, to)`, in order, written as if they were
 * UTC. Semantics are those of RFC 5545 as python-dateutil reads it: the start
 * itself is an instance only if the rule is met by it. A rule without COUNT is
 * entered near `from`, however long ago it began; COUNT is counted from the
 * start. Ends by itself at `to`.
 */
export function* iterateFloating(options: {
  rule: RuleParts;
  start: number;
  from: number;
  to: number;
  /** Last wall time, inclusive. */
  until?: number;
  budget?: WorkBudget;
}): Generator<number> {
  const { start, to, until = Infinity, budget = new WorkBudget() } = options;
  const rule = complete(options.rule, start);
  let left = rule.count ?? Infinity;
  const from = rule.count === undefined ? Math.max(start, options.from) : start;
  for (const set of candidates(rule, start, { from, to }, budget)) {
    for (const wall of set) {
      if (wall >= to || wall > until || left <= 0) {
        return;
      }
      if (wall >= start) {
        left -= 1;
        if (wall >= options.from) {
          yield wall;
        }
      }
    }
    if (left <= 0) {
      return;
    }
  }
}
