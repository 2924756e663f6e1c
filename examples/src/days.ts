import { DateTime } from 'luxon';

/** Where the example company plans; its US teams plan in New York. */
export const HOME_ZONE = 'Europe/Berlin';

/**
 * The days around one day, as the company counts them. The same day always
 * gives the same dates.
 */
export class Days {
  readonly today: DateTime;
  readonly #monday: DateTime;

  constructor(today: DateTime) {
    this.today = today.setZone(HOME_ZONE).startOf('day');
    this.#monday = this.today.startOf('week');
  }

  /** A weekday (1 is Monday) of the week so many weeks from this one. */
  inWeek(week: number, weekday: number): DateTime {
    return this.#monday.plus({ weeks: week, days: weekday - 1 });
  }

  inDays(days: number): DateTime {
    return this.today.plus({ days });
  }

  /** The next such date that is not before `from`, each year anew. */
  yearly(month: number, day: number, from: DateTime = this.today): DateTime {
    const date = this.today.set({ month, day });
    return date < from ? date.plus({ years: 1 }) : date;
  }
}

/** A wall time, `HH:mm`, on a day. */
export function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

/** As the API wants a wall time. */
export function wallTime(time: DateTime): string {
  return time.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

/** As the API wants an instant. */
export function instant(time: DateTime): string {
  return new Date(time.toMillis()).toISOString();
}
