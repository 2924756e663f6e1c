import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  acquireLease,
  Lease,
  leaseAcquirePermission,
  leasesContract,
  LeaseTicket,
} from '@release-desk/plugin-releases-common';
import { z } from 'zod';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { LeaseStore, lockEnvironments, StoredLease } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { LeaseBookings } from './LeaseBookings';
import { LeaseTakenError } from './leaseErrors';
import { shown, ttlOf, withoutAuthor } from './leaseParts';
import { LeaseReader } from './LeaseReader';
import { LeaseWriter } from './LeaseWriter';

type AcquireInput = z.output<(typeof leasesContract)['acquireLease']['body']>;

export interface AcquireAnswer {
  lease?: Lease;
  ticket?: LeaseTicket;
  ahead: number;
}

/** Who has not asked again for so long has left the queue. */
const POLL_MS = 2 * 60_000;

/** How a run gets an environment: at once, or in its turn. */
export class LeaseAcquirer {
  readonly #options: EnvironmentsDependencies & {
    leases: LeaseStore;
    leaseReader: LeaseReader;
    /** However often it is renewed. Its booking ends it sooner, as a rule. */
    maxLifeMs: number;
  };
  readonly #writer: LeaseWriter;
  readonly #named: LeaseBookings;

  constructor(
    options: EnvironmentsDependencies & {
      leases: LeaseStore;
      leaseBookings: LeaseBookings;
      leaseReader: LeaseReader;
      leaseWriter: LeaseWriter;
      maxLifeMs: number;
    },
  ) {
    this.#options = options;
    this.#writer = options.leaseWriter;
    this.#named = options.leaseBookings;
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
    const answer = await transact(
      knex,
      async tx => {
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
          maxLifeMs: this.#options.maxLifeMs,
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
        await this.#writer.audit(
          tx,
          { verb: 'acquire', after: lease },
          context,
        );
        return { lease, ahead: 0 };
      },
      result => !('refused' in result),
    );
    if (answer.refused) {
      const { refused, slot } = answer;
      throw new LeaseTakenError({
        refusal: refused,
        ahead: refused.ahead ?? 0,
        lease:
          slot.lease &&
          (await this.#options.leaseReader.ifReadable(slot.lease, context)),
      });
    }
    const { lease, ticket, ahead } = answer;
    return {
      ...(lease && { lease: shown(lease) }),
      ...(ticket && { ticket: withoutAuthor(ticket) }),
      ahead,
    };
  }

  /** Throws `NotFoundError` for a ticket of somebody else. */
  async leaveQueue(id: string, context: CallContext): Promise<void> {
    const { authorizer, knex, leases } = this.#options;
    await authorizer.require(leaseAcquirePermission, context);
    if (!(await leases.leave(knex, { id, createdBy: context.actor })))
      throw new NotFoundError(`Unknown ticket '${id}'`);
  }
}
