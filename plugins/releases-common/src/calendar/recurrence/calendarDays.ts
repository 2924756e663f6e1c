export const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a wall time that is written as if it were UTC. */
export function dayOf(wall: number): number {
  return Math.floor(wall / DAY_MS);
}

export function dayNumber(year: number, month: number, day: number): number {
  // Date.UTC reads years below 100 as 19xx.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

/** Monday is 0. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export interface Month {
  year: number;
  month: number;
  /** Day number of the first day. */
  first: number;
  /** Day number after the last day. */
  end: number;
  /** The same of the year. */
  yearFirst: number;
  yearEnd: number;
}

export function monthAt(year: number, month: number): Month {
  return {
    year,
    month,
    first: dayNumber(year, month, 1),
    end: dayNumber(year, month + 1, 1),
    yearFirst: dayNumber(year, 1, 1),
    yearEnd: dayNumber(year + 1, 1, 1),
  };
}

export function monthOf(day: number): Month {
  const date = new Date(day * DAY_MS);
  return monthAt(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

/** The day on which week 1 of a year begins: the first week with four days in it. */
function firstWeek(year: number, wkst: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - ((weekdayOf(fourth) - wkst + 7) % 7);
}

/**
 * The number of the week that a day belongs to, from the front and from the
 * back of its week year (ISO 8601 when weeks begin on Monday).
 */
export function weekNumbers(day: number, year: number, wkst: number) {
  let start = firstWeek(year, wkst);
  let end = firstWeek(year + 1, wkst);
  if (day < start) {
    end = start;
    start = firstWeek(year - 1, wkst);
  } else if (day >= end) {
    start = end;
    end = firstWeek(year + 2, wkst);
  }
  const week = Math.floor((day - start) / 7) + 1;
  return { week, fromEnd: week - (end - start) / 7 - 1 };
}
