import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  approvalsOutcome,
  Booking,
  BookingAction,
  bookingCreatePermission,
  BookingPatch,
  bookingProblems,
  bookingReadPermission,
  BookingRequest,
  bookingTransition,
  occupiedSpan,
  Page,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { PageRequest, touched, transact } from '../../database';
import { CallContext } from '../../http/types';
import { Named, ReadService } from '../../resources';
import { BookingFilter, lockEnvironments, StoredBooking } from '../store';
import { askedBooking } from './askedBooking';
import { BookingAdmission } from './BookingAdmission';
import { BookingChanges } from './BookingChanges';
import { BookingDecider } from './BookingDecider';
import { BookingRoles, Standing } from './BookingRoles';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { presentBookings } from './presentBookings';
import { refusalError, requireNoProblems } from './refusals';
import { refusingTaken } from './refusingTaken';

export interface ActRequest extends Named {
  reason?: string;
}

type Act = (
  tx: Knex.Transaction,
  before: StoredBooking,
  now: number,
) => Promise<StoredBooking>;

/** Promises of an environment for a span of time, which no race can break. */
export class BookingService extends ReadService<
  StoredBooking,
  Booking,
  BookingFilter
> {
  readonly #options: EnvironmentsDependencies;
  readonly #writer: BookingWriter;
  readonly #decider: BookingDecider;
  readonly #admission: BookingAdmission;
  readonly #roles: BookingRoles;
  readonly #changes: BookingChanges;

  constructor(
    options: EnvironmentsDependencies & {
      writer: BookingWriter;
      decider: BookingDecider;
    },
  ) {
    super({
      ...options,
      store: options.bookings,
      noun: 'booking',
      read: bookingReadPermission,
    });
    this.#options = options;
    this.#writer = options.writer;
    this.#decider = options.decider;
    this.#admission = new BookingAdmission(options);
    this.#roles = new BookingRoles({ ...options, guard: this.guard });
    this.#changes = new BookingChanges(options);
  }

  async page(
    query: Omit<BookingFilter, 'actor'> & PageRequest,
    context: CallContext,
  ): Promise<Page<Booking>> {
    return super.list({ ...query, actor: context.actor }, context);
  }

  async get(id: string, context: CallContext): Promise<Booking> {
    return this.present(await this.readable(id, context), context);
  }

  /** A draft is there for nobody but who made it. Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<StoredBooking> {
    const found = await this.guard.readable(id, context);
    if (found.status === 'draft' && found.requestedBy !== context.actor)
      throw new NotFoundError(`Unknown booking '${id}'`);
    return found;
  }

  /** Throws `InputError` naming the field, `TakenError` naming who holds the time. */
  async create(input: BookingRequest, context: CallContext): Promise<Booking> {
    const { authorizer, knex, clock } = this.#options;
    await authorizer.require(bookingCreatePermission, context);
    const { environments, facts } = await this.#changes.places(input, context);
    await this.#changes.requireNamed(input, context);
    const ground = await this.#decider.ground(facts, input.onBehalfOf);
    const buffers = this.#changes.buffersOf(input, ground.policies);
    const after = await refusingTaken(
      { ...this.#options, guard: this.guard },
      context,
      () =>
        transact(knex, async tx => {
          await lockEnvironments(tx, environments);
          const now = await clock(tx);
          const { ifTaken, ...rest } = input;
          const asked = askedBooking(rest, {
            environments,
            buffers,
            actor: context.actor,
            now,
          });
          requireNoProblems(bookingProblems(asked, now));
          const booking = input.draft
            ? asked
            : await this.#admission.asked(tx, asked, { ground, now, ifTaken });
          await this.#writer.write(
            tx,
            { verb: 'create', after: booking },
            context.actor,
          );
          return booking;
        }),
    );
    return this.present(after, context);
  }

  async update(
    request: Named & { patch: BookingPatch },
    context: CallContext,
  ): Promise<Booking> {
    const before = await this.readable(request.id, context);
    await this.requireRevision(before, request, context);
    const standing = await this.#roles.of(before, context);
    if (standing.roles.length === 0)
      throw refusalError({
        ok: false,
        code: 'role',
        reason: 'expected who has booked it, or an owner of its environment',
      });
    const { wanted, facts } = await this.#changes.patched(
      before,
      request.patch,
      context,
    );
    const ground = await this.#decider.ground(facts, before.onBehalfOf);
    return this.#write(
      { verb: 'update', request, environments: wanted.environments },
      context,
      async (tx, current, now) => {
        this.#changes.requireAllowed(current, wanted, now);
        if (current.status === 'draft') return wanted;
        if (!this.#changes.takesMore(current, wanted))
          return this.#admission.letIn(tx, wanted, now);
        return this.#admission.moved(tx, wanted, {
          current,
          ground,
          standing,
          now,
        });
      },
    );
  }

  /** A draft becomes a booking like any other. */
  async submit(request: Named, context: CallContext): Promise<Booking> {
    const before = await this.readable(request.id, context);
    const { facts } = await this.#roles.of(before, context);
    const ground = await this.#decider.ground(facts, before.onBehalfOf);
    return this.#act('submit', request, context, async (tx, booking, now) => {
      requireNoProblems(bookingProblems(booking, now));
      return this.#admission.asked(
        tx,
        { ...booking, status: 'pending' },
        { ground, now, ifTaken: 'refuse' },
      );
    });
  }

  /** For the environments that the caller owns; all of them make it approved. */
  async approve(request: ActRequest, context: CallContext): Promise<Booking> {
    return this.#act(
      'approve',
      request,
      context,
      async (tx, booking, now, { owned }) => {
        const approvals = booking.approvals.map(approval =>
          approval.status === 'pending' && owned.has(approval.environmentRef)
            ? {
                environmentRef: approval.environmentRef,
                status: 'approved' as const,
                by: context.actor,
                at: new Date(now).toISOString(),
                ...(request.reason && { reason: request.reason }),
              }
            : approval,
        );
        const after = { ...booking, approvals };
        if (approvalsOutcome(approvals) !== 'approved') {
          if (approvals.every((item, at) => item === booking.approvals[at]))
            throw new ConflictError(
              'You have approved it already; owners of its other environments have not',
            );
          return after;
        }
        await this.#decider.requireAdmission(tx, after);
        return { ...after, status: 'approved' };
      },
    );
  }

  async reject(request: ActRequest, context: CallContext): Promise<Booking> {
    return this.#act(
      'reject',
      request,
      context,
      async (_tx, booking, now, { owned }) => ({
        ...booking,
        ...ended(now, request.reason),
        status: 'rejected',
        approvals: booking.approvals.map(approval =>
          owned.has(approval.environmentRef)
            ? {
                environmentRef: approval.environmentRef,
                status: 'rejected',
                by: context.actor,
                at: new Date(now).toISOString(),
                ...(request.reason && { reason: request.reason }),
              }
            : approval,
        ),
      }),
    );
  }

  async cancel(request: ActRequest, context: CallContext): Promise<Booking> {
    return this.#act('cancel', request, context, async (_tx, booking, now) => ({
      ...booking,
      ...ended(now, request.reason),
      status: 'cancelled',
    }));
  }

  async activate(request: Named, context: CallContext): Promise<Booking> {
    return this.#act('activate', request, context, async (_, booking, now) => ({
      ...booking,
      status: 'active',
      activeSince: new Date(now).toISOString(),
    }));
  }

  /** Early, where it is: the rest of its time is free at once. */
  async complete(request: Named, context: CallContext): Promise<Booking> {
    return this.#act('complete', request, context, async (_, booking, now) => ({
      ...booking,
      ...ended(now),
      status: 'completed',
    }));
  }

  /** One side's word that another booking may stand beside its own. */
  async consent(
    request: Named & { bookingId: string },
    context: CallContext,
  ): Promise<Booking> {
    const named = await this.readable(request.bookingId, context).catch(() => {
      throw new InputError(`bookingId: unknown booking ${request.bookingId}`);
    });
    const before = await this.readable(request.id, context);
    if (named.id === before.id)
      throw new InputError('bookingId: expected another booking');
    const { roles } = await this.#roles.of(before, context);
    if (!roles.includes('requester') && !roles.includes('member'))
      throw refusalError({
        ok: false,
        code: 'role',
        reason: 'expected somebody of the group that it is for',
      });
    return this.#write(
      { verb: 'consent', request, environments: named.environments },
      context,
      async (tx, booking, now) => {
        const other = await this.#options.bookings.get(named.id, tx);
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
        return this.#admission.letIn(tx, after, now);
      },
      // What waited only for this word is in now.
      async (tx, now) => {
        const other = await this.#options.bookings.get(named.id, tx);
        const after = other && (await this.#admission.letIn(tx, other, now));
        if (!other || !after || after.status === other.status) return;
        await this.#writer.write(
          tx,
          {
            verb: 'approve',
            before: other,
            after: { ...after, ...touched(other, context.actor, now) },
            reason: `booking:${request.id} has agreed to it`,
          },
          context.actor,
        );
      },
    );
  }

  protected async presentAll(
    items: StoredBooking[],
    context: CallContext,
  ): Promise<Booking[]> {
    const access = await this.guard.listAccess(context);
    return presentBookings(this.#options, items, { context, access });
  }

  async #act(
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
    const before = await this.readable(request.id, context);
    await this.requireRevision(before, request, context);
    const standing = await this.#roles.of(before, context);
    return this.#write({ verb: action, request }, context, async (...args) => {
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

  /** Under the locks of its environments, at the named revision. */
  async #write(
    change: { verb: string; request: ActRequest; environments?: string[] },
    context: CallContext,
    act: Act,
    then?: (tx: Knex.Transaction, now: number) => Promise<void>,
  ): Promise<Booking> {
    const { clock, bookings } = this.#options;
    const { verb, request, environments = [] } = change;
    let after: StoredBooking | undefined;
    const { environments: own } = await this.readable(request.id, context);
    await refusingTaken({ ...this.#options, guard: this.guard }, context, () =>
      this.writeAt(request, context, async tx => {
        await lockEnvironments(tx, [...own, ...environments]);
        const now = await clock(tx);
        const before = await bookings.get(request.id, tx);
        if (before?.revision !== request.revision) return false;
        after = {
          ...(await act(tx, before, now)),
          ...touched(before, context.actor, now),
        };
        const written = await this.#writer.write(
          tx,
          { verb, before, after, reason: request.reason },
          context.actor,
        );
        if (written) await then?.(tx, now);
        return written;
      }),
    );
    return this.present(after!, context);
  }
}

function ended(now: number, reason?: string) {
  return {
    endedAt: new Date(now).toISOString(),
    ...(reason && { statusReason: reason }),
  };
}
