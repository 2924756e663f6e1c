import { Knex } from 'knex';

const DAY = 24 * 60 * 60 * 1000;

/** The longest item of each class, in milliseconds; a last class has no end. */
const CLASS_LENGTHS = [DAY, 8 * DAY, 31 * DAY];

export function spanClassOf(start: number, end: number): number {
  const index = CLASS_LENGTHS.findIndex(length => end - start <= length);
  return index < 0 ? CLASS_LENGTHS.length : index;
}

/**
 * Items that overlap [from, to), of all kinds but bookings unless told. Each class of lengths is one short range of an
 * index: nothing in a class starts earlier than its longest item before `from`.
 */
export function itemsWithin(
  db: Knex,
  span: { from: number; to: number; kinds?: string[] },
): Knex.QueryBuilder<any, any> {
  const branches = [...CLASS_LENGTHS, undefined].map((length, spanClass) => {
    const branch = db('timeline_items')
      .where('span_class', spanClass)
      .where('start_ms', '<', span.to)
      .where('end_ms', '>', span.from)
      .select('id', 'source_id', 'start_ms', 'end_ms');
    if (length !== undefined) branch.where('start_ms', '>', span.from - length);
    if (span.kinds) branch.whereIn('kind', span.kinds);
    else branch.whereNot('kind', 'booking');
    return branch;
  });
  const [first, ...others] = branches;
  return first.unionAll(others);
}

interface Period {
  start: number;
  end: number;
}

/** Of periods in order of start that each overlaps with; both lists sorted by start. */
export function overlapping<T extends Period>(
  sorted: T[],
  longest: number,
  period: Period,
): T[] {
  const found: T[] = [];
  for (
    let index = firstAfter(sorted, period.start - longest);
    index < sorted.length && sorted[index].start < period.end;
    index++
  ) {
    if (sorted[index].end > period.start) found.push(sorted[index]);
  }
  return found;
}

export function longestOf(periods: Period[]): number {
  let longest = 0;
  for (const { start, end } of periods)
    longest = Math.max(longest, end - start);
  return longest;
}

/** Index of the first that starts at or after this instant. */
function firstAfter(sorted: Period[], instant: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sorted[middle].start < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
