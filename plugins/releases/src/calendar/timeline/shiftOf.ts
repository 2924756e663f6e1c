import { Shift, STEP_MINUTES } from '../move';

/** So near to a whole day, in pixels, the time of day is kept. */
const MAGNET = 3;
/** Days that are narrower than this are moved by the day. */
const NARROW = 24;
const DAY_MINUTES = 24 * 60;

/** How far a drag of so many pixels moves something. */
export function shiftOf(distance: number, dayWidth: number): Shift {
  const days = Math.round(distance / dayWidth);
  const rest = distance - days * dayWidth;
  if (dayWidth < NARROW || Math.abs(rest) <= Math.min(MAGNET, dayWidth / 16))
    return { days, minutes: 0 };
  return {
    days,
    minutes:
      Math.round(((rest / dayWidth) * DAY_MINUTES) / STEP_MINUTES) *
      STEP_MINUTES,
  };
}
