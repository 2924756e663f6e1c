import type {
  Booking,
  EnvironmentRow,
  TimelineItem,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import {
  FocusEvent,
  KeyboardEvent,
  MouseEvent,
  RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useAnnounce } from '../../../shared/a11y';
import { useOpenDialog } from '../../dialogs';
import { lengthOf } from '../../shared';
import { ghostSpan, listText, Words } from '../words';
import { Overlap } from './BookingBar';
import { DragGhost } from './DragGhost';
import { firstGhost, Ghost, STEP_MINUTES } from './ghost';
import { Lane, LaneModel, placeKey } from './Lane';
import { LaneBackdrop, LaneHead } from './LaneHead';
import { freezesOf, laneBars } from './laneBars';
import { layOutLane } from './laneLayout';
import styles from './Swimlanes.module.css';
import { TimelineScale } from './TimelineScale';
import { blockingOf, GhostControl } from './useGhost';
import { useLaneDrag } from './useLaneDrag';
import { hasPlaceKey, walkLanes } from './walkLanes';

export interface SwimlanesProps {
  rows: readonly EnvironmentRow[];
  bookings: readonly Booking[];
  waiting: readonly WaitingEntry[];
  freezes: readonly TimelineItem[];
  scale: TimelineScale;
  words: Words;
  label: string;
  control: GhostControl;
  ghostAnchor: RefObject<HTMLDivElement>;
  /** The booking that the panel shows. */
  open?: string;
  onOpen(bookingId: string): void;
  onDrop(ghost: Ghost): void;
  onPage(step: 1 | -1): void;
  onToday(): void;
}

type LaneBase = Omit<LaneModel, 'layout' | 'namesFreezes'>;

function useLanes(props: SwimlanesProps): LaneModel[] {
  const { rows, bookings, waiting, freezes, scale, words, control } = props;
  const bases = useMemo((): LaneBase[] => {
    const titles = new Map(bookings.map(one => [one.id, one.purpose]));
    return rows.map(row => {
      const closed = freezesOf(row, freezes);
      return {
        row,
        freezes: closed,
        bars: laneBars(
          {
            row,
            bookings,
            waiting,
            freezes: closed,
            titleOf: id => titles.get(id),
          },
          words,
        ),
      };
    });
  }, [rows, bookings, waiting, freezes, words]);
  const { ghost } = control;
  return useMemo(() => {
    let named = '';
    return bases.map(base => {
      const freezeIds = base.freezes
        .filter(({ start, end }) => start < scale.end && end > scale.start)
        .map(({ item }) => item.id)
        .join(' ');
      const namesFreezes = freezeIds !== '' && freezeIds !== named;
      named = freezeIds;
      return {
        ...base,
        namesFreezes,
        layout: layOutLane(
          base.bars,
          scale,
          ghost?.environmentRef === base.row.environment.ref
            ? ghost
            : undefined,
        ),
      };
    });
  }, [bases, scale, ghost]);
}

/** Environments as lanes of time; over what is free one draws a booking. */
export function Swimlanes(props: SwimlanesProps) {
  const { scale, words, control, ghostAnchor, open, label } = props;
  const { t, clock } = words;
  const { ghost, phase, blocking } = control;
  const announce = useAnnounce();
  const openDialog = useOpenDialog();
  const root = useRef<HTMLDivElement>(null);
  const lanes = useLanes(props);
  const [chosen, setChosen] = useState<string>();
  const moved = useRef(false);
  const first = lanes[0] ? placeKey(lanes[0].row.environment.ref) : '';
  const active = hasPlaceKey(lanes, chosen) ? chosen : first;

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current
      ?.querySelector<HTMLElement>(`[data-place=${JSON.stringify(active)}]`)
      ?.focus();
  });

  const rowOf = (ref: string) =>
    props.rows.find(({ environment }) => environment.ref === ref);
  const drag = useLaneDrag({
    scale,
    now: clock.now,
    control,
    mayBook: ref => rowOf(ref)?.may.book ?? false,
    onDrop: props.onDrop,
    onPage: props.onPage,
  });

  const sayGhost = (next: Ghost) => {
    const titles = blockingOf(next, props.bookings).map(
      ({ bookingId }) =>
        props.bookings.find(({ id }) => id === bookingId)?.purpose ?? '',
    );
    const text = {
      span: ghostSpan(next, clock.timeZone),
      length: lengthOf(next.end - next.start, t),
    };
    announce(
      titles.length > 0
        ? t('bookings.lanes.ghostTaken', {
            ...text,
            titles: listText([...new Set(titles)]),
          })
        : t('bookings.lanes.ghostFree', text),
    );
  };

  const startGhost = (ref: string) => {
    const row = rowOf(ref);
    if (!row?.may.book) return;
    const { bars } = lanes.find(lane => lane.row === row)!;
    const next = firstGhost({
      environmentRef: ref,
      from: scale.start,
      to: scale.end,
      now: clock.now,
      taken: bars
        .filter(bar => !bar.isDashed && bar.mode !== 'observer')
        .map(({ from, to }) => ({ start: from, end: to })),
    });
    control.set(next, 'keys');
    sayGhost(next);
  };

  const ghostKey = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey } = event;
    const direction =
      (key === 'ArrowRight' ? 1 : 0) - (key === 'ArrowLeft' ? 1 : 0);
    if (key === 'Escape') {
      control.clear();
      announce(t('bookings.lanes.ghostDropped'));
      return true;
    }
    if (key === 'Enter') {
      if (ghost) props.onDrop(ghost);
      return true;
    }
    if (direction === 0) return key === 'ArrowUp' || key === 'ArrowDown';
    const step = direction * STEP_MINUTES;
    let by = {};
    if (ctrlKey) by = { days: direction };
    else if (shiftKey) by = { length: step };
    else by = { minutes: step };
    const next = control.change(by);
    if (next) {
      if (next.start >= scale.end) props.onPage(1);
      if (next.start < scale.start) props.onPage(-1);
      sayGhost(next);
    }
    return true;
  };

  const press = (target: HTMLElement) => {
    const { lane, booking } = target.dataset;
    if (booking) props.onOpen(booking);
    else if (lane) startGhost(lane);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const target = (event.target as Element).closest<HTMLElement>(
      '[data-place]',
    );
    if (!target) return;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (phase === 'keys') {
      if (ghostKey(event)) handled();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'Enter' || key === ' ') {
      handled();
      press(target);
    } else if (key === 't' || key === 'T') {
      handled();
      props.onToday();
    } else if (key === '[' || key === ']') {
      handled();
      props.onPage(key === ']' ? 1 : -1);
    } else {
      const next = walkLanes(lanes, target.dataset.place!, key, scale);
      if (next !== undefined) {
        moved.current = true;
        setChosen(next);
      }
      if (next !== undefined || key.startsWith('Arrow')) handled();
    }
  };

  const onClick = (event: MouseEvent) => {
    const target = (event.target as Element).closest<HTMLElement>(
      'button[data-place]',
    );
    if (target) press(target);
  };
  const onFocus = (event: FocusEvent) => {
    const { place } =
      (event.target as Element).closest<HTMLElement>('[data-place]')?.dataset ??
      {};
    if (place) setChosen(place);
  };

  const overlapOf = (lane: LaneModel, barId: string): Overlap | undefined => {
    if (!ghost || lane.row.environment.ref !== ghost.environmentRef)
      return undefined;
    const hit = blocking.find(({ bookingId }) => bookingId === barId);
    const placed = hit && lane.layout.bars.find(({ bar }) => bar.id === barId);
    if (!placed) return undefined;
    const left = Math.max(scale.xOf(Date.parse(hit.start)), placed.left);
    const right = Math.min(
      scale.xOf(Date.parse(hit.end)),
      placed.left + placed.width,
    );
    return right > left
      ? { left: left - placed.left, width: right - left }
      : undefined;
  };

  return (
    // One tab stop: what is pressed and typed is for the place that has the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={root}
      className={styles.chart}
      role="group"
      aria-label={label}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onFocus={onFocus}
      onPointerDown={drag.onPointerDown}
      onBlur={event => {
        if (
          phase === 'keys' &&
          !event.currentTarget.contains(event.relatedTarget)
        )
          control.clear();
      }}
    >
      <div className={styles.inner}>
        <LaneHead scale={scale} count={lanes.length} now={clock.now} />
        <div className={styles.body}>
          <LaneBackdrop scale={scale} now={clock.now} />
          <ul className={styles.lanes}>
            {lanes.map(lane => (
              <Lane
                key={lane.row.environment.ref}
                lane={lane}
                scale={scale}
                words={words}
                now={clock.now}
                active={active}
                open={open}
                overlapOf={id => overlapOf(lane, id)}
                onClaim={row => openDialog({ dialog: 'claim', rows: [row] })}
              >
                {ghost && lane.layout.ghost && (
                  <DragGhost
                    ghost={ghost}
                    box={lane.layout.ghost}
                    laneHeight={lane.layout.height}
                    isBad={blocking.length > 0}
                    timeZone={clock.timeZone}
                    trackWidth={scale.width}
                    anchor={ghostAnchor}
                  />
                )}
              </Lane>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}
