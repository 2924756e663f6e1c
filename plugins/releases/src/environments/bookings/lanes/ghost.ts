import { inZone } from '../../../shared/time';

export const STEP_MINUTES = 15;
const STEP_MS = STEP_MINUTES * 60_000;
const HOUR_MS = 60 * 60_000;

/** A booking that is being drawn, of one lane. Epoch milliseconds, half-open. */
export interface Ghost {
  environmentRef: string;
  start: number;
  end: number;
}

/**
 * The nearest quarter of an hour. Every zone's offset is made of quarters, so
 * that it is one on the wall as well.
 */
export function snap(instant: number): number {
  return Math.round(instant / STEP_MS) * STEP_MS;
}

function snapUp(instant: number): number {
  return Math.ceil(instant / STEP_MS) * STEP_MS;
}

/** From where it was pressed to where the pointer is; a quarter at least, nothing of the past. */
export function ghostBetween(options: {
  environmentRef: string;
  pressed: number;
  pointer: number;
  now: number;
}): Ghost {
  const { environmentRef, pressed, pointer, now } = options;
  const first = snapUp(now);
  const one = Math.max(first, snap(pressed));
  const other = Math.max(first, snap(pointer));
  const start = Math.min(one, other);
  return {
    environmentRef,
    start,
    end: Math.max(one, other, start + STEP_MS),
  };
}

/** One hour at the first free time of a lane, or at its first time when nothing is free. */
export function firstGhost(options: {
  environmentRef: string;
  from: number;
  to: number;
  now: number;
  taken: readonly { start: number; end: number }[];
}): Ghost {
  const { environmentRef, from, to, now, taken } = options;
  const begin = snapUp(Math.max(from, now));
  let start = begin;
  for (const span of [...taken].sort((a, b) => a.start - b.start)) {
    if (span.start >= start + HOUR_MS) break;
    if (span.end > start) start = snapUp(span.end);
  }
  if (start + HOUR_MS > to) start = begin;
  return { environmentRef, start, end: start + HOUR_MS };
}

export interface GhostChange {
  /** Of both ends, on the wall of the zone. */
  days?: number;
  /** Of both ends. */
  minutes?: number;
  /** Of its end alone. */
  length?: number;
}

/** Moved or made longer; never shorter than a quarter, never into the past. */
export function changeGhost(
  ghost: Ghost,
  change: GhostChange,
  options: { timeZone: string; now: number },
): Ghost {
  const { days = 0, minutes = 0, length = 0 } = change;
  const { timeZone, now } = options;
  const moved = (instant: number) =>
    inZone(instant, timeZone).plus({ days }).toMillis() + minutes * 60_000;
  const duration = ghost.end - ghost.start;
  const start = Math.max(moved(ghost.start), snapUp(now));
  // A day further it begins and ends at the same time on the clock.
  const end =
    start === moved(ghost.start) ? moved(ghost.end) : start + duration;
  return {
    ...ghost,
    start,
    end: Math.max(end + length * 60_000, start + STEP_MS),
  };
}

/** One end pulled to an instant; it does not pass the other end. */
export function pullGhost(
  ghost: Ghost,
  edge: 'start' | 'end',
  instant: number,
  now: number,
): Ghost {
  const to = snap(instant);
  return edge === 'start'
    ? {
        ...ghost,
        start: Math.max(snapUp(now), Math.min(to, ghost.end - STEP_MS)),
      }
    : { ...ghost, end: Math.max(to, ghost.start + STEP_MS) };
}
