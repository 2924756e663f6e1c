import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  Booking,
  bookingCreatePermission,
  bookingProblems,
  BookingSeriesRequest,
  bookingTransition,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { touched, transact } from '../../database';
import { CallContext } from '../../http/types';
import {
  BookingAdmission,
  BookingChanges,
  BookingDecider,
  BookingReader,
  BookingRoles,
  BookingWriter,
  DecisionGround,
  EnvironmentsDependencies,
} from '../service';
import { askedBooking } from '../service/askedBooking';
import { presentTaken } from '../service/presentBookings';
import { refusalError, requireNoProblems } from '../service/refusals';
import { Taken } from '../service/Taken';
import { lockEnvironments, StoredBooking } from '../store';
import { seriesSpans } from './seriesSpans';

type Options = EnvironmentsDependencies & {
  admission: BookingAdmission;
  decider: BookingDecider;
  reader: BookingReader;
  roles: BookingRoles;
  writer: BookingWriter;
};

/** One occurrence, and what became of it. */
interface Tried {
  span: { start: string; end: string };
  booking?: StoredBooking;
  refused?: Taken | InputError;
}

export interface SeriesAnswer {
  seriesId: string;
  occurrences: {
    start: string;
    end: string;
    bookingId?: string;
    status?: Booking['status'];
    reason?: string;
  }[];
  more: boolean;
}

/** Bookings that come again: each by itself, so that one that is taken costs one. */
export class BookingSeries {
  readonly #options: Options;
  readonly #changes: BookingChanges;

  constructor(options: Options) {
    this.#options = options;
    this.#changes = new BookingChanges(options);
  }

  /** Throws `TakenError` or `InputError` of the first when none of it can be had. */
  async create(
    input: BookingSeriesRequest,
    context: CallContext,
  ): Promise<SeriesAnswer> {
    const { authorizer, clock, decider, knex, reader } = this.#options;
    await authorizer.require(bookingCreatePermission, context);
    const { environments, facts } = await this.#changes.places(input, context);
    await this.#changes.requireNamed(input, context);
    const ground = await decider.ground(facts, input.onBehalfOf);
    const buffers = this.#changes.buffersOf(input, ground.policies);
    const seriesId = randomUUID();
    const { ifTaken, recurrence, ...single } = input;
    const { tried, more } = await transact(knex, async tx => {
      await lockEnvironments(tx, environments);
      const now = await clock(tx);
      const first = askedBooking(
        { ...single, draft: false },
        { environments, buffers, actor: context.actor, now },
      );
      requireNoProblems(bookingProblems(first, now));
      const found = seriesSpans(first, recurrence);
      const all: Tried[] = [];
      for (const span of found.spans)
        all.push(
          await this.#try(
            tx,
            { ...first, ...span, id: randomUUID(), seriesId },
            { ground, now, ifTaken: ifTaken === 'wait' ? 'wait' : 'refuse' },
          ),
        );
      const [{ refused }] = all;
      if (refused && all.every(({ booking }) => !booking)) throw refused;
      return { tried: all, more: found.more };
    }).catch(async error => {
      throw error instanceof Taken
        ? await this.#inWords(error, context)
        : error;
    });
    const access = await reader.guard.listAccess(context);
    const occurrences: SeriesAnswer['occurrences'] = [];
    for (const { span, booking, refused } of tried) {
      const reason =
        refused instanceof Taken
          ? await presentTaken(this.#options, refused, { context, access })
          : refused;
      occurrences.push({
        ...span,
        ...(booking && { bookingId: booking.id, status: booking.status }),
        ...(reason && { reason: reason.message }),
      });
    }
    return { seriesId, occurrences, more };
  }

  /** Every one that is not over, or those from an instant on; all of them or none. */
  async cancel(
    request: { id: string; from?: string; reason?: string },
    context: CallContext,
  ): Promise<{ cancelled: string[] }> {
    const { bookings, clock, knex, reader, roles, writer } = this.#options;
    const { id, from = '', reason } = request;
    const known = await bookings.ofSeries(id);
    const access = await reader.guard.listAccess(context);
    const readable = await bookings.covered(
      known.map(item => item.id),
      access,
    );
    const seen = known.filter(item => readable.has(item.id));
    if (seen.length === 0) throw new NotFoundError(`Unknown series '${id}'`);
    const left = seen.filter(
      item => isLeft(item) && (from === '' || item.start >= from),
    );
    const standings = new Map(
      await Promise.all(
        left.map(
          async item => [item.id, await roles.of(item, context)] as const,
        ),
      ),
    );
    const environments = left.flatMap(item => item.environments);
    const cancelled = await transact(knex, async tx => {
      if (environments.length > 0) await lockEnvironments(tx, environments);
      const now = await clock(tx);
      const done: string[] = [];
      for (const seenBefore of left) {
        const before = await bookings.get(seenBefore.id, tx);
        if (!before || !isLeft(before)) continue;
        if (before.revision !== seenBefore.revision)
          throw new ConflictError('The series has been changed meanwhile');
        const decided = bookingTransition({
          booking: before,
          action: 'cancel',
          by: { ref: context.actor, roles: standings.get(before.id)!.roles },
          now,
          reason,
        });
        if (!decided.ok) throw refusalError(decided);
        const after: StoredBooking = {
          ...before,
          ...touched(before, context.actor, now),
          status: decided.status,
          endedAt: new Date(now).toISOString(),
          ...(reason && { statusReason: reason }),
        };
        await writer.write(
          tx,
          { verb: 'cancel', before, after, reason },
          context.actor,
        );
        done.push(before.id);
      }
      return done;
    });
    return { cancelled };
  }

  async #try(
    tx: Knex.Transaction,
    asked: StoredBooking,
    how: { ground: DecisionGround; now: number; ifTaken: 'refuse' | 'wait' },
  ): Promise<Tried> {
    const span = { start: asked.start, end: asked.end };
    const { admission, writer } = this.#options;
    try {
      const booking = await admission.asked(tx, asked, how);
      await writer.write(
        tx,
        { verb: 'create', after: booking },
        asked.requestedBy,
      );
      return { span, booking };
    } catch (error) {
      if (error instanceof Taken || error instanceof InputError)
        return { span, refused: error };
      throw error;
    }
  }

  async #inWords(taken: Taken, context: CallContext): Promise<Error> {
    const access = await this.#options.reader.guard.listAccess(context);
    return presentTaken(this.#options, taken, { context, access });
  }
}

function isLeft({ status }: StoredBooking): boolean {
  return ['draft', 'pending', 'approved', 'active'].includes(status);
}
