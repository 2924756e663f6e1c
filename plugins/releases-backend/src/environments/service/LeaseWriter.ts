import { expireLease } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis } from '../../database';
import { leaseLost } from '../notices';
import { LeaseStore, StoredLease, StoredSlot } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { OWN_ACTOR } from './ownActor';

interface LeaseChange {
  verb: string;
  before?: StoredLease;
  after: StoredLease;
  reason?: string;
}

/** How the end of a lease gets into the database and the audit log. */
export class LeaseWriter {
  readonly #options: Pick<EnvironmentsDependencies, 'auditLog' | 'notifier'> & {
    leases: LeaseStore;
    /** However often it is renewed. */
    maxLifeMs: number;
  };

  constructor(
    options: Pick<EnvironmentsDependencies, 'auditLog' | 'notifier'> & {
      leases: LeaseStore;
      maxLifeMs: number;
    },
  ) {
    this.#options = options;
  }

  async write(
    tx: Knex.Transaction,
    change: LeaseChange,
    author: { actor: string },
  ): Promise<void> {
    const { leases, notifier } = this.#options;
    const { verb, after, reason } = change;
    await leases.update(tx, after);
    if (verb === 'break')
      await notifier.notify(tx, leaseLost(after, { ...author, reason }));
    await this.audit(tx, change, author);
  }

  async audit(
    tx: Knex.Transaction,
    { verb, before, after, reason }: LeaseChange,
    { actor }: { actor: string },
  ): Promise<void> {
    await this.#options.auditLog.append(tx, {
      actor,
      action: `lease.${verb}`,
      objectRef: `lease:${after.id}`,
      entityRefs: [after.environmentRef],
      before,
      after,
      ...(reason && { reason }),
    });
  }

  /** Notes that it has expired, when it has; the slot as it is then. */
  async expireWhenDue(
    tx: Knex.Transaction,
    slot: StoredSlot,
    now: number,
  ): Promise<StoredSlot> {
    const before = slot.lease;
    const expired = expireLease(slot, now);
    if (!before || !expired) return slot;
    const { bookingId, acquiredBy } = before;
    const after: StoredLease = { ...expired.lease, bookingId, acquiredBy };
    await this.write(
      tx,
      { verb: 'expire', before, after },
      { actor: OWN_ACTOR },
    );
    return { ...slot, lease: after };
  }

  /**
   * What a change of its booking does to a lease: it ends with it, and lives as
   * long. Under the locks of the booking's environments.
   */
  async follow(
    tx: Knex.Transaction,
    booking: { id: string; isActive: boolean; until: number },
    change: { now: number; actor: string; reason?: string },
  ): Promise<void> {
    const { leases } = this.#options;
    const { now, actor, reason } = change;
    for (const before of await leases.heldBy(tx, booking.id)) {
      if (!booking.isActive) {
        const after: StoredLease = {
          ...before,
          status: actor === before.acquiredBy ? 'released' : 'broken',
          endedAt: new Date(now).toISOString(),
          endedBy: actor,
          endReason: reason ?? 'its booking is over',
        };
        const verb = after.status === 'released' ? 'release' : 'break';
        await this.write(tx, { verb, before, after, reason }, { actor });
        continue;
      }
      const until = new Date(booking.until).toISOString();
      const longest = toMillis(before.acquiredAt) + this.#options.maxLifeMs;
      // One for good lasts as long as its booking.
      const isForGood = before.ttlSeconds === undefined;
      const diesAt =
        isForGood || booking.until < longest
          ? until
          : new Date(longest).toISOString();
      if (diesAt === before.diesAt) continue;
      const { expiresAt } = before;
      await leases.update(tx, {
        ...before,
        diesAt,
        expiresAt:
          isForGood || !expiresAt || expiresAt > diesAt ? diesAt : expiresAt,
      });
    }
  }
}
