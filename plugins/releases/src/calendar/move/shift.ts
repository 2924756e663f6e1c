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

/** What of an item is pulled: all of it, or only one of its ends. */
export type Edge = 'all' | 'start' | 'end';

/** Another end, or another start, of what is never shorter than one step. */
export function resizeItem(
  item: Pick<TimelineItem, 'start' | 'end'>,
  edge: 'start' | 'end',
  shift: Shift,
  timeZone: string,
): Target {
  const { start, end } = item;
  const step = STEP_MINUTES * 60_000;
  if (edge === 'start') {
    const last = new Date(Date.parse(end) - step).toISOString();
    const next = shifted(start, shift, timeZone);
    return { start: next < last ? next : last, end };
  }
  const first = new Date(Date.parse(start) + step).toISOString();
  const next = shifted(end, shift, timeZone);
  return { start, end: next > first ? next : first };
}

/** One occurrence of a rule is not moved by itself: its rule is edited. */
export function isMovable(item: TimelineItem): boolean {
  return item.editable && !item.recurring;
}
