import { Prepared } from '../layout';
import { LaneGroup, Lanes } from './lanes';
import { MeasureText } from './measure';
import { Placed, placeLane } from './place';
import { TimeScale } from './scale';

/** Pixels. */
export const LANE_HEIGHT = 50;
export const ROW_STEP = 24;
export const CHIP_HEIGHT = 22;
export const GROUP_HEIGHT = 28;
export const FIRST_TOP = (LANE_HEIGHT - CHIP_HEIGHT) / 2;

/** A row of the chart, from top to bottom. */
export type ChartRow =
  | { type: 'group'; key: string; height: number; group: LaneGroup }
  | LaneRow;

export interface LaneRow {
  type: 'windows' | 'lane';
  key: string;
  height: number;
  title: string;
  subtitle?: string;
  items: Placed[];
  freezes: Prepared[];
}

export function topOf(row: number): number {
  return FIRST_TOP + row * ROW_STEP;
}

function heightOf(rows: number): number {
  return LANE_HEIGHT + Math.max(0, rows - 1) * ROW_STEP;
}

/** The lanes as rows with their heights; collapsed groups keep only their title. */
export function rowsOf(options: {
  lanes: Lanes;
  scale: TimeScale;
  measure: MeasureText;
  collapsed: ReadonlySet<string>;
  /** Title and second line of the first lane. */
  windowsTitle: string;
  windowsSubtitle: string;
}): ChartRow[] {
  const { lanes, scale, measure, collapsed } = options;
  const { items, rows } = placeLane(lanes.windows, scale, measure);
  const all: ChartRow[] = [
    {
      type: 'windows',
      key: 'windows',
      height: heightOf(rows),
      title: options.windowsTitle,
      subtitle: options.windowsSubtitle,
      items,
      freezes: lanes.windows.filter(({ look }) => look === 'freeze-hard'),
    },
  ];
  for (const group of lanes.groups) {
    if (group.title !== undefined)
      all.push({
        type: 'group',
        key: `group:${group.key}`,
        height: GROUP_HEIGHT,
        group,
      });
    if (group.title !== undefined && collapsed.has(group.key)) continue;
    for (const lane of group.lanes) {
      const placed = placeLane(lane.entries, scale, measure);
      all.push({
        type: 'lane',
        key: `lane:${lane.key}`,
        height: heightOf(placed.rows),
        title: lane.title,
        subtitle: lane.subtitle,
        items: placed.items,
        freezes: lane.freezes,
      });
    }
  }
  return all;
}
