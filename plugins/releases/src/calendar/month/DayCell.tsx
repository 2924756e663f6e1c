import { memo } from 'react';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { DayHint, PackedDay } from '../layout';
import { ItemChip } from './ItemChip';
import styles from './Month.module.css';

const DATE_ROW = 28;
const SLOT = 22;

interface DayCellProps {
  packed: PackedDay;
  index: number;
  hint: DayHint;
  timeZone: string;
  isToday: boolean;
  /** Of the month that is shown. */
  isInside: boolean;
  /** The first day of the grid says its month too. */
  isFirst: boolean;
  isActive: boolean;
  selected?: string;
}

function top(slot: number): number {
  return DATE_ROW + slot * SLOT;
}

/** One day of the month with what begins in it. */
export const DayCell = memo(function DayCell(props: DayCellProps) {
  const { packed, index, hint, timeZone, isToday, isInside, isFirst } = props;
  const { day, ribbons, chips, more, moreSlot, total } = packed;
  const t = useText();
  const date = inZone(day.start, timeZone);
  const spoken = date.toFormat('cccc d LLLL');
  const items = t('calendar.filter.items', { count: total });
  // What stands beside the number, in the same words.
  const hints = (['opens', 'closes'] as const).flatMap(key => {
    const instant = hint[key];
    if (instant === undefined) return [];
    const time = inZone(instant, timeZone).toFormat('HH:mm');
    return [t(`calendar.grid.${key}`, { time })];
  });
  return (
    <div
      role="gridcell"
      tabIndex={props.isActive ? 0 : -1}
      aria-label={[
        hint.isClosed
          ? t('calendar.grid.dayClosed', { day: spoken, items })
          : t('calendar.grid.day', { day: spoken, items }),
        ...hints,
      ].join(', ')}
      aria-current={isToday ? 'date' : undefined}
      className={styles.day}
      data-day={day.iso}
      data-weekend={day.isWeekend || undefined}
      data-outside={!isInside || undefined}
      data-today={isToday || undefined}
    >
      <div className={styles.date}>
        <span className={styles.number}>
          {date.day === 1 || isFirst ? date.toFormat('d LLL') : date.day}
        </span>
        {isToday && (
          <span className={styles.today}>{t('calendar.grid.today')}</span>
        )}
        {hints.map(text => (
          <span key={text} className={styles.hint}>
            {text}
          </span>
        ))}
      </div>
      {ribbons.map(({ entry, slot, from, to, startsHere, endsHere }) => {
        const isFreeze = entry.item.kind === 'freeze';
        const left = !isFreeze && startsHere ? 3 : 0;
        const right = !isFreeze && endsHere ? 3 : 0;
        return (
          <ItemChip
            key={entry.item.id}
            ribbonLength={to - from}
            entry={entry}
            timeZone={timeZone}
            startsHere={startsHere}
            endsHere={endsHere}
            handle={endsHere ? 'right' : undefined}
            selected={entry.item.id === props.selected}
            className={styles.ribbon}
            style={{
              top: top(slot),
              left: `calc(${(from - index) * 100}% + ${left}px)`,
              width: `calc(${(to - from) * 100}% - ${left + right}px)`,
            }}
          />
        );
      })}
      {chips.map(({ entry, slot, lines }) => (
        <ItemChip
          key={entry.item.id}
          entry={entry}
          timeZone={timeZone}
          lines={lines}
          selected={entry.item.id === props.selected}
          className={styles.chip}
          style={{ top: top(slot) }}
        />
      ))}
      {more > 0 && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.more}
          style={{ top: top(moreSlot) }}
          data-more={day.iso}
          aria-label={t('calendar.grid.moreLabel', {
            number: String(more),
            day: spoken,
          })}
        >
          {t('calendar.grid.more', { number: String(more) })}
        </button>
      )}
    </div>
  );
});

/** The height of a week, in pixels. */
export function rowHeight(slots: number): number {
  return DATE_ROW + slots * SLOT + 9;
}
