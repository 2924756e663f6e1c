import { Day, positionOn } from './days';
import { Prepared } from './prepare';

/** A bar over several days. `from` and `to` in days from the row's left edge. */
export interface PlacedRibbon {
  entry: Prepared;
  slot: number;
  from: number;
  to: number;
  startsHere: boolean;
  endsHere: boolean;
}

/** An item in one day; `slot` is its first. */
export interface PlacedChip {
  entry: Prepared;
  slot: number;
  lines: 1 | 2;
}

export interface PackedDay {
  day: Day;
  /** Those ribbons that begin, or are cut off, at this day. */
  ribbons: PlacedRibbon[];
  chips: PlacedChip[];
  /** How many found no place. */
  more: number;
  /** The slot in which that is said. */
  moreSlot: number;
  /** Everything that touches the day. */
  total: number;
}

export interface PackedRow {
  days: PackedDay[];
  /** Slots that are in use. */
  slots: number;
}

/** More slots than this a row does not have; the last says how many more there are. */
export const MAX_SLOTS = 8;

function rank({ look }: Prepared): number {
  if (look === 'freeze-hard') return 0;
  return look === 'freeze-soft' ? 1 : 2;
}

/** The extent of a ribbon: freezes true to the hour, all others in whole days. */
function extentOf(entry: Prepared, days: Day[]) {
  const from = positionOn(days, entry.start);
  const to = positionOn(days, entry.end);
  return rank(entry) < 2
    ? { from, to }
    : { from: Math.floor(from), to: Math.max(Math.ceil(to), 1) };
}

/** Ribbons into lanes, first fit; those that find none are not placed. */
export function packRibbons(
  entries: Prepared[],
  days: Day[],
  laneCount: number = MAX_SLOTS - 1,
): { placed: PlacedRibbon[]; dropped: Prepared[] } {
  const rowStart = days[0].start;
  const rowEnd = days[days.length - 1].end;
  const lanes: { from: number; to: number }[][] = [];
  const placed: PlacedRibbon[] = [];
  const dropped: Prepared[] = [];
  const ribbons = entries
    .filter(
      ({ isRibbon, start, end }) =>
        isRibbon && end > rowStart && start < rowEnd,
    )
    .sort((a, b) => rank(a) - rank(b) || a.start - b.start || b.end - a.end);
  for (const entry of ribbons) {
    const { from, to } = extentOf(entry, days);
    let slot = 0;
    while (
      slot < laneCount &&
      lanes[slot]?.some(other => other.from < to && from < other.to)
    )
      slot += 1;
    if (slot >= laneCount) {
      dropped.push(entry);
      continue;
    }
    lanes[slot] ??= [];
    lanes[slot].push({ from, to });
    placed.push({
      entry,
      slot,
      from,
      to,
      startsHere: entry.start >= rowStart,
      endsHere: entry.end <= rowEnd,
    });
  }
  return { placed, dropped };
}

/** Future items say their time in a second line; windows and what is past need one. */
function linesOf({ look, isPast }: Prepared): 1 | 2 {
  return !isPast && (look === 'release' || look === 'vendor') ? 2 : 1;
}

function placeChips(
  chips: Prepared[],
  taken: ReadonlySet<number>,
  limit: number,
  lines: (entry: Prepared) => 1 | 2,
): PlacedChip[] {
  const used = new Set(taken);
  const placed: PlacedChip[] = [];
  for (const entry of chips) {
    const needed = lines(entry);
    for (let slot = 0; slot + needed <= limit; slot += 1) {
      if (used.has(slot) || (needed === 2 && used.has(slot + 1))) continue;
      used.add(slot);
      if (needed === 2) used.add(slot + 1);
      placed.push({ entry, slot, lines: needed });
      break;
    }
  }
  return placed;
}

/**
 * A row of days: ribbons first, in lanes, then each day's chips by time into
 * the slots that are free. A day that does not fit says everything in one
 * line, and what still finds no place as `+3 more` in its last slot.
 */
export function packRow(entries: Prepared[], days: Day[]): PackedRow {
  const { placed, dropped } = packRibbons(entries, days);
  let slots = 0;
  const packed = days.map((day, index): PackedDay => {
    const touches = ({ start, end }: Prepared) =>
      end > day.start && start < day.end;
    const over = placed.filter(
      ({ from, to }) => from < index + 1 && to > index,
    );
    const taken = new Set(over.map(({ slot }) => slot));
    const lost = dropped.filter(touches).length;
    const chips = entries.filter(
      ({ isRibbon, start }) =>
        !isRibbon && start >= day.start && start < day.end,
    );
    let fitted = placeChips(chips, taken, MAX_SLOTS, linesOf);
    let more = lost + chips.length - fitted.length;
    if (more > 0) {
      fitted = placeChips(chips, taken, MAX_SLOTS - 1, () => 1);
      more = lost + chips.length - fitted.length;
    }
    slots = Math.max(
      slots,
      more > 0 ? MAX_SLOTS : 0,
      ...over.map(({ slot }) => slot + 1),
      ...fitted.map(({ slot, lines }) => slot + lines),
    );
    return {
      day,
      ribbons: over.filter(({ from }) => Math.floor(from) === index),
      chips: fitted,
      more,
      moreSlot: MAX_SLOTS - 1,
      total: over.length + lost + chips.length,
    };
  });
  return { days: packed, slots };
}
