import fc from 'fast-check';
import { at, now } from './__testUtils__/bookings';
import {
  admitBooking,
  BookedTime,
  BookingAction,
  BookingConsent,
  bookingModeSchema,
  BookingStatus,
  bookingTransition,
  bookingUsageSchema,
  dueTransition,
  occupiedSpan,
  STANDING_STATUSES,
  usageCompatibility,
} from './bookings';
import {
  acquireLease,
  breakLease,
  checkToken,
  expireLease,
  LeaseSlot,
  releaseLease,
  renewLease,
  transferLease,
} from './leases';

/**
 * Everything that may happen to one environment, in any order, with a clock
 * that goes on. The world only does what the rules allow; the invariants are
 * checked by other means than the rules.
 */
interface World {
  hour: number;
  /** By place; one that is over makes room for the next. */
  bookings: Map<string, BookedTime & { consents: BookingConsent[] }>;
  count: number;
  slot: LeaseSlot;
  /** Every token that was ever given out, in the order in which it was. */
  tokens: number[];
  /** What the holders believe: their token, and until when they may think it live. */
  believed: Map<string, { token: number; until: number }>;
  /** Tokens that were taken back. */
  dead: Set<number>;
}

const OWNER = { ref: 'user:default/owner', roles: ['owner'] as const };
const PLACES = ['a', 'b', 'c'];
const RUNS = ['a', 'b', 'c', 'd', 'e'];
const place = fc.constantFrom(...PLACES);

/** Weighted so that bookings meet before they are over. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      id: place,
      from: fc.integer({ min: 0, max: 4 }),
      hours: fc.integer({ min: 1, max: 4 }),
      usage: fc.constantFrom(...bookingUsageSchema.options),
      mode: fc.constantFrom(...bookingModeSchema.options),
      buffers: fc.constantFrom(0, 60),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('approve' as const), id: place }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'cancel' as const,
        'activate' as const,
        'complete' as const,
        'extend' as const,
        'extend' as const,
      ),
      id: place,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('consent' as const),
      id: place,
      to: place,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'acquire' as const,
        'renew' as const,
        'release' as const,
        'break' as const,
        'transfer' as const,
      ),
      run: fc.constantFrom(...RUNS),
      to: fc.constantFrom(...RUNS),
      grace: fc.constantFrom(0, 1800),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(0.25, 0.5, 1, 3),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function change(world: World, id: string, to: Partial<BookedTime>) {
  const booking = world.bookings.get(id)!;
  world.bookings.set(id, { ...booking, ...to });
}

function take(
  world: World,
  id: string,
  action: BookingAction,
  by: 'owner' | 'requester' | 'clock',
): BookingStatus | undefined {
  const booking = world.bookings.get(id);
  const answer =
    booking &&
    bookingTransition({
      booking: { ...booking, requestedBy: 'user:default/mira' },
      action,
      by: by === 'owner' ? OWNER : { ref: 'user:default/mira', roles: [by] },
      now: now(world.hour),
      reason: 'because',
    });
  return answer?.ok ? answer.status : undefined;
}

function act(world: World, one: Step): void {
  const { bookings, slot } = world;
  const clock = now(world.hour);
  switch (one.do) {
    case 'book': {
      const start = Math.ceil(world.hour) + one.from;
      const before = bookings.get(one.id);
      if (!before || !STANDING_STATUSES.includes(before.status)) {
        world.count += 1;
        bookings.set(one.id, {
          id: `${one.id}${world.count}`,
          environments: ['e'],
          start: at(start),
          end: at(start + one.hours),
          setupMinutes: one.buffers,
          teardownMinutes: one.buffers,
          usage: one.usage,
          mode: one.mode,
          status: 'pending',
          consents: [],
        });
      }
      return;
    }
    case 'approve': {
      const status = take(world, one.id, 'approve', 'owner');
      const booking = bookings.get(one.id);
      if (
        status &&
        booking &&
        admitBooking(booking, bookings.values()).admitted
      ) {
        change(world, one.id, { status });
      }
      return;
    }
    case 'extend': {
      const booking = bookings.get(one.id);
      if (booking && ['approved', 'active'].includes(booking.status)) {
        const end = new Date(Date.parse(booking.end) + 3_600_000).toISOString();
        if (admitBooking({ ...booking, end }, bookings.values()).admitted) {
          change(world, one.id, { end });
        }
      }
      return;
    }
    case 'cancel':
    case 'activate':
    case 'complete': {
      const status = take(world, one.id, one.do, 'requester');
      if (status) {
        change(world, one.id, { status });
      }
      return;
    }
    case 'consent': {
      const [booking, other] = [bookings.get(one.id), bookings.get(one.to)];
      if (booking && other) {
        booking.consents.push({
          bookingId: other.id,
          usage: other.usage,
          mode: other.mode,
          ...occupiedSpan(other),
          by: 'user:default/mira',
          at: at(world.hour),
        });
      }
      return;
    }
    case 'wait': {
      world.hour += one.hours;
      for (const [id, booking] of [...bookings]) {
        const action = dueTransition({
          booking: { ...booking, requestedBy: 'user:default/mira' },
          now: now(world.hour),
          held: checkToken(slot, slot.lastToken, now(world.hour)).ok,
        });
        const status = action && take(world, id, action, 'clock');
        if (status) {
          change(world, id, { status });
        }
      }
      world.slot = expireLease(slot, now(world.hour))?.slot ?? slot;
      return;
    }
    default:
      actOnLease(world, one, clock);
  }
}

function actOnLease(
  world: World,
  one: Step & { do: 'acquire' | 'renew' | 'release' | 'break' | 'transfer' },
  clock: number,
): void {
  const { slot, believed, dead } = world;
  const token = believed.get(one.run)?.token ?? 0;
  const id = `lease-${world.tokens.length}`;
  const held = () => checkToken(slot, slot.lastToken, clock).ok;
  const answer = {
    acquire: () =>
      acquireLease({
        slot,
        id,
        holder: { kind: 'run', id: one.run },
        ttl: { ok: true, forever: false, expiresAt: clock + 3_600_000 },
        now: clock,
        maxLifeMs: 3 * 3_600_000,
        graceSeconds: one.grace,
      }),
    renew: () => renewLease({ slot, token, now: clock }),
    release: () => releaseLease({ slot, token, now: clock }),
    break: () =>
      breakLease({
        slot,
        by: OWNER.ref,
        mayBreak: true,
        reason: 'because',
        now: clock,
      }),
    transfer: () =>
      transferLease({
        slot,
        token,
        now: clock,
        id,
        to: { kind: 'run', id: one.to },
        by: OWNER.ref,
      }),
  }[one.do]();

  if (one.do === 'acquire' && answer.ok) {
    expect(held()).toBe(false);
  }
  if (one.do === 'renew' || one.do === 'release' || one.do === 'transfer') {
    // Nobody is let through who does not hold it, or who slept too long.
    const own = believed.get(one.run);
    const isTheirs =
      own !== undefined && !dead.has(own.token) && clock < own.until;
    expect(answer.ok).toBe(isTheirs);
  }
  if (!answer.ok) {
    return;
  }
  if (one.do === 'release' || one.do === 'break' || one.do === 'transfer') {
    dead.add(slot.lastToken);
  }
  world.slot = answer.slot;
  const { lease } = answer;
  if (lease.token !== slot.lastToken) {
    world.tokens.push(lease.token);
    // Whatever was given out before is over.
    world.tokens.slice(0, -1).forEach(old => dead.add(old));
  }
  if (one.do === 'acquire' || one.do === 'renew' || one.do === 'transfer') {
    believed.set(lease.holder.id, {
      token: lease.token,
      until: Date.parse(lease.expiresAt!),
    });
  }
}

/** Bookings that clash and have not both been named by the other's consent. */
function clashes({ bookings }: World): string[] {
  const holding = [...bookings.values()].filter(
    ({ status }) => status === 'approved' || status === 'active',
  );
  return holding.flatMap(one =>
    holding.flatMap(other => {
      const [a, b] = [one, other].map(item => ({
        start: Date.parse(item.start) - item.setupMinutes * 60_000,
        end: Date.parse(item.end) + item.teardownMinutes * 60_000,
      }));
      const meet = one.id !== other.id && a.start < b.end && b.start < a.end;
      const isWatching = one.mode === 'observer' || other.mode === 'observer';
      const clash =
        one.mode === 'exclusive' ||
        other.mode === 'exclusive' ||
        usageCompatibility(one.usage, other.usage) === 'conflict';
      const hasAgreed = one.consents.some(item => item.bookingId === other.id);
      return meet && !isWatching && clash && !hasAgreed
        ? [`${one.id} beside ${other.id}`]
        : [];
    }),
  );
}

/** What is wrong with the tokens that were ever given out. */
function wrongTokens({ slot, tokens, hour, dead }: World): string[] {
  const live = tokens.filter(token => checkToken(slot, token, now(hour)).ok);
  return [
    ...tokens
      .filter((token, index) => index > 0 && token <= tokens[index - 1])
      .map(token => `${token} does not grow`),
    ...live.slice(1).map(token => `${token} lives beside another`),
    ...live.filter(token => dead.has(token)).map(token => `${token} lives on`),
    ...(slot.lastToken === (tokens.at(-1) ?? 0) ? [] : ['the last is lost']),
  ];
}

function empty(): World {
  return {
    hour: 0,
    bookings: new Map(),
    count: 0,
    slot: { environmentRef: 'e', lastToken: 0 },
    tokens: [],
    believed: new Map(),
    dead: new Set(),
  };
}

describe('one environment, whatever happens to it', () => {
  it('has no two incompatible bookings, no two live leases, no token that comes again', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), steps => {
        const world = empty();
        const wrong = steps.flatMap(one => {
          act(world, one);
          return [...clashes(world), ...wrongTokens(world)];
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('lives in a world in which everything does happen', () => {
    const happened = { clash: 0, consented: 0, acquired: 0, lost: 0 };
    fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), {
      numRuns: 400,
      seed: 7,
    }).forEach(steps => {
      const world = empty();
      for (const one of steps) {
        act(world, one);
      }
      happened.acquired += world.tokens.length;
      happened.lost += world.dead.size;
      for (const booking of world.bookings.values()) {
        const { blocking, beside } = admitBooking(
          booking,
          world.bookings.values(),
        );
        happened.clash += blocking.length;
        happened.consented += beside.filter(item => item.consented).length;
      }
    });
    expect(Math.min(...Object.values(happened))).toBeGreaterThan(10);
  });
});
