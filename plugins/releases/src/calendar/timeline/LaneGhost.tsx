import { Chip, EndMark, lookOf, releaseStatusOf } from '../../shared/marks';
import { formatSpan } from '../../shared/time';
import { Moving } from '../move';
import { timelineTextOf } from './place';
import { CHIP_HEIGHT, LaneRow, topOf } from './rows';
import { TimeScale } from './scale';
import styles from './Timeline.module.css';

/** Whether a release would fall into a freeze that holds for its lane. */
export function markAt(
  moving: Pick<Moving, 'item' | 'target'>,
  freezes: LaneRow['freezes'],
): EndMark | undefined {
  const { item, target } = moving;
  if (item.kind !== 'release') return undefined;
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  const hit = freezes.filter(
    freeze => freeze.start < end && freeze.end > start,
  );
  if (hit.some(({ look }) => look === 'freeze-hard')) return 'collides';
  return hit.length > 0 ? 'collides-soft' : undefined;
}

/** Where something would be while it is moved, and whether it would collide there. */
export function LaneGhost(props: {
  moving: Moving;
  row: LaneRow;
  scale: TimeScale;
  timeZone: string;
}) {
  const { moving, row, scale, timeZone } = props;
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
      mark={markAt(moving, row.freezes)}
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
