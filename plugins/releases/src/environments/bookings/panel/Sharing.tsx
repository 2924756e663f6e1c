import { Button } from '@backstage/ui';
import type { Booking } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { PanelSection } from '../../../shared/panel';
import { explainConflict } from '../conflict/conflictWords';
import { placesText, Words } from '../words';
import styles from './BookingPanel.module.css';
import { DeedDialog } from './DeedDialog';
import { useBookingDeed } from './useBookingDeed';

/** Who is in the way or beside it, and what both sides have agreed to. */
export function Sharing(props: {
  booking: Booking;
  bookings: readonly Booking[];
  words: Words;
}) {
  const { booking, bookings, words } = props;
  const { t, nameOf, me } = words;
  const { act, pending, failure } = useBookingDeed();
  const [asked, setAsked] = useState<Booking>();
  // What asks to stand beside it is told of by the other one alone.
  const askers = bookings.flatMap(other =>
    other.id === booking.id
      ? []
      : other.conflicts
          .filter(({ bookingId }) => bookingId === booking.id)
          .slice(0, 1)
          .map(conflict => ({ ...conflict, bookingId: other.id })),
  );
  const seen = new Set<string>();
  const conflicts = [...booking.conflicts, ...askers].filter(
    ({ bookingId }) => !seen.has(bookingId) && seen.add(bookingId),
  );
  if (conflicts.length === 0) return null;
  const isMine = me.isMine(booking);
  const agree = async () => {
    if (!asked) return;
    const isDone = await act(
      'consent',
      api =>
        api.consentToBooking({
          params: { id: booking.id },
          revision: booking.revision,
          body: { bookingId: asked.id },
        }),
      t('bookings.done.consent', { environments: placesText(booking, words) }),
    );
    if (isDone) setAsked(undefined);
  };
  return (
    <PanelSection
      title={
        conflicts.some(({ consented }) => !consented)
          ? t('bookings.panel.conflicts')
          : t('bookings.panel.beside')
      }
    >
      <ul className={styles.rows}>
        {conflicts.map(conflict => {
          const other = bookings.find(({ id }) => id === conflict.bookingId);
          const { title, text } = explainConflict(
            { ...conflict, booking: other },
            words,
          );
          const ours = booking.consents.some(
            one => one.bookingId === conflict.bookingId,
          );
          const theirs = other?.consents.some(
            one => one.bookingId === booking.id,
          );
          const group = other ? nameOf(other.onBehalfOf) : '';
          let agreed = '';
          if (ours && theirs) agreed = t('bookings.panel.consent');
          else if (ours) agreed = t('bookings.panel.consentYours', { group });
          else if (theirs)
            agreed = t('bookings.panel.consentTheirs', { group });
          return (
            <li key={conflict.bookingId}>
              <strong>{title}</strong>
              <div className={styles.quiet}>{text}</div>
              {other && (ours || theirs) && (
                <div className={styles.quiet}>{agreed}</div>
              )}
              {other && isMine && !ours && conflict.severity === 'conflict' && (
                <div className={styles.ways}>
                  <Button
                    size="small"
                    variant="secondary"
                    onPress={() => setAsked(other)}
                  >
                    {t('bookings.panel.agree')}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {asked && (
        <DeedDialog
          title={t('bookings.confirm.shareTitle', {
            environments: placesText(booking, words),
          })}
          text={t('bookings.confirm.shareText', {
            other: asked.purpose,
            group: nameOf(asked.onBehalfOf),
            title: booking.purpose,
          })}
          deed={t('bookings.confirm.shareDeed')}
          isPending={pending !== undefined}
          failure={failure}
          onDeed={agree}
          onStay={() => setAsked(undefined)}
        />
      )}
    </PanelSection>
  );
}
