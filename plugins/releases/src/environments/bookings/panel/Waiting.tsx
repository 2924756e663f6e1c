import { Button } from '@backstage/ui';
import type {
  Booking,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { PanelSection } from '../../../shared/panel';
import { longMoment, shortMoment } from '../../shared';
import { ordinal, placesText, spanText, Words } from '../words';
import styles from './BookingPanel.module.css';
import { useBookingDeed } from './useBookingDeed';

/** One's place in the line, and the slot that is offered. */
export function Waiting(props: {
  booking: Booking;
  waiting: readonly WaitingEntry[];
  words: Words;
}) {
  const { booking, waiting, words } = props;
  const { t, clock, me } = words;
  const { act, pending, failure } = useBookingDeed();
  const entry = waiting.find(one => one.bookingId === booking.id);
  const isMine = me.isMine(booking);
  if (!entry && !(isMine && booking.status === 'pending')) return null;
  const params = { id: booking.id };
  const environments = placesText(booking, words);
  const place =
    1 +
    waiting
      .filter(one =>
        one.environments.some(ref => booking.environments.includes(ref)),
      )
      .findIndex(one => one === entry);
  const offer = entry?.offer;
  const answer = (accept: boolean) =>
    act(
      accept ? 'accept' : 'decline',
      api => api.answerOffer({ params, body: { accept } }),
      accept && offer
        ? t('bookings.done.accept', {
            environments,
            span: spanText(offer, clock),
          })
        : t('bookings.done.decline'),
    );
  return (
    <PanelSection title={t('bookings.panel.waiting')}>
      {entry && !offer && (
        <div>
          {t('bookings.panel.waitingText', {
            nth: ordinal(place),
            when: longMoment(entry.joinedAt, clock),
          })}
        </div>
      )}
      {offer && (
        <div>
          {t('bookings.panel.offer', {
            span: spanText(offer, clock),
            when: shortMoment(offer.expiresAt, clock),
          })}
        </div>
      )}
      {failure && (
        <p className={styles.note} role="alert">
          {failure}
        </p>
      )}
      {isMine && (
        <div className={styles.ways}>
          {offer && (
            <>
              <Button
                size="small"
                variant="primary"
                isPending={pending === 'accept'}
                onPress={() => answer(true)}
              >
                {t('bookings.panel.accept')}
              </Button>
              <Button
                size="small"
                variant="secondary"
                isPending={pending === 'decline'}
                onPress={() => answer(false)}
              >
                {t('bookings.panel.decline')}
              </Button>
            </>
          )}
          {entry ? (
            <Button
              size="small"
              variant="tertiary"
              isPending={pending === 'leave'}
              onPress={() =>
                act(
                  'leave',
                  api => api.leaveWaitingList({ params }),
                  t('bookings.done.leave'),
                )
              }
            >
              {t('bookings.panel.leave')}
            </Button>
          ) : (
            <Button
              size="small"
              variant="secondary"
              isPending={pending === 'join'}
              onPress={() =>
                act(
                  'join',
                  api => api.joinWaitingList({ params, body: {} }),
                  t('bookings.done.join', { environments }),
                )
              }
            >
              {t('bookings.panel.join')}
            </Button>
          )}
        </div>
      )}
    </PanelSection>
  );
}
