import { ButtonIcon } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import type { Booking } from '@release-desk/plugin-releases-common';
import { useEffect, useState } from 'react';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';
import { formatDay, inZone } from '../../../shared/time';
import { lengthOf } from '../../shared';
import { createTimelineScale } from '../lanes/TimelineScale';
import { lengthBetween, listText, spanText, Words } from '../words';
import styles from './BookDialog.module.css';

const WIDTH = 298;
const ROW = 32;
const STANDING: Booking['status'][] = ['pending', 'approved', 'active'];

/** One day of an environment, with what one is about to book in it. */
export function DayPicture(props: {
  environmentRef: string;
  span: { start: string; end: string };
  isTaken: boolean;
  words: Words;
}) {
  const { environmentRef, span, isTaken, words } = props;
  const { t, nameOf, clock } = words;
  const api = useApi(releasesApiRef);
  const first = inZone(span.start, clock.timeZone).startOf('day');
  const firstDay = first.toISODate()!;
  const [iso, setIso] = useState(firstDay);
  // Another time is another day to look at.
  useEffect(() => setIso(firstDay), [firstDay]);
  const day = inZone(iso, clock.timeZone);
  const scale = createTimelineScale({ kind: 'day', date: day, width: WIDTH });
  const from = new Date(scale.start).toISOString();
  const to = new Date(scale.end).toISOString();
  const { data } = useQuery(`day ${environmentRef} ${from}`, signal =>
    api.listBookings(
      {
        query: {
          environmentRef: [environmentRef],
          from,
          to,
          status: STANDING,
          limit: 50,
        },
      },
      { signal },
    ),
  );
  const bookings = data?.items ?? [];
  const isShown =
    Date.parse(span.start) < scale.end && Date.parse(span.end) > scale.start;
  const box = ({ start, end }: { start: string; end: string }) => {
    const left = scale.xOf(Date.parse(start));
    return { left, width: Math.max(4, scale.xOf(Date.parse(end)) - left) };
  };
  const name = formatDay(day, inZone(clock.now, clock.timeZone));
  const rows = bookings.length + (isShown ? 1 : 0);

  return (
    <>
      <div className={styles.day}>
        <h3 className={styles.heading} aria-live="polite">
          {name}
        </h3>
        <span>
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowLeftSLine />}
            aria-label={t('bookings.dialog.preview.previousDay')}
            onPress={() => setIso(day.minus({ days: 1 }).toISODate()!)}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiArrowRightSLine />}
            aria-label={t('bookings.dialog.preview.nextDay')}
            onPress={() => setIso(day.plus({ days: 1 }).toISODate()!)}
          />
        </span>
      </div>
      <div
        className={styles.picture}
        style={{ height: Math.max(1, rows) * ROW + 30 }}
        role="img"
        aria-label={t('bookings.dialog.preview.picture', {
          day: name,
          items:
            listText(
              bookings.map(one => `${one.purpose}, ${spanText(one, clock)}`),
            ) || t('bookings.dialog.preview.nothing'),
        })}
      >
        {scale.hours
          .filter(({ label }) => Number(label) % 2 === 0 && label >= '08')
          .filter(({ label }) => label <= '20')
          .map(({ x, label }) => (
            <span key={label}>
              <span className={styles.tick} style={{ left: x }} />
              <span className={styles.hour} style={{ left: x }}>
                {Number(label)}
              </span>
            </span>
          ))}
        {bookings.map((booking, index) => (
          <span
            key={booking.id}
            className={styles.bar}
            style={{ ...box(booking), top: 6 + index * ROW }}
          >
            {booking.purpose}, {nameOf(booking.onBehalfOf)}
          </span>
        ))}
        {isShown && (
          <span
            className={styles.bar}
            data-tone={isTaken ? 'bad' : 'yours'}
            style={{ ...box(span), top: 6 + bookings.length * ROW }}
          >
            {t('bookings.dialog.preview.yours', {
              length: lengthOf(lengthBetween(span), t),
            })}
          </span>
        )}
      </div>
    </>
  );
}
