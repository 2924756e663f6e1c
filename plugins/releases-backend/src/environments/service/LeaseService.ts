import { randomUUID } from 'node:crypto';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Lease,
  leaseAcquirePermission,
  LeaseHolder,
  releaseLease,
  renewLease,
  transferLease,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import {
  LeaseStore,
  lockEnvironments,
  StoredLease,
  StoredSlot,
} from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { keep, lost, shown, ttlOf } from './leaseParts';
import { LeaseReader } from './LeaseReader';
import { LeaseWriter } from './LeaseWriter';

/** Environments held live by runs, and lost by those that do not renew in time. */
export class LeaseService {
  readonly #options: EnvironmentsDependencies & {
    leases: LeaseStore;
    leaseReader: LeaseReader;
  };
  readonly #writer: LeaseWriter;

  constructor(
    options: EnvironmentsDependencies & {
      leases: LeaseStore;
      leaseReader: LeaseReader;
      leaseWriter: LeaseWriter;
    },
  ) {
    this.#options = options;
    this.#writer = options.leaseWriter;
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
    const handed = await transact(
      knex,
      async tx => {
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
      },
      // What was refused has written nothing.
      ({ lease }) => lease !== undefined,
    );
    if (handed.lease) return shown(handed.lease);
    throw lost(handed.slot!, token, handed.now!);
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
    const { authorizer, knex, leases } = this.#options;
    await authorizer.require(leaseAcquirePermission, context);
    const { id, token } = request;
    const held = (trusted: boolean) =>
      transact(
        knex,
        async tx => {
          const found = await leases.lockNow(tx, id, this.#options.clock);
          if (!found || (!trusted && found.lease.acquiredBy !== context.actor))
            return undefined;
          const { lease, now } = found;
          const { environmentRef } = lease;
          const slot =
            lease.status === 'held'
              ? { environmentRef, lastToken: lease.token, lease }
              : await leases.peek(tx, environmentRef);
          const answer =
            slot.lease?.id === id ? await act(tx, slot, now) : undefined;
          return { slot, now, lease: answer?.ok ? answer.lease : undefined };
        },
        result => result?.lease !== undefined,
      );
    // Mostly it is who took it: who else may is for the catalog to say, which
    // is not asked within a transaction.
    let done = await held(false);
    if (!done) {
      await this.#ofHolder(id, context);
      done = await held(true);
    }
    if (done?.lease) return shown(keep(done.slot, done.lease));
    throw lost(done!.slot, token, done!.now);
  }

  /** Who took it, or somebody of the group that it was booked for. */
  async #ofHolder(id: string, context: CallContext): Promise<StoredLease> {
    const lease = await this.#options.leases.get(id);
    if (lease?.acquiredBy === context.actor) return lease;
    const readable = await this.#options.leaseReader.readable(id, context);
    const booking = await this.#options.bookings.get(readable.bookingId);
    if (
      !booking ||
      !(await this.#options.checks.isMember(booking.onBehalfOf, context))
    )
      throw new NotAllowedError('Expected who holds the lease');
    return readable;
  }
}
