import { Day } from '../layout';

/**
 * Where instants lie on the chart. Days are as wide as each other, also those
 * of 23 or 25 hours; within a day time runs evenly.
 */
export interface TimeScale {
  days: Day[];
  /** Of the whole chart, in pixels. */
  width: number;
  dayWidth: number;
  /** Epoch milliseconds, half-open. */
  start: number;
  end: number;
  /** Pixels from the left edge, clamped to the chart. */
  xOf(instant: number): number;
  /** The instant at so many pixels, clamped to the chart. */
  instantAt(x: number): number;
}

function indexOf(days: Day[], instant: number): number {
  let low = 0;
  let high = days.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (instant < days[middle].end) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function createScale(days: Day[], width: number): TimeScale {
  const { start } = days[0];
  const { end } = days[days.length - 1];
  const dayWidth = width / days.length;
  return {
    days,
    width,
    dayWidth,
    start,
    end,
    xOf(instant) {
      if (instant <= start) return 0;
      if (instant >= end) return width;
      const index = indexOf(days, instant);
      const day = days[index];
      return (index + (instant - day.start) / (day.end - day.start)) * dayWidth;
    },
    instantAt(x) {
      const position = Math.min(Math.max(x / dayWidth, 0), days.length);
      const index = Math.min(Math.floor(position), days.length - 1);
      const day = days[index];
      return day.start + (position - index) * (day.end - day.start);
    },
  };
}
