import { useApi } from '@backstage/frontend-plugin-api';
import type { Booking } from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';
import { PanelSection } from '../../../shared/panel';
import { longMoment } from '../../shared';
import { Words } from '../words';
import styles from './BookingPanel.module.css';

const KNOWN = [
  'create',
  'update',
  'submit',
  'approve',
  'reject',
  'cancel',
  'activate',
  'complete',
  'consent',
  'take-over',
  'hand-over',
  'hand-over-withdraw',
  'hand-over-decline',
  'expire',
  'no-show',
] as const;

/** What happened to a booking, newest first. */
export function BookingHistory(props: { booking: Booking; words: Words }) {
  const { booking, words } = props;
  const { t, nameOf, clock } = words;
  const api = useApi(releasesApiRef);
  const objectRef = `booking:${booking.id}`;
  const { data, error } = useQuery(`${objectRef} ${booking.revision}`, signal =>
    api.listHistory({ query: { objectRef } }, { signal }),
  );
  return (
    <PanelSection title={t('bookings.panel.history')}>
      <ul className={styles.rows}>
        {data?.items.map(entry => {
          const name = entry.action.replace(/^booking\./, '');
          const action = KNOWN.find(one => one === name);
          return (
            <li key={entry.seq}>
              <div className={styles.spread}>
                <span>
                  {action
                    ? t(`bookings.history.${action}`)
                    : t('bookings.history.other', { action: entry.action })}
                  , {nameOf(entry.actor)}
                </span>
                <span className={styles.quiet}>
                  {longMoment(entry.at, clock)}
                </span>
              </div>
              {entry.reason && (
                <div className={styles.quiet}>“{entry.reason}”</div>
              )}
            </li>
          );
        })}
      </ul>
      {data?.items.length === 0 && (
        <div className={styles.quiet}>{t('bookings.panel.noHistory')}</div>
      )}
      {error !== undefined && (
        <div className={styles.quiet}>{t('bookings.panel.notKnown')}</div>
      )}
    </PanelSection>
  );
}
