import { refuse, Refusal } from '../refusal';
import { toIso } from '../time';
import { countAhead } from './queue';
import type {
  Lease,
  LeaseHolder,
  LeaseSlot,
  LeaseStatus,
  LeaseTicket,
} from './schema';
import type { Ttl } from './ttl';

/** @public */
export type LeasePhase = 'live' | 'grace' | 'over';

/** The slot as it is then, to be written if nobody was faster. @public */
export interface LeaseChange {
  ok: true;
  slot: LeaseSlot;
  lease: Lease;
}

/**
 * Whether a lease is live, in its grace after it has expired, or over. `now` is
 * in epoch milliseconds, of the database's clock.
 *
 * @public
 */
export function leasePhase(lease: Lease, now: number): LeasePhase {
  const { status, expiresAt, graceSeconds } = lease;
  if (status === 'held' && (!expiresAt || now < Date.parse(expiresAt))) {
    return 'live';
  }
  const hasExpired = status === 'held' || status === 'expired';
  const graceEnd = expiresAt ? Date.parse(expiresAt) + graceSeconds * 1000 : 0;
  return hasExpired && now < graceEnd ? 'grace' : 'over';
}

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

/** @public */
export type TokenRefusal = Refusal<
  'unknown' | 'superseded' | Exclude<LeaseStatus, 'held'>
> & { lease?: Lease };

/**
 * Whether a token is the live one, or what became of it. What a gate asks before
 * it lets a holder through.
 *
 * @public
 */
export function checkToken(
  slot: LeaseSlot,
  token: number,
  now: number,
): { ok: true; lease: Lease } | TokenRefusal {
  const { lease, lastToken } = slot;
  if (!lease || token > lastToken || token < 1) {
    return refuse('unknown', `token ${token} was never given out`);
  }
  if (token !== lease.token) {
    return refuse(
      'superseded',
      `token ${token} is dead; ${lastToken} was given to ${lease.holder.kind} ${lease.holder.id}`,
    );
  }
  if (leasePhase(lease, now) === 'live') {
    return { ok: true, lease };
  }
  const status = lease.status === 'held' ? 'expired' : lease.status;
  const when = lease.status === 'held' ? lease.expiresAt : lease.endedAt;
  const verb = status === 'expired' ? 'has' : 'was';
  const by = lease.endedBy ? ` by ${lease.endedBy}` : '';
  const why = lease.endReason ? `: ${lease.endReason}` : '';
  return {
    ...refuse(
      status,
      `token ${token} is dead; its lease ${verb} ${status}${by} ${when}${why}`,
    ),
    lease,
  };
}

/** @public */
export interface HolderRequest {
  slot: LeaseSlot;
  token: number;
  /** Epoch milliseconds, of the database's clock. */
  now: number;
}

function withLease(slot: LeaseSlot, lease: Lease): LeaseChange {
  return { ok: true, slot: { ...slot, lease }, lease };
}

/**
 * Holds a live lease for longer: from now for its own length or another, never
 * beyond its maximum life, never for less than it had. One that has expired is
 * over, and its holder is told so.
 *
 * @public
 */
export function renewLease(
  request: HolderRequest & { ttl?: Ttl & { forever: false } },
): LeaseChange | TokenRefusal {
  const { slot, token, now, ttl } = request;
  const checked = checkToken(slot, token, now);
  if (!checked.ok) {
    return checked;
  }
  const { lease } = checked;
  const renewedAt = toIso(Math.max(now, Date.parse(lease.renewedAt)));
  if (!lease.expiresAt) {
    return withLease(slot, { ...lease, renewedAt });
  }
  const asked = ttl?.expiresAt ?? now + (lease.ttlSeconds ?? 0) * 1000;
  const latest = lease.diesAt ? Date.parse(lease.diesAt) : Infinity;
  const expiresAt = Math.max(
    Date.parse(lease.expiresAt),
    Math.min(asked, latest),
  );
  return withLease(slot, { ...lease, renewedAt, expiresAt: toIso(expiresAt) });
}

function end(
  lease: Lease,
  status: LeaseStatus,
  { now, by, reason }: { now: number; by?: string; reason?: string },
): Lease {
  return {
    ...lease,
    status,
    endedAt: toIso(now),
    ...(by && { endedBy: by }),
    ...(reason && { endReason: reason }),
  };
}

/**
 * Gives a live lease back.
 *
 * @public
 */
export function releaseLease(
  request: HolderRequest & { by?: string },
): LeaseChange | TokenRefusal {
  const { slot, token, now } = request;
  const checked = checkToken(slot, token, now);
  return checked.ok
    ? withLease(slot, end(checked.lease, 'released', request))
    : checked;
}

/**
 * Hands a live lease over to another holder, under a new token and for what is
 * left of it: `given` is as it ended, `lease` as it goes on. The receiver's
 * consent is for the caller to have.
 *
 * @public
 */
export function transferLease(
  request: HolderRequest & { id: string; to: LeaseHolder; by: string },
): (LeaseChange & { given: Lease }) | TokenRefusal {
  const { slot, token, now, id, to } = request;
  const checked = checkToken(slot, token, now);
  if (!checked.ok) {
    return checked;
  }
  const lease: Lease = {
    ...checked.lease,
    id,
    holder: to,
    token: slot.lastToken + 1,
    acquiredAt: toIso(now),
    renewedAt: toIso(now),
  };
  return {
    ok: true,
    slot: { ...slot, lastToken: lease.token, lease },
    lease,
    given: end(checked.lease, 'transferred', request),
  };
}

/** @public */
export interface BreakRequest {
  slot: LeaseSlot;
  by: string;
  /** Those who break it own the environment or administer the suite. */
  mayBreak: boolean;
  reason: string;
  /** Epoch milliseconds, of the database's clock. */
  now: number;
}

/**
 * Takes a lease from its holder: its token is dead from then on, and so is its
 * grace. Takes a role and a reason.
 *
 * @public
 */
export function breakLease(
  request: BreakRequest,
): LeaseChange | Refusal<'role' | 'reason' | 'over'> {
  const { slot, mayBreak, reason, now } = request;
  if (!mayBreak) {
    return refuse('role', 'expected an owner of the environment');
  }
  if (reason.trim() === '') {
    return refuse('reason', 'expected a reason');
  }
  const { lease } = slot;
  return lease && leasePhase(lease, now) !== 'over'
    ? withLease(slot, end(lease, 'broken', request))
    : refuse('over', 'nobody holds it');
}

/**
 * Writes down that a lease has expired, once it has; `undefined` when there is
 * nothing to write.
 *
 * @public
 */
export function expireLease(
  slot: LeaseSlot,
  now: number,
): LeaseChange | undefined {
  const { lease } = slot;
  const isDue =
    lease?.status === 'held' &&
    lease.expiresAt !== undefined &&
    leasePhase(lease, now) !== 'live';
  return isDue
    ? withLease(slot, {
        ...lease,
        status: 'expired',
        endedAt: lease.expiresAt,
      })
    : undefined;
}
