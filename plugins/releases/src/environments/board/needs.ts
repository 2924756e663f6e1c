import type {
  Booking,
  Claim,
  EnvironmentRow,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { attestationOf } from '@release-desk/plugin-releases-common';

/** Something that one must do, or it runs out. */
export type Need = {
  key: string;
  /** Epoch milliseconds; what has none comes last. */
  runsOutAt?: number;
} & (
  | { kind: 'offer'; entry: WaitingEntry }
  | { kind: 'approve'; booking: Booking; environmentRef: string }
  | { kind: 'attest'; claim: Claim; dueAt: string }
  | { kind: 'accept'; claim: Claim }
  | { kind: 'handover'; claim: Claim }
  | { kind: 'unowned'; row: EnvironmentRow }
);

export interface NeedFacts {
  rows: EnvironmentRow[];
  /** Pending bookings of environments whose bookings one approves. */
  pending: Booking[];
  waiting: WaitingEntry[];
  claims: Claim[];
  me: { userRef: string; groups: string[] };
  /** Epoch milliseconds. */
  now: number;
}

function offers({ waiting, me, now }: NeedFacts): Need[] {
  return waiting.flatMap(entry =>
    entry.status === 'offered' &&
    entry.offer &&
    Date.parse(entry.offer.expiresAt) > now &&
    me.groups.includes(entry.onBehalfOf)
      ? {
          key: `offer ${entry.id}`,
          kind: 'offer' as const,
          entry,
          runsOutAt: Date.parse(entry.offer.expiresAt),
        }
      : [],
  );
}

function approvals({ pending, rows, me, now }: NeedFacts): Need[] {
  const decides = new Set(
    rows.filter(({ may }) => may.approve).map(one => one.environment.ref),
  );
  return pending.flatMap(booking => {
    const open = booking.approvals.find(
      one => one.status === 'pending' && decides.has(one.environmentRef),
    );
    // Nobody approves what they asked for themselves.
    return open &&
      booking.requestedBy !== me.userRef &&
      Date.parse(booking.end) > now
      ? {
          key: `approve ${booking.id}`,
          kind: 'approve' as const,
          booking,
          environmentRef: open.environmentRef,
          runsOutAt: Date.parse(booking.start),
        }
      : [];
  });
}

function ofClaims({ claims, me, now }: NeedFacts): Need[] {
  return claims.flatMap((claim): Need[] => {
    const isOurs = me.groups.includes(claim.group);
    const needs: Need[] = [];
    if (claim.status === 'asked' && isOurs)
      needs.push({ key: `accept ${claim.id}`, kind: 'accept', claim });
    if (
      claim.status === 'handover-offered' &&
      claim.offeredTo &&
      me.groups.includes(claim.offeredTo)
    )
      needs.push({ key: `handover ${claim.id}`, kind: 'handover', claim });
    const attestation = isOurs ? attestationOf(claim, now) : undefined;
    if (attestation && attestation.state !== 'attested')
      needs.push({
        key: `attest ${claim.id}`,
        kind: 'attest',
        claim,
        dueAt: attestation.dueAt,
        runsOutAt: Date.parse(attestation.dueAt),
      });
    return needs;
  });
}

function unowned({ rows }: NeedFacts): Need[] {
  return rows.flatMap(row =>
    row.may.claim && !row.owner.owner
      ? {
          key: `unowned ${row.environment.ref}`,
          kind: 'unowned' as const,
          row,
        }
      : [],
  );
}

/** What needs one, what runs out first before the rest. */
export function needsOf(facts: NeedFacts): Need[] {
  const needs = [
    ...offers(facts),
    ...approvals(facts),
    ...ofClaims(facts),
    ...unowned(facts),
  ];
  return needs.sort(
    (one, other) =>
      (one.runsOutAt ?? Infinity) - (other.runsOutAt ?? Infinity) || 0,
  );
}
