import { endMarkOf, headlineOf, overlappingFreezes } from '../../shared/marks';
import { Prepared } from '../layout';
import { MeasureText } from './measure';
import { packRows } from './packing';
import { TimeScale } from './scale';

/** How an item stands in its lane; pixels from the chart's left edge. */
export interface Placed {
  entry: Prepared;
  row: number;
  left: number;
  width: number;
  /** A bar that says its time, in contrast to a chip as wide as its words. */
  isBar: boolean;
  text: { title: string; detail?: string };
  /** The words stand beside the bar, and on which side. */
  beside?: 'left' | 'right';
  /** Only its sign: there is no room for words. */
  isTiny: boolean;
  startsHere: boolean;
  endsHere: boolean;
  /** Whether its right edge is where it ends. */
  endsAtEdge: boolean;
}

/** With more rows than this, chips give up their words. */
const MOST_ROWS = 8;
const SIGN = 14;
const MARK = 24;
const COUNT = 22;
/** Borders, padding and the gap beside the sign. */
const FRAME = 24;
const TINY = 26;
const LABEL_GAP = 6;

/** The words of an item in a lane. */
export function timelineTextOf({ item }: Prepared): {
  title: string;
  detail?: string;
} {
  const { kind, title, vendor, scopeText } = item;
  if (kind === 'release') return { title: headlineOf(item).full };
  if (kind === 'vendor' && vendor && title.startsWith(`${vendor} `))
    return { title: vendor };
  if (kind === 'freeze')
    // Where it holds is said by its lanes; the words name what it covers.
    return { title, detail: scopeText?.split(' · ')[0] };
  return { title };
}

/** Whether it is drawn as a bar true to its time. */
export function isBar({ item }: Prepared): boolean {
  return (
    item.kind === 'freeze' ||
    item.kind === 'business' ||
    item.kind === 'advisory'
  );
}

function widthOfText(
  text: { title: string; detail?: string },
  weight: number,
  measure: MeasureText,
): number {
  const title = measure(text.title, weight);
  return text.detail ? title + measure(` · ${text.detail}`, 400) : title;
}

function place(
  entry: Prepared,
  scale: TimeScale,
  measure: MeasureText,
  isTiny: boolean,
): Placed {
  const { item, start, end } = entry;
  const left = scale.xOf(start);
  const timed = Math.max(scale.xOf(end) - left, 2);
  const bar = isBar(entry);
  const text = timelineTextOf(entry);
  const weight = item.kind === 'release' ? 500 : 600;
  const extra =
    (endMarkOf(item) ? MARK : 0) +
    (overlappingFreezes(item).length > 0 ? COUNT : 0);
  const words = (given: typeof text) =>
    FRAME + SIGN + extra + Math.ceil(widthOfText(given, weight, measure));
  const base = {
    entry,
    row: 0,
    left,
    isBar: bar,
    isTiny,
    startsHere: start >= scale.start,
    endsHere: end <= scale.end,
  };

  if (bar) {
    const width = Math.max(timed, TINY / 2);
    const fits = [text, { title: text.title }].find(
      given => words(given) <= width,
    );
    if (fits)
      return { ...base, width, text: fits, isTiny: false, endsAtEdge: true };
    const needed = measure(text.title, 600) + LABEL_GAP;
    const right = left + width + needed <= scale.width;
    let beside: Placed['beside'];
    if (!isTiny) beside = right || left < needed ? 'right' : 'left';
    return {
      ...base,
      width,
      text: { title: text.title },
      isTiny: width < TINY,
      beside,
      endsAtEdge: true,
    };
  }
  const wanted = isTiny ? TINY : words(text);
  const width = Math.max(timed, wanted);
  // Towards the right edge words end in an ellipsis; the start stays true.
  const room = scale.width - left;
  const shown = Math.max(Math.min(width, room), Math.min(TINY, width));
  return {
    ...base,
    left: Math.min(left, scale.width - shown),
    width: shown,
    text,
    isTiny: isTiny && shown < words(text),
    endsAtEdge: timed >= wanted,
  };
}

/** What an item takes up, with the words beside it. */
export function extentOf(placed: Placed, measure: MeasureText) {
  const { left, width, beside, text } = placed;
  const words = beside ? measure(text.title, 600) + LABEL_GAP : 0;
  return {
    left: beside === 'left' ? left - words : left,
    right: left + width + (beside === 'right' ? words : 0),
  };
}

/** The items of a lane in rows; hard freezes come first where `freezesFirst`. */
export function placeLane(
  entries: readonly Prepared[],
  scale: TimeScale,
  measure: MeasureText,
): { items: Placed[]; rows: number } {
  const shown = entries.filter(
    ({ start, end }) => end > scale.start && start < scale.end,
  );
  const attempt = (isTiny: boolean) => {
    const items = shown.map(entry => place(entry, scale, measure, isTiny));
    const { rowOf, rows } = packRows(items, one => extentOf(one, measure));
    return {
      items: items.map(one => ({ ...one, row: rowOf.get(one)! })),
      rows,
    };
  };
  const worded = attempt(false);
  return worded.rows > MOST_ROWS ? attempt(true) : worded;
}
