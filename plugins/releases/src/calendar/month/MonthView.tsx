import { memo, useMemo, useRef } from 'react';
import { Chip, headlineOf, lookOf, releaseStatusOf } from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { formatTime, inZone } from '../../shared/time';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import {
  bandsOn,
  Closure,
  hintOf,
  packRow,
  Prepared,
  prepareItems,
  unionOfFreezes,
  Week,
  weeksOfMonth,
} from '../layout';
import { Moving } from '../move';
import { Bands } from './Bands';
import { DayCell, rowHeight } from './DayCell';
import styles from './Month.module.css';
import { useDayGrid } from './useDayGrid';

/** A month as weeks of days: freezes behind, ribbons across, chips within. */
export function MonthView(props: CalendarViewProps) {
  const { period, items, timeZone, now, selected, move } = props;
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const monthKey = period.date.toFormat('yyyy-LL');
  const weeks = useMemo(
    () => weeksOfMonth(inZone(`${monthKey}-15`, timeZone)),
    [monthKey, timeZone],
  );
  const entries = useMemo(() => prepareItems(items, now), [items, now]);
  const union = useMemo(() => unionOfFreezes(entries), [entries]);
  const byId = useMemo(
    () => new Map(items.map(item => [item.id, item])),
    [items],
  );
  const days = useMemo(() => weeks.flatMap(week => week.days), [weeks]);
  const { active, handlers } = useDayGrid({
    ...props,
    root,
    days,
    itemOf: id => byId.get(id),
  });
  const month = period.date.month;

  return (
    // The grid's cells and chips take the focus; it only listens for them.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={root}
      role="grid"
      className={`${tokens} ${styles.grid}`}
      aria-label={t('calendar.grid.label', {
        period: period.date.toFormat('LLLL yyyy'),
      })}
      aria-description={t('calendar.grid.keys')}
      data-moving={move.moving ? true : undefined}
      {...handlers}
    >
      <div role="row" className={styles.head}>
        <div
          role="columnheader"
          className={styles.corner}
          aria-label={t('calendar.grid.week')}
        />
        {weeks[0].days.map(day => {
          const date = inZone(day.start, timeZone);
          return (
            <div
              key={day.iso}
              role="columnheader"
              className={styles.weekday}
              aria-label={date.toFormat('cccc')}
            >
              {date.toFormat('ccc')}
            </div>
          );
        })}
      </div>
      {weeks.map(week => (
        <WeekRow
          key={week.days[0].iso}
          week={week}
          entries={entries}
          union={union}
          timeZone={timeZone}
          today={inZone(now, timeZone).toISODate()!}
          month={month}
          isFirst={week === weeks[0]}
          active={
            week.days.some(({ iso }) => iso === active) ? active : undefined
          }
          // Only the row that holds it is drawn anew when it changes.
          selected={
            touches(week, selected && byId.get(selected)) ? selected : undefined
          }
          moving={touches(week, move.moving?.target) ? move.moving : undefined}
        />
      ))}
    </div>
  );
}

function touches(
  week: Week,
  span: { start: string; end: string } | undefined | '',
): boolean {
  return (
    Boolean(span) &&
    Date.parse((span as { end: string }).end) > week.days[0].start &&
    Date.parse((span as { start: string }).start) < week.days[6].end
  );
}

interface WeekRowProps {
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

const WeekRow = memo(function WeekRow(props: WeekRowProps) {
  const { week, entries, union, timeZone, today, month, moving } = props;
  const t = useText();
  const { days } = week;
  const row = useMemo(() => packRow(entries, days), [entries, days]);
  const bands = useMemo(() => {
    const soft = entries.filter(({ look }) => look === 'freeze-soft');
    return { hard: bandsOn(days, union), soft: bandsOn(days, soft) };
  }, [entries, union, days]);
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
        {moving && <Ghost moving={moving} week={week} timeZone={timeZone} />}
      </div>
      {row.days.map((packed, index) => (
        <DayCell
          key={packed.day.iso}
          packed={packed}
          index={index}
          hint={hintOf(packed.day, union)}
          timeZone={timeZone}
          isToday={packed.day.iso === today}
          isInside={Number(packed.day.iso.slice(5, 7)) === month}
          isFirst={props.isFirst && index === 0}
          isActive={packed.day.iso === props.active}
          selected={props.selected}
        />
      ))}
    </div>
  );
});

/** Where something would be while it is moved. */
function Ghost(props: { moving: Moving; week: Week; timeZone: string }) {
  const { moving, week, timeZone } = props;
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
      className={styles.ghost}
      style={{
        left: `calc(${(left / 7) * 100}% + 3px)`,
        width: `calc(${(span / 7) * 100}% - 6px)`,
      }}
    />
  );
}
