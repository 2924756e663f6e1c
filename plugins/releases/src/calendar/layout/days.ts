import { DateTime } from 'luxon';

/** A calendar day in the viewer's zone. `start` and `end` are epoch milliseconds. */
export interface Day {
  /** `YYYY-MM-DD` */
  iso: string;
  start: number;
  end: number;
  isWeekend: boolean;
}

export interface Week {
  /** ISO 8601 week number. */
  number: number;
  days: Day[];
}

function dayOf(date: DateTime): Day {
  return {
    iso: date.toISODate()!,
    start: date.toMillis(),
    end: date.plus({ days: 1 }).toMillis(),
    isWeekend: date.weekday > 5,
  };
}

/** So many days from the day of `date`. */
export function daysFrom(date: DateTime, count: number): Day[] {
  const first = date.startOf('day');
  return Array.from({ length: count }, (_, index) =>
    dayOf(first.plus({ days: index })),
  );
}

/** The week, Monday to Sunday, that holds `date`. */
export function weekOf(date: DateTime): Week {
  const monday = date.startOf('week');
  return { number: monday.weekNumber, days: daysFrom(monday, 7) };
}

/** The weeks that hold the days of the month of `date`. */
export function weeksOfMonth(date: DateTime): Week[] {
  const last = date.endOf('month');
  const weeks: Week[] = [];
  for (
    let monday = date.startOf('month').startOf('week');
    monday <= last;
    monday = monday.plus({ weeks: 1 })
  )
    weeks.push(weekOf(monday));
  return weeks;
}

/**
 * Where an instant lies on a row of days: 1.5 is noon of the second one. Days
 * are as wide as each other, also those of 23 or 25 hours. Clamped to the row.
 */
export function positionOn(days: Day[], instant: number): number {
  if (instant <= days[0].start) return 0;
  const index = days.findIndex(day => instant < day.end);
  if (index < 0) return days.length;
  const { start, end } = days[index];
  return index + (instant - start) / (end - start);
}
