import type { Lease, LeaseSlot } from './schema';

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
