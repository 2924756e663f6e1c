import { refuse, Refusal } from '../refusal';
import { toIso } from '../time';
import { LeaseChange, leasePhase } from './phase';
import { countAhead } from './queue';
import type { Lease, LeaseHolder, LeaseSlot, LeaseTicket } from './schema';
import type { Ttl } from './ttl';

function isSameHolder(one: LeaseHolder, other: LeaseHolder): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function whoHolds({ holder, expiresAt }: Lease): string {
  return `${holder.kind} ${holder.id} holds it ${
    expiresAt ? `until ${expiresAt}` : 'for good'
  }`;
}

/** @public */
export interface AcquireRequest {
  slot: LeaseSlot;
  /** Of the new lease. */
  id: string;
  holder: LeaseHolder;
  bookingId?: string;
  ttl: Ttl;
  /** Epoch milliseconds, of the database's clock. */
  now: number;
  /** How long it may live, however often it is renewed. */
  maxLifeMs: number;
  graceSeconds?: number;
  /** It ends then at the latest: the end of its booking. Epoch milliseconds. */
  notAfter?: number;
  /** The environment's owner has approved that it is held for good. */
  foreverApproved?: boolean;
  /** Those that wait for the environment, and which of them asks. */
  tickets?: readonly LeaseTicket[];
  ticketId?: string;
}

/** @public */
export type AcquireRefusal = Refusal<
  'held' | 'grace' | 'queued' | 'too-long' | 'forever' | 'over'
> & {
  /** Who has it. */
  lease?: Lease;
  /** How many come before. */
  ahead?: number;
};

function refuseTaken(request: AcquireRequest): AcquireRefusal | undefined {
  const { slot, holder, now, tickets = [], ticketId } = request;
  const { lease } = slot;
  const ahead = countAhead(tickets, now, ticketId);
  const phase = lease ? leasePhase(lease, now) : 'over';
  if (lease && phase === 'live') {
    return { ...refuse('held', whoHolds(lease)), lease, ahead };
  }
  if (lease && phase === 'grace') {
    const until = toIso(
      Date.parse(lease.expiresAt!) + lease.graceSeconds * 1000,
    );
    return isSameHolder(lease.holder, holder)
      ? undefined
      : {
          ...refuse(
            'grace',
            `the lease of ${lease.holder.kind} ${lease.holder.id} has expired; it is kept for it until ${until}`,
          ),
          lease,
          ahead,
        };
  }
  return ahead > 0
    ? {
        ...refuse('queued', `${ahead} wait before it; join the queue`),
        ahead,
      }
    : undefined;
}

function refuseTtl({
  ttl,
  now,
  maxLifeMs,
  notAfter,
  foreverApproved = false,
}: AcquireRequest): AcquireRefusal | undefined {
  if (ttl.forever && !foreverApproved) {
    return refuse(
      'forever',
      'expected the approval of the environment’s owner',
    );
  }
  if (!ttl.forever && ttl.expiresAt - now > maxLifeMs) {
    return refuse(
      'too-long',
      `expected at most ${Math.floor(maxLifeMs / 1000)} s`,
    );
  }
  return notAfter !== undefined && notAfter <= now
    ? refuse('over', `its booking ended ${toIso(notAfter)}`)
    : undefined;
}

/**
 * Takes an environment for a holder if nobody has it: nobody holds it, nobody
 * else's grace runs, and nobody waits in front. Gives out the next token. The
 * same holder asking again while it holds is refused like anybody: two starts
 * of one run must not share a lease.
 *
 * @public
 */
export function acquireLease(
  request: AcquireRequest,
): LeaseChange | AcquireRefusal {
  const refusal = refuseTtl(request) ?? refuseTaken(request);
  if (refusal) {
    return refusal;
  }
  const { slot, id, holder, bookingId, ttl, now, maxLifeMs } = request;
  const { graceSeconds = 0, notAfter = Infinity } = request;
  const token = slot.lastToken + 1;
  const diesAt = Math.min(ttl.forever ? Infinity : now + maxLifeMs, notAfter);
  const expiresAt = Math.min(ttl.forever ? Infinity : ttl.expiresAt, diesAt);
  const lease: Lease = {
    id,
    environmentRef: slot.environmentRef,
    ...(bookingId && { bookingId }),
    holder,
    token,
    status: 'held',
    acquiredAt: toIso(now),
    renewedAt: toIso(now),
    ...(expiresAt < Infinity && { expiresAt: toIso(expiresAt) }),
    ...(diesAt < Infinity && { diesAt: toIso(diesAt) }),
    ...(!ttl.forever && { ttlSeconds: (ttl.expiresAt - now) / 1000 }),
    graceSeconds,
  };
  return { ok: true, slot: { ...slot, lastToken: token, lease }, lease };
}
