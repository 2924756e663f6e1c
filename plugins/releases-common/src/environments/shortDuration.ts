import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './time';

const SHORT_DURATION = /^([1-9]\d{0,5})([smhdw])$/;
const UNIT_MS: Record<string, number> = {
  s: 1000,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

/** Longer than any lease, soak or freshness. */
const MAX_MS = 366 * DAY_MS;

/**
 * Milliseconds of `30m`, `4h`, `2d`, `1w` or `90s`: exact times, a day is 24
 * hours. `undefined` for anything else, and for more than 366 days.
 *
 * @public
 */
export function parseShortDuration(text: string): number | undefined {
  const [, count, unit] = SHORT_DURATION.exec(text) ?? [];
  const ms = unit ? Number(count) * UNIT_MS[unit] : Infinity;
  return ms <= MAX_MS ? ms : undefined;
}

/** @public */
export const shortDurationSchema = z
  .string()
  .trim()
  .max(10)
  .refine(
    text => parseShortDuration(text) !== undefined,
    'expected a duration such as 30m, 4h, 2d or 1w, at most 366 days',
  )
  .meta({ example: '4h' });
