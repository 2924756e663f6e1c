import { DAY_MS } from './calendarDays';
import { Occurrence, occurrencesBetween, ParsedSchedule } from './occurrences';

/** Questions of one day look at the same block, five weeks ahead and all. */
const STEP = 14 * DAY_MS;
const LENGTH = 56 * DAY_MS;
/** A rule by the hour would fill the memory for little. */
const MOST = 200;

interface Block {
  from: number;
  to: number;
  occurrences: Occurrence[];
}

const kept = new WeakMap<ParsedSchedule, Block | 'too many'>();

function blockOf(schedule: ParsedSchedule, from: number): Block | undefined {
  const start = Math.floor(from / STEP) * STEP;
  const known = kept.get(schedule);
  if (known === 'too many') {
    return undefined;
  }
  if (known?.from === start) {
    return known;
  }
  const to = start + LENGTH;
  const occurrences = occurrencesBetween(schedule, start, to, {
    limit: MOST + 1,
  });
  if (occurrences.length > MOST) {
    kept.set(schedule, 'too many');
    return undefined;
  }
  const block = { from: start, to, occurrences };
  kept.set(schedule, block);
  return block;
}

/**
 * The same as `occurrencesBetween`, for who asks again and again about the days
 * around one instant: what was worked out for a block of weeks is kept for as
 * long as the schedule.
 */
export function occurrencesNear(
  schedule: ParsedSchedule,
  from: number,
  to: number,
  options: { limit?: number } = {},
): Occurrence[] {
  const isNear = to - from <= LENGTH - STEP;
  const block = isNear ? blockOf(schedule, from) : undefined;
  return block
    ? block.occurrences
        .filter(({ start, end }) => start < to && end > from)
        .slice(0, options.limit)
    : occurrencesBetween(schedule, from, to, options);
}
