import { Closure, Day, DayHint, hintOf, Prepared } from '../layout';

export interface AgendaDay {
  day: Day;
  hint: DayHint;
  entries: Prepared[];
}

/**
 * Days with what begins in them; on the first one also what already runs.
 * Freezes stand above the days, so they are left out. Empty days too, unless
 * the closed time begins or ends there.
 */
export function agendaDays(
  entries: Prepared[],
  days: Day[],
  union: Closure[],
): AgendaDay[] {
  return days
    .map((day, index) => ({
      day,
      hint: hintOf(day, union),
      entries: entries.filter(
        ({ item, start, end }) =>
          item.kind !== 'freeze' &&
          start < day.end &&
          (start >= day.start || (index === 0 && end > day.start)),
      ),
    }))
    .filter(
      ({ entries: found, hint }) =>
        found.length > 0 ||
        hint.opens !== undefined ||
        hint.closes !== undefined,
    );
}
