import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { Chip, lookOf, releaseStatusOf } from '../../shared/marks';
import { formatSpan } from '../../shared/time';
import { markAt, Moving } from '../move';
import { timelineTextOf } from './place';
import { CHIP_HEIGHT, LaneRow, topOf } from './rows';
import { TimeScale } from './scale';
import styles from './Timeline.module.css';

/** Where something would be while it is moved, and whether it would collide there. */
export function LaneGhost(props: {
  moving: Moving;
  row: LaneRow;
  /** Every freeze of the chart. */
  freezes: readonly TimelineItem[];
  scale: TimeScale;
  timeZone: string;
}) {
  const { moving, row, freezes, scale, timeZone } = props;
  const { item, target } = moving;
  const placed = row.items.find(({ entry }) => entry.item.id === item.id);
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  if (!placed || end <= scale.start || start >= scale.end) return null;
  const left = scale.xOf(start);
  const timed = scale.xOf(end) - left;
  return (
    <Chip
      ghost
      look={lookOf(item)}
      status={releaseStatusOf(item)}
      title={timelineTextOf(placed.entry).title}
      detail={formatSpan(target, timeZone)}
      mark={markAt(moving, freezes)}
      startsHere={start >= scale.start}
      endsHere={end <= scale.end}
      className={styles.ghost}
      style={{
        top: topOf(placed.row),
        left,
        width: placed.isBar ? timed : undefined,
        minWidth: timed,
        height: CHIP_HEIGHT,
      }}
    />
  );
}
