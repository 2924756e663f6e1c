import { Prepared } from './prepare';

/** An item in a day of the week view, beside those that overlap it. */
export interface PlacedBlock {
  entry: Prepared;
  /** Epoch milliseconds, cut to the day; `end` is at least `start` plus the least length. */
  start: number;
  end: number;
  column: number;
  columns: number;
}

export interface PackedColumns {
  blocks: PlacedBlock[];
  /** Where more overlap than have room: how many are not drawn, from when. */
  more: { start: number; count: number; columns: number }[];
}

/** Columns side by side in one day; more are too narrow to read. */
export const MAX_COLUMNS = 3;

/**
 * Overlapping items into columns, first fit. Each group that overlaps shares
 * the width; its items beyond the last column are only counted.
 */
export function packColumns(
  entries: Prepared[],
  day: { start: number; end: number },
  leastMs: number,
): PackedColumns {
  const blocks: PlacedBlock[] = [];
  const more: PackedColumns['more'] = [];
  let group: { entry: Prepared; start: number; end: number }[] = [];
  let groupEnd = -Infinity;

  const close = () => {
    if (group.length === 0) return;
    const ends: number[] = [];
    const placed: PlacedBlock[] = [];
    let lost = 0;
    for (const { entry, start, end } of group) {
      let column = ends.findIndex(last => last <= start);
      if (column < 0) column = ends.length;
      if (column >= MAX_COLUMNS) {
        lost += 1;
        continue;
      }
      ends[column] = end;
      placed.push({ entry, start, end, column, columns: 1 });
    }
    const columns = ends.length + (lost > 0 ? 1 : 0);
    for (const block of placed) block.columns = columns;
    blocks.push(...placed);
    if (lost > 0) more.push({ start: group[0].start, count: lost, columns });
    group = [];
  };

  for (const entry of entries) {
    if (entry.end <= day.start || entry.start >= day.end) continue;
    const start = Math.min(Math.max(entry.start, day.start), day.end - leastMs);
    const end = Math.min(Math.max(entry.end, start + leastMs), day.end);
    if (start >= groupEnd) {
      close();
      groupEnd = -Infinity;
    }
    group.push({ entry, start, end });
    groupEnd = Math.max(groupEnd, end);
  }
  close();
  return { blocks, more };
}
