import { dayNumber, monthOf, weekdayOf } from './calendarDays';
import { RuleParts } from './rule';

/** The spans of days, `[first, end)`, that one step of the rule covers, from the one that holds `from`. */
export function* periods(
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
