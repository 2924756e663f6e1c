import { at, now } from '../__testUtils__/bookings';
import { acquireLease, AcquireRequest } from './acquire';
import {
  breakLease,
  checkToken,
  expireLease,
  releaseLease,
  renewLease,
  transferLease,
} from './lease';
import { leasePhase } from './phase';
import { LeaseHolder, leaseSchema, LeaseSlot, LeaseTicket } from './schema';

const HOUR = 3_600_000;
const empty: LeaseSlot = {
  environmentRef: 'resource:default/staging',
  lastToken: 206,
};
const run = (id: string): LeaseHolder => ({ kind: 'run', id });

function ticket(sequence: number, pollBy: number): LeaseTicket {
  return {
    id: `t${sequence}`,
    environmentRef: empty.environmentRef,
    holder: run(`${sequence}`),
    sequence,
    joinedAt: at(0),
    pollBy: at(pollBy),
  };
}

/** By run 4812, at hour 0, for an hour, five at most. */
function acquire(change: Partial<AcquireRequest> = {}) {
  return acquireLease({
    slot: empty,
    id: 'lease',
    holder: run('4812'),
    ttl: { ok: true, forever: false, expiresAt: now(1) },
    now: now(0),
    maxLifeMs: 5 * HOUR,
    graceSeconds: 600,
    ...change,
  });
}

function held(change: Partial<AcquireRequest> = {}): LeaseSlot {
  const taken = acquire(change);
  if (!taken.ok) {
    throw new Error(taken.reason);
  }
  return taken.slot;
}

/** For an hour from this one on. */
function later(hour: number, change: Partial<AcquireRequest> = {}) {
  return acquire({
    now: now(hour),
    ttl: { ok: true, forever: false, expiresAt: now(hour + 1) },
    ...change,
  });
}

describe('acquireLease', () => {
  it('gives out the next token', () => {
    const { lease, lastToken } = held({ bookingId: 'b' });
    expect(lastToken).toBe(207);
    expect(lease).toEqual({
      id: 'lease',
      environmentRef: 'resource:default/staging',
      bookingId: 'b',
      holder: run('4812'),
      token: 207,
      status: 'held',
      acquiredAt: at(0),
      renewedAt: at(0),
      expiresAt: at(1),
      diesAt: at(5),
      ttlSeconds: 3600,
      graceSeconds: 600,
    });
    expect(leaseSchema.parse(lease)).toEqual(lease);
  });

  it('refuses a second, even of the same holder, and says who has it', () => {
    for (const holder of [run('1'), run('4812')]) {
      expect(later(0.5, { slot: held(), holder })).toMatchObject({
        code: 'held',
        reason: `run 4812 holds it until ${at(1)}`,
        lease: { token: 207 },
      });
    }
  });

  it('keeps it for the same holder while its grace runs, under a new token', () => {
    const slot = held();
    expect(later(1, { slot, holder: run('1') })).toMatchObject({
      code: 'grace',
      reason: expect.stringContaining(at(1 + 1 / 6)),
    });
    expect(later(1, { slot })).toMatchObject({
      ok: true,
      lease: { token: 208 },
    });
    expect(later(1 + 1 / 6, { slot, holder: run('1') }).ok).toBe(true);
    // A change of the same name is another holder.
    expect(
      later(1, { slot, holder: { kind: 'change', id: '4812' } }),
    ).toMatchObject({ code: 'grace' });
  });

  it('serves the queue in order, and passes over who stopped asking', () => {
    const tickets = [ticket(3, 9), ticket(1, 0.2), ticket(2, 9)];
    const ask = (hour: number, ticketId?: string) => {
      const answer = later(hour, { tickets, ticketId });
      return answer.ok || [answer.code, answer.ahead];
    };
    expect(ask(0)).toEqual(['queued', 3]);
    expect(ask(0, 't2')).toEqual(['queued', 1]);
    expect(ask(0, 't1')).toBe(true);
    expect(ask(0.2, 't1')).toEqual(['queued', 2]);
    expect(ask(0.2, 't2')).toBe(true);
    expect(ask(0.2, 't3')).toEqual(['queued', 1]);
    expect(ask(9)).toBe(true);
  });

  it('is held for good only with approval, and to the end of its booking', () => {
    const forever = { ttl: { ok: true, forever: true } as const };
    expect(acquire(forever)).toMatchObject({ code: 'forever' });
    const slot = held({ ...forever, foreverApproved: true });
    expect(slot.lease?.expiresAt).toBeUndefined();
    expect(leasePhase(slot.lease!, now(10_000))).toBe('live');
    expect(later(10_000, { slot, holder: run('1') })).toMatchObject({
      reason: 'run 4812 holds it for good',
    });
    expect(
      held({ ...forever, foreverApproved: true, notAfter: now(3) }).lease,
    ).toMatchObject({ expiresAt: at(3), diesAt: at(3) });
    expect(held({ notAfter: now(0.5) }).lease?.expiresAt).toBe(at(0.5));
    expect(acquire({ notAfter: now(0) })).toMatchObject({ code: 'over' });
    expect(
      acquire({ ttl: { ok: true, forever: false, expiresAt: now(5.1) } }),
    ).toMatchObject({ code: 'too-long' });
  });
});

describe('renewLease', () => {
  const renew = (slot: LeaseSlot, hour: number, token = 207) =>
    renewLease({ slot, token, now: now(hour) });

  it('holds on from now, never beyond its life, never for less', () => {
    expect(renew(held(), 0.5)).toMatchObject({
      lease: { expiresAt: at(1.5), renewedAt: at(0.5), token: 207 },
    });
    let slot = held();
    for (const hour of [0.9, 1.8, 2.7, 3.6, 4.5]) {
      const renewed = renew(slot, hour);
      expect(renewed.ok).toBe(true);
      slot = renewed.ok ? renewed.slot : slot;
    }
    expect(slot.lease?.expiresAt).toBe(at(5));
    expect(renew(slot, 5)).toMatchObject({ code: 'expired' });
    expect(
      renewLease({
        slot: held(),
        token: 207,
        now: now(0.5),
        ttl: { ok: true, forever: false, expiresAt: now(0.6) },
      }),
    ).toMatchObject({ lease: { expiresAt: at(1) } });
  });

  it('tells a holder that comes back what became of its lease', () => {
    const slot = held();
    expect(renew(slot, 1)).toMatchObject({
      code: 'expired',
      reason: `token 207 is dead; its lease has expired ${at(1)}`,
    });
    const next = later(2, { slot, holder: run('4813') });
    expect(next.ok && renew(next.slot, 2.1)).toMatchObject({
      code: 'superseded',
      reason: 'token 207 is dead; 208 was given to run 4813',
    });
    expect(renew(slot, 0.5, 208)).toMatchObject({ code: 'unknown' });
    expect(renew(slot, 0.5, -1)).toMatchObject({ code: 'unknown' });
    expect(renew(empty, 0.5, 206)).toMatchObject({ code: 'unknown' });
  });

  it('renews what is held for good', () => {
    const slot = held({
      ttl: { ok: true, forever: true },
      foreverApproved: true,
    });
    const renewed = renew(slot, 500);
    expect(renewed).toMatchObject({ ok: true, lease: { renewedAt: at(500) } });
    expect(renewed.ok && renewed.lease.expiresAt).toBeUndefined();
  });
});

describe('the end of a lease', () => {
  it('is free at once when it is given back', () => {
    const released = releaseLease({ slot: held(), token: 207, now: now(0.5) });
    expect(released).toMatchObject({
      ok: true,
      lease: { status: 'released', endedAt: at(0.5) },
    });
    if (released.ok) {
      expect(
        later(0.5, { slot: released.slot, holder: run('1') }),
      ).toMatchObject({ ok: true, lease: { token: 208 } });
      expect(
        releaseLease({ slot: released.slot, token: 207, now: now(0.6) }),
      ).toMatchObject({ code: 'released' });
    }
    expect(
      releaseLease({ slot: held(), token: 207, now: now(1) }),
    ).toMatchObject({ code: 'expired' });
  });

  it('is broken with a role and a reason, and its token is dead', () => {
    const request = {
      slot: held(),
      by: 'user:default/ingrid',
      mayBreak: true,
      reason: 'Runner lost, nightly waits.',
      now: now(0.5),
    };
    expect(breakLease({ ...request, mayBreak: false })).toMatchObject({
      code: 'role',
    });
    expect(breakLease({ ...request, reason: ' ' })).toMatchObject({
      code: 'reason',
    });
    const broken = breakLease(request);
    expect(broken.ok && checkToken(broken.slot, 207, now(0.6))).toMatchObject({
      code: 'broken',
      reason: `token 207 is dead; its lease was broken by user:default/ingrid ${at(
        0.5,
      )}: Runner lost, nightly waits.`,
    });
    // No grace is left.
    expect(
      broken.ok && later(0.6, { slot: broken.slot, holder: run('1') }).ok,
    ).toBe(true);
    expect(breakLease({ ...request, now: now(2) })).toMatchObject({
      code: 'over',
    });
    expect(breakLease({ ...request, slot: empty }).ok).toBe(false);
  });

  it('is written down once it has expired, and changes nothing', () => {
    const slot = held();
    expect(expireLease(slot, now(0.9))).toBeUndefined();
    const expired = expireLease(slot, now(1.1))!;
    expect(expired.lease).toMatchObject({ status: 'expired', endedAt: at(1) });
    expect(expireLease(expired.slot, now(2))).toBeUndefined();
    expect(leasePhase(expired.lease, now(1.1))).toBe('grace');
    expect(leasePhase(expired.lease, now(1.2))).toBe('over');
    // A clock that was behind does not bring it back.
    expect(checkToken(expired.slot, 207, now(0.9))).toMatchObject({
      code: 'expired',
    });
  });

  it('is handed over under a new token, for what is left', () => {
    const handed = transferLease({
      slot: held(),
      token: 207,
      now: now(0.5),
      id: 'next',
      to: run('5000'),
      by: 'user:default/mira',
    });
    expect(handed).toMatchObject({
      ok: true,
      given: { id: 'lease', token: 207, status: 'transferred' },
      lease: {
        id: 'next',
        token: 208,
        status: 'held',
        holder: run('5000'),
        expiresAt: at(1),
        diesAt: at(5),
      },
    });
    expect(handed.ok && checkToken(handed.slot, 207, now(0.6))).toMatchObject({
      code: 'superseded',
    });
    expect(handed.ok && checkToken(handed.slot, 208, now(0.6)).ok).toBe(true);
  });
});
