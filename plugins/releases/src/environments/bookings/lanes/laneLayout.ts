import { Ghost } from './ghost';
import { LaneBar } from './laneBars';
import { GAP, LabelPlace, packLane, textWidth } from './packLane';
import { TimelineScale } from './TimelineScale';

export const BAR_HIGH = 44;
export const BAR_LOW = 26;
const LANE_PADDING = 9;
const ROW_GAP = 4;
const LANE_LEAST = 76;
const ICON = 20;
/** The pill of those who wait, beside the label. */
const PILL = 66;
/** A bar of a few minutes still has to be seen and pressed. */
const BAR_LEAST = 6;

export interface PlacedBar {
  bar: LaneBar;
  left: number;
  width: number;
  top: number;
  height: number;
  label: LabelPlace;
  /** Of the set-up and the tear-down, in pixels. */
  setup: number;
  teardown: number;
}

export interface LaneLayout {
  height: number;
  bars: PlacedBar[];
  ghost?: { left: number; width: number; top: number; height: number };
}

function isLow(bar: LaneBar): boolean {
  return bar.mode !== 'exclusive';
}

/** Where the bars of a lane stand, how high it has to be, and where a ghost goes. */
export function layOutLane(
  bars: readonly LaneBar[],
  scale: TimelineScale,
  ghost?: Ghost,
): LaneLayout {
  const shown = bars.filter(
    ({ from, to }) => from < scale.end && to > scale.start,
  );
  const boxes = shown.map(bar => {
    const left = scale.xOf(bar.start);
    const right = Math.max(scale.xOf(bar.end), left + BAR_LEAST);
    const pill = bar.waits > 0 ? PILL + GAP : 0;
    const title = ICON + textWidth(bar.title);
    return {
      bar,
      left,
      right,
      outerLeft: scale.xOf(bar.from),
      outerRight: Math.max(scale.xOf(bar.to), right),
      title,
      label: Math.max(title, ICON + textWidth(bar.sub)),
      pill,
    };
  });
  const packed = packLane(
    boxes.map(box => ({
      id: box.bar.id,
      left: box.outerLeft,
      right: box.outerRight + box.pill,
      room: box.right - box.left,
      label: box.label,
      title: box.title,
    })),
    scale.width,
  );
  const stacks = packed.rows > 1;
  const heights: number[] = new Array(packed.rows).fill(0);
  for (const { bar } of boxes) {
    const { row } = packed.placeOf.get(bar.id)!;
    heights[row] = Math.max(
      heights[row],
      stacks && isLow(bar) ? BAR_LOW : BAR_HIGH,
    );
  }
  let ghostRow: number | undefined;
  if (ghost) {
    const left = scale.xOf(ghost.start);
    const right = scale.xOf(ghost.end);
    const taken = new Set(
      boxes
        .filter(box => box.outerLeft < right && left < box.outerRight)
        .map(({ bar }) => packed.placeOf.get(bar.id)!.row),
    );
    ghostRow = 0;
    while (taken.has(ghostRow)) ghostRow += 1;
    heights[ghostRow] ??= BAR_HIGH;
  }
  const tops: number[] = [];
  let top = LANE_PADDING;
  for (const height of heights) {
    tops.push(top);
    top += height + ROW_GAP;
  }
  return {
    height: Math.max(LANE_LEAST, top - ROW_GAP + LANE_PADDING),
    bars: boxes.map(({ bar, left, right, outerLeft, outerRight }) => {
      const { row, label } = packed.placeOf.get(bar.id)!;
      return {
        bar,
        left,
        width: right - left,
        top: tops[row],
        height: stacks && isLow(bar) ? BAR_LOW : BAR_HIGH,
        label,
        setup: left - outerLeft,
        teardown: outerRight - right,
      };
    }),
    ...(ghost &&
      ghostRow !== undefined && {
        ghost: {
          left: scale.xOf(ghost.start),
          width: Math.max(
            scale.xOf(ghost.end) - scale.xOf(ghost.start),
            BAR_LEAST,
          ),
          top: tops[ghostRow],
          height: heights[ghostRow],
        },
      }),
  };
}
