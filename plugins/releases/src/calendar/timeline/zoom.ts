import { DateTime } from 'luxon';
import { UrlState } from '../../shared/url';
import { Period, periodOf, TIMELINE_ZOOMS } from '../period';

export type Zoom = 'day' | 'week' | 'weeks' | 'quarter' | 'year';

/** What the link says, or three weeks. */
export function zoomOf(value: string | undefined): Zoom {
  return TIMELINE_ZOOMS.includes(value ?? '') ? (value as Zoom) : 'weeks';
}

/** The next one in (1) or out (-1); `undefined` at the ends. */
export function nextZoom(zoom: Zoom, step: 1 | -1): Zoom | undefined {
  return TIMELINE_ZOOMS[TIMELINE_ZOOMS.indexOf(zoom) - step] as
    | Zoom
    | undefined;
}

function daysBetween(from: DateTime, to: DateTime): number {
  return Math.round(to.diff(from, 'days').days);
}

/**
 * The day to choose in another zoom so that what lies at `fraction` of the
 * chart stays there, as far as charts begin at midnight.
 */
export function dateKeeping(
  period: Pick<Period, 'from' | 'to'>,
  next: Zoom,
  fraction: number,
): DateTime {
  const probe = periodOf('timeline', period.from, next);
  const days = daysBetween(period.from, period.to);
  const nextDays = daysBetween(probe.from, probe.to);
  const before = daysBetween(probe.from, probe.date);
  const position = Math.min(Math.max(fraction, 0), 1) * days;
  // In view it must stay, whatever rounding does.
  const last = Math.min(Math.floor(position), days - 1);
  const first = Math.min(
    Math.max(Math.round(position - fraction * nextDays), last - nextDays + 1),
    last,
  );
  return period.from.plus({ days: first + before });
}

/**
 * The change of the URL that shows another zoom around an instant: the one
 * that is given, or now where it is in view, or the middle.
 */
export function zoomChange(options: {
  period: Pick<Period, 'from' | 'to'>;
  next: Zoom;
  now: number;
  /** Where on the chart, from 0 to 1, time stands still. */
  fraction?: number;
}): Pick<UrlState, 'zoom' | 'date'> {
  const { period, next, now } = options;
  const start = period.from.toMillis();
  const end = period.to.toMillis();
  const nowAt = (now - start) / (end - start);
  const fraction = options.fraction ?? (nowAt >= 0 && nowAt < 1 ? nowAt : 0.5);
  const date = dateKeeping(period, next, fraction);
  return {
    zoom: next === 'weeks' ? undefined : next,
    date: date.toISODate()!,
  };
}
