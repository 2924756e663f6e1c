import { Month, monthOf, weekdayOf, weekNumbers } from './calendarDays';
import { RuleParts } from './rule';

/** Whether the BY-rules that speak of days let a day pass. */
export class DayFilter {
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
