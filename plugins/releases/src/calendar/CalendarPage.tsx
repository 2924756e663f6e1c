import { Announcer } from '../shared/a11y';
import { useTimeline } from '../shared/data';
import { useMediaQuery } from '../shared/panel';
import { FailureState, useDelayed } from '../shared/states';
import { useNow, viewerZone } from '../shared/time';
import { tokens } from '../shared/tokens';
import { CalendarView, UrlState, useUrlState } from '../shared/url';
import type { TimelineKind } from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useRef } from 'react';
import { CalendarBody } from './CalendarBody';
import styles from './CalendarPage.module.css';
import { CalendarPanel, daySubject, isDaySubject } from './CalendarPanel';
import { Columns } from './Columns';
import { DialogHost, useOpenDialog } from './dialogs';
import { EmptyCalendar } from './EmptyCalendar';
import { countFalling, filterItems } from './filterItems';
import { GridSkeleton } from './GridSkeleton';
import { HoverTip } from './HoverTip';
import { Legend } from './legend/Legend';
import { useMove } from './move';
import { usePageKeys } from './pageKeys';
import { dateOf, periodOf } from './period';
import { TimelineControls } from './timeline/TimelineControls';
import { CollisionPill } from './toolbar/CollisionPill';
import { FilterBar } from './toolbar/FilterBar';
import { useCreatableKinds } from './toolbar/HeaderActions';
import { Toolbar, usePeriodTitle } from './toolbar/Toolbar';
import { useResultAnnouncement } from './useResultAnnouncement';
import { useTimelineFilter } from './useTimelineFilter';
import { viewsFor } from './views';

/** Releases → Calendar. */
export function CalendarPage() {
  return (
    <Announcer>
      <DialogHost>
        <Calendar />
      </DialogHost>
    </Announcer>
  );
}

function Calendar() {
  const now = useNow();
  const timeZone = viewerZone();
  const root = useRef<HTMLDivElement>(null);
  const [state, change] = useUrlState();
  const isSmall = useMediaQuery('(max-width: 599px)');
  const isMedium = useMediaQuery('(max-width: 1023px)');
  const isWide = useMediaQuery('(min-width: 1280px)');
  const views = useMemo(
    () => viewsFor({ isSmall, isMedium }),
    [isSmall, isMedium],
  );
  const view = views.resolve(state.view);
  const dateKey = dateOf(state.date, now, timeZone).toISODate()!;
  const period = useMemo(
    () => periodOf(view, dateOf(dateKey, 0, timeZone), state.zoom),
    [view, dateKey, timeZone, state.zoom],
  );
  const title = usePeriodTitle(period);

  // To open an item changes the URL too, but nothing that the toolbars show.
  const filterKey = JSON.stringify({ ...state, item: undefined });
  const filters = useMemo((): UrlState => JSON.parse(filterKey), [filterKey]);
  const { filter, isReady } = useTimelineFilter(filters);
  const timeline = useTimeline(
    isReady
      ? {
          ...filter,
          from: period.from.toUTC().toISO()!,
          to: period.to.toUTC().toISO()!,
        }
      : undefined,
  );
  const all = timeline.data;
  const { mark, collisions } = state;
  const items = useMemo(
    () => all && filterItems(all, { mark, collisions }),
    [all, mark, collisions],
  );
  const byId = useMemo(
    () => new Map((all ?? []).map(item => [item.id, item])),
    [all],
  );
  const falling = useMemo(() => countFalling(all ?? []), [all]);
  const showSkeleton = useDelayed(items === undefined && !timeline.error);
  useResultAnnouncement(items?.length, falling);

  const move = useMove(timeZone);
  const openDialog = useOpenDialog();
  const creatable = useCreatableKinds();

  const select = useCallback(
    (id: string | undefined) => change({ item: id }, { push: true }),
    [change],
  );
  const close = useCallback(() => select(undefined), [select]);
  const goTo = useCallback(
    (date: string | undefined) => change({ date, item: undefined }),
    [change],
  );
  const setView = useCallback(
    (next: CalendarView) => change({ view: next }),
    [change],
  );
  const setMark = useCallback(
    (next: string | undefined) => change({ mark: next }),
    [change],
  );
  const openDay = useCallback(
    (iso: string) => select(daySubject(iso)),
    [select],
  );
  const createKind = creatable[0] as TimelineKind | undefined;
  const create = useCallback(
    ({ iso }: { iso: string }) => {
      if (!createKind) return;
      const start = dateOf(iso, 0, timeZone).set({ hour: 9 });
      openDialog({
        dialog: 'create',
        kind: createKind,
        initial: {
          start: start.toUTC().toISO()!,
          end: start.plus({ hours: 2 }).toUTC().toISO()!,
        },
      });
    },
    [createKind, openDialog, timeZone],
  );

  const pill = useMemo(
    () =>
      falling > 0 ? (
        <CollisionPill
          falling={falling}
          isPressed={collisions}
          onChange={change}
        />
      ) : undefined,
    [falling, collisions, change],
  );
  const controls = useMemo(
    () =>
      view === 'timeline' ? (
        <TimelineControls
          state={filters}
          period={period}
          now={now}
          onChange={change}
        />
      ) : undefined,
    [view, filters, period, now, change],
  );
  // Beside the filters the timeline has its own controls.
  const isPillAbove = view === 'timeline' && isWide;

  const { item: selected } = state;
  const selectedItem = selected ? byId.get(selected) : undefined;
  const isDay = selected === undefined ? false : isDaySubject(selected);
  // That it is gone is only known once everything is there.
  const isKnown =
    selectedItem !== undefined || isDay || (all && !timeline.isLoading);
  const panel = selected !== undefined && items && isKnown && (
    <CalendarPanel
      subject={selected}
      item={selectedItem}
      items={items}
      timeZone={timeZone}
      now={now}
      root={root}
      onSelect={select}
      onClose={close}
    />
  );

  usePageKeys({
    root,
    views: views.offered,
    onToday: () => goTo(undefined),
    onPrevious: () => goTo(period.previous.toISODate()!),
    onNext: () => goTo(period.next.toISODate()!),
    onView: setView,
    onEscape: () => {
      if (!selected) return false;
      close();
      return true;
    },
  });

  const viewProps = {
    period,
    timeZone,
    now,
    move,
    selected,
    onSelect: select,
    onOpenDay: openDay,
    onGoTo: goTo,
    onCreate: create,
  };

  return (
    <div ref={root} className={`${tokens} ${styles.page}`}>
      <Toolbar
        period={period}
        timeZone={timeZone}
        views={views.offered}
        title={title}
        pill={isPillAbove ? pill : undefined}
        onGoTo={goTo}
        onView={setView}
      />
      <FilterBar
        state={filters}
        onChange={change}
        pill={isPillAbove ? undefined : pill}
      >
        {controls}
      </FilterBar>
      <Columns isBusy={timeline.isLoading} panel={panel}>
        {timeline.error !== undefined && (
          <FailureState
            error={timeline.error}
            permission="releases.release.read"
            onRetry={timeline.reload}
          />
        )}
        {showSkeleton && <GridSkeleton />}
        {items && items.length > 0 && (
          <HoverTip itemOf={id => byId.get(id)} timeZone={timeZone}>
            <CalendarBody {...viewProps} items={items} />
          </HoverTip>
        )}
        {items?.length === 0 && (
          <EmptyCalendar
            period={period}
            title={title}
            filter={filter}
            state={filters}
            timeZone={timeZone}
            onChange={change}
          />
        )}
        {items && view !== 'timeline' && view !== 'agenda' && (
          <Legend mark={mark} onMark={setMark} />
        )}
      </Columns>
    </div>
  );
}
