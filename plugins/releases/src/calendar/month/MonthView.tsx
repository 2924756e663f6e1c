import { VisuallyHidden } from '@backstage/ui';
import { useMemo, useRef } from 'react';
import { inZone } from '../../shared/time';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { prepareItems, unionOfFreezes, Week, weeksOfMonth } from '../layout';
import styles from './Month.module.css';
import { useDayGrid } from './useDayGrid';
import { WeekRow } from './WeekRow';

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
        <div role="columnheader" className={styles.corner}>
          <VisuallyHidden>{t('calendar.grid.week')}</VisuallyHidden>
        </div>
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
