import { ConflictError } from '@backstage/errors';
import {
  approvalsOutcome,
  BookingStatus,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { StoredBooking } from '../store';
import { BookingDecider, DecisionGround } from './BookingDecider';
import { Standing } from './BookingRoles';
import { Taken } from './Taken';

/**
 * Whether a booking is in, when it is asked for, when it takes more, and when
 * what stood in its way is gone. Under the locks of its environments.
 */
export class BookingAdmission {
  readonly #decider: BookingDecider;

  constructor(options: { decider: BookingDecider }) {
    this.#decider = options.decider;
  }

  /** What is asked for: approved where nothing and nobody is against it. */
  async asked(
    tx: Knex.Transaction,
    booking: StoredBooking,
    how: { ground: DecisionGround; now: number; ifTaken: 'refuse' | 'wait' },
  ): Promise<StoredBooking> {
    const { ground, now, ifTaken } = how;
    const approvals = await this.#decider.approvals(tx, booking, ground, now);
    const after: StoredBooking = { ...booking, approvals };
    const { admitted, blocking, others } = await this.#decider.admission(
      after,
      tx,
    );
    if (!admitted && ifTaken === 'refuse')
      throw new Taken({ blocking, holders: others });
    const isApproved = admitted && approvalsOutcome(approvals) === 'approved';
    return { ...after, status: isApproved ? 'approved' : 'pending' };
  }

  /** Approved by everybody, it is in as soon as nobody is in its way. */
  async letIn(
    tx: Knex.Transaction,
    booking: StoredBooking,
    now: number,
  ): Promise<StoredBooking> {
    const isReady =
      booking.status === 'pending' &&
      Date.parse(booking.end) > now &&
      approvalsOutcome(booking.approvals) === 'approved' &&
      (await this.#decider.admission(booking, tx)).admitted;
    return isReady ? { ...booking, status: 'approved' } : booking;
  }

  /** Takes more than it had, and so is looked at like a new one. */
  async moved(
    tx: Knex.Transaction,
    wanted: StoredBooking,
    how: {
      current: StoredBooking;
      ground: DecisionGround;
      standing: Standing;
      now: number;
    },
  ): Promise<StoredBooking> {
    const { current, ground, standing, now } = how;
    const isByOwner = wanted.environments.every(ref => standing.owned.has(ref));
    const asked = await this.#decider.approvals(tx, wanted, ground, now);
    const approvals =
      isByOwner && current.status !== 'pending'
        ? asked.map(({ environmentRef }) => ({
            environmentRef,
            status: 'approved' as const,
            by: wanted.updatedBy,
            at: new Date(now).toISOString(),
          }))
        : asked;
    const after: StoredBooking = { ...wanted, approvals };
    const isApproved = approvalsOutcome(approvals) === 'approved';
    if (current.status === 'active' && !isApproved)
      throw new ConflictError(
        'It is active, and the policy of its environment does not let it take more; an owner may change it',
      );
    const { admitted, blocking, others } = await this.#decider.admission(
      after,
      tx,
    );
    const wasBlocked =
      current.status === 'pending' &&
      !(await this.#decider.admission(current, tx)).admitted;
    if (!admitted && !wasBlocked)
      throw new Taken({ blocking, holders: others });
    const holds: BookingStatus =
      current.status === 'active' ? 'active' : 'approved';
    return { ...after, status: isApproved && admitted ? holds : 'pending' };
  }
}
