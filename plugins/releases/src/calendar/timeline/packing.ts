/** The extent of something on the chart, in pixels, half-open. */
export interface Extent {
  left: number;
  right: number;
}

/** Between two items of a row there is at least so much, so that outlines do not touch. */
export const GAP = 6;

/**
 * Puts extents into rows, each into the first where it touches no other, by
 * their left edge: no more rows than there are extents at one place.
 */
export function packRows<T>(
  entries: readonly T[],
  extentOf: (entry: T) => Extent,
): { rowOf: Map<T, number>; rows: number } {
  const order = entries
    .map((entry, index) => ({ entry, index, ...extentOf(entry) }))
    .sort((a, b) => a.left - b.left || a.index - b.index);
  const ends: number[] = [];
  const rowOf = new Map<T, number>();
  for (const { entry, left, right } of order) {
    let row = ends.findIndex(end => end + GAP <= left);
    if (row < 0) row = ends.length;
    ends[row] = right;
    rowOf.set(entry, row);
  }
  return { rowOf, rows: ends.length };
}
