import { Cell, ColumnConfig, Table, useTable } from '@backstage/ui';
import type {
  Booking,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { useMemo } from 'react';
import { StatusText } from '../../shared';
import { UsageIcon } from '../lanes/icons';
import { isInTheWay } from '../lanes/laneBars';
import { ordinal, placesText, spanText, usageText, Words } from '../words';
import styles from './BookingsTable.module.css';

const PAGE_SIZE = 30;

/** The same bookings, also those that no lane shows, row by row. */
export function BookingsTable(props: {
  bookings: readonly Booking[];
  waiting: readonly WaitingEntry[];
  label: string;
  words: Words;
  onOpen(bookingId: string): void;
}) {
  const { bookings, waiting, label, words, onOpen } = props;
  const { t, nameOf, clock, me } = words;
  const places = useMemo(
    () => new Map(waiting.map((entry, index) => [entry.bookingId, index + 1])),
    [waiting],
  );
  const columns = useMemo(
    (): ColumnConfig<Booking>[] => [
      {
        id: 'when',
        label: t('bookings.table.when'),
        width: '20%',
        minWidth: 150,
        cell: booking => (
          <Cell className={styles.cell}>{spanText(booking, clock)}</Cell>
        ),
      },
      {
        id: 'what',
        label: t('bookings.table.what'),
        isRowHeader: true,
        width: '24%',
        minWidth: 160,
        cell: booking => (
          <Cell className={styles.cell} textValue={booking.purpose}>
            <span className={styles.strong} data-booking={booking.id}>
              {booking.purpose}
            </span>
            <span className={styles.quiet}>{nameOf(booking.requestedBy)}</span>
          </Cell>
        ),
      },
      {
        id: 'where',
        label: t('bookings.table.where'),
        width: '16%',
        cell: booking => (
          <Cell className={styles.cell}>{placesText(booking, words)}</Cell>
        ),
      },
      {
        id: 'who',
        label: t('bookings.table.who'),
        width: '12%',
        cell: booking => (
          <Cell className={styles.cell}>
            {nameOf(booking.onBehalfOf)}
            {me.isMine(booking) && (
              <span className={styles.quiet}>{t('bookings.yours')}</span>
            )}
          </Cell>
        ),
      },
      {
        id: 'usage',
        label: t('bookings.table.usage'),
        width: '14%',
        cell: booking => (
          <Cell className={styles.cell}>
            <span className={styles.use}>
              <UsageIcon usage={booking.usage} size={16} />
              {usageText(booking.usage, t)}
            </span>
            <span className={styles.quiet}>
              {t(`bookings.mode.${booking.mode}`)}
            </span>
          </Cell>
        ),
      },
      {
        id: 'status',
        label: t('bookings.table.status'),
        width: '14%',
        cell: booking => {
          const place = places.get(booking.id);
          const isWrong = booking.environments.some(ref =>
            isInTheWay(booking, ref),
          );
          return (
            <Cell className={styles.cell}>
              <StatusText
                status={booking.status}
                tone={isWrong ? 'wrong' : undefined}
              >
                {t(`bookings.status.${booking.status}`)}
              </StatusText>
              {place !== undefined && (
                <span className={styles.quiet}>
                  {t('bookings.table.waits', { nth: ordinal(place) })}
                </span>
              )}
              {place === undefined && isWrong && (
                <span className={styles.quiet}>
                  {t('bookings.key.conflict')}
                </span>
              )}
            </Cell>
          );
        },
      },
    ],
    [clock, me, nameOf, places, t, words],
  );
  const rowConfig = useMemo(
    () => ({ onClick: (booking: Booking) => onOpen(booking.id) }),
    [onOpen],
  );
  const data = useMemo(() => [...bookings], [bookings]);
  const { tableProps } = useTable<Booking>({
    mode: 'complete',
    data,
    paginationOptions: { pageSize: PAGE_SIZE },
  });
  return (
    <section className={styles.list} aria-label={label}>
      <Table columnConfig={columns} rowConfig={rowConfig} {...tableProps} />
    </section>
  );
}
