import { Day, positionOn } from './days';
import { Prepared } from './prepare';

/** Half-open, epoch milliseconds. */
export interface Closure {
  start: number;
  end: number;
}

/** The times in which any hard freeze holds, as one union in order. */
export function unionOfFreezes(items: Prepared[]): Closure[] {
  const spans = items
    .filter(({ look }) => look === 'freeze-hard')
    .sort((a, b) => a.start - b.start);
  const union: Closure[] = [];
  for (const { start, end } of spans) {
    const last = union[union.length - 1];
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else union.push({ start, end });
  }
  return union;
}

/** A part of a row of days, in days from its left edge. */
export interface Band {
  from: number;
  to: number;
  /** Whether the closed time truly starts or ends there, or goes on beyond the row. */
  startsHere: boolean;
  endsHere: boolean;
}

/** Spans as bands on a row of days, true to the hour. */
export function bandsOn(days: Day[], spans: Closure[]): Band[] {
  const rowStart = days[0].start;
  const rowEnd = days[days.length - 1].end;
  return spans
    .filter(({ start, end }) => end > rowStart && start < rowEnd)
    .map(({ start, end }) => ({
      from: positionOn(days, start),
      to: positionOn(days, end),
      startsHere: start >= rowStart,
      endsHere: end <= rowEnd,
    }));
}

/** The instants of a day at which closed time begins and ends. */
export interface DayHint {
  closes?: number;
  opens?: number;
  /** Whether any part of the day is closed. */
  isClosed: boolean;
}

/** What a day says beside its number. Midnight belongs to the day that it begins. */
export function hintOf(day: Day, union: Closure[]): DayHint {
  const isIn = (instant: number) => instant >= day.start && instant < day.end;
  return {
    closes: union.find(({ start }) => isIn(start))?.start,
    opens: union.find(({ end }) => isIn(end))?.end,
    isClosed: union.some(
      ({ start, end }) => end > day.start && start < day.end,
    ),
  };
}
