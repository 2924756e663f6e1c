import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  approvalsOutcome,
  Booking,
  BookingApproval,
  bookingUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CallContext } from '../../http/types';
import { Named } from '../../resources';
import { Notifier } from '../notices';
import { StoredBooking } from '../store';
import { BookingDecider, DecisionGround } from './BookingDecider';
import { BookingReader } from './BookingReader';
import { BookingRoles, isHolder } from './BookingRoles';
import { EnvironmentsDependencies } from './dependencies';
import { LockedBookings } from './LockedBookings';

interface HandOver extends Named {
  onBehalfOf: string;
  accept: boolean;
}

type Options = EnvironmentsDependencies & {
  decider: BookingDecider;
  locked: LockedBookings;
  notifier: Notifier;
  reader: BookingReader;
  roles: BookingRoles;
};

/** A booking changes hands when both groups want it: one offers it, the other takes it. */
export class HandOvers {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async takeOver(request: HandOver, context: CallContext): Promise<Booking> {
    const { checks, reader, roles } = this.#options;
    const { onBehalfOf: group, accept } = request;
    const before = await reader.readable(request.id, context);
    await reader.requireCurrent(before, request, context);
    await checks.knownGroup(group, context);
    const standing = await roles.of(before, context);
    const isOffered = before.handOver?.to === group;
    const mayHave = isOffered && (await this.#mayHave(before, group, context));
    if (accept) {
      if (!isOffered)
        throw new ConflictError(
          `It is not offered to ${group}; expected that ${before.onBehalfOf} offers it first`,
        );
      if (!mayHave) throw new NotAllowedError(`Expected somebody of ${group}`);
      return this.#take(request, context);
    }
    if (!isHolder(standing)) {
      if (!mayHave)
        throw new NotAllowedError(
          'Expected somebody of the group that it is for, or that it is offered to',
        );
      return this.#write('hand-over-decline', request, context);
    }
    if (group !== before.onBehalfOf)
      return this.#write('hand-over', request, context);
    if (!before.handOver) throw new ConflictError(`It is for ${group} already`);
    return this.#write('hand-over-withdraw', request, context);
  }

  async #write(
    verb: 'hand-over' | 'hand-over-withdraw' | 'hand-over-decline',
    request: HandOver,
    context: CallContext,
  ): Promise<Booking> {
    const { locked, notifier } = this.#options;
    const { id, onBehalfOf: to } = request;
    let purpose = '';
    return locked.write(
      { verb, request },
      context,
      async (_tx, booking, now) => {
        requireLasting(booking);
        ({ purpose } = booking);
        const { handOver, ...rest } = booking;
        const at = new Date(now).toISOString();
        return verb === 'hand-over'
          ? { ...rest, handOver: { to, by: context.actor, at } }
          : rest;
      },
      async (tx: Knex.Transaction) => {
        if (verb === 'hand-over')
          await notifier.notify(tx, {
            key: `hand-over:${id}:${request.revision}`,
            scope: `hand-over:${id}`,
            topic: 'environment-booking',
            recipients: [to],
            exclude: context.actor,
            title: `A booking is offered to your group: “${purpose}”`,
            link: '/releases/environments/bookings',
          });
      },
    );
  }

  /** The policy decides for the new group what it decided for the old one. */
  async #take(request: HandOver, context: CallContext): Promise<Booking> {
    const { catalogView, decider, locked, reader } = this.#options;
    const { id, onBehalfOf: group } = request;
    const { environments } = await reader.readable(id, context);
    const facts = await catalogView.getFacts(environments);
    const ground = await decider.ground(facts, group);
    return locked.write(
      { verb: 'take-over', request },
      context,
      async (tx, booking, now) => {
        requireLasting(booking);
        if (booking.handOver?.to !== group)
          throw new ConflictError(`It is not offered to ${group} any more`);
        const { handOver, ...rest } = booking;
        const after: StoredBooking = {
          ...rest,
          onBehalfOf: group,
          requestedBy: context.actor,
        };
        return {
          ...after,
          approvals: await this.#approvals(tx, { after, ground, now }),
        };
      },
    );
  }

  async #approvals(
    tx: Knex.Transaction,
    how: { after: StoredBooking; ground: DecisionGround; now: number },
  ): Promise<BookingApproval[]> {
    const { after, ground, now } = how;
    const asked = await this.#options.decider.approvals(tx, after, ground, now);
    const approvals = asked.map((approval, at) => {
      const had = after.approvals[at];
      const isByPerson = had.status === 'approved' && had.by !== 'policy';
      return isByPerson ? had : approval;
    });
    if (
      after.status !== 'pending' &&
      approvalsOutcome(approvals) !== 'approved'
    )
      throw new ConflictError(
        `The policy of its environment approves it for another group, but not for ${after.onBehalfOf}; book it anew, for an owner to approve`,
      );
    return approvals;
  }

  async #mayHave(
    booking: StoredBooking,
    group: string,
    context: CallContext,
  ): Promise<boolean> {
    const { authorizer, checks, owners } = this.#options;
    if (!(await checks.isMember(group, context))) return false;
    const owned = await owners.of(booking.environments);
    return authorizer.mayOn(bookingUpdatePermission, context, {
      owner: group,
      kind: 'booking',
      scopeEntityOwners: [...owned.values()].flatMap(item => item.owners),
    });
  }
}

function requireLasting({ status }: StoredBooking): void {
  if (!['pending', 'approved', 'active'].includes(status))
    throw new ConflictError(`It is ${status}, and changes hands no more`);
}
