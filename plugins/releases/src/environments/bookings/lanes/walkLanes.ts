import { LaneModel, placeKey } from './Lane';
import { TimelineScale } from './TimelineScale';

interface Place {
  lane: number;
  /** Index into the bars that are shown; absent: the lane itself. */
  bar?: number;
}

function find(lanes: readonly LaneModel[], key: string): Place {
  for (const [lane, model] of lanes.entries()) {
    const { ref } = model.row.environment;
    if (key === placeKey(ref)) return { lane };
    const bar = model.layout.bars.findIndex(
      placed => key === placeKey(ref, placed.bar.id),
    );
    if (bar >= 0) return { lane, bar };
  }
  return { lane: 0 };
}

function keyAt(lanes: readonly LaneModel[], { lane, bar }: Place): string {
  const { row, layout } = lanes[lane];
  return placeKey(
    row.environment.ref,
    bar === undefined ? undefined : layout.bars[bar]?.bar.id,
  );
}

/** The bar of a lane that is nearest in time. */
function nearest(lane: LaneModel, start: number): number | undefined {
  let best: number | undefined;
  lane.layout.bars.forEach(({ bar }, index) => {
    if (
      best === undefined ||
      Math.abs(bar.start - start) <
        Math.abs(lane.layout.bars[best].bar.start - start)
    )
      best = index;
  });
  return best;
}

/** Whether a place is still there. */
export function hasPlaceKey(
  lanes: readonly LaneModel[],
  key: string | undefined,
): key is string {
  return (
    key !== undefined &&
    lanes.length > 0 &&
    keyAt(lanes, find(lanes, key)) === key
  );
}

/**
 * Where an arrow key leads: up and down to the next lane, to what is nearest in
 * time where one stands on a booking; left and right through the bookings of a
 * lane, the lane itself being before the first; Home and End to its ends.
 */
export function walkLanes(
  lanes: readonly LaneModel[],
  from: string,
  key: string,
  scale: TimelineScale,
): string | undefined {
  if (lanes.length === 0) return undefined;
  const place = find(lanes, from);
  const { bars } = lanes[place.lane].layout;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const lane = place.lane + (key === 'ArrowDown' ? 1 : -1);
    if (!lanes[lane]) return undefined;
    return keyAt(lanes, {
      lane,
      bar:
        place.bar === undefined
          ? undefined
          : nearest(lanes[lane], bars[place.bar].bar.start),
    });
  }
  const last = bars.length - 1;
  const current = place.bar ?? -1;
  let next: number;
  if (key === 'ArrowRight') next = Math.min(current + 1, last);
  else if (key === 'ArrowLeft') next = current - 1;
  else if (key === 'Home')
    next = bars.findIndex(({ bar }) => bar.end > scale.start);
  else if (key === 'End') next = last;
  else return undefined;
  if (next === current) return undefined;
  return keyAt(lanes, { lane: place.lane, bar: next < 0 ? undefined : next });
}
