import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { inZone } from '../../shared/time';

/** Drag and keyboard move in steps of so many minutes. */
export const STEP_MINUTES = 15;

export interface Shift {
  days: number;
  minutes: number;
}

export interface Target {
  start: string;
  end: string;
}

function shifted(instant: string, shift: Shift, timeZone: string): string {
  // Days are nominal: the time of day stays over a change of the clocks.
  return inZone(instant, timeZone)
    .plus({ days: shift.days })
    .plus({ minutes: shift.minutes })
    .toUTC()
    .toISO()!;
}

/** Where an item is after a shift, in the viewer's zone. */
export function shiftItem(
  item: Pick<TimelineItem, 'start' | 'end'>,
  shift: Shift,
  timeZone: string,
): Target {
  return {
    start: shifted(item.start, shift, timeZone),
    end: shifted(item.end, shift, timeZone),
  };
}

/** The same start with another end, never shorter than one step. */
export function resizeItem(
  item: Pick<TimelineItem, 'start' | 'end'>,
  shift: Shift,
  timeZone: string,
): Target {
  const end = shifted(item.end, shift, timeZone);
  const least = new Date(
    Date.parse(item.start) + STEP_MINUTES * 60_000,
  ).toISOString();
  return { start: item.start, end: end > least ? end : least };
}

/** One occurrence of a rule is not moved by itself: its rule is edited. */
export function isMovable(item: TimelineItem): boolean {
  return item.editable && !item.recurring;
}
