import { refuse, Refusal } from '../refusal';
import { toIso } from '../time';
import { LeaseChange, leasePhase } from './phase';
import type { Lease, LeaseHolder, LeaseSlot, LeaseStatus } from './schema';
import type { Ttl } from './ttl';

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
