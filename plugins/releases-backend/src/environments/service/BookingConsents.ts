import { InputError } from '@backstage/errors';
import { Booking, occupiedSpan } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { touched } from '../../database';
import { CallContext } from '../../http/types';
import { Named } from '../../resources';
import { StoredBooking } from '../store';
import { BookingAdmission } from './BookingAdmission';
import { BookingReader } from './BookingReader';
import { BookingRoles } from './BookingRoles';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { LockedBookings } from './LockedBookings';
import { requireHolder } from './refusals';

/** One side's word that another booking may stand beside its own. */
export class BookingConsents {
  readonly #options: EnvironmentsDependencies & {
    admission: BookingAdmission;
    locked: LockedBookings;
    reader: BookingReader;
    roles: BookingRoles;
    writer: BookingWriter;
  };

  constructor(
    options: EnvironmentsDependencies & {
      admission: BookingAdmission;
      locked: LockedBookings;
      reader: BookingReader;
      roles: BookingRoles;
      writer: BookingWriter;
    },
  ) {
    this.#options = options;
  }

  async give(
    request: Named & { bookingId: string },
    context: CallContext,
  ): Promise<Booking> {
    const { admission, bookings, locked, reader, roles } = this.#options;
    const named = await reader
      .readable(request.bookingId, context)
      .catch(() => {
        throw new InputError(`bookingId: unknown booking ${request.bookingId}`);
      });
    const before = await reader.readable(request.id, context);
    if (named.id === before.id)
      throw new InputError('bookingId: expected another booking');
    requireHolder(await roles.of(before, context));
    return locked.write(
      { verb: 'consent', request, environments: named.environments },
      context,
      async (tx, booking, now) => {
        const other = await bookings.get(named.id, tx);
        if (!other) throw new InputError('bookingId: it is gone');
        const after: StoredBooking = {
          ...booking,
          consents: [
            ...booking.consents.filter(item => item.bookingId !== other.id),
            {
              bookingId: other.id,
              usage: other.usage,
              mode: other.mode,
              ...occupiedSpan(other),
              by: context.actor,
              at: new Date(now).toISOString(),
            },
          ],
        };
        return admission.letIn(tx, after, now);
      },
      (tx, now) => this.#letOtherIn(tx, now, { request, named, context }),
    );
  }

  /** What waited only for this word is in now. */
  async #letOtherIn(
    tx: Knex.Transaction,
    now: number,
    how: { request: Named; named: StoredBooking; context: CallContext },
  ): Promise<void> {
    const { admission, bookings, writer } = this.#options;
    const { request, named, context } = how;
    const other = await bookings.get(named.id, tx);
    const after = other && (await admission.letIn(tx, other, now));
    if (!other || !after || after.status === other.status) return;
    await writer.write(
      tx,
      {
        verb: 'approve',
        before: other,
        after: { ...after, ...touched(other, context.actor, now) },
        reason: `booking:${request.id} has agreed to it`,
      },
      context.actor,
    );
  }
}
