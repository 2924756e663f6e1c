import { DAY_MS, dayOf, weekdayOf } from './calendarDays';
import { DayFilter } from './DayFilter';
import { periods } from './periods';
import { RuleParts } from './rule';
import { setsOfDay, SUB_DAILY, timesOfDay } from './timesOfDay';
import { WorkBudget } from './WorkBudget';

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
