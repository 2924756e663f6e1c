import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  bookingTransition,
  occupiedSpan,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis, touched } from '../../database';
import { CallContext } from '../../http/types';
import { StoredBooking } from '../store';
import { BookingReader } from './BookingReader';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { refusalError } from './refusals';

/** A lease is an active booking held by a run: which one, and until when. */
export class LeaseBookings {
  readonly #options: EnvironmentsDependencies & {
    reader: BookingReader;
    writer: BookingWriter;
  };

  constructor(
    options: EnvironmentsDependencies & {
      reader: BookingReader;
      writer: BookingWriter;
    },
  ) {
    this.#options = options;
  }

  /**
   * The named one, or the one of the caller that is on now. Outside of any
   * transaction: it may ask the catalog.
   */
  async find(
    input: { environmentRef: string; bookingId?: string },
    context: CallContext,
  ): Promise<StoredBooking> {
    const { reader, checks } = this.#options;
    const { environmentRef, bookingId } = input;
    if (!bookingId) return this.#onNow(environmentRef, context);
    const booking = await reader.readable(bookingId, context).catch(error => {
      if (error instanceof NotFoundError)
        throw new InputError(`bookingId: unknown booking ${bookingId}`);
      throw error;
    });
    if (!booking.environments.includes(environmentRef))
      throw new InputError(
        `bookingId: expected a booking of ${environmentRef}`,
      );
    if (
      booking.requestedBy !== context.actor &&
      !(await checks.isMember(booking.onBehalfOf, context))
    )
      throw new NotAllowedError(
        'Expected somebody of the group that the booking is for',
      );
    return booking;
  }

  /** Read again under its locks. Throws `ConflictError` when it is not on now. */
  async usable(
    tx: Knex.Transaction,
    named: StoredBooking,
    at: { environmentRef: string; now: number },
  ): Promise<{ booking: StoredBooking; notAfter: number }> {
    const booking = await this.#options.bookings.get(named.id, tx);
    const { environmentRef, now } = at;
    if (
      !booking ||
      booking.revision !== named.revision ||
      !booking.environments.includes(environmentRef)
    )
      throw new ConflictError('The booking has been changed meanwhile');
    const { start, end } = occupiedSpan(booking);
    const isHeld = booking.status === 'approved' || booking.status === 'active';
    if (!isHeld || booking.mode === 'observer')
      throw new ConflictError(
        `The booking is ${booking.status}, ${booking.mode}; expected one that is approved and not of an observer`,
      );
    if (now < toMillis(start) || now >= toMillis(end))
      throw new ConflictError(
        `The booking is on from ${start} to ${end}, buffers included`,
      );
    return { booking, notAfter: toMillis(end) };
  }

  /** The run begins it. */
  async activate(
    tx: Knex.Transaction,
    before: StoredBooking,
    { now, actor }: { now: number; actor: string },
  ): Promise<void> {
    if (before.status === 'active') return;
    const decided = bookingTransition({
      booking: before,
      action: 'activate',
      by: { ref: actor, roles: ['run'] },
      now,
    });
    if (!decided.ok) throw refusalError(decided);
    const after: StoredBooking = {
      ...before,
      ...touched(before, actor, now),
      status: decided.status,
      activeSince: new Date(now).toISOString(),
    };
    await this.#options.writer.write(
      tx,
      { verb: 'activate', before, after },
      actor,
    );
  }

  /** A service has to name it, unless it booked it itself. */
  async #onNow(
    environmentRef: string,
    context: CallContext,
  ): Promise<StoredBooking> {
    const { bookings, checks, clock, knex } = this.#options;
    const now = await clock(knex);
    const standing = await bookings.standing([environmentRef], {
      from: now,
      to: now + 1,
    });
    const usable = standing.filter(
      ({ status, mode }) =>
        (status === 'approved' || status === 'active') && mode !== 'observer',
    );
    const own = usable.find(item => item.requestedBy === context.actor);
    if (own) return own;
    const isUser = context.credentials.principal.type === 'user';
    for (const booking of isUser ? usable : [])
      if (await checks.isMember(booking.onBehalfOf, context)) return booking;
    throw new ConflictError(
      `Nobody has booked ${environmentRef} for you now; book it first, or name the booking`,
    );
  }
}
