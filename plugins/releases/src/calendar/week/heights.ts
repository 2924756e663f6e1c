import { inZone } from '../../shared/time';
import { Day } from '../layout';

const HOUR = 3_600_000;
/** Pixels. */
export const HOUR_HEIGHT = 28;
export const DAY_HEIGHT = 24 * HOUR_HEIGHT;
export const SLOT = 22;
/** A chip is 20 px high, however short the item is. */
export const LEAST_MS = (22 / HOUR_HEIGHT) * HOUR;

/**
 * Pixels from midnight to an instant of a day by the clock on the wall, so
 * that also on days of 23 and 25 hours things stand at the hour beside them.
 */
export function heightAt(day: Day, instant: number, timeZone: string): number {
  if (instant <= day.start) return 0;
  if (instant >= day.end) return DAY_HEIGHT;
  if (day.end - day.start === 24 * HOUR)
    return ((instant - day.start) / HOUR) * HOUR_HEIGHT;
  const { hour, minute } = inZone(instant, timeZone);
  return (hour + minute / 60) * HOUR_HEIGHT;
}

/** Where something stands in its day; at least as high as a chip. */
export function extentAt(
  day: Day,
  span: { start: number; end: number },
  timeZone: string,
): { top: number; height: number } {
  const top = heightAt(day, span.start, timeZone);
  const height = heightAt(day, span.end, timeZone) - top - 2;
  return { top, height: Math.max(20, height) };
}
