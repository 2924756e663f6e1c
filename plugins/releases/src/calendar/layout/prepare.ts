import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { isSettled, Look, lookOf } from '../../shared/marks';

const DAY_MS = 24 * 3_600_000;

/** An item with what every layout asks of it, worked out once. */
export interface Prepared {
  item: TimelineItem;
  look: Look;
  /** Epoch milliseconds. */
  start: number;
  end: number;
  /** A bar over the days that it spans, in contrast to a chip in one day. */
  isRibbon: boolean;
  /** Over, or settled: it steps back. */
  isPast: boolean;
}

export function prepareItem(item: TimelineItem, now: number): Prepared {
  const start = Date.parse(item.start);
  // Drawn even if it should end as it starts.
  const end = Math.max(Date.parse(item.end), start + 1);
  const { kind } = item;
  return {
    item,
    look: lookOf(item),
    start,
    end,
    isRibbon:
      kind === 'freeze' ||
      kind === 'business' ||
      kind === 'advisory' ||
      end - start > DAY_MS,
    isPast: end <= now || isSettled(item.status),
  };
}

/** In the order in which they are drawn: by start, the longer first, then by id. */
export function prepareItems(items: TimelineItem[], now: number): Prepared[] {
  return items
    .map(item => prepareItem(item, now))
    .sort(
      (a, b) =>
        a.start - b.start ||
        b.end - a.end ||
        a.item.id.localeCompare(b.item.id),
    );
}
