import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  acquireLease,
  breakLease,
  checkToken,
  Lease,
  leaseAcquirePermission,
  leaseBreakPermission,
  LeaseHolder,
  leasesContract,
  LeaseTicket,
  Page,
  parseTtl,
  releaseLease,
  renewLease,
  transferLease,
  Ttl,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { PageRequest, transact } from '../../database';
import { CallContext } from '../../http/types';
import { toPage } from '../../resources';
import { environmentAccess } from '../claims';
import {
  LeaseFilter,
  LeaseStore,
  lockEnvironments,
  StoredLease,
  StoredSlot,
} from '../store';
import { BookingService } from './BookingService';
import { EnvironmentsDependencies } from './dependencies';
import { LeaseBookings } from './LeaseBookings';
import { LeaseLostError, LeaseTakenError } from './leaseErrors';
import { LeaseWriter } from './LeaseWriter';

type AcquireInput = z.output<(typeof leasesContract)['acquireLease']['body']>;

export interface AcquireAnswer {
  lease?: Lease;
  ticket?: LeaseTicket;
  ahead: number;
}

/** Who has not asked again for so long has left the queue. */
const POLL_MS = 2 * 60_000;
/** However often it is renewed. Its booking ends it sooner, as a rule. */
const MAX_LIFE_MS = 7 * 86_400_000;

/** Environments held live by runs, and lost by those that do not renew in time. */
export class LeaseService {
  readonly #options: EnvironmentsDependencies & { leases: LeaseStore };
  readonly #writer: LeaseWriter;
  readonly #bookings: BookingService;
  readonly #named: LeaseBookings;

  constructor(
    options: EnvironmentsDependencies & {
      leases: LeaseStore;
      leaseWriter: LeaseWriter;
      leaseBookings: LeaseBookings;
      bookingService: BookingService;
    },
  ) {
    this.#options = options;
    this.#writer = options.leaseWriter;
    this.#named = options.leaseBookings;
    this.#bookings = options.bookingService;
  }

  async list(
    query: LeaseFilter & PageRequest,
    context: CallContext,
  ): Promise<Page<Lease>> {
    const access = await this.#bookings.guard.listAccess(context);
    const listed = await this.#options.leases.list(query, access);
    const visible = await this.#options.checks.visible(
      listed.items.map(item => item.environmentRef),
      context,
    );
    return toPage(
      listed,
      listed.items.filter(item => visible.has(item.environmentRef)).map(shown),
    );
  }

  async get(id: string, context: CallContext): Promise<Lease> {
    return shown(await this.readable(id, context));
  }

  /** Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<StoredLease> {
    const lease = await this.#options.leases.get(id);
    if (!lease) throw new NotFoundError(`Unknown lease '${id}'`);
    const visible = await this.#options.checks.visible(
      [lease.environmentRef],
      context,
    );
    if (!visible.has(lease.environmentRef))
      throw new NotFoundError(`Unknown lease '${id}'`);
    await this.#bookings.readable(lease.bookingId, context);
    return lease;
  }

  /** Throws `LeaseTakenError` when somebody has it, unless the caller waits. */
  async acquire(
    input: AcquireInput,
    context: CallContext,
  ): Promise<AcquireAnswer> {
    const { authorizer, checks, knex, clock, leases } = this.#options;
    const { environmentRef, holder, graceSeconds, ticketId, wait } = input;
    await authorizer.require(leaseAcquirePermission, context);
    await checks.environments(
      [{ field: 'environmentRef', ref: environmentRef }],
      context,
    );
    const named = await this.#named.find(input, context);
    const answer = await transact(knex, async tx => {
      const locks = await lockEnvironments(tx, named.environments);
      const now = await clock(tx);
      const { booking, notAfter } = await this.#named.usable(tx, named, {
        environmentRef,
        now,
      });
      const found = await leases.slot(tx, locks.get(environmentRef)!);
      const slot = await this.#writer.expireWhenDue(tx, found, now);
      const tickets = await leases.tickets(tx, environmentRef, now);
      const mine = tickets.find(
        item => item.id === ticketId && item.createdBy === context.actor,
      );
      const taken = acquireLease({
        slot,
        id: randomUUID(),
        holder,
        bookingId: booking.id,
        ttl: ttlOf(input.ttl, now),
        now,
        maxLifeMs: MAX_LIFE_MS,
        graceSeconds,
        notAfter,
        // Its booking was approved, and ends it.
        foreverApproved: true,
        tickets,
        ticketId: mine?.id,
      });
      if (!taken.ok) {
        const isTaken = ['held', 'grace', 'queued'].includes(taken.code);
        if (!isTaken)
          throw taken.code === 'over'
            ? new ConflictError(taken.reason)
            : new InputError(`ttl: ${taken.reason}`);
        const ahead = taken.ahead ?? 0;
        // Expired ones stay noted: what was written here is kept.
        if (!wait) return { refused: taken, slot };
        const pollBy = now + POLL_MS;
        const ticket = mine
          ? await leases.stay(tx, mine, pollBy)
          : await leases.join(tx, {
              id: randomUUID(),
              environmentRef,
              holder,
              createdBy: context.actor,
              joinedAt: new Date(now).toISOString(),
              pollBy: new Date(pollBy).toISOString(),
            });
        return { ticket, ahead };
      }
      const lease: StoredLease = {
        ...taken.lease,
        bookingId: booking.id,
        acquiredBy: context.actor,
      };
      await this.#named.activate(tx, booking, { now, actor: context.actor });
      await leases.insert(tx, lease);
      if (mine) await leases.leave(tx, mine);
      await this.#writer.audit(tx, { verb: 'acquire', after: lease }, context);
      return { lease, ahead: 0 };
    });
    if (answer.refused) {
      const { refused, slot } = answer;
      throw new LeaseTakenError({
        refusal: refused,
        ahead: refused.ahead ?? 0,
        lease: slot.lease && (await this.#ifReadable(slot.lease, context)),
      });
    }
    const { lease, ticket, ahead } = answer;
    return {
      ...(lease && { lease: shown(lease) }),
      ...(ticket && { ticket: withoutAuthor(ticket) }),
      ahead,
    };
  }

  /** Throws `LeaseLostError`, saying what became of it. */
  async renew(
    request: { id: string; token: number; ttl?: string },
    context: CallContext,
  ): Promise<Lease> {
    return this.#hold(request, context, async (tx, slot, now) => {
      const ttl = request.ttl ? ttlOf(request.ttl, now) : undefined;
      if (ttl?.forever)
        throw new InputError(
          'ttl: expected a time; it is held for good or not',
        );
      const renewed = renewLease({ slot, token: request.token, now, ttl });
      // A heartbeat is no decision: it is not in the audit log.
      if (renewed.ok)
        await this.#options.leases.update(tx, keep(slot, renewed.lease));
      return renewed;
    });
  }

  async release(
    request: { id: string; token: number },
    context: CallContext,
  ): Promise<Lease> {
    return this.#hold(request, context, async (tx, slot, now) => {
      const { token } = request;
      const released = releaseLease({ slot, token, now, by: context.actor });
      if (released.ok)
        await this.#writer.write(
          tx,
          {
            verb: 'release',
            before: slot.lease,
            after: keep(slot, released.lease),
          },
          context,
        );
      return released;
    });
  }

  /** To another run, under a new token: the old one is dead from then on. */
  async transfer(
    request: { id: string; token: number; to: LeaseHolder },
    context: CallContext,
  ): Promise<Lease> {
    const { leases, knex, clock, authorizer } = this.#options;
    await authorizer.require(leaseAcquirePermission, context);
    const { id, token, to } = request;
    const known = await this.#ofHolder(id, context);
    const handed = await transact(knex, async tx => {
      const locks = await lockEnvironments(tx, [known.environmentRef]);
      const now = await clock(tx);
      const slot = await leases.slot(tx, locks.get(known.environmentRef)!);
      if (slot.lease?.id !== id) return { slot, now };
      const answer = transferLease({
        slot,
        token,
        now,
        id: randomUUID(),
        to,
        by: context.actor,
      });
      if (!answer.ok) return { slot, now };
      const after = keep(slot, answer.lease);
      await leases.update(tx, keep(slot, answer.given));
      await leases.insert(tx, after);
      await this.#writer.audit(
        tx,
        { verb: 'transfer', before: slot.lease, after },
        context,
      );
      return { lease: after };
    });
    if (handed.lease) return shown(handed.lease);
    throw lost(handed.slot!, token, handed.now!);
  }

  /** By who owns the environment, with a reason. */
  async break(
    request: { id: string; reason: string },
    context: CallContext,
  ): Promise<Lease> {
    const { authorizer, owners, knex, clock, leases } = this.#options;
    const { id, reason } = request;
    const { environmentRef } = await this.readable(id, context);
    const environments = await owners.of([environmentRef]);
    await authorizer.requireOn(
      leaseBreakPermission,
      context,
      environmentAccess(environments.get(environmentRef)),
    );
    return transact(knex, async tx => {
      const lease = await leases.lock(tx, id);
      const now = await clock(tx);
      const slot = { environmentRef, lastToken: lease!.token, lease };
      const broken = breakLease({
        slot,
        by: context.actor,
        mayBreak: true,
        reason,
        now,
      });
      if (!broken.ok) throw new ConflictError(`${broken.reason} by this lease`);
      const after = keep(slot, broken.lease);
      await this.#writer.write(
        tx,
        { verb: 'break', before: lease, after, reason },
        context,
      );
      return shown(after);
    });
  }

  /** What a gate asks before it lets a holder through. */
  async check(
    request: { environmentRef: string; token: number },
    context: CallContext,
  ): Promise<{ live: boolean; code?: string; reason?: string; lease?: Lease }> {
    const { checks, knex, clock, leases } = this.#options;
    const { environmentRef, token } = request;
    await checks.environments(
      [{ field: 'environmentRef', ref: environmentRef }],
      context,
    );
    const { slot, now } = await transact(knex, async tx => ({
      slot: await leases.peek(tx, environmentRef),
      now: await clock(tx),
    }));
    const lease = slot.lease && (await this.#ifReadable(slot.lease, context));
    const checked = checkToken(slot, token, now);
    if (checked.ok) return { live: true, ...(lease && { lease }) };
    return {
      live: false,
      code: checked.code,
      ...(lease && { reason: checked.reason, lease }),
    };
  }

  /** Throws `NotFoundError` for a ticket of somebody else. */
  async leaveQueue(id: string, context: CallContext): Promise<void> {
    const { authorizer, knex, leases } = this.#options;
    await authorizer.require(leaseAcquirePermission, context);
    if (!(await leases.leave(knex, { id, createdBy: context.actor })))
      throw new NotFoundError(`Unknown ticket '${id}'`);
  }

  /** What its holder does with it, while only its own row is locked. */
  async #hold(
    request: { id: string; token: number },
    context: CallContext,
    act: (
      tx: Knex.Transaction,
      slot: StoredSlot,
      now: number,
    ) => Promise<{ ok: true; lease: Lease } | { ok: false }>,
  ): Promise<Lease> {
    const { authorizer, knex, clock, leases } = this.#options;
    await authorizer.require(leaseAcquirePermission, context);
    const { id, token } = request;
    const { environmentRef } = await this.#ofHolder(id, context);
    const done = await transact(knex, async tx => {
      const lease = (await leases.lock(tx, id))!;
      const now = await clock(tx);
      const slot =
        lease.status === 'held'
          ? { environmentRef, lastToken: lease.token, lease }
          : await leases.peek(tx, environmentRef);
      const answer =
        slot.lease?.id === id ? await act(tx, slot, now) : undefined;
      return { slot, now, lease: answer?.ok ? answer.lease : undefined };
    });
    if (done.lease) return shown(keep(done.slot, done.lease));
    throw lost(done.slot, token, done.now);
  }

  /** Who took it, or somebody of the group that it was booked for. */
  async #ofHolder(id: string, context: CallContext): Promise<StoredLease> {
    const lease = await this.#options.leases.get(id);
    if (lease?.acquiredBy === context.actor) return lease;
    const readable = await this.readable(id, context);
    const booking = await this.#options.bookings.get(readable.bookingId);
    if (
      !booking ||
      !(await this.#options.checks.isMember(booking.onBehalfOf, context))
    )
      throw new NotAllowedError('Expected who holds the lease');
    return readable;
  }

  async #ifReadable(
    lease: StoredLease,
    context: CallContext,
  ): Promise<Lease | undefined> {
    const access = await this.#bookings.guard.listAccess(context);
    const covered = await this.#options.bookings.covered(
      [lease.bookingId],
      access,
    );
    return covered.has(lease.bookingId) ? shown(lease) : undefined;
  }
}

function ttlOf(text: string, now: number): Ttl {
  const ttl = parseTtl(text, now);
  if (!ttl.ok) throw new InputError(`ttl: ${ttl.reason}`);
  return ttl;
}

function keep(slot: StoredSlot, lease: Lease): StoredLease {
  const { bookingId, acquiredBy } = slot.lease!;
  return { ...lease, bookingId, acquiredBy };
}

function lost(slot: StoredSlot, token: number, now: number): LeaseLostError {
  const checked = checkToken(slot, token, now);
  return new LeaseLostError(
    checked.ok
      ? { code: 'unknown', reason: `token ${token} is of another lease` }
      : { code: checked.code, reason: checked.reason },
  );
}

function shown(lease: StoredLease): Lease {
  const { acquiredBy, ...rest } = lease;
  return rest;
}

function withoutAuthor(ticket: LeaseTicket & { createdBy?: string }) {
  const { createdBy, ...rest } = ticket;
  return rest;
}
