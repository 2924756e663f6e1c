import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import {
  KeyboardEvent,
  MouseEvent,
  RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useAnnounce } from '../../shared/a11y';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { Day, prepareItem } from '../layout';
import { PointerPlace, Shift, STEP_MINUTES, useDrag } from '../move';
import { buttonsIn, cellOf, DAY_STEPS } from './gridKeys';

interface DayGridOptions extends CalendarViewProps {
  root: RefObject<HTMLElement>;
  days: Day[];
  itemOf(id: string): TimelineItem | undefined;
  /** Up and down change the time of what is moved, in contrast to its week. */
  byTime?: boolean;
  /** Minutes between two heights, where the grid has a time axis. */
  minutesBetween?(from: number, to: number): number;
}

/**
 * A grid of days as one tab stop: arrows move by day, Enter goes into a day
 * and opens an item, N creates, M moves. Clicks and drags are caught here
 * too, so that chips need no handlers of their own.
 */
export function useDayGrid(options: DayGridOptions) {
  const { root, days, period, move, byTime } = options;
  const t = useText();
  const announce = useAnnounce();
  const initial = days.some(({ iso }) => iso === period.date.toISODate())
    ? period.date.toISODate()!
    : days[0].iso;
  const [chosen, setChosen] = useState(initial);
  const active = days.some(({ iso }) => iso === chosen) ? chosen : initial;
  const pending = useRef<string>();

  // As it is drawn: between two keys nothing may be without the focus.
  useLayoutEffect(() => {
    if (pending.current === undefined) return;
    const cell = cellOf(root.current, pending.current);
    if (!cell) return;
    pending.current = undefined;
    // Not away from where somebody has gone meanwhile.
    const { activeElement } = document;
    if (
      activeElement === document.body ||
      root.current?.contains(activeElement)
    )
      cell.focus();
  });

  const focusDay = useCallback(
    (iso: string) => {
      setChosen(iso);
      const cell = cellOf(root.current, iso);
      if (cell) {
        pending.current = undefined;
        cell.focus();
      } else {
        // It is in another period: there once that is drawn.
        pending.current = iso;
        options.onGoTo(iso);
      }
    },
    [root, options],
  );

  const shiftBetween = (
    from: PointerPlace,
    to: PointerPlace,
    item: TimelineItem,
  ): Shift | undefined => {
    const dayAt = ({ x, y }: PointerPlace) =>
      document
        .elementsFromPoint(x, y)
        // A ribbon lies over other days than the one that it begins in.
        .find(
          (element): element is HTMLElement =>
            element instanceof HTMLElement && element.matches('[data-day]'),
        )?.dataset.day;
    const first = dayAt(from);
    const last = dayAt(to);
    if (!first || !last) return undefined;
    // A ribbon stands above the hours and keeps its own.
    const { isRibbon } = prepareItem(item, 0);
    return {
      days: Math.round(
        DateTime.fromISO(last).diff(DateTime.fromISO(first), 'days').days,
      ),
      minutes: isRibbon ? 0 : options.minutesBetween?.(from.y, to.y) ?? 0,
    };
  };
  const drag = useDrag({ move, itemOf: options.itemOf, shiftBetween });

  const onClick = (event: MouseEvent) => {
    if (drag.wasDrag()) return;
    const target = event.target as Element;
    const button = target.closest<HTMLElement>('[data-item], [data-more]');
    if (button?.dataset.item) options.onSelect(button.dataset.item);
    else if (button?.dataset.more) options.onOpenDay(button.dataset.more);
    const day = target.closest<HTMLElement>('[data-day]')?.dataset.day;
    if (day) setChosen(day);
  };

  const onDoubleClick = (event: MouseEvent) => {
    const target = event.target as Element;
    if (target.closest('button')) return;
    const iso = target.closest<HTMLElement>('[data-day]')?.dataset.day;
    if (iso) options.onCreate({ iso });
  };

  const moveKey = (key: string): boolean => {
    if (key === 'Escape') move.cancel();
    else if (key === 'Enter') move.drop();
    else if (key === 'ArrowLeft') move.by({ days: -1 });
    else if (key === 'ArrowRight') move.by({ days: 1 });
    else if (key === 'ArrowUp')
      move.by(byTime ? { minutes: -STEP_MINUTES } : { days: -7 });
    else if (key === 'ArrowDown')
      move.by(byTime ? { minutes: STEP_MINUTES } : { days: 7 });
    else return false;
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (move.moving) {
      if (moveKey(key)) handled();
      return;
    }
    const target = event.target as HTMLElement;
    const cell = target.closest<HTMLElement>('[data-day]');
    if (!cell) return;
    const iso = cell.dataset.day!;
    const button = target.closest<HTMLElement>('[data-item], [data-more]');
    const buttons = buttonsIn(cell);
    // Keys go on from where the last one leads, drawn yet or not.
    const from = pending.current ?? iso;

    if (key === 'n' || key === 'N') {
      handled();
      options.onCreate({ iso });
    } else if ((key === 'm' || key === 'M') && button?.dataset.item) {
      handled();
      const item = options.itemOf(button.dataset.item);
      if (item) move.begin(item);
    } else if (button && (key === 'ArrowUp' || key === 'ArrowDown')) {
      handled();
      const step = key === 'ArrowUp' ? -1 : 1;
      const next = buttons[buttons.indexOf(button) + step];
      (next ?? cell).focus();
    } else if (button && key === 'Escape' && !options.selected) {
      handled();
      cell.focus();
    } else if (key in DAY_STEPS) {
      handled();
      focusDay(
        DateTime.fromISO(from).plus({ days: DAY_STEPS[key] }).toISODate()!,
      );
    } else if (key === 'Home' || key === 'End') {
      handled();
      const week = DateTime.fromISO(from);
      focusDay(
        (key === 'Home'
          ? week.startOf('week')
          : week.endOf('week')
        ).toISODate()!,
      );
    } else if (key === 'Enter' && !button) {
      handled();
      if (buttons.length > 0) buttons[0].focus();
      else
        announce(
          t('calendar.grid.noItems', {
            day: DateTime.fromISO(iso, { locale: 'en' }).toFormat(
              'cccc d LLLL',
            ),
          }),
        );
    }
  };

  return {
    active,
    handlers: {
      onClick,
      onDoubleClick,
      onKeyDown,
      onPointerDown: drag.onPointerDown,
    },
  };
}
