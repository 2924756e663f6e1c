import { MAX_BOOKING_DAYS } from '@release-desk/plugin-releases-common';

const DAY = 24 * 60 * 60 * 1000;

/** The longest of each class, in milliseconds; the last with a day of buffers on each side. */
export const SPAN_CLASSES = [DAY, 8 * DAY, (MAX_BOOKING_DAYS + 2) * DAY];

export function spanClassOf(from: number, to: number): number {
  const index = SPAN_CLASSES.findIndex(length => to - from <= length);
  if (index < 0) throw new Error('A booking is longer than any may be');
  return index;
}
