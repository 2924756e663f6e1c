import { memo, useMemo } from 'react';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import {
  Closure,
  Day,
  hintOf,
  packColumns,
  PlacedBlock,
  PlacedRibbon,
  Prepared,
} from '../layout';
import { Moving } from '../move';
import { ItemChip } from '../month/ItemChip';
import { DAY_HEIGHT, extentAt, heightAt, LEAST_MS, SLOT } from './heights';
import styles from './Week.module.css';
import { WeekGhost } from './WeekGhost';

const HOUR = 3_600_000;
/** What stands on an allow window leaves so much of it to be seen and pressed. */
const RAIL = 'min(24px, 18%)';
/** Its right edge is seen too. */
const EDGE = 4;

interface WeekDayProps {
  day: Day;
  index: number;
  entries: Prepared[];
  /** Of the whole week. */
  ribbons: PlacedRibbon[];
  lanes: number;
  union: Closure[];
  timeZone: string;
  /** Only today: epoch milliseconds. */
  now?: number;
  isActive: boolean;
  selected?: string;
  moving?: Moving;
}

/** Items that happen at a time: windows lie below what happens in them. */
function packDay(entries: Prepared[], day: Day) {
  const timed = entries.filter(({ isRibbon }) => !isRibbon);
  const windows = packColumns(
    timed.filter(({ item }) => item.kind === 'allow'),
    day,
    LEAST_MS,
  );
  const others = packColumns(
    timed.filter(({ item }) => item.kind !== 'allow'),
    day,
    LEAST_MS,
  );
  const isOnWindow = ({ start, end }: PlacedBlock) =>
    windows.blocks.some(window => window.start < end && window.end > start);
  return {
    blocks: [
      ...windows.blocks.map(block => ({ ...block, onWindow: false })),
      ...others.blocks.map(block => ({
        ...block,
        onWindow: isOnWindow(block),
      })),
    ],
    more: [...windows.more, ...others.more],
  };
}

/** Across a day: beside what overlaps, and within the window that it stands on. */
function columnAt(column: number, columns: number, onWindow: boolean) {
  const rail = onWindow ? RAIL : '0px';
  const width = `(100% - ${rail} - ${onWindow ? EDGE : 0}px) / ${columns}`;
  return {
    left: `calc(${rail} + 3px + ${width} * ${column})`,
    width: `calc(${width} - 6px)`,
  };
}

/** One day of the week: its whole days above, its hours below. */
export const WeekDay = memo(function WeekDay(props: WeekDayProps) {
  const { day, index, entries, ribbons, lanes, union, timeZone, now } = props;
  const t = useText();
  const { blocks, more } = useMemo(() => packDay(entries, day), [entries, day]);
  const over = ribbons.filter(({ from, to }) => from < index + 1 && to > index);
  const hidden = more.reduce((sum, { count }) => sum + count, 0);
  const spoken = inZone(day.start, timeZone).toFormat('cccc d LLLL');
  const items = t('calendar.filter.items', {
    count: blocks.length + hidden + over.length,
  });
  return (
    <div
      role="gridcell"
      tabIndex={props.isActive ? 0 : -1}
      className={styles.day}
      data-day={day.iso}
      data-weekend={day.isWeekend || undefined}
      aria-current={now === undefined ? undefined : 'date'}
      aria-label={t(
        hintOf(day, union).isClosed
          ? 'calendar.grid.dayClosed'
          : 'calendar.grid.day',
        { day: spoken, items },
      )}
    >
      <div className={styles.lanes} style={{ height: lanes * SLOT + 8 }}>
        {over
          .filter(({ from }) => Math.floor(from) === index)
          .map(({ entry, slot, from, to, startsHere, endsHere }) => (
            <ItemChip
              key={entry.item.id}
              ribbonLength={to - from}
              entry={entry}
              timeZone={timeZone}
              startsHere={startsHere}
              endsHere={endsHere}
              selected={entry.item.id === props.selected}
              className={styles.ribbon}
              style={{
                top: slot * SLOT,
                left: `${(from - index) * 100}%`,
                width: `${(to - from) * 100}%`,
              }}
            />
          ))}
      </div>
      <div className={styles.timed} style={{ height: DAY_HEIGHT }}>
        <DayBands day={day} union={union} timeZone={timeZone} />
        {now !== undefined && (
          <div
            className={styles.now}
            style={{ top: heightAt(day, now, timeZone) }}
            aria-hidden
          />
        )}
        {blocks.map(({ entry, start, end, column, columns, onWindow }) => (
          <ItemChip
            key={entry.item.id}
            entry={entry}
            timeZone={timeZone}
            lines={end - start >= 1.6 * HOUR ? 2 : 1}
            selected={entry.item.id === props.selected}
            handle="bottom"
            className={styles.block}
            style={{
              ...extentAt(day, { start, end }, timeZone),
              ...columnAt(column, columns, onWindow),
            }}
          />
        ))}
        {more.map(({ start, count, columns }) => (
          <button
            key={`${start} ${count}`}
            type="button"
            tabIndex={-1}
            className={styles.more}
            data-more={day.iso}
            aria-label={t('calendar.grid.moreLabel', {
              number: String(count),
              day: spoken,
            })}
            style={{
              top: heightAt(day, start, timeZone),
              left: `${((columns - 1) / columns) * 100}%`,
            }}
          >
            +{count}
          </button>
        ))}
        {props.moving && (
          <WeekGhost
            moving={props.moving}
            day={day}
            entries={entries}
            timeZone={timeZone}
          />
        )}
      </div>
    </div>
  );
});

/** The closed parts of a day, from hour to hour. */
function DayBands(props: { day: Day; union: Closure[]; timeZone: string }) {
  const { day, union, timeZone } = props;
  return (
    <>
      {union
        .filter(({ start, end }) => start < day.end && end > day.start)
        .map(({ start, end }) => {
          const top = heightAt(day, start, timeZone);
          return (
            <div
              key={start}
              aria-hidden
              className={styles.band}
              data-starts={start >= day.start || undefined}
              data-ends={end <= day.end || undefined}
              style={{ top, height: heightAt(day, end, timeZone) - top }}
            />
          );
        })}
    </>
  );
}
