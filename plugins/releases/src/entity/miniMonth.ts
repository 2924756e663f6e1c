import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { fallsIntoFreeze, isSettled } from '../shared/marks';
import { inZone } from '../shared/time';

export type DayMark = 'release' | 'falls' | 'business' | 'vendor';

export interface MiniDay {
  date: DateTime;
  inMonth: boolean;
  isToday: boolean;
  /** The part of the day that is closed, 0 to 1; absent when none is. */
  closed?: { from: number; to: number };
  /** Whether that part truly begins or ends on this day. */
  begins: boolean;
  ends: boolean;
  marks: DayMark[];
  count: number;
}

const MARKS: DayMark[] = ['release', 'falls', 'business', 'vendor'];

/** The weeks that a month's page shows: Monday first. */
export function monthRange(month: DateTime): { from: DateTime; to: DateTime } {
  const from = month.startOf('month').startOf('week');
  const to = month.endOf('month').endOf('week').plus({ millisecond: 1 });
  return { from, to };
}

function markOf(item: TimelineItem): DayMark | undefined {
  if (item.kind === 'release') {
    if (isSettled(item.status) && item.status !== 'released') return undefined;
    return fallsIntoFreeze(item) ? 'falls' : 'release';
  }
  return item.kind === 'business' || item.kind === 'vendor'
    ? item.kind
    : undefined;
}

/** The days of a month with what is closed and what stands on them. */
export function miniMonth(
  month: DateTime,
  items: TimelineItem[],
  now: number,
): MiniDay[] {
  const { from, to } = monthRange(month);
  const zone = month.zoneName ?? 'UTC';
  const today = inZone(now, zone);
  const closing = items.filter(
    ({ kind, enforcement }) => kind === 'freeze' && enforcement === 'hard',
  );
  const count = Math.round(to.diff(from, 'days').days);
  return Array.from({ length: count }, (_, index): MiniDay => {
    const date = from.plus({ days: index });
    const start = date.toMillis();
    const end = date.plus({ days: 1 }).toMillis();
    const touches = (item: TimelineItem) =>
      Date.parse(item.start) < end && Date.parse(item.end) > start;
    const bands = closing.filter(touches);
    const begin = Math.min(...bands.map(band => Date.parse(band.start)));
    const until = Math.max(...bands.map(band => Date.parse(band.end)));
    const part = (instant: number) =>
      Math.min(1, Math.max(0, (instant - start) / (end - start)));
    const marks = items
      // A release is marked where it starts, an event on all of its days.
      .filter(item =>
        item.kind === 'release'
          ? Date.parse(item.start) >= start && Date.parse(item.start) < end
          : touches(item),
      )
      .flatMap(item => markOf(item) ?? []);
    return {
      date,
      inMonth: date.hasSame(month, 'month'),
      isToday: date.hasSame(today, 'day'),
      closed: bands.length ? { from: part(begin), to: part(until) } : undefined,
      begins: bands.length > 0 && begin >= start,
      ends: bands.length > 0 && until <= end,
      marks: MARKS.filter(mark => marks.includes(mark)),
      count: items.filter(touches).length,
    };
  });
}
