import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  RiCalendarCheckLine,
  RiFilterOffLine,
  RiServerLine,
} from '@remixicon/react';
import {
  bookingCreatePermission,
  bookingReadPermission,
} from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import { formatRange } from '../../calendar/period';
import { useNames } from '../../shared/data';
import { useMediaQuery } from '../../shared/panel';
import { FailureState, StatePicture } from '../../shared/states';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { HeaderActions, useClock, ViewSkeleton } from '../shared';
import { BookingsAgenda } from './agenda/BookingsAgenda';
import { BookDialog } from './BookDialog';
import styles from './BookingsView.module.css';
import { BookingStart, ConflictPopover } from './conflict/ConflictPopover';
import { useBookingsData } from './data/useBookingsData';
import { useMe } from './data/useMe';
import {
  blockingOf,
  createTimelineScale,
  Ghost,
  LaneKey,
  scaleRange,
  Swimlanes,
  useGhost,
  useWidth,
} from './lanes';
import { BookingPanel } from './panel/BookingPanel';
import { BookingsTable } from './table/BookingsTable';
import { BookingsToolbar } from './toolbar/BookingsToolbar';
import {
  countFilters,
  NO_BOOKING_FILTERS,
  useBookingsUrl,
} from './useBookingsUrl';
import { Words } from './words';

const LABELS = 177;
const TRACK = 998;
const TRACK_LEAST = 680;

/** Who has which environment when: lanes over which one draws, or a table. */
export function BookingsView() {
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const me = useMe();
  const words = useMemo(
    (): Words => ({ t, nameOf, clock, me }),
    [t, nameOf, clock, me],
  );
  const [url, change] = useBookingsUrl();
  const mayBook = usePermission({
    permission: bookingCreatePermission,
  }).allowed;
  const isNarrow = useMediaQuery('(max-width: 899px)');
  const [measure, width] = useWidth(LABELS + TRACK);
  const anchor = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState<BookingStart>();

  const { timeZone } = clock;
  const day = inZone(url.date ?? clock.now, timeZone);
  const iso = (day.isValid ? day : inZone(clock.now, timeZone)).toISODate()!;
  const { scale: kind } = url;
  const scale = useMemo(
    () =>
      createTimelineScale({
        kind,
        date: inZone(iso, timeZone),
        width: Math.max(TRACK_LEAST, width - LABELS),
      }),
    [kind, iso, timeZone, width],
  );
  const { from, to } = scaleRange(kind, inZone(iso, timeZone));
  const title =
    kind === 'month' ? from.toFormat('LLLL yyyy') : formatRange(from, to);
  const { data, error, reload } = useBookingsData({
    from: from.toUTC().toISO()!,
    to: to.toUTC().toISO()!,
    tier: url.tier,
    environment: url.environment,
    owner: url.owner,
    group: url.group,
    usage: url.usage,
    q: url.q,
  });
  const bookings = useMemo(
    () => (data?.bookings ?? []).filter(one => !url.mine || me.isMine(one)),
    [data, url.mine, me],
  );
  // What is filtered away is in the way all the same.
  const control = useGhost({
    bookings: data?.bookings ?? [],
    timeZone,
    now: clock.now,
  });
  const [meets, setMeets] = useState(false);

  const page = useCallback(
    (step: 1 | -1) =>
      change({
        date: inZone(iso, timeZone)
          .plus({ [`${kind}s`]: step })
          .toISODate()!,
      }),
    [change, iso, kind, timeZone],
  );
  const open = useCallback((booking: string) => change({ booking }), [change]);
  const book = (start: BookingStart) => {
    setMeets(false);
    setAsked(start);
  };
  const drop = (ghost: Ghost) => {
    control.set(ghost, 'rest');
    if (blockingOf(ghost, data?.bookings ?? []).length > 0) setMeets(true);
    else
      book({
        environmentRefs: [ghost.environmentRef],
        start: new Date(ghost.start).toISOString(),
        end: new Date(ghost.end).toISOString(),
      });
  };
  const putAway = () => {
    setMeets(false);
    setAsked(undefined);
    control.clear();
  };

  if (error && !data)
    return (
      <FailureState
        error={error}
        title={t('bookings.failure.title')}
        forbidden={t('bookings.failure.forbidden')}
        permission={bookingReadPermission.name}
        onRetry={reload}
      />
    );

  const label = t('bookings.lanes.label', { period: title });
  const isFiltered = countFilters(url) > 0;
  const view = () => {
    if (!data) return <ViewSkeleton rows={7} />;
    if (data.rows.length === 0)
      return isFiltered ? (
        <StatePicture
          role="status"
          icon={<RiFilterOffLine size={28} />}
          title={t('bookings.empty.filtered')}
          actions={
            <Button
              variant="secondary"
              onPress={() => change(NO_BOOKING_FILTERS)}
            >
              {t('bookings.filter.clear')}
            </Button>
          }
        >
          {t('bookings.empty.filteredText')}
        </StatePicture>
      ) : (
        <StatePicture
          role="status"
          icon={<RiServerLine size={28} />}
          title={t('bookings.empty.none')}
        >
          {t('bookings.empty.noneText')}
        </StatePicture>
      );
    if (url.shape === 'table' && !isNarrow) {
      if (bookings.length > 0)
        return (
          <BookingsTable
            bookings={bookings}
            waiting={data.waiting}
            label={label}
            words={words}
            onOpen={open}
          />
        );
      return (
        <StatePicture
          role="status"
          icon={<RiCalendarCheckLine size={28} />}
          title={t('bookings.empty.noBookings', {
            period: t(`bookings.lanes.period.${kind}`),
          })}
          actions={
            isFiltered && (
              <Button
                variant="secondary"
                onPress={() => change(NO_BOOKING_FILTERS)}
              >
                {t('bookings.filter.clear')}
              </Button>
            )
          }
        >
          {isFiltered
            ? t('bookings.empty.filteredText')
            : t('bookings.empty.noBookingsText')}
        </StatePicture>
      );
    }
    const shared = {
      rows: data.rows,
      bookings,
      waiting: data.waiting,
      freezes: data.freezes,
      scale,
      words,
      label,
      onOpen: open,
    };
    return isNarrow ? (
      <BookingsAgenda
        {...shared}
        onBook={ref => setAsked({ environmentRefs: [ref], start: '', end: '' })}
      />
    ) : (
      <>
        <Swimlanes
          {...shared}
          control={control}
          ghostAnchor={anchor}
          open={url.booking}
          onDrop={drop}
          onPage={page}
          onToday={() => change({ date: undefined })}
        />
        <LaneKey />
      </>
    );
  };

  return (
    <div className={styles.view}>
      {mayBook && (
        <HeaderActions>
          <Button
            variant="primary"
            iconStart={<RiCalendarCheckLine />}
            onPress={() =>
              setAsked({ environmentRefs: [], start: '', end: '' })
            }
          >
            {t('bookings.toolbar.book')}
          </Button>
        </HeaderActions>
      )}
      <BookingsToolbar
        url={url}
        title={title}
        rows={data?.rows ?? []}
        words={words}
        onChange={change}
        onPage={page}
      />
      <div className={styles.beside}>
        <div className={styles.main} ref={measure}>
          {view()}
        </div>
        {url.booking && data && (
          <BookingPanel
            id={url.booking}
            rows={data.rows}
            bookings={data.bookings}
            waiting={data.waiting}
            words={words}
            onClose={() => change({ booking: undefined })}
            findReturn={() =>
              document.querySelector<HTMLElement>(
                `[data-booking="${url.booking}"]`,
              )
            }
          />
        )}
      </div>
      {meets && control.ghost && (
        <ConflictPopover
          ghost={control.ghost}
          blocking={control.blocking}
          bookings={data?.bookings ?? []}
          anchor={anchor}
          words={words}
          onBook={book}
          onClose={putAway}
        />
      )}
      {asked && (
        <BookDialog
          {...asked}
          start={asked.start || undefined}
          end={asked.end || undefined}
          onClose={putAway}
        />
      )}
    </div>
  );
}
