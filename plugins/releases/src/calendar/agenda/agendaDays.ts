import { Closure, Day, DayHint, hintOf, Prepared } from '../layout';

export interface AgendaDay {
  day: Day;
  hint: DayHint;
  entries: Prepared[];
}

/** The freezes that hold at an instant, which stand above the days. */
export function standingFreezes(
  entries: Prepared[],
  instant: number,
): Prepared[] {
  return entries.filter(
    ({ item, start, end }) =>
      item.kind === 'freeze' && start <= instant && end > instant,
  );
}

/**
 * Days with what begins in them; on the first one also what already runs.
 * What stands above the days is left out. Empty days too, unless the closed
 * time begins or ends there.
 */
export function agendaDays(
  entries: Prepared[],
  days: Day[],
  union: Closure[],
  above: readonly Prepared[],
): AgendaDay[] {
  return days
    .map((day, index) => ({
      day,
      hint: hintOf(day, union),
      entries: entries.filter(
        entry =>
          !above.includes(entry) &&
          entry.start < day.end &&
          (entry.start >= day.start || (index === 0 && entry.end > day.start)),
      ),
    }))
    .filter(
      ({ entries: found, hint }) =>
        found.length > 0 ||
        hint.opens !== undefined ||
        hint.closes !== undefined,
    );
}
