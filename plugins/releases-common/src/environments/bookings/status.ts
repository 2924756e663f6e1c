import { MINUTE_MS, toIso } from '../time';
import { refuse, Refusal } from '../refusal';
import { occupiedRange } from './conflicts';
import type { Booking, BookingApproval, BookingStatus } from './schema';

/** @public */
export type BookingAction =
  | 'submit'
  | 'approve'
  | 'reject'
  | 'activate'
  | 'complete'
  | 'cancel'
  | 'no-show'
  | 'expire';

/**
 * Who acts, seen from the booking: who asked for it, a member of the group that
 * it is for, an owner of its environment, an administrator, the run that holds
 * its lease, the environment's policy, the clock.
 *
 * @public
 */
export type BookingRole =
  | 'requester'
  | 'member'
  | 'owner'
  | 'administrator'
  | 'run'
  | 'policy'
  | 'clock';

/** @public */
export interface BookingTransition {
  from: readonly BookingStatus[];
  to: BookingStatus;
  by: readonly BookingRole[];
  /** These must say why. */
  reasonFrom?: readonly BookingRole[];
}

const HOLDERS: readonly BookingRole[] = ['requester', 'member'];
const OWNERS: readonly BookingRole[] = ['owner', 'administrator'];

/**
 * Which action leads from where to where, and who may take it.
 *
 * @public
 */
export const BOOKING_TRANSITIONS: Readonly<
  Record<BookingAction, BookingTransition>
> = {
  submit: { from: ['draft'], to: 'pending', by: HOLDERS },
  approve: { from: ['pending'], to: 'approved', by: [...OWNERS, 'policy'] },
  reject: {
    from: ['pending'],
    to: 'rejected',
    by: OWNERS,
    reasonFrom: OWNERS,
  },
  activate: {
    from: ['approved'],
    to: 'active',
    by: [...HOLDERS, 'run', 'clock'],
  },
  complete: {
    from: ['active'],
    to: 'completed',
    by: [...HOLDERS, 'run', 'clock'],
  },
  cancel: {
    from: ['draft', 'pending', 'approved', 'active'],
    to: 'cancelled',
    by: [...HOLDERS, ...OWNERS],
    reasonFrom: OWNERS,
  },
  'no-show': { from: ['approved'], to: 'no-show', by: ['clock'] },
  expire: {
    from: ['draft', 'pending', 'active'],
    to: 'expired',
    by: ['clock'],
  },
};

/** @public */
export interface BookingActor {
  ref: string;
  roles: readonly BookingRole[];
}

/** @public */
export type BookingRefusal = Refusal<
  'status' | 'role' | 'own-booking' | 'reason' | 'time'
>;

/** @public */
export interface BookingTransitionRequest {
  booking: Pick<
    Booking,
    | 'status'
    | 'requestedBy'
    | 'start'
    | 'end'
    | 'setupMinutes'
    | 'teardownMinutes'
  >;
  action: BookingAction;
  by: BookingActor;
  /** Epoch milliseconds, of the database's clock. */
  now: number;
  reason?: string;
}

function refuseByTime({
  booking,
  action,
  now,
}: BookingTransitionRequest): BookingRefusal | undefined {
  const { start, end } = occupiedRange(booking);
  if ((action === 'approve' || action === 'submit') && now >= end) {
    return refuse(
      'time',
      `it ended ${toIso(end)}, expected one that is not over`,
    );
  }
  if (action === 'activate' && (now < start || now >= end)) {
    return refuse(
      'time',
      `expected an instant in ${toIso(start)} to ${toIso(
        end,
      )}, its time with buffers`,
    );
  }
  return undefined;
}

/**
 * Whether a booking may take this step now, and where it leads. Nobody approves
 * what they asked for themselves; what the environment's policy approves, it
 * approves for everybody.
 *
 * @public
 */
export function bookingTransition(
  request: BookingTransitionRequest,
): { ok: true; status: BookingStatus } | BookingRefusal {
  const { booking, action, by, reason } = request;
  const {
    from,
    to,
    by: allowed,
    reasonFrom = [],
  } = BOOKING_TRANSITIONS[action];
  if (!from.includes(booking.status)) {
    return refuse(
      'status',
      `it is ${booking.status}; to ${action} it, expected ${from.join(' or ')}`,
    );
  }
  const roles = by.roles.filter(role => allowed.includes(role));
  if (roles.length === 0) {
    return refuse('role', `to ${action} it, expected ${allowed.join(' or ')}`);
  }
  const isByPolicy = roles.includes('policy');
  if (action === 'approve' && !isByPolicy && by.ref === booking.requestedBy) {
    return refuse(
      'own-booking',
      'expected an approver who is not the requester',
    );
  }
  const mustSayWhy = roles.every(role => reasonFrom.includes(role));
  if (mustSayWhy && !reason?.trim()) {
    return refuse('reason', `to ${action} it, expected a reason`);
  }
  return refuseByTime(request) ?? { ok: true, status: to };
}

/**
 * What the environments' words add up to: one no is a no, and it takes all of
 * them for a yes.
 *
 * @public
 */
export function approvalsOutcome(
  approvals: readonly BookingApproval[],
): 'pending' | 'approved' | 'rejected' {
  if (approvals.some(item => item.status === 'rejected')) {
    return 'rejected';
  }
  return approvals.length > 0 &&
    approvals.every(item => item.status === 'approved')
    ? 'approved'
    : 'pending';
}

/** @public */
export interface BookingClock {
  booking: BookingTransitionRequest['booking'];
  /** Epoch milliseconds, of the database's clock. */
  now: number;
  /** A run holds a lease of it. */
  held?: boolean;
  /** Who has not begun so long after the start, loses it. Without it a booking begins by itself. */
  noShowMinutes?: number;
}

/**
 * What the clock does to a booking now, if anything. An undecided one expires
 * with its end. An approved one begins with its start, or is a no-show where one
 * has to begin it. An active one is completed when its tear-down is over, or
 * expires when somebody still holds it.
 *
 * @public
 */
export function dueTransition({
  booking,
  now,
  held = false,
  noShowMinutes,
}: BookingClock): BookingAction | undefined {
  const start = Date.parse(booking.start);
  const end = Date.parse(booking.end);
  const occupied = occupiedRange(booking);
  switch (booking.status) {
    case 'draft':
    case 'pending':
      return now >= end ? 'expire' : undefined;
    case 'approved':
      if (now >= occupied.end) {
        return 'no-show';
      }
      if (noShowMinutes === undefined) {
        return now >= start ? 'activate' : undefined;
      }
      return now >= Math.min(end, start + noShowMinutes * MINUTE_MS)
        ? 'no-show'
        : undefined;
    case 'active':
      if (now < occupied.end) {
        return undefined;
      }
      return held ? 'expire' : 'complete';
    default:
      return undefined;
  }
}
