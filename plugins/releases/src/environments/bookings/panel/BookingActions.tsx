import { Button, Menu, MenuItem, MenuTrigger, Select } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import type {
  Booking,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { EntityField } from '../../../calendar/dialog/scope/EntityField';
import { lengthOf, longMoment, shortMoment } from '../../shared';
import { placesText, spanText, Words } from '../words';
import styles from './BookingPanel.module.css';
import { rightsOf } from './bookingRights';
import { DeedDialog } from './DeedDialog';
import { useBookingDeed } from './useBookingDeed';

type Asked = 'reject' | 'cancel' | 'complete' | 'extend' | 'takeOver';

const EXTENSIONS = [15, 30, 60, 120, 240];

/** What one may do with a booking; what loses something asks first. */
export function BookingActions(props: {
  booking: Booking;
  rows: readonly EnvironmentRow[];
  words: Words;
}) {
  const { booking, rows, words } = props;
  const { t, nameOf, clock, me } = words;
  const { act, pending, failure } = useBookingDeed();
  const [asked, setAsked] = useState<Asked>();
  const [more, setMore] = useState(60);
  const [group, setGroup] = useState('');
  const { may, needsReason } = rightsOf(booking, rows, me, clock.now);

  const call = { params: { id: booking.id }, revision: booking.revision };
  const title = booking.purpose;
  const environments = placesText(booking, words);
  const close = () => setAsked(undefined);
  const isEarly = Date.parse(booking.end) > clock.now;
  const newEnd = new Date(
    Date.parse(booking.end) + more * 60_000,
  ).toISOString();

  const submit = () =>
    act(
      'submit',
      api => api.submitBooking({ ...call, body: {} }),
      t('bookings.done.submit', { title }),
    );
  const approve = () =>
    act(
      'approve',
      api => api.approveBooking({ ...call, body: {} }),
      t('bookings.done.approve', { title }),
    );
  const activate = () =>
    act(
      'activate',
      api => api.activateBooking({ ...call, body: {} }),
      t('bookings.done.activate', { title }),
    );
  const deeds: Record<Asked, (reason?: string) => Promise<boolean>> = {
    reject: reason =>
      act(
        'reject',
        api => api.rejectBooking({ ...call, body: { reason: reason ?? '' } }),
        t('bookings.done.reject', { title }),
      ),
    cancel: reason =>
      act(
        'cancel',
        api => api.cancelBooking({ ...call, body: { reason } }),
        t('bookings.done.cancel', { title }),
      ),
    complete: () =>
      act(
        'complete',
        api => api.completeBooking({ ...call, body: {} }),
        t('bookings.done.complete', { environments }),
      ),
    extend: () =>
      act(
        'extend',
        api => api.updateBooking({ ...call, body: { end: newEnd } }),
        t('bookings.done.extend', { title, when: longMoment(newEnd, clock) }),
      ),
    takeOver: () =>
      act(
        'takeOver',
        api =>
          api.takeOverBooking({
            ...call,
            body: { onBehalfOf: group, accept: false },
          }),
        t('bookings.done.takeOver', { title, group: nameOf(group) }),
      ),
  };
  const confirm = async (reason?: string) => {
    if (asked && (await deeds[asked](reason))) close();
  };
  const dialog = {
    isPending: pending !== undefined,
    failure,
    onStay: close,
    onDeed: confirm,
  };
  const inMenu: Asked[] = [
    ...(may.handOver ? (['takeOver'] as const) : []),
    ...(may.cancel ? (['cancel'] as const) : []),
  ];

  return (
    <div className={styles.actions}>
      {failure && !asked && (
        <p className={styles.note} role="alert">
          {failure}
        </p>
      )}
      {may.approve && (
        <Button
          variant="primary"
          isPending={pending === 'approve'}
          onPress={approve}
        >
          {t('bookings.act.approve')}
        </Button>
      )}
      {may.submit && (
        <Button
          variant="primary"
          isPending={pending === 'submit'}
          onPress={submit}
        >
          {t('bookings.act.submit')}
        </Button>
      )}
      {may.activate && (
        <Button
          variant="primary"
          isPending={pending === 'activate'}
          onPress={activate}
        >
          {t('bookings.act.activate')}
        </Button>
      )}
      {may.reject && (
        <Button variant="secondary" onPress={() => setAsked('reject')}>
          {t('bookings.act.reject')}
        </Button>
      )}
      {may.complete && (
        <Button variant="secondary" onPress={() => setAsked('complete')}>
          {isEarly
            ? t('bookings.act.completeEarly')
            : t('bookings.act.complete')}
        </Button>
      )}
      {may.extend && (
        <Button variant="secondary" onPress={() => setAsked('extend')}>
          {t('bookings.act.extend')}
        </Button>
      )}
      {inMenu.length === 1 && (
        <Button variant="tertiary" onPress={() => setAsked(inMenu[0])}>
          {t(`bookings.act.${inMenu[0]}`)}
        </Button>
      )}
      {inMenu.length > 1 && (
        <MenuTrigger>
          <Button variant="tertiary" iconEnd={<RiMore2Line />}>
            {t('bookings.act.more')}
          </Button>
          <Menu onAction={key => setAsked(key as Asked)}>
            {inMenu.map(key => (
              <MenuItem
                key={key}
                id={key}
                color={key === 'cancel' ? 'danger' : 'primary'}
              >
                {t(`bookings.act.${key}`)}
              </MenuItem>
            ))}
          </Menu>
        </MenuTrigger>
      )}
      {asked === 'reject' && (
        <DeedDialog
          {...dialog}
          title={t('bookings.confirm.rejectTitle', { title })}
          text={t('bookings.confirm.rejectText', {
            group: nameOf(booking.onBehalfOf),
            environments,
            span: spanText(booking, clock),
          })}
          deed={t('bookings.act.reject')}
          reason="must"
          isDestructive
        />
      )}
      {asked === 'cancel' && (
        <DeedDialog
          {...dialog}
          title={t('bookings.confirm.cancelTitle', { title })}
          text={t('bookings.confirm.cancelText', {
            environments,
            span: spanText(booking, clock),
          })}
          stay={t('bookings.confirm.keep')}
          deed={t('bookings.act.cancel')}
          reason={needsReason ? 'must' : 'may'}
          isDestructive
        />
      )}
      {asked === 'complete' && (
        <DeedDialog
          {...dialog}
          title={t('bookings.confirm.completeTitle', { environments })}
          text={t('bookings.confirm.completeText', {
            when: shortMoment(booking.end, clock),
            length: lengthOf(Date.parse(booking.end) - clock.now, t),
          })}
          stay={t('bookings.confirm.keep')}
          deed={t('bookings.act.complete')}
        />
      )}
      {asked === 'extend' && (
        <DeedDialog
          {...dialog}
          title={t('bookings.confirm.extendTitle', { title })}
          text={t('bookings.confirm.extendText', {
            when: longMoment(booking.end, clock),
          })}
          deed={t('bookings.confirm.extendDeed', {
            when: shortMoment(newEnd, clock),
          })}
        >
          <Select
            label={t('bookings.confirm.extendTo')}
            options={EXTENSIONS.map(minutes => ({
              id: String(minutes),
              label: `${longMoment(
                new Date(
                  Date.parse(booking.end) + minutes * 60_000,
                ).toISOString(),
                clock,
              )}, ${t('bookings.confirm.extendBy', {
                length: lengthOf(minutes * 60_000, t),
              })}`,
            }))}
            value={String(more)}
            onChange={key => key && setMore(Number(key))}
          />
        </DeedDialog>
      )}
      {asked === 'takeOver' && (
        <DeedDialog
          {...dialog}
          title={t('bookings.confirm.takeOverTitle', { title })}
          text={t('bookings.confirm.takeOverText', {
            group: nameOf(booking.onBehalfOf),
          })}
          deed={
            group
              ? t('bookings.confirm.takeOverDeed', { group: nameOf(group) })
              : t('bookings.act.takeOver')
          }
          isReady={group !== ''}
        >
          <EntityField
            label={t('bookings.confirm.takeOverTo')}
            among="owner"
            value={group}
            onChange={setGroup}
          />
        </DeedDialog>
      )}
    </div>
  );
}
