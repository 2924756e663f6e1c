import { useApi } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  Booking,
  EnvironmentRow,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';
import { PanelSection, SidePanel } from '../../../shared/panel';
import { messageOf } from '../../../shared/states';
import { environmentTokens } from '../../tokens';
import { lengthOf, longMoment, StatusText, useEntityHref } from '../../shared';
import { UsageIcon } from '../lanes/icons';
import { lengthBetween, spanText, usageText, Words } from '../words';
import { BookingActions } from './BookingActions';
import { BookingHistory } from './BookingHistory';
import styles from './BookingPanel.module.css';
import { HandOver } from './HandOver';
import { Sharing } from './Sharing';
import { Waiting } from './Waiting';

function Facts(props: { booking: Booking; words: Words }) {
  const { booking, words } = props;
  const { t, nameOf, clock } = words;
  const hrefOf = useEntityHref();
  const entity = (ref: string) => {
    const href = hrefOf(ref);
    return href ? <Link href={href}>{nameOf(ref)}</Link> : nameOf(ref);
  };
  const { setupMinutes, teardownMinutes } = booking;
  return (
    <PanelSection>
      <dl className={styles.facts}>
        <dt>{t('bookings.panel.when')}</dt>
        <dd>
          <strong>{spanText(booking, clock)}</strong>,{' '}
          {lengthOf(lengthBetween(booking), t)}
        </dd>
        {setupMinutes + teardownMinutes > 0 && (
          <>
            <dt>{t('bookings.panel.buffers')}</dt>
            <dd>
              {t('bookings.panel.buffersText', {
                setup: lengthOf(setupMinutes * 60_000, t),
                teardown: lengthOf(teardownMinutes * 60_000, t),
              })}
            </dd>
          </>
        )}
        <dt>{t('bookings.panel.where')}</dt>
        <dd>
          {booking.environments.map((ref, index) => (
            <span key={ref}>
              {index > 0 && ', '}
              {entity(ref)}
            </span>
          ))}
        </dd>
        <dt>{t('bookings.panel.use')}</dt>
        <dd>
          {usageText(booking.usage, t)},{' '}
          {t(`bookings.mode.${booking.mode}`).toLocaleLowerCase()}
        </dd>
        <dt>{t('bookings.panel.for')}</dt>
        <dd>{entity(booking.onBehalfOf)}</dd>
        <dt>{t('bookings.panel.by')}</dt>
        <dd>{nameOf(booking.requestedBy)}</dd>
        {booking.priority !== 'normal' && (
          <>
            <dt>{t('bookings.panel.priority')}</dt>
            <dd>{t(`bookings.priority.${booking.priority}`)}</dd>
          </>
        )}
        {booking.change && (
          <>
            <dt>{t('bookings.panel.change')}</dt>
            <dd>
              {/^https?:\/\//.test(booking.change) ? (
                <Link href={booking.change} target="_blank" rel="noopener">
                  {booking.change}
                </Link>
              ) : (
                booking.change
              )}
            </dd>
          </>
        )}
      </dl>
      {booking.notes && <p className={styles.text}>{booking.notes}</p>}
      {booking.links.map(({ title, url }) => (
        <div key={url}>
          <Link href={url} target="_blank" rel="noopener">
            {title}
          </Link>
        </div>
      ))}
    </PanelSection>
  );
}

function Approvals(props: { booking: Booking; words: Words }) {
  const { booking, words } = props;
  const { t, nameOf, clock } = words;
  if (booking.approvals.length === 0) return null;
  return (
    <PanelSection title={t('bookings.panel.approvals')}>
      <ul className={styles.rows}>
        {booking.approvals.map(({ environmentRef, status, by, at, reason }) => {
          let who: string = t('bookings.panel.approvalPending');
          if (by === 'policy') who = t('bookings.panel.approvalPolicy');
          else if (by)
            who = at
              ? t('bookings.panel.approvalBy', {
                  who: nameOf(by),
                  when: longMoment(at, clock),
                })
              : nameOf(by);
          return (
            <li key={environmentRef}>
              <div className={styles.spread}>
                <span>{nameOf(environmentRef)}</span>
                <StatusText status={status} size="meta">
                  {t(`bookings.panel.${status}`)}
                </StatusText>
              </div>
              <div className={styles.quiet}>
                {who}
                {reason && `: “${reason}”`}
              </div>
            </li>
          );
        })}
      </ul>
    </PanelSection>
  );
}

/** Everything about one booking, beside the lanes. */
export function BookingPanel(props: {
  id: string;
  rows: readonly EnvironmentRow[];
  bookings: readonly Booking[];
  waiting: readonly WaitingEntry[];
  words: Words;
  onClose(): void;
  findReturn?(): HTMLElement | null | undefined;
}) {
  const { id, rows, bookings, waiting, words, onClose, findReturn } = props;
  const { t } = words;
  const api = useApi(releasesApiRef);
  const query = useQuery(`booking ${id}`, signal =>
    api.getBooking({ params: { id } }, { signal }),
  );
  const booking =
    query.data?.id === id ? query.data : bookings.find(one => one.id === id);
  return (
    <SidePanel
      label={booking?.purpose ?? t('bookings.panel.eyebrow')}
      subject={id}
      eyebrow={
        <>
          {booking && <UsageIcon usage={booking.usage} size={16} />}
          {t('bookings.panel.eyebrow')}
        </>
      }
      hasLink
      onClose={onClose}
      findReturn={findReturn}
      footer={
        booking && (
          <div className={environmentTokens}>
            <BookingActions booking={booking} rows={rows} words={words} />
          </div>
        )
      }
    >
      {booking && (
        <div className={environmentTokens}>
          <PanelSection>
            <h2 className={styles.title}>{booking.purpose}</h2>
            <div className={styles.under}>
              <StatusText status={booking.status}>
                {t(`bookings.status.${booking.status}`)}
              </StatusText>
            </div>
            {booking.statusReason && (
              <p className={styles.text}>“{booking.statusReason}”</p>
            )}
          </PanelSection>
          <Facts booking={booking} words={words} />
          <HandOver booking={booking} words={words} />
          <Waiting booking={booking} waiting={waiting} words={words} />
          <Sharing booking={booking} bookings={bookings} words={words} />
          <Approvals booking={booking} words={words} />
          <BookingHistory booking={booking} words={words} />
        </div>
      )}
      {!booking && query.error !== undefined && (
        <PanelSection>
          <p className={styles.text} role="alert">
            {t('bookings.panel.gone')}
          </p>
          <p className={styles.quiet}>{messageOf(query.error)}</p>
        </PanelSection>
      )}
    </SidePanel>
  );
}
