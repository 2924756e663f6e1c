import {
  Booking,
  BookingAction,
  bookingTransition,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { touched } from '../../database';
import { CallContext } from '../../http/types';
import { guardedWrite, Named } from '../../resources';
import { lockEnvironments, StoredBooking } from '../store';
import { BookingReader } from './BookingReader';
import { BookingRoles, Standing } from './BookingRoles';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { refusalError } from './refusals';
import { refusingTaken } from './refusingTaken';

export interface ActRequest extends Named {
  reason?: string;
}

/** What becomes of a booking. */
export type Act = (
  tx: Knex.Transaction,
  before: StoredBooking,
  now: number,
) => Promise<StoredBooking>;

/** How one booking is changed: at the named revision, under the locks of its environments. */
export class LockedBookings {
  readonly #options: EnvironmentsDependencies & {
    writer: BookingWriter;
    reader: BookingReader;
    roles: BookingRoles;
  };

  constructor(
    options: EnvironmentsDependencies & {
      writer: BookingWriter;
      reader: BookingReader;
      roles: BookingRoles;
    },
  ) {
    this.#options = options;
  }

  /** One step of the status machine, by somebody who may take it. */
  async act(
    action: BookingAction,
    request: ActRequest,
    context: CallContext,
    act: (
      tx: Knex.Transaction,
      booking: StoredBooking,
      now: number,
      standing: Standing,
    ) => Promise<StoredBooking>,
  ): Promise<Booking> {
    const { reader, roles } = this.#options;
    const before = await reader.readable(request.id, context);
    await reader.requireCurrent(before, request, context);
    const standing = await roles.of(before, context);
    return this.write({ verb: action, request }, context, async (...args) => {
      const [, booking, now] = args;
      const decided = bookingTransition({
        booking,
        action,
        by: { ref: context.actor, roles: standing.roles },
        now,
        reason: request.reason,
      });
      if (!decided.ok) throw refusalError(decided);
      return act(...args, standing);
    });
  }

  /** Any other change; `then` is what follows from it in the same transaction. */
  async write(
    change: { verb: string; request: ActRequest; environments?: string[] },
    context: CallContext,
    act: Act,
    then?: (tx: Knex.Transaction, now: number) => Promise<void>,
  ): Promise<Booking> {
    const { clock, bookings, knex, reader, writer } = this.#options;
    const { verb, request, environments = [] } = change;
    const { id, revision, reason } = request;
    let after: StoredBooking | undefined;
    const { environments: own } = await reader.readable(id, context);
    const { guard } = reader;
    await refusingTaken({ ...this.#options, guard }, context, () =>
      guardedWrite({
        knex,
        store: bookings,
        named: { id, revision },
        present: item => reader.shown(item, context),
        write: async tx => {
          await lockEnvironments(tx, [...own, ...environments]);
          const now = await clock(tx);
          const before = await bookings.get(id, tx);
          if (before?.revision !== revision) return false;
          after = {
            ...(await act(tx, before, now)),
            ...touched(before, context.actor, now),
          };
          const written = await writer.write(
            tx,
            { verb, before, after, reason },
            context.actor,
          );
          if (written) await then?.(tx, now);
          return written;
        },
      }),
    );
    return reader.shown(after!, context);
  }
}
