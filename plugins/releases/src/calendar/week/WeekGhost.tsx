import { Chip, headlineOf, lookOf, releaseStatusOf } from '../../shared/marks';
import { formatTime } from '../../shared/time';
import { Day, Prepared } from '../layout';
import { markAt, Moving } from '../move';
import { extentAt } from './heights';
import styles from './Week.module.css';

/** Where something would be while it is moved, and whether it would collide there. */
export function WeekGhost(props: {
  moving: Moving;
  day: Day;
  entries: Prepared[];
  timeZone: string;
}) {
  const { moving, day, entries, timeZone } = props;
  const { item, target } = moving;
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  if (end <= day.start || start >= day.end) return null;
  return (
    <Chip
      ghost
      look={lookOf(item)}
      status={releaseStatusOf(item)}
      title={headlineOf(item).full}
      detail={formatTime(target.start, timeZone)}
      mark={markAt(
        moving,
        entries.map(entry => entry.item),
      )}
      className={styles.ghost}
      style={extentAt(day, { start, end }, timeZone)}
    />
  );
}
