import { intersect, Range } from '../time';

/** The ranges as few that do not touch, sorted. */
export function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) merged.push({ start, end });
  }
  return merged;
}

/** How long at least one of the ranges lasts, in milliseconds. */
export function unionLength(ranges: readonly Range[]): number {
  return merge(ranges).reduce((sum, { start, end }) => sum + end - start, 0);
}

/** What lies in both; each merged already. */
export function overlaps(
  one: readonly Range[],
  other: readonly Range[],
): Range[] {
  const found: Range[] = [];
  let first = 0;
  for (const range of one) {
    while (first < other.length && other[first].end <= range.start) first++;
    for (
      let index = first;
      index < other.length && other[index].start < range.end;
      index++
    ) {
      const common = intersect(range, other[index]);
      if (common) found.push(common);
    }
  }
  return found;
}
