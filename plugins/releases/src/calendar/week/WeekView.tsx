import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useMemo, useRef } from 'react';
import { tokens } from '../../shared/tokens';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import {
  Day,
  packRibbons,
  prepareItems,
  unionOfFreezes,
  weekOf,
} from '../layout';
import { STEP_MINUTES } from '../move';
import { useDayGrid } from '../month/useDayGrid';
import { HOUR_HEIGHT, SLOT } from './heights';
import styles from './Week.module.css';
import { WeekDay } from './WeekDay';
import { WeekHead } from './WeekHead';

/** A week true to the hour: whole days above, hours below. */
export function WeekView(props: CalendarViewProps) {
  const { period, items, timeZone, now, selected } = props;
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const weekKey = period.from.toISODate()!;
  const days = useMemo(
    () => weekOf(inZone(weekKey, timeZone)).days,
    [weekKey, timeZone],
  );
  const entries = useMemo(() => prepareItems(items, now), [items, now]);
  const union = useMemo(() => unionOfFreezes(entries), [entries]);
  const ribbons = useMemo(
    () => packRibbons(entries, days).placed,
    [entries, days],
  );
  const byId = useMemo(
    () => new Map(items.map(item => [item.id, item])),
    [items],
  );
  const { active, handlers } = useDayGrid({
    ...props,
    root,
    days,
    byTime: true,
    itemOf: id => byId.get(id),
    minutesBetween: (from, to) =>
      Math.round(((to - from) / HOUR_HEIGHT) * (60 / STEP_MINUTES)) *
      STEP_MINUTES,
  });
  const lanes = Math.max(0, ...ribbons.map(({ slot }) => slot + 1));
  const today = inZone(now, timeZone).toISODate()!;
  const { moving } = props.move;

  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={root}
      role="grid"
      className={`${tokens} ${styles.grid}`}
      aria-label={t('calendar.grid.label', {
        period: period.from.toFormat('d LLLL yyyy'),
      })}
      aria-description={t('calendar.grid.keys')}
      data-moving={moving ? true : undefined}
      {...handlers}
    >
      <WeekHead
        days={days}
        weekNumber={period.from.weekNumber}
        union={union}
        today={today}
        timeZone={timeZone}
      />
      <div role="row" className={styles.row}>
        <div role="rowheader" className={styles.axis}>
          <span className={styles.allDay} style={{ height: lanes * SLOT + 8 }}>
            {t('calendar.grid.allDay')}
          </span>
          <span className={styles.hours} aria-hidden>
            {Array.from({ length: 23 }, (_, index) => (
              <span
                key={index}
                className={styles.hour}
                style={{ top: (index + 1) * HOUR_HEIGHT }}
              >
                {String(index + 1).padStart(2, '0')}:00
              </span>
            ))}
          </span>
        </div>
        {days.map((day, index) => (
          <WeekDay
            key={day.iso}
            day={day}
            index={index}
            entries={entries}
            ribbons={ribbons}
            lanes={lanes}
            union={union}
            timeZone={timeZone}
            now={day.iso === today ? now : undefined}
            isActive={day.iso === active}
            // Only days that it touches are drawn anew.
            selected={
              touches(
                day,
                selected === undefined ? undefined : byId.get(selected),
              )
                ? selected
                : undefined
            }
            moving={moving}
          />
        ))}
      </div>
    </div>
  );
}

function touches(day: Day, item: TimelineItem | undefined): boolean {
  return (
    item !== undefined &&
    Date.parse(item.end) >= day.start &&
    Date.parse(item.start) < day.end
  );
}
