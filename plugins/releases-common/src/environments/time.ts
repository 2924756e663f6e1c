export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Epoch milliseconds, half-open. */
export interface Range {
  start: number;
  end: number;
}

export function toIso(time: number): string {
  return new Date(time).toISOString();
}

/** Where two half-open ranges meet, or `undefined`: ranges that touch do not. */
export function intersect(one: Range, other: Range): Range | undefined {
  const start = Math.max(one.start, other.start);
  const end = Math.min(one.end, other.end);
  return start < end ? { start, end } : undefined;
}

/** What of a range lies outside of all the others; sorted. */
export function gaps(range: Range, others: readonly Range[]): Range[] {
  const free: Range[] = [];
  let { start } = range;
  for (const other of [...others].sort((a, b) => a.start - b.start)) {
    if (other.start >= range.end) {
      break;
    }
    if (other.start > start) {
      free.push({ start, end: other.start });
    }
    start = Math.max(start, other.end);
  }
  if (start < range.end) {
    free.push({ start, end: range.end });
  }
  return free;
}

const UNITS: [ms: number, name: string][] = [
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [1000, 's'],
];

/** `22 h 20 min`, `3 d`: the two largest units, cut, not rounded. */
export function lengthInWords(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, name] of UNITS) {
    const count = Math.floor(rest / unit);
    if (count > 0 && parts.length < 2) {
      parts.push(`${count} ${name}`);
    }
    rest -= count * unit;
  }
  return parts.join(' ') || '0 s';
}
