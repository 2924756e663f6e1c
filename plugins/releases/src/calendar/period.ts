import { DateTime } from 'luxon';
import { inZone } from '../shared/time';
import { CalendarView } from '../shared/url';
import { weekOf, weeksOfMonth } from './layout';

export type ShownView = CalendarView | 'agenda';

/** What a view shows around a day, in the viewer's zone. */
export interface Period {
  view: ShownView;
  /** The day that the period was chosen by. */
  date: DateTime;
  /** Half-open. */
  from: DateTime;
  to: DateTime;
  previous: DateTime;
  next: DateTime;
}

const AGENDA_DAYS = 14;

/** Days that each zoom of the timeline shows, and how many of them before the date. */
const ZOOMS: Record<string, { days: number; before: number }> = {
  day: { days: 1, before: 0 },
  week: { days: 7, before: 1 },
  weeks: { days: 20, before: 4 },
  quarter: { days: 91, before: 14 },
  year: { days: 365, before: 30 },
};

export const TIMELINE_ZOOMS = ['day', 'week', 'weeks', 'quarter', 'year'];

export function dateOf(
  iso: string | undefined,
  now: number,
  timeZone: string,
): DateTime {
  const date = iso ? inZone(iso, timeZone) : inZone(now, timeZone);
  return (date.isValid ? date : inZone(now, timeZone)).startOf('day');
}

export function periodOf(
  view: ShownView,
  date: DateTime,
  zoom: string = 'weeks',
): Period {
  const base = { view, date };
  if (view === 'month' || view === 'list') {
    const from = date.startOf('month');
    const weeks = weeksOfMonth(date);
    const first = weeks[0].days[0].iso;
    return {
      ...base,
      // The month's grid also shows the days around it; the list does not.
      from:
        view === 'month' ? DateTime.fromISO(first, { zone: date.zone }) : from,
      to:
        view === 'month'
          ? DateTime.fromISO(first, { zone: date.zone }).plus({
              weeks: weeks.length,
            })
          : from.plus({ months: 1 }),
      previous: from.minus({ months: 1 }),
      next: from.plus({ months: 1 }),
    };
  }
  if (view === 'week') {
    const from = DateTime.fromISO(weekOf(date).days[0].iso, {
      zone: date.zone,
    });
    return {
      ...base,
      from,
      to: from.plus({ weeks: 1 }),
      previous: date.minus({ weeks: 1 }),
      next: date.plus({ weeks: 1 }),
    };
  }
  const { days, before } =
    view === 'agenda'
      ? { days: AGENDA_DAYS, before: 0 }
      : ZOOMS[zoom] ?? ZOOMS.weeks;
  const from = date.minus({ days: before });
  return {
    ...base,
    from,
    to: from.plus({ days }),
    previous: date.minus({ days }),
    next: date.plus({ days }),
  };
}

/** `19 Nov – 8 Dec 2026`, `23 – 29 Nov 2026` */
export function formatRange(from: DateTime, to: DateTime): string {
  const last = to.minus({ days: 1 });
  let first = 'd LLL yyyy';
  if (from.hasSame(last, 'month')) first = 'd';
  else if (from.hasSame(last, 'year')) first = 'd LLL';
  return from.hasSame(last, 'day')
    ? last.toFormat('ccc d LLL yyyy')
    : `${from.toFormat(first)} – ${last.toFormat('d LLL yyyy')}`;
}
