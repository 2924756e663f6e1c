import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { StoredBooking, StoredWaiting, WaitingStore } from '../store';

export interface WaitingChange {
  /** Of the action in the audit log, as in `booking.offer`. */
  verb:
    | 'wait'
    | 'wait-change'
    | 'wait-leave'
    | 'wait-expire'
    | 'offer'
    | 'offer-accept'
    | 'offer-decline'
    | 'offer-lapse';
  before?: StoredWaiting;
  after: StoredWaiting;
}

/** How a place on the waiting list gets into the database and the audit log. */
export class WaitingWriter {
  readonly #waiting: WaitingStore;
  readonly #auditLog: AuditLog;

  constructor(options: { waiting: WaitingStore; auditLog: AuditLog }) {
    this.#waiting = options.waiting;
    this.#auditLog = options.auditLog;
  }

  /** Under the locks of the booking's environments. */
  async write(
    tx: Knex.Transaction,
    booking: StoredBooking,
    { verb, before, after }: WaitingChange,
    actor: string,
  ): Promise<void> {
    if (before) await this.#waiting.update(tx, after);
    else await this.#waiting.insert(tx, after);
    await this.#auditLog.append(tx, {
      actor,
      action: `booking.${verb}`,
      objectRef: `booking:${booking.id}`,
      entityRefs: [booking.onBehalfOf, ...booking.environments],
      before,
      after,
    });
  }
}
