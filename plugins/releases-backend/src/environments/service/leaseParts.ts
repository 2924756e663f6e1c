import { InputError } from '@backstage/errors';
import {
  checkToken,
  Lease,
  LeaseTicket,
  parseTtl,
  Ttl,
} from '@release-desk/plugin-releases-common';
import { StoredLease, StoredSlot } from '../store';
import { LeaseLostError } from './leaseErrors';

export function ttlOf(text: string, now: number): Ttl {
  const ttl = parseTtl(text, now);
  if (!ttl.ok) throw new InputError(`ttl: ${ttl.reason}`);
  return ttl;
}

export function keep(slot: StoredSlot, lease: Lease): StoredLease {
  const { bookingId, acquiredBy } = slot.lease!;
  return { ...lease, bookingId, acquiredBy };
}

export function lost(
  slot: StoredSlot,
  token: number,
  now: number,
): LeaseLostError {
  const checked = checkToken(slot, token, now);
  return new LeaseLostError(
    checked.ok
      ? { code: 'unknown', reason: `token ${token} is of another lease` }
      : { code: checked.code, reason: checked.reason },
  );
}

export function shown(lease: StoredLease): Lease {
  const { acquiredBy, ...rest } = lease;
  return rest;
}

export function withoutAuthor(ticket: LeaseTicket & { createdBy?: string }) {
  const { createdBy, ...rest } = ticket;
  return rest;
}
