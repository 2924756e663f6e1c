import type { Span } from '../schema';

/**
 * Whether two half-open spans share an instant: spans that only touch do not.
 *
 * @public
 */
export function overlaps(a: Span, b: Span): boolean {
  return (
    Date.parse(a.start) < Date.parse(b.end) &&
    Date.parse(b.start) < Date.parse(a.end)
  );
}

/** Epoch milliseconds, half-open. */
export interface Range {
  start: number;
  end: number;
}

export function toRange({ start, end }: Span): Range {
  return { start: Date.parse(start), end: Date.parse(end) };
}

export function mergeRanges(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else if (start < end) {
      merged.push({ start, end });
    }
  }
  return merged;
}

/** What is left of sorted, disjoint ranges without others of that kind. */
export function subtractRanges(ranges: Range[], others: Range[]): Range[] {
  return ranges.flatMap(range => {
    const left: Range[] = [];
    let { start } = range;
    for (const other of others) {
      if (other.start < range.end && other.end > start) {
        if (other.start > start) {
          left.push({ start, end: other.start });
        }
        start = other.end;
      }
    }
    if (start < range.end) {
      left.push({ start, end: range.end });
    }
    return left;
  });
}

/**
 * The union of half-open spans: sorted, disjoint, and spans that touch become
 * one. Empty spans vanish.
 *
 * @public
 */
export function mergeSpans(spans: Span[]): Span[] {
  return mergeRanges(spans.map(toRange)).map(({ start, end }) => ({
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
  }));
}
