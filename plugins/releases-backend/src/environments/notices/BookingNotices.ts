import { Knex } from 'knex';
import { StoredBooking } from '../store';
import { Notice, Notifier } from './Notifier';
import { entityLink, entityName, spanInWords } from './words';

interface Change {
  before?: StoredBooking;
  after: StoredBooking;
  reason?: string;
}

/** Of the others its holder knows, or there is nothing to say. */
const WORDS: Partial<
  Record<
    StoredBooking['status'],
    { text: string; severity: Notice['severity'] }
  >
> = {
  approved: { text: 'is approved', severity: 'normal' },
  rejected: { text: 'was rejected', severity: 'high' },
  cancelled: { text: 'was cancelled', severity: 'high' },
  'no-show': { text: 'is lost: nobody began it', severity: 'normal' },
  expired: { text: 'has expired', severity: 'normal' },
};

/** Who is told what of a booking. The texts name its environments and no group. */
export class BookingNotices {
  readonly #notifier: Notifier;

  constructor(options: { notifier: Notifier }) {
    this.#notifier = options.notifier;
  }

  /** Within the transaction that writes it. */
  async tell(
    tx: Knex.Transaction,
    change: Change,
    actor: string,
  ): Promise<void> {
    const { before, after } = change;
    const isMoved = before?.status !== after.status;
    if (after.status === 'pending' && (isMoved || hasMoved(before, after)))
      await this.#toApprove(tx, after, before === undefined);
    else if (isMoved && before) await this.#toHolder(tx, change, actor);
  }

  async #toApprove(
    tx: Knex.Transaction,
    booking: StoredBooking,
    isNew: boolean,
  ) {
    const { id, revision, purpose, timeZone, approvals } = booking;
    // Of a series that is asked for as a whole, its owner is told once.
    const series = isNew ? booking.seriesId : undefined;
    const subject = series ? `series:${series}` : `booking:${id}`;
    const pending = approvals
      .filter(({ status }) => status === 'pending')
      .map(({ environmentRef }) => environmentRef);
    if (pending.length === 0) return;
    await this.#notifier.notify(tx, {
      key: `${subject}:${revision}:approval`,
      scope: `${subject}:approval`,
      topic: 'environment-approval',
      title: `Approve ${
        series ? 'a series of bookings' : 'a booking'
      } of ${pending.map(entityName).join(', ')}`,
      description: `“${purpose}”, ${series ? 'first ' : ''}${spanInWords(
        booking,
        timeZone,
      )}`,
      link: entityLink(pending[0]),
      ownersOf: pending,
      exclude: booking.requestedBy,
    });
  }

  async #toHolder(
    tx: Knex.Transaction,
    { after, reason }: Change,
    actor: string,
  ) {
    const words = WORDS[after.status];
    if (!words) return;
    const { id, revision, requestedBy, purpose, environments } = after;
    const span = spanInWords(after, after.timeZone);
    const because = reason ? ` “${reason}”` : '';
    await this.#notifier.notify(tx, {
      key: `booking:${id}:${revision}`,
      scope: `booking:${id}`,
      topic: 'environment-booking',
      title: `Your booking of ${environments.map(entityName).join(', ')} ${
        words.text
      }`,
      description: `“${purpose}”, ${span}.${because}`,
      link: entityLink(environments[0]),
      recipients: [requestedBy],
      exclude: actor,
      severity: words.severity,
    });
  }
}

/** It asks for something else than it did. */
function hasMoved(
  before: StoredBooking | undefined,
  after: StoredBooking,
): boolean {
  return (
    before !== undefined &&
    (before.start !== after.start ||
      before.end !== after.end ||
      before.environments.join() !== after.environments.join())
  );
}
