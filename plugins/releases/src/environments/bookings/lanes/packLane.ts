/**
 * What a bar says, and where: all of it, the title alone, or nothing. Inside,
 * the line below the title may be cut; a title never is.
 */
export type LabelPlace = 'inside' | 'beside' | 'title' | 'none';

export interface LaneItem {
  id: string;
  /** Pixels from the left edge of the track, buffers included. */
  left: number;
  right: number;
  /** Without the buffers: what a label can stand in. */
  room: number;
  /** What the whole label and its title alone take up. */
  label: number;
  title: number;
}

export interface PlacedItem {
  row: number;
  label: LabelPlace;
}

export interface PackedLane {
  rows: number;
  placeOf: Map<string, PlacedItem>;
}

/** Between two bars, or a label and the next bar. */
export const GAP = 6;
/** A label keeps so far from the edges of its bar. */
export const PADDING = 8;
/** Labels alone never make a lane higher than this. */
const ROWS_FOR_LABELS = 3;

interface Row {
  barEnd: number;
  end: number;
  last: { item: LaneItem; placed: PlacedItem };
}

function labelFor(
  item: LaneItem,
  until: number,
): { label: LabelPlace; end: number } {
  if (item.room >= item.title + 2 * PADDING)
    return { label: 'inside', end: item.right };
  const beside = item.right + PADDING;
  if (beside + item.label <= until)
    return { label: 'beside', end: beside + item.label };
  if (beside + item.title <= until)
    return { label: 'title', end: beside + item.title };
  return { label: 'none', end: item.right };
}

/**
 * Puts the bars of a lane into rows. A label that does not fit into its bar
 * stands to its right and counts as a part of it; where that would make the lane
 * too high the label before gives way: the title alone, then nothing.
 */
export function packLane(
  items: readonly LaneItem[],
  width: number,
): PackedLane {
  const rows: Row[] = [];
  const placeOf = new Map<string, PlacedItem>();
  const sorted = [...items].sort(
    (one, other) =>
      one.left - other.left ||
      other.right - one.right ||
      one.id.localeCompare(other.id, 'en'),
  );
  for (const item of sorted) {
    let row = rows.findIndex(({ end }) => end + GAP <= item.left);
    if (row < 0 && rows.length >= ROWS_FOR_LABELS) {
      row = rows.findIndex(({ barEnd }) => barEnd + GAP <= item.left);
      if (row >= 0) {
        const { last } = rows[row];
        last.placed.label = labelFor(last.item, item.left - GAP).label;
      }
    }
    if (row < 0) row = rows.length;
    const { label, end } = labelFor(item, width);
    const placed: PlacedItem = { row, label };
    placeOf.set(item.id, placed);
    rows[row] = { barEnd: item.right, end, last: { item, placed } };
  }
  return { rows: rows.length, placeOf };
}

/** Pixels that a text of the bars' type takes up, on the safe side. */
export function textWidth(text: string): number {
  return Math.ceil(text.length * 6.6);
}
