import { Knex } from 'knex';
import { occupiedSpan } from '@release-desk/plugin-releases-common';
import { toMillis } from '../../database';
import { BookingNotices } from '../notices';
import { StoredBooking } from '../store';
import { bookingSource } from './bookingSource';
import { EnvironmentsDependencies } from './dependencies';
import type { WaitingFollower } from '../waiting/WaitingFollower';
import { LeaseWriter } from './LeaseWriter';

export interface BookingChange {
  verb: string;
  before?: StoredBooking;
  after: StoredBooking;
  reason?: string;
}

/**
 * How a booking gets into the database, onto the timeline and into the audit
 * log, within the transaction of whoever holds the locks of its environments.
 */
export class BookingWriter {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'bookings' | 'timeline' | 'auditLog'
  > & { leaseWriter: LeaseWriter; waitingFollower: WaitingFollower };
  readonly #notices: BookingNotices;

  constructor(
    options: Pick<
      EnvironmentsDependencies,
      'bookings' | 'timeline' | 'auditLog' | 'notifier'
    > & { leaseWriter: LeaseWriter; waitingFollower: WaitingFollower },
  ) {
    this.#options = options;
    this.#notices = new BookingNotices(options);
  }

  /** False when the revision of `before` is not the current one. */
  async write(
    tx: Knex.Transaction,
    change: BookingChange,
    actor: string,
  ): Promise<boolean> {
    const { bookings, timeline, auditLog } = this.#options;
    const { verb, before, after, reason } = change;
    if (!before) await bookings.insert(tx, after);
    else if (!(await bookings.update(tx, after, before.revision))) return false;
    if (before?.status === 'active')
      await this.#options.leaseWriter.follow(
        tx,
        {
          id: after.id,
          isActive: after.status === 'active',
          until: toMillis(occupiedSpan(after).end),
        },
        { now: toMillis(after.updatedAt), actor, reason },
      );
    const source = bookingSource(after);
    if (source) await timeline.put(tx, source, { isNew: !before });
    else if (before && bookingSource(before))
      await timeline.remove(tx, after.id);
    await this.#notices.tell(tx, change, actor);
    await auditLog.append(tx, {
      actor,
      action: `booking.${verb}`,
      objectRef: `booking:${after.id}`,
      entityRefs: [
        after.onBehalfOf,
        ...(before?.environments ?? []),
        ...after.environments,
      ],
      before,
      after,
      ...(reason && { reason }),
    });
    if (before)
      await this.#options.waitingFollower.follow(
        tx,
        { before, after },
        { now: toMillis(after.updatedAt), actor },
      );
    return true;
  }
}
