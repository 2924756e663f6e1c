import { Button } from '@backstage/ui';
import type { Booking } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { PanelSection } from '../../../shared/panel';
import { longMoment } from '../../shared';
import { Words } from '../words';
import styles from './BookingPanel.module.css';
import { DeedDialog } from './DeedDialog';
import { useBookingDeed } from './useBookingDeed';

/** A booking that is offered to another group: which takes it or not, or from which it is taken back. */
export function HandOver(props: { booking: Booking; words: Words }) {
  const { booking, words } = props;
  const { t, nameOf, clock, me } = words;
  const { act, pending, failure } = useBookingDeed();
  const [isAsked, setAsked] = useState(false);
  const { handOver } = booking;
  if (!handOver) return null;
  const call = { params: { id: booking.id }, revision: booking.revision };
  const title = booking.purpose;
  const group = nameOf(handOver.to);
  const isOffered = me.groups.includes(handOver.to);
  const isMine = me.isMine(booking);
  const answer = (onBehalfOf: string, accept: boolean, done: string) =>
    act(
      accept ? 'take' : 'leave',
      api => api.takeOverBooking({ ...call, body: { onBehalfOf, accept } }),
      done,
    );
  const take = async () => {
    const isDone = await answer(
      handOver.to,
      true,
      t('bookings.done.taken', { title, group }),
    );
    if (isDone) setAsked(false);
  };
  return (
    <PanelSection title={t('bookings.panel.handOver')}>
      <div>
        {t('bookings.panel.handOverText', {
          group,
          user: nameOf(handOver.by),
          when: longMoment(handOver.at, clock),
        })}
      </div>
      {failure && !isAsked && (
        <p className={styles.note} role="alert">
          {failure}
        </p>
      )}
      <div className={styles.ways}>
        {isOffered && (
          <>
            <Button
              size="small"
              variant="primary"
              onPress={() => setAsked(true)}
            >
              {t('bookings.act.takeIt')}
            </Button>
            <Button
              size="small"
              variant="secondary"
              isPending={pending === 'leave'}
              onPress={() =>
                answer(
                  handOver.to,
                  false,
                  t('bookings.done.notTaken', { title }),
                )
              }
            >
              {t('bookings.panel.decline')}
            </Button>
          </>
        )}
        {isMine && (
          <Button
            size="small"
            variant="secondary"
            isPending={pending === 'leave'}
            onPress={() =>
              answer(
                booking.onBehalfOf,
                false,
                t('bookings.done.takenBack', { title }),
              )
            }
          >
            {t('bookings.panel.takeBack')}
          </Button>
        )}
      </div>
      {isAsked && (
        <DeedDialog
          title={t('bookings.confirm.takeItTitle', { title })}
          text={t('bookings.confirm.takeItText', {
            group,
            owner: nameOf(booking.onBehalfOf),
          })}
          deed={t('bookings.act.takeIt')}
          isPending={pending !== undefined}
          failure={failure}
          onDeed={take}
          onStay={() => setAsked(false)}
        />
      )}
    </PanelSection>
  );
}
