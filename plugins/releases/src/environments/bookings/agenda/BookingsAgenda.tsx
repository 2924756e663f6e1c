import { Button } from '@backstage/ui';
import type {
  Booking,
  EnvironmentRow,
  TimelineItem,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { useMemo } from 'react';
import { formatDay, inZone, isSameDay } from '../../../shared/time';
import { environmentName } from '../../shared';
import { UsageIcon } from '../lanes/icons';
import { freezesOf, LaneBar, laneBars } from '../lanes/laneBars';
import { TimelineScale } from '../lanes/TimelineScale';
import { tierText, Words } from '../words';
import styles from './Agenda.module.css';

function hours(bar: LaneBar, timeZone: string): string {
  const start = inZone(bar.start, timeZone);
  const end = inZone(bar.end, timeZone);
  return `${start.toFormat('HH:mm')}–${
    isSameDay(start, end) ? end.toFormat('HH:mm') : end.toFormat('ccc HH:mm')
  }`;
}

/** Where there is no room for lanes: each environment, day by day. */
export function BookingsAgenda(props: {
  rows: readonly EnvironmentRow[];
  bookings: readonly Booking[];
  waiting: readonly WaitingEntry[];
  freezes: readonly TimelineItem[];
  scale: TimelineScale;
  label: string;
  words: Words;
  onOpen(bookingId: string): void;
  onBook(environmentRef: string): void;
}) {
  const { rows, bookings, waiting, freezes, scale, label, words } = props;
  const { t, nameOf, clock } = words;
  const cards = useMemo(() => {
    const titles = new Map(bookings.map(one => [one.id, one.purpose]));
    return rows.map(row => {
      const bars = laneBars(
        {
          row,
          bookings,
          waiting,
          freezes: freezesOf(row, freezes),
          titleOf: id => titles.get(id),
        },
        words,
      ).filter(({ from, to }) => from < scale.end && to > scale.start);
      const days = new Map<string, LaneBar[]>();
      for (const bar of bars) {
        const day = formatDay(
          inZone(Math.max(bar.start, scale.start), clock.timeZone),
          inZone(clock.now, clock.timeZone),
        );
        days.set(day, [...(days.get(day) ?? []), bar]);
      }
      return { row, days };
    });
  }, [rows, bookings, waiting, freezes, words, scale, clock]);
  return (
    <ul className={styles.agenda} aria-label={label}>
      {cards.map(({ row, days }) => {
        const { environment, owner, may } = row;
        const name = environmentName(environment);
        return (
          <li key={environment.ref} className={styles.card}>
            <div className={styles.head}>
              <div>
                <h3 className={styles.name}>{name}</h3>
                <div className={styles.quiet}>
                  {tierText(environment.tier, t)},{' '}
                  {owner.owner ? nameOf(owner.owner) : t('bookings.nobody')}
                </div>
              </div>
              {may.book && (
                <Button
                  size="small"
                  variant="secondary"
                  aria-label={t('bookings.conflict.bookOther', {
                    environment: name,
                  })}
                  onPress={() => props.onBook(environment.ref)}
                >
                  {t('bookings.toolbar.book')}
                </Button>
              )}
            </div>
            {days.size === 0 && (
              <p className={styles.quiet}>{t('bookings.lanes.agendaFree')}</p>
            )}
            {[...days].map(([day, bars]) => (
              <section key={day} aria-label={`${name}, ${day}`}>
                <h4 className={styles.day}>{day}</h4>
                <ul className={styles.items}>
                  {bars.map(bar => (
                    <li key={bar.id}>
                      <button
                        type="button"
                        className={styles.item}
                        data-tone={bar.tone}
                        data-booking={bar.bookingId}
                        disabled={bar.bookingId === undefined}
                        onClick={() =>
                          bar.bookingId && props.onOpen(bar.bookingId)
                        }
                      >
                        <span>{hours(bar, clock.timeZone)}</span>
                        <UsageIcon usage={bar.usage} size={16} />
                        <span>
                          <strong>{bar.title}</strong>
                          <span className={styles.quiet}>{bar.sub}</span>
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
