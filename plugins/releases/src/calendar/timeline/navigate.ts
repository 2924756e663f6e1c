import { ChartRow } from './rows';

/** What the focus is on: an item in a lane, or, without one, a group's title. */
export interface Place {
  row: string;
  item?: string;
}

export const placeKey = ({ row, item }: Place) =>
  item === undefined ? row : `${row} ${item}`;

function itemsOf(row: ChartRow) {
  if (row.type === 'group') return [];
  return [...row.items].sort(
    (a, b) =>
      a.entry.start - b.entry.start ||
      a.row - b.row ||
      a.entry.item.id.localeCompare(b.entry.item.id),
  );
}

function canHold(row: ChartRow): boolean {
  return row.type === 'group' || row.items.length > 0;
}

/** In a row, what is nearest to so many pixels. */
function nearest(row: ChartRow, x: number): Place {
  let best: { distance: number; id: string } | undefined;
  for (const { entry, left } of itemsOf(row)) {
    const distance = Math.abs(left - x);
    if (!best || distance < best.distance)
      best = { distance, id: entry.item.id };
  }
  return { row: row.key, item: best?.id };
}

/** Where the single tab stop is when nothing has been chosen: what comes next after an instant. */
export function firstPlace(
  rows: readonly ChartRow[],
  now: number,
): Place | undefined {
  let best: { distance: number; place: Place } | undefined;
  for (const row of rows) {
    if (row.type !== 'lane') continue;
    for (const { entry } of row.items) {
      const distance =
        entry.end > now ? Math.max(0, entry.start - now) : Infinity;
      if (!best || distance < best.distance)
        best = { distance, place: { row: row.key, item: entry.item.id } };
    }
  }
  if (best) return best.place;
  const row = rows.find(canHold);
  return row && nearest(row, 0);
}

export function hasPlace(rows: readonly ChartRow[], place: Place): boolean {
  return rows.some(
    row =>
      row.key === place.row &&
      (row.type === 'group'
        ? place.item === undefined
        : row.items.some(({ entry }) => entry.item.id === place.item)),
  );
}

/**
 * Where a key leads: left and right by item within the lane, up and down to
 * what is nearest in the next one, Home and End to the lane's ends, with Ctrl
 * to the chart's. `undefined` where the key does not lead anywhere.
 */
export function placeAfter(
  rows: readonly ChartRow[],
  from: Place,
  key: string,
): Place | undefined {
  const index = rows.findIndex(row => row.key === from.row);
  if (index < 0) return undefined;
  const row = rows[index];
  const items = itemsOf(row);
  const at = items.findIndex(({ entry }) => entry.item.id === from.item);
  const placeOf = (position: number): Place | undefined =>
    items[position] && { row: row.key, item: items[position].entry.item.id };

  switch (key) {
    case 'ArrowLeft':
      return placeOf(at - 1);
    case 'ArrowRight':
      return placeOf(at + 1);
    case 'Home':
      return placeOf(0);
    case 'End':
      return placeOf(items.length - 1);
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1;
      const x = items[at]?.left ?? 0;
      for (let next = index + step; rows[next]; next += step)
        if (canHold(rows[next])) return nearest(rows[next], x);
      return undefined;
    }
    default:
      return undefined;
  }
}
