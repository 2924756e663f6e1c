import { ConflictError } from '@backstage/errors';
import {
  approvalsOutcome,
  Booking,
  bookingCreatePermission,
  BookingPatch,
  bookingProblems,
  BookingRequest,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { Named } from '../../resources';
import { lockEnvironments } from '../store';
import { askedBooking } from './askedBooking';
import { BookingAdmission } from './BookingAdmission';
import { BookingChanges } from './BookingChanges';
import { BookingDecider } from './BookingDecider';
import { BookingReader } from './BookingReader';
import { BookingRoles } from './BookingRoles';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { ActRequest, LockedBookings } from './LockedBookings';
import { refusalError, requireNoProblems } from './refusals';
import { refusingTaken } from './refusingTaken';

type Options = EnvironmentsDependencies & {
  admission: BookingAdmission;
  decider: BookingDecider;
  locked: LockedBookings;
  roles: BookingRoles;
  writer: BookingWriter;
};

/** Promises of an environment for a span of time, which no race can break. */
export class BookingService extends BookingReader {
  readonly #options: Options;
  readonly #admission: BookingAdmission;
  readonly #changes: BookingChanges;
  readonly #decider: BookingDecider;
  readonly #locked: LockedBookings;
  readonly #roles: BookingRoles;

  constructor(options: Options) {
    super(options);
    this.#options = options;
    this.#admission = options.admission;
    this.#changes = new BookingChanges(options);
    this.#decider = options.decider;
    this.#locked = options.locked;
    this.#roles = options.roles;
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
          await this.#options.writer.write(
            tx,
            { verb: 'create', after: booking },
            context.actor,
          );
          return booking;
        }),
    );
    return this.shown(after, context);
  }

  async update(
    request: Named & { patch: BookingPatch },
    context: CallContext,
  ): Promise<Booking> {
    const before = await this.readable(request.id, context);
    await this.requireCurrent(before, request, context);
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
    return this.#locked.write(
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
    return this.#locked.act(
      'submit',
      request,
      context,
      async (tx, booking, now) => {
        requireNoProblems(bookingProblems(booking, now));
        return this.#admission.asked(
          tx,
          { ...booking, status: 'pending' },
          { ground, now, ifTaken: 'refuse' },
        );
      },
    );
  }

  /** For the environments that the caller owns; all of them make it approved. */
  async approve(request: ActRequest, context: CallContext): Promise<Booking> {
    return this.#locked.act(
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
    return this.#locked.act(
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
    return this.#locked.act(
      'cancel',
      request,
      context,
      async (_tx, booking, now) => ({
        ...booking,
        ...ended(now, request.reason),
        status: 'cancelled',
      }),
    );
  }

  async activate(request: Named, context: CallContext): Promise<Booking> {
    return this.#locked.act(
      'activate',
      request,
      context,
      async (_, booking, now) => ({
        ...booking,
        status: 'active',
        activeSince: new Date(now).toISOString(),
      }),
    );
  }

  /** Early, where it is: the rest of its time is free at once. */
  async complete(request: Named, context: CallContext): Promise<Booking> {
    return this.#locked.act(
      'complete',
      request,
      context,
      async (_, booking, now) => ({
        ...booking,
        ...ended(now),
        status: 'completed',
      }),
    );
  }
}

function ended(now: number, reason?: string) {
  return {
    endedAt: new Date(now).toISOString(),
    ...(reason && { statusReason: reason }),
  };
}
