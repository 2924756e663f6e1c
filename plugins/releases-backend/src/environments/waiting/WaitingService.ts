import { ConflictError, InputError } from '@backstage/errors';
import {
  ageWaitingEntry,
  approvalsOutcome,
  Booking,
  declineOffer,
  Page,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { PageRequest, toMillis, touched, transact } from '../../database';
import { CallContext } from '../../http/types';
import { toPage } from '../../resources';
import {
  BookingDecider,
  BookingReader,
  BookingWriter,
  EnvironmentsDependencies,
} from '../service';
import { BookingRoles } from '../service/BookingRoles';
import { OWN_ACTOR } from '../service/ownActor';
import { refusalError } from '../service/refusals';
import { refusingTaken } from '../service/refusingTaken';
import {
  lockEnvironments,
  StoredBooking,
  StoredWaiting,
  WaitingFilter,
} from '../store';
import { asEntry } from './asEntry';
import { Offers } from './Offers';
import { WaitingWriter } from './WaitingWriter';

const LONGEST_MS = 366 * 86_400_000;

type Options = EnvironmentsDependencies & {
  decider: BookingDecider;
  writer: BookingWriter;
  reader: BookingReader;
  waitingWriter: WaitingWriter;
  offers: Offers;
};

/** What somebody does under the locks of a booking that waits, or could. */
interface Scene {
  tx: Knex.Transaction;
  booking: StoredBooking;
  /** Its last one, as old as it is by now. */
  entry?: StoredWaiting;
  now: number;
}

/** The waiting list of environments: who waits for a slot, and who is offered one. */
export class WaitingService {
  readonly #options: Options;
  readonly #roles: BookingRoles;

  constructor(options: Options) {
    this.#options = options;
    const { guard } = options.reader;
    this.#roles = new BookingRoles({ ...options, guard });
  }

  /** In the order in which they are offered something. */
  async list(
    query: WaitingFilter & PageRequest,
    context: CallContext,
  ): Promise<Page<WaitingEntry>> {
    const { bookings, reader, checks, waiting } = this.#options;
    const access = await reader.guard.listAccess(context);
    const listed = await waiting.list(query, access);
    const ids = listed.items.map(item => item.bookingId);
    const known = new Map(
      (await bookings.getAll(ids)).map(item => [item.id, item]),
    );
    const visible = await checks.visible(
      [...known.values()].flatMap(item => item.environments),
      context,
    );
    return toPage(
      listed,
      listed.items.flatMap(item => {
        const booking = known.get(item.bookingId);
        return booking ? [shown(item, booking, visible)] : [];
      }),
    );
  }

  /** Throws `ConflictError` for a booking that nothing is in the way of. */
  async join(
    request: { id: string; earliestStart?: string; latestStart?: string },
    context: CallContext,
  ): Promise<WaitingEntry> {
    const { waitingWriter, offers, waiting, decider } = this.#options;
    const joined = await this.#within(request.id, context, async scene => {
      const { tx, booking, entry, now } = scene;
      if (booking.status !== 'pending')
        throw new ConflictError(
          `The booking is ${booking.status}; only a pending one waits`,
        );
      if (entry && (isLive(entry) || entry.holds))
        throw new ConflictError('It waits already');
      if ((await decider.admission(booking, tx)).admitted)
        throw new ConflictError(
          'Nothing is in its way; it waits for its approval only',
        );
      const after = newEntry(booking, request, now);
      await waitingWriter.write(
        tx,
        booking,
        { verb: 'wait', after },
        context.actor,
      );
      // Another time that it would take may be free already.
      await offers.make(tx, { environments: booking.environments, now });
      return { booking, entry: (await waiting.ofBooking(booking.id, tx))! };
    });
    const { environments } = joined.booking;
    const visible = await this.#options.checks.visible(environments, context);
    return shown(joined.entry, joined.booking, visible);
  }

  async leave(id: string, context: CallContext): Promise<void> {
    const { waitingWriter, offers } = this.#options;
    await this.#within(id, context, async ({ tx, booking, entry, now }) => {
      if (!entry || !isLive(entry)) throw new ConflictError('It does not wait');
      const { offer, ...rest } = entry;
      await waitingWriter.write(
        tx,
        booking,
        {
          verb: 'wait-leave',
          before: entry,
          after: { ...rest, status: 'withdrawn', holds: false },
        },
        context.actor,
      );
      await offers.make(tx, { environments: booking.environments, now });
    });
  }

  /** Takes the offered slot, or leaves it to the next. */
  async answer(
    request: { id: string; accept: boolean },
    context: CallContext,
  ): Promise<Booking> {
    const { reader } = this.#options;
    await (request.accept
      ? this.#accept(request.id, context)
      : this.#decline(request.id, context));
    return reader.get(request.id, context);
  }

  async #decline(id: string, context: CallContext): Promise<void> {
    const { waitingWriter, offers } = this.#options;
    await this.#within(id, context, async ({ tx, booking, entry, now }) => {
      const offered = requireOffer(entry);
      const after = declineOffer(asEntry(offered, booking));
      const { environments, onBehalfOf, ...rest } = after;
      await waitingWriter.write(
        tx,
        booking,
        {
          verb: 'offer-decline',
          before: offered,
          after: { ...rest, holds: false },
        },
        context.actor,
      );
      await offers.make(tx, { environments: booking.environments, now });
    });
  }

  async #accept(id: string, context: CallContext): Promise<void> {
    const { reader, catalogView, decider, waitingWriter, writer } =
      this.#options;
    const known = await reader.readable(id, context);
    const facts = await catalogView.getFacts(known.environments);
    const ground = await decider.ground(facts, known.onBehalfOf);
    await this.#within(id, context, async ({ tx, booking, entry, now }) => {
      const offered = requireOffer(entry);
      const { start, end } = offered.offer;
      const wanted: StoredBooking = {
        ...booking,
        start,
        end,
        ...touched(booking, context.actor, now),
      };
      const approvals = await decider.approvals(tx, wanted, ground, now);
      const isApproved = approvalsOutcome(approvals) === 'approved';
      await decider.requireAdmission(tx, wanted);
      await waitingWriter.write(
        tx,
        booking,
        {
          verb: 'offer-accept',
          before: offered,
          // What its owner has to approve first is kept for it until then.
          after: { ...offered, status: 'accepted', holds: !isApproved },
        },
        context.actor,
      );
      const after: StoredBooking = {
        ...wanted,
        approvals,
        status: isApproved ? 'approved' : 'pending',
      };
      await writer.write(
        tx,
        { verb: isApproved ? 'approve' : 'update', before: booking, after },
        context.actor,
      );
    });
  }

  /** For those who have booked it, under the locks of its environments. */
  async #within<T>(
    id: string,
    context: CallContext,
    act: (scene: Scene) => Promise<T>,
  ): Promise<T> {
    const { reader, bookings, clock, knex, waiting, waitingWriter } =
      this.#options;
    const known = await reader.readable(id, context);
    const { roles } = await this.#roles.of(known, context);
    if (!roles.includes('requester') && !roles.includes('member'))
      throw refusalError({
        ok: false,
        code: 'role',
        reason: 'expected somebody of the group that it is for',
      });
    const { guard } = reader;
    return refusingTaken({ ...this.#options, guard }, context, () =>
      transact(knex, async tx => {
        await lockEnvironments(tx, known.environments);
        const now = await clock(tx);
        const booking = await bookings.get(id, tx);
        if (booking?.environments.join() !== known.environments.join())
          throw new ConflictError('The booking has been changed meanwhile');
        const kept = await waiting.ofBooking(id, tx);
        const entry = kept && aged(kept, booking, now);
        if (kept && entry?.status === 'expired' && isLive(kept))
          await waitingWriter.write(
            tx,
            booking,
            { verb: 'wait-expire', before: kept, after: entry },
            OWN_ACTOR,
          );
        return act({ tx, booking, entry, now });
      }),
    );
  }
}

function isLive({ status }: StoredWaiting): boolean {
  return status === 'waiting' || status === 'offered';
}

/** By the clock it may be over, before anybody has written that down. */
function aged(
  entry: StoredWaiting,
  booking: StoredBooking,
  now: number,
): StoredWaiting {
  const after = ageWaitingEntry(asEntry(entry, booking), now);
  const { environments, onBehalfOf, ...rest } = after;
  const holds = entry.holds && after.status === entry.status;
  return { ...rest, holds };
}

function requireOffer(
  entry: StoredWaiting | undefined,
): StoredWaiting & { offer: NonNullable<StoredWaiting['offer']> } {
  if (entry?.status !== 'offered' || !entry.offer)
    throw new ConflictError(
      'It is offered nothing; an offer that is not answered in time goes to the next',
    );
  return { ...entry, offer: entry.offer };
}

function newEntry(
  booking: StoredBooking,
  wish: { earliestStart?: string; latestStart?: string },
  now: number,
): StoredWaiting {
  const earliestStart = wish.earliestStart ?? booking.start;
  const latestStart =
    wish.latestStart ??
    (earliestStart > booking.start ? earliestStart : booking.start);
  if (latestStart < earliestStart)
    throw new InputError('latestStart: expected one not before earliestStart');
  if (toMillis(latestStart) < now)
    throw new InputError('latestStart: expected an instant that is not past');
  if (toMillis(latestStart) > now + LONGEST_MS)
    throw new InputError('latestStart: expected at most 366 days ahead');
  return {
    id: randomUUID(),
    bookingId: booking.id,
    priority: booking.priority,
    joinedAt: new Date(now).toISOString(),
    earliestStart,
    latestStart,
    status: 'waiting',
    declinedStarts: [],
    holds: false,
  };
}

function shown(
  entry: StoredWaiting,
  booking: StoredBooking,
  visible: ReadonlySet<string>,
): WaitingEntry {
  const whole = asEntry(entry, booking);
  return {
    ...whole,
    environments: whole.environments.filter(ref => visible.has(ref)),
  };
}
