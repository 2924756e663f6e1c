import { useMemo, useRef } from 'react';
import { Chip, headlineOf, lookOf, releaseStatusOf } from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { formatTime, inZone } from '../../shared/time';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import {
  bandsOn,
  Day,
  hintOf,
  packColumns,
  packRibbons,
  prepareItems,
  unionOfFreezes,
  weekOf,
} from '../layout';
import { Moving, STEP_MINUTES } from '../move';
import { ItemChip } from '../month/ItemChip';
import { useDayGrid } from '../month/useDayGrid';
import styles from './Week.module.css';

const HOUR = 3_600_000;
const HOUR_HEIGHT = 28;
/** A chip is 20 px high, however short the item is. */
const LEAST_MS = (22 / HOUR_HEIGHT) * HOUR;
const SLOT = 22;

/** A week true to the hour: whole days above, hours below. */
export function WeekView(props: CalendarViewProps) {
  const { period, items, timeZone, now, selected, move } = props;
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
  const timed = useMemo(() => {
    const chips = entries.filter(({ isRibbon }) => !isRibbon);
    return days.map(day => packColumns(chips, day, LEAST_MS));
  }, [entries, days]);
  const bands = useMemo(() => bandsOn(days, union), [days, union]);
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
  const today = inZone(now, timeZone).toISODate();

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
      data-moving={move.moving ? true : undefined}
      {...handlers}
    >
      <div role="row" className={styles.head}>
        <div
          role="columnheader"
          className={styles.corner}
          aria-label={t('calendar.grid.weekNumber', {
            week: String(period.from.weekNumber),
          })}
        >
          {period.from.weekNumber}
        </div>
        {days.map(day => {
          const date = inZone(day.start, timeZone);
          const hint = hintOf(day, union);
          return (
            <div
              key={day.iso}
              role="columnheader"
              className={styles.weekday}
              data-today={day.iso === today || undefined}
              aria-label={date.toFormat('cccc d LLLL')}
            >
              <span>{date.toFormat('ccc d LLL')}</span>
              {hint.opens !== undefined && (
                <span className={styles.hint}>
                  {t('calendar.grid.opens', {
                    time: inZone(hint.opens, timeZone).toFormat('HH:mm'),
                  })}
                </span>
              )}
              {hint.closes !== undefined && (
                <span className={styles.hint}>
                  {t('calendar.grid.closes', {
                    time: inZone(hint.closes, timeZone).toFormat('HH:mm'),
                  })}
                </span>
              )}
            </div>
          );
        })}
      </div>
      <div role="row" className={styles.row}>
        <div role="rowheader" className={styles.axis}>
          <span className={styles.allDay} style={{ height: lanes * SLOT }}>
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
          <div
            key={day.iso}
            role="gridcell"
            tabIndex={day.iso === active ? 0 : -1}
            className={styles.day}
            data-day={day.iso}
            data-weekend={day.isWeekend || undefined}
            aria-current={day.iso === today ? 'date' : undefined}
            aria-label={t(
              hintOf(day, union).isClosed
                ? 'calendar.grid.dayClosed'
                : 'calendar.grid.day',
              {
                day: inZone(day.start, timeZone).toFormat('cccc d LLLL'),
                items: t('calendar.filter.items', {
                  count:
                    timed[index].blocks.length +
                    timed[index].more.reduce(
                      (sum, { count }) => sum + count,
                      0,
                    ) +
                    ribbons.filter(
                      ({ from, to }) => from < index + 1 && to > index,
                    ).length,
                }),
              },
            )}
          >
            <div className={styles.lanes} style={{ height: lanes * SLOT }}>
              {ribbons
                .filter(({ from }) => Math.floor(from) === index)
                .map(({ entry, slot, from, to, startsHere, endsHere }) => (
                  <ItemChip
                    key={entry.item.id}
                    ribbonLength={to - from}
                    entry={entry}
                    timeZone={timeZone}
                    startsHere={startsHere}
                    endsHere={endsHere}
                    selected={entry.item.id === selected}
                    className={styles.ribbon}
                    style={{
                      top: slot * SLOT,
                      left: `${(from - index) * 100}%`,
                      width: `${(to - from) * 100}%`,
                    }}
                  />
                ))}
            </div>
            <div className={styles.timed} style={{ height: 24 * HOUR_HEIGHT }}>
              <DayBands day={day} bands={bands} index={index} />
              {day.iso === today && (
                <div
                  className={styles.now}
                  style={{ top: heightOf(now - day.start) }}
                  aria-hidden
                />
              )}
              {timed[index].blocks.map(
                ({ entry, start, end, column, columns }) => (
                  <ItemChip
                    key={entry.item.id}
                    entry={entry}
                    timeZone={timeZone}
                    lines={end - start >= 1.6 * HOUR ? 2 : 1}
                    selected={entry.item.id === selected}
                    handle="bottom"
                    className={styles.block}
                    style={{
                      top: heightOf(start - day.start),
                      height: heightOf(end - start) - 2,
                      left: `calc(${(column / columns) * 100}% + 3px)`,
                      width: `calc(${100 / columns}% - 6px)`,
                    }}
                  />
                ),
              )}
              {timed[index].more.map(({ start, count, columns }) => (
                <button
                  key={start}
                  type="button"
                  tabIndex={-1}
                  className={styles.more}
                  data-more={day.iso}
                  aria-label={t('calendar.grid.moreLabel', {
                    number: String(count),
                    day: inZone(day.start, timeZone).toFormat('cccc d LLLL'),
                  })}
                  style={{
                    top: heightOf(start - day.start),
                    left: `${((columns - 1) / columns) * 100}%`,
                  }}
                >
                  +{count}
                </button>
              ))}
              {move.moving && (
                <Ghost moving={move.moving} day={day} timeZone={timeZone} />
              )}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

function heightOf(milliseconds: number): number {
  return (milliseconds / HOUR) * HOUR_HEIGHT;
}

/** The closed part of one day, from its hour to its hour. */
function DayBands(props: {
  day: Day;
  bands: ReturnType<typeof bandsOn>;
  index: number;
}) {
  const { bands, index } = props;
  return (
    <>
      {bands
        .filter(({ from, to }) => from < index + 1 && to > index)
        .map(band => {
          const top = Math.max(0, band.from - index);
          const bottom = Math.min(1, band.to - index);
          return (
            <div
              key={band.from}
              aria-hidden
              className={styles.band}
              data-starts={(band.startsHere && band.from >= index) || undefined}
              data-ends={(band.endsHere && band.to <= index + 1) || undefined}
              style={{
                top: `${top * 100}%`,
                height: `${(bottom - top) * 100}%`,
              }}
            />
          );
        })}
    </>
  );
}

function Ghost(props: { moving: Moving; day: Day; timeZone: string }) {
  const { moving, day, timeZone } = props;
  const { item, target } = moving;
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  if (end <= day.start || start >= day.end) return null;
  const top = Math.max(0, start - day.start);
  return (
    <Chip
      ghost
      look={lookOf(item)}
      status={releaseStatusOf(item)}
      title={headlineOf(item).full}
      detail={formatTime(target.start, timeZone)}
      className={styles.ghost}
      style={{
        top: heightOf(top),
        height: Math.max(
          20,
          heightOf(Math.min(end, day.end) - day.start - top) - 2,
        ),
      }}
    />
  );
}
