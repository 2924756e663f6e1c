import { memo, useMemo } from 'react';
import { Chip, headlineOf, lookOf, releaseStatusOf } from '../../shared/marks';
import { formatTime } from '../../shared/time';
import { useText } from '../../translation';
import {
  bandsOn,
  Closure,
  hintOf,
  PackedDay,
  packRow,
  Prepared,
  Week,
} from '../layout';
import { markAt, Moving } from '../move';
import { Bands } from './Bands';
import { DayCell, rowHeight } from './DayCell';
import styles from './Month.module.css';

export interface WeekRowProps {
  week: Week;
  entries: Prepared[];
  union: Closure[];
  timeZone: string;
  today: string;
  month: number;
  isFirst: boolean;
  active?: string;
  selected?: string;
  moving?: Moving;
}

/** One week of the month. */
export const WeekRow = memo(function WeekRow(props: WeekRowProps) {
  const { week, entries, union, timeZone, today, month, moving } = props;
  const t = useText();
  const { days } = week;
  const row = useMemo(() => packRow(entries, days), [entries, days]);
  const bands = useMemo(() => {
    const soft = entries.filter(({ look }) => look === 'freeze-soft');
    return { hard: bandsOn(days, union), soft: bandsOn(days, soft) };
  }, [entries, union, days]);
  const hints = useMemo(
    () => days.map(day => hintOf(day, union)),
    [days, union],
  );
  // Weeks to come keep room for what may still be planned.
  const least = days[6].iso >= today ? 3 : 2;
  return (
    <div
      role="row"
      className={styles.week}
      style={{ minHeight: rowHeight(Math.max(least, row.slots)) }}
    >
      <div
        role="rowheader"
        className={styles.weekNumber}
        aria-label={t('calendar.grid.weekNumber', {
          week: String(week.number),
        })}
      >
        {week.number}
      </div>
      <div className={styles.bands} aria-hidden>
        <Bands hard={bands.hard} soft={bands.soft} dayCount={days.length} />
        {moving && (
          <Ghost
            moving={moving}
            week={week}
            entries={entries}
            timeZone={timeZone}
          />
        )}
      </div>
      {row.days.map((packed, index) => (
        <DayCell
          key={packed.day.iso}
          packed={packed}
          index={index}
          hint={hints[index]}
          timeZone={timeZone}
          isToday={packed.day.iso === today}
          isInside={Number(packed.day.iso.slice(5, 7)) === month}
          isFirst={props.isFirst && index === 0}
          isActive={packed.day.iso === props.active}
          // Only the day that holds it is drawn anew.
          selected={holds(packed, props.selected) ? props.selected : undefined}
        />
      ))}
    </div>
  );
});

function holds(packed: PackedDay, id: string | undefined): boolean {
  const isIt = ({ entry }: { entry: Prepared }) => entry.item.id === id;
  return (
    id !== undefined && (packed.ribbons.some(isIt) || packed.chips.some(isIt))
  );
}

/** Where something would be while it is moved, and whether it would collide there. */
function Ghost(props: {
  moving: Moving;
  week: Week;
  entries: Prepared[];
  timeZone: string;
}) {
  const { moving, week, entries, timeZone } = props;
  const { item, target } = moving;
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  const from = week.days.findIndex(day => day.end > start);
  const last = week.days.findIndex(day => day.end >= end);
  const to = last < 0 ? week.days.length : last + 1;
  const isFreeze = item.kind === 'freeze';
  const left = Math.max(0, from);
  const span = isFreeze || end - start > 86_400_000 ? to - left : 1;
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
      style={{
        left: `calc(${(left / 7) * 100}% + 3px)`,
        width: `calc(${(span / 7) * 100}% - 6px)`,
      }}
    />
  );
}
