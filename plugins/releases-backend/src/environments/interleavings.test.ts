import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Booking,
  bookingModeSchema,
  bookingRequestSchema,
  bookingSeriesRequestSchema,
  bookingUsageSchema,
  findAllConflicts,
  HOLDING_STATUSES,
} from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { CallContext } from '../http/types';
import {
  ingrid,
  mira,
  pat,
  serviceHarness,
} from './__testUtils__/serviceHarness';
import {
  CHECKOUT,
  PAYMENTS,
  STAGING,
  STAGING_US,
} from './__testUtils__/startEnvironments';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const PLACES = [STAGING, STAGING_US];
const PEOPLE = [mira, pat, ingrid];
const WAITING_ACTS: string[] = ['join', 'leave', 'accept', 'decline'];

interface Step {
  act:
    | 'book'
    | 'approve'
    | 'cancel'
    | 'extend'
    | 'consent'
    | 'activate'
    | 'complete'
    | 'pass'
    | 'join'
    | 'leave'
    | 'accept'
    | 'decline'
    | 'series'
    | 'hand-over'
    | 'take-over'
    | 'acquire'
    | 'renew'
    | 'release'
    | 'break';
  who: number;
  /** Which booking, lease or token of those there are. */
  one: number;
  other: number;
  hours: number;
  booking: Pick<Booking, 'usage' | 'mode' | 'environments'> & {
    from: number;
    ifTaken: 'refuse' | 'wait';
  };
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    ...(['book', 'book', 'book', 'approve', 'approve', 'cancel'] as const),
    ...(['extend', 'consent', 'consent', 'activate', 'complete'] as const),
    ...(['join', 'join', 'join', 'leave', 'accept', 'accept'] as const),
    ...(['decline', 'series', 'hand-over', 'take-over'] as const),
    ...(['pass', 'acquire', 'acquire', 'renew', 'release', 'break'] as const),
  ),
  who: fc.nat(2),
  one: fc.nat(20),
  other: fc.nat(20),
  hours: fc.integer({ min: 1, max: 3 }),
  booking: fc.record({
    usage: fc.constantFrom(...bookingUsageSchema.options),
    mode: fc.constantFrom(...bookingModeSchema.options),
    environments: fc.subarray(PLACES, { minLength: 1 }),
    from: fc.nat(2),
    ifTaken: fc.constantFrom('refuse' as const, 'wait' as const),
  }),
});

/** What is refused is refused; anything else is a fault. */
async function attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const { name, message } = error as Error;
    if (/^(Conflict|Input|NotAllowed|NotFound)Error$/.test(name))
      return undefined;
    if (message === 'Not allowed') return undefined;
    throw error;
  }
}

type Harness = Awaited<ReturnType<typeof serviceHarness>>;

interface Granted {
  id: string;
  environmentRef: string;
  token: number;
  /** By the model: until when it is live, if nobody ends it before. */
  until: number;
  isOver: boolean;
}

class Run {
  readonly #harness: Harness;
  readonly granted: Granted[] = [];
  /** What should never be. */
  readonly faults: string[] = [];

  constructor(harness: Harness) {
    this.#harness = harness;
  }

  async bookings(): Promise<Booking[]> {
    const query = { order: 'start' as const, limit: 500 };
    return (await this.#harness.bookings.page(query, ingrid)).items;
  }

  /** The slots that are kept for who waits, as if they had them. */
  async offered(): Promise<Booking[]> {
    const query = { limit: 500 };
    const { items } = await this.#harness.waitingList.list(query, ingrid);
    const all = new Map((await this.bookings()).map(item => [item.id, item]));
    return items.flatMap(({ bookingId, offer }) => {
      const booking = all.get(bookingId);
      return offer && booking
        ? [
            {
              ...booking,
              start: offer.start,
              end: offer.end,
              status: 'approved' as const,
            },
          ]
        : [];
    });
  }

  async take(taken: Step): Promise<void> {
    const { acquiring, bookings, breaking, consents, leases } = this.#harness;
    const { handOvers, series, waitingList } = this.#harness;
    const { now, pass, tick } = this.#harness;
    const { act, one, other, hours } = taken;
    const waits = WAITING_ACTS.includes(act);
    const all = (await this.bookings()).filter(
      ({ status }) => !waits || status === 'pending',
    );
    const subject = all.length > 0 ? all[one % all.length] : undefined;
    const holder = subject?.requestedBy === pat.actor ? pat : mira;
    const context: CallContext = waits ? holder : PEOPLE[taken.who];
    const lease =
      this.granted.length > 0
        ? this.granted[one % this.granted.length]
        : undefined;
    const named = subject && { id: subject.id, revision: subject.revision };

    if (act === 'pass') {
      pass(hours * 20 * 60_000);
      await tick();
    } else if (act === 'book') {
      const { from, ...rest } = taken.booking;
      const start = Math.ceil(now() / HOUR) * HOUR + from * HOUR;
      await attempt(() =>
        bookings.create(
          bookingRequestSchema.parse({
            ...rest,
            purpose: 'Any',
            onBehalfOf: taken.who === 1 ? PAYMENTS : CHECKOUT,
            start: new Date(start).toISOString(),
            end: new Date(start + hours * HOUR).toISOString(),
            setupMinutes: 60,
          }),
          context,
        ),
      );
    } else if (act === 'series') {
      const { from, ifTaken, ...rest } = taken.booking;
      const start = Math.ceil(now() / HOUR) * HOUR + from * HOUR;
      await attempt(() =>
        series.create(
          bookingSeriesRequestSchema.parse({
            ...rest,
            purpose: 'Again',
            onBehalfOf: taken.who === 1 ? PAYMENTS : CHECKOUT,
            start: new Date(start).toISOString(),
            end: new Date(start + hours * HOUR).toISOString(),
            recurrence: { rrule: 'FREQ=HOURLY;INTERVAL=2;COUNT=3' },
            ifTaken: ifTaken === 'wait' ? 'wait' : 'skip',
          }),
          context,
        ),
      );
    } else if (act === 'acquire') {
      const [environmentRef] = subject?.environments ?? PLACES;
      const got = await attempt(() =>
        acquiring.acquire(
          {
            environmentRef,
            bookingId: subject?.id,
            holder: { kind: 'run', id: String(one) },
            ttl: `${hours * 30}m`,
            wait: false,
          },
          holder,
        ),
      );
      if (got?.lease) {
        const { id, token, expiresAt } = got.lease;
        const here = this.granted.filter(
          item => item.environmentRef === environmentRef,
        );
        // Never two live, and tokens never go back.
        if (here.some(item => !item.isOver && item.until > now()))
          this.faults.push(`two live leases of ${environmentRef}`);
        if (here.some(item => item.token >= token))
          this.faults.push(`token ${token} came again`);
        const until = Date.parse(expiresAt!);
        this.granted.push({ id, environmentRef, token, until, isOver: false });
      }
    } else if (act === 'renew' && lease) {
      const renewed = await attempt(() => leases.renew(lease, context));
      // Who paused, or was broken, is always refused.
      if (renewed) {
        if (lease.isOver || lease.until <= now())
          this.faults.push(`token ${lease.token} was let through`);
        lease.until = Date.parse(renewed.expiresAt!);
      }
    } else if (act === 'release' && lease) {
      if (await attempt(() => leases.release(lease, context)))
        lease.isOver = true;
    } else if (act === 'break' && lease) {
      const asked = { id: lease.id, reason: 'Lost' };
      if (await attempt(() => breaking.break(asked, context)))
        lease.isOver = true;
    } else if (named && subject) {
      const done = await attempt<unknown>(() => {
        switch (act) {
          case 'approve':
            return bookings.approve(named, ingrid);
          case 'join':
            return waitingList.join(
              {
                id: subject.id,
                latestStart: new Date(
                  Date.parse(subject.start) + hours * HOUR,
                ).toISOString(),
              },
              context,
            );
          case 'leave':
            return waitingList.leave(subject.id, context).then(() => true);
          case 'accept':
          case 'decline':
            return waitingList.answer(
              { id: subject.id, accept: act === 'accept' },
              context,
            );
          case 'hand-over':
          case 'take-over':
            return handOvers.takeOver(
              {
                ...named,
                onBehalfOf: taken.who === 1 ? PAYMENTS : CHECKOUT,
                accept: act === 'take-over',
              },
              context,
            );
          case 'cancel':
            return bookings.cancel({ ...named, reason: 'No' }, context);
          case 'activate':
            return bookings.activate(named, context);
          case 'complete':
            return bookings.complete(named, context);
          case 'consent':
            return consents.give(
              { ...named, bookingId: all[other % all.length].id },
              context,
            );
          default:
            return bookings.update(
              {
                ...named,
                patch: {
                  end: new Date(
                    Date.parse(subject.end) + hours * HOUR,
                  ).toISOString(),
                },
              },
              context,
            );
        }
      });
      if (done && (act === 'cancel' || act === 'complete')) await this.#ended();
    }
  }

  /** A booking that is over takes its lease with it. */
  async #ended(): Promise<void> {
    for (const item of this.granted) {
      const { status } = await this.#harness.leaseReader.get(item.id, ingrid);
      if (status === 'released' || status === 'broken') item.isOver = true;
    }
  }
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function fresh(): Promise<{ knex: Knex; harness: Harness }> {
  const knex = await databases.init('SQLITE_3');
  const bookingPolicies = [
    { environments: [STAGING_US], policy: { autoApprove: [{}] } },
  ];
  const harness = await serviceHarness(knex, {
    now: Date.parse('2026-11-23T08:00:00.000Z'),
    config: { releases: { environments: { bookingPolicies } } },
  });
  return { knex, harness };
}

describe('random interleavings', () => {
  it('never yield two bookings that do not go together', async () => {
    let holding = 0;
    let offers = 0;
    /** What is offered goes with all that is held, and with all else that is offered. */
    async function keptFor(run: Run, held: Booking[]): Promise<number> {
      const offered = await run.offered();
      const clashes = [...findAllConflicts([...held, ...offered]).values()]
        .flat()
        .filter(item => item.severity === 'conflict' && !item.consented);
      expect(clashes).toEqual([]);
      return offered.length;
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 25, maxLength: 50 }),
        async steps => {
          const { knex, harness } = await fresh();
          const run = new Run(harness);
          for (const taken of steps) {
            await run.take(taken);
            const held = (await run.bookings()).filter(({ status }) =>
              HOLDING_STATUSES.includes(status),
            );
            holding += held.length;
            const clashes = [...findAllConflicts(held).values()]
              .flat()
              .filter(item => item.severity === 'conflict' && !item.consented);
            expect([...clashes, ...run.faults]).toEqual([]);
            offers += await keptFor(run, held);
          }
          await knex.destroy();
        },
      ),
      { numRuns: 30 },
    );
    // Or nothing was looked at.
    expect(holding).toBeGreaterThan(50);
    expect(offers).toBeGreaterThan(0);
  });

  it('never yield two live leases, nor a token that goes back', async () => {
    const act = fc.constantFrom(
      ...(['acquire', 'acquire', 'renew', 'renew', 'release'] as const),
      ...(['break', 'pass'] as const),
    );
    const steps = fc.array(
      fc.tuple(step, act).map(([rest, name]): Step => ({ ...rest, act: name })),
      { minLength: 25, maxLength: 50 },
    );
    let granted = 0;
    await fc.assert(
      fc.asyncProperty(steps, async all => {
        const { knex, harness } = await fresh();
        await harness.bookings.create(
          bookingRequestSchema.parse({
            environments: [STAGING_US],
            purpose: 'Any',
            usage: 'deploy',
            onBehalfOf: CHECKOUT,
            start: new Date(harness.now()).toISOString(),
            end: new Date(harness.now() + 48 * HOUR).toISOString(),
          }),
          mira,
        );
        const run = new Run(harness);
        for (const taken of all) {
          await run.take({ ...taken, who: taken.act === 'break' ? 2 : 0 });
          const held = await knex('environments_leases')
            .where({ status: 'held' })
            .where('expires_at', '>', harness.now());
          expect(held.length).toBeLessThan(2);
          expect(run.faults).toEqual([]);
        }
        granted += run.granted.length;
        await knex.destroy();
      }),
      { numRuns: 30 },
    );
    expect(granted).toBeGreaterThan(100);
  });
});
