import type { TimelineItem } from '@release-desk/plugin-releases-common';
import {
  FocusEvent,
  KeyboardEvent,
  MouseEvent,
  PointerEvent,
  RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useAnnounce } from '../../shared/a11y';
import { inZone } from '../../shared/time';
import { useUrlState } from '../../shared/url';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { Shift, STEP_MINUTES, useDrag } from '../move';
import { dateOf, periodOf } from '../period';
import { ChartBodyHandle } from './ChartBody';
import { firstPlace, hasPlace, Place, placeAfter, placeKey } from './navigate';
import { ChartRow } from './rows';
import { TimeScale } from './scale';
import { shiftOf } from './shiftOf';
import { usePan } from './usePan';
import { useWheelZoom } from './useWheelZoom';
import { nextZoom, Zoom, zoomChange } from './zoom';

interface TimelineGridOptions extends CalendarViewProps {
  root: RefObject<HTMLElement>;
  rows: ChartRow[];
  scale: TimeScale;
  zoom: Zoom;
  itemOf(id: string): TimelineItem | undefined;
  collapsed: ReadonlySet<string>;
  onToggle(group: string): void;
}

/** How far left and right move something in each zoom. */
const STEPS: Record<Zoom, Partial<Shift>> = {
  day: { minutes: STEP_MINUTES },
  week: { minutes: 60 },
  weeks: { days: 1 },
  quarter: { days: 1 },
  year: { days: 7 },
};

function opposite({ days = 0, minutes = 0 }: Partial<Shift>): Partial<Shift> {
  return { days: -days, minutes: -minutes };
}

function placeOf(element: Element): Place | undefined {
  const { row, item } =
    element.closest<HTMLElement>('button[data-row]')?.dataset ?? {};
  return row === undefined ? undefined : { row, item };
}

/**
 * The chart as one tab stop, and everything that is done to it by keyboard and
 * pointer. Bars need no handlers of their own.
 */
export function useTimelineGrid(options: TimelineGridOptions) {
  const { root, rows, scale, zoom, period, move, now, timeZone } = options;
  const t = useText();
  const announce = useAnnounce();
  const [state, change] = useUrlState();
  // What is drawn may still be the one before: steps go on from the last one.
  const asked = useMemo(
    () => periodOf('timeline', dateOf(state.date, now, timeZone), state.zoom),
    [state.date, state.zoom, now, timeZone],
  );
  const body = useRef<ChartBodyHandle>(null);
  const [chosen, setChosen] = useState<Place>();
  const active =
    chosen && hasPlace(rows, chosen) ? chosen : firstPlace(rows, now);
  const pending = useRef<Place>();

  useEffect(() => {
    const place = pending.current;
    if (!place) return;
    const button = root.current?.querySelector<HTMLElement>(
      `button[data-place=${JSON.stringify(placeKey(place))}]`,
    );
    if (!button) return;
    pending.current = undefined;
    button.focus();
  });

  const focus = useCallback((place: Place) => {
    pending.current = place;
    // Rows that are out of sight may not be drawn yet.
    body.current?.reveal(place.row);
    setChosen({ ...place });
  }, []);

  const zoomBy = useCallback(
    (step: 1 | -1, fraction?: number) => {
      const next = nextZoom(zoom, step);
      if (!next) return;
      change(zoomChange({ period: asked, next, now, fraction }));
      announce(t('timeline.zoom.to', { zoom: t(`timeline.zoom.${next}`) }));
    },
    [announce, asked, change, now, t, zoom],
  );
  useWheelZoom(root, scale.width, zoomBy);

  const pan = usePan(root, scale.dayWidth, days =>
    change({ date: asked.date.plus({ days }).toISODate()! }),
  );

  const drag = useDrag({
    move,
    itemOf: options.itemOf,
    shiftBetween: (from, to) => shiftOf(to.x - from.x, scale.dayWidth),
  });

  const groupOf = (key: string | undefined) => {
    const row = rows.find(one => one.key === key);
    return row?.type === 'group' ? row.group : undefined;
  };

  const toggle = (group: string, title: string) => {
    announce(
      t(
        options.collapsed.has(group)
          ? 'timeline.expanded'
          : 'timeline.collapsed',
        { title },
      ),
    );
    options.onToggle(group);
  };

  const onClick = (event: MouseEvent) => {
    if (drag.wasDrag()) return;
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('button[data-group]');
    if (row) {
      const group = groupOf(row.dataset.row);
      if (group) toggle(group.key, group.title ?? '');
      return;
    }
    const item = target.closest<HTMLElement>('[data-item]')?.dataset.item;
    if (item) options.onSelect(item);
  };

  const moveKey = (key: string): boolean => {
    if (key === 'Escape') move.cancel();
    else if (key === 'Enter') move.drop();
    else if (key === 'ArrowRight') move.by(STEPS[zoom]);
    else if (key === 'ArrowLeft') move.by(opposite(STEPS[zoom]));
    else if (key === 'ArrowUp') move.by({ minutes: -STEP_MINUTES });
    else if (key === 'ArrowDown') move.by({ minutes: STEP_MINUTES });
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
    const place = placeOf(event.target as Element);
    const item =
      place?.item === undefined ? undefined : options.itemOf(place.item);

    if (key === '+' || key === '=' || key === '-') {
      handled();
      zoomBy(
        key === '-' ? -1 : 1,
        item && scale.xOf(Date.parse(item.start)) / scale.width,
      );
    } else if ((key === 'm' || key === 'M') && item) {
      handled();
      // With Shift only its end goes along.
      move.begin(item, event.shiftKey ? 'end' : 'all');
    } else if (key === 'n' || key === 'N') {
      handled();
      const day = item ? inZone(item.start, options.timeZone) : period.date;
      options.onCreate({ iso: day.toISODate()! });
    } else if (place) {
      const group = item ? undefined : groupOf(place.row);
      const isClosed = group && options.collapsed.has(group.key);
      if (
        (group && key === 'ArrowLeft' && !isClosed) ||
        (group && key === 'ArrowRight' && isClosed)
      ) {
        handled();
        toggle(group.key, group.title ?? '');
        return;
      }
      const next = placeAfter(rows, place, key);
      if (next) focus(next);
      if (next || key.startsWith('Arrow')) handled();
    }
  };

  const onFocus = (event: FocusEvent) => {
    const place = placeOf(event.target);
    if (place) setChosen(place);
  };

  return {
    body,
    active,
    handlers: {
      onClick,
      onKeyDown,
      onFocus,
      onPointerDown(event: PointerEvent) {
        drag.onPointerDown(event);
        pan.onPointerDown(event);
      },
    },
  };
}
