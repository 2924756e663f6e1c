import type { Booking } from '@release-desk/plugin-releases-common';
import { ReactNode } from 'react';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import styles from './ItemRow.module.css';
import { ItemRow } from './ItemRow';
import { Status, STATUS_LOOKS } from './status';
import { StatusChip } from './StatusChip';
import { useClock } from './useClock';
import { shortMoment, spanOf } from './when';

/** A booking in a list: where, when, what for, and how it stands. */
export function BookingItem(props: { booking: Booking; end?: ReactNode }) {
  const { booking, end } = props;
  const { environments, status, purpose } = booking;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const isActive = status === 'active';
  const look = STATUS_LOOKS[isActive ? 'yours' : (status as Status)];
  return (
    <ItemRow
      icon={<look.Icon size={16} />}
      tone={isActive ? 'yours' : 'neutral'}
      title={
        <>
          <strong>{environments.map(nameOf).join(', ')}</strong>{' '}
          <span className={styles.when}>
            {isActive
              ? t('environments.group.until', {
                  moment: shortMoment(booking.end, clock),
                })
              : spanOf(booking, clock)}
          </span>
        </>
      }
      detail={`${purpose}, ${t(`environments.usage.${booking.usage}`)}`}
      end={
        end ?? (
          <StatusChip status={status as Status}>
            {t(`environments.bookingStatus.${status}`)}
          </StatusChip>
        )
      }
    />
  );
}
