import {
  Booking,
  BOOKING_TRANSITIONS,
  BookingAction,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { Me } from '../data/useMe';

/** What somebody may do with a booking, as far as this side can tell; the server decides. */
export interface BookingRights {
  isMine: boolean;
  /** Of at least one of its environments. */
  isOwner: boolean;
  may: Record<
    | 'approve'
    | 'reject'
    | 'cancel'
    | 'submit'
    | 'activate'
    | 'complete'
    | 'extend'
    | 'handOver',
    boolean
  >;
  /** Offered to one's group, which has to accept. */
  needsReason: boolean;
}

export function rightsOf(
  booking: Booking,
  rows: readonly EnvironmentRow[],
  me: Me,
  now: number,
): BookingRights {
  const isMine = me.isMine(booking) || booking.requestedBy === me.user;
  const isOwner = rows.some(
    ({ environment, may }) =>
      may.approve && booking.environments.includes(environment.ref),
  );
  const can = (action: BookingAction, isAllowed: boolean) =>
    isAllowed && BOOKING_TRANSITIONS[action].from.includes(booking.status);
  const decides = isOwner && booking.requestedBy !== me.user;
  const starts =
    Date.parse(booking.start) - booking.setupMinutes * 60_000 <= now;
  const ends = Date.parse(booking.end) + booking.teardownMinutes * 60_000 > now;
  return {
    isMine,
    isOwner,
    may: {
      approve: can('approve', decides),
      reject: can('reject', isOwner),
      cancel: can('cancel', isMine || isOwner),
      submit: can('submit', isMine),
      activate: can('activate', isMine) && starts && ends,
      complete: can('complete', isMine),
      extend:
        (isMine || isOwner) && ['approved', 'active'].includes(booking.status),
      handOver:
        me.isMine(booking) &&
        !booking.handOver &&
        ['pending', 'approved'].includes(booking.status),
    },
    needsReason: !isMine,
  };
}
