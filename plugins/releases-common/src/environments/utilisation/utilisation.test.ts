import fc from 'fast-check';
import { MONDAY, now } from '../__testUtils__/bookings';
import { UTILISATION_DEFINITIONS } from './definitions';
import { utilisationMeasureSchema } from './schema';
import { merge, overlaps, unionLength } from './spans';
import {
  MeasuredBooking,
  MeasuredEnvironment,
  MeasuredWait,
  utilisationOf,
  UtilisationQuestion,
} from './utilisation';

const STAGING = 'resource:default/staging';
const PERF = 'resource:default/perf';
const PRODUCTION = 'resource:default/production';
const CHECKOUT = 'group:default/checkout';
const ORDERS = 'group:default/orders';

const environments: MeasuredEnvironment[] = [
  {
    ref: STAGING,
    tier: 'staging',
    costPerDay: { currency: 'EUR', amount: 48 },
  },
  { ref: PERF, tier: 'test' },
  {
    ref: PRODUCTION,
    tier: 'production',
    costPerDay: { currency: 'EUR', amount: 400 },
  },
];

function range([from, to]: [number, number]) {
  return { start: now(from), end: now(to) };
}
function booked(
  team: string,
  held: [number, number],
  change: Partial<MeasuredBooking> = {},
): MeasuredBooking {
  return {
    environmentRef: STAGING,
    team,
    held: range(held),
    used: range(held),
    ...change,
  };
}
function waited(
  team: string,
  [from, to]: [number, number],
  environmentRef = STAGING,
): MeasuredWait {
  return { environmentRef, team, from: now(from), to: now(to) };
}

function ask(change: Partial<UtilisationQuestion> = {}) {
  return utilisationOf({
    environments,
    bookings: [],
    waits: [],
    period: { from: now(0), to: now(100) },
    groupBy: ['environment'],
    timeZone: 'UTC',
    startMinutes: 30,
    ...change,
  });
}

describe('utilisationOf', () => {
  it('counts an hour that several share once, and what nobody used apart', () => {
    const { total, rows } = ask({
      bookings: [
        booked(CHECKOUT, [10, 30], { used: range([12, 30]) }),
        booked(ORDERS, [20, 40]),
        booked(ORDERS, [50, 60], { used: undefined, isNoShow: true }),
        booked(ORDERS, [90, 200]),
        booked(ORDERS, [-20, -10]),
        booked(ORDERS, [0, 100], { environmentRef: 'resource:default/other' }),
      ],
    });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      environmentRef: STAGING,
      availableHours: 100,
      bookedHours: 40,
      usedHours: 38,
      utilisation: 0.4,
      noShowHours: 10,
      sample: { environments: 1, bookings: 4, waits: 0 },
    });
    expect(rows[1]).toMatchObject({
      environmentRef: PERF,
      bookedHours: 0,
      utilisation: 0,
      ephemeral: [],
      sample: { bookings: 0 },
    });
    expect(total).toMatchObject({
      availableHours: 300,
      bookedHours: 40,
      utilisation: 0.1333,
    });
  });

  it('knows contention from waiting: only where another team had it', () => {
    const { rows } = ask({
      groupBy: ['team'],
      bookings: [booked(CHECKOUT, [10, 30]), booked(ORDERS, [30, 40])],
      waits: [
        waited(ORDERS, [20, 30]),
        waited(ORDERS, [25, 30]),
        // It stood free, but for what it has itself.
        waited(CHECKOUT, [8, 12]),
        waited(CHECKOUT, [95, 120]),
      ],
    });
    expect(rows).toEqual([
      expect.objectContaining({
        team: CHECKOUT,
        bookedHours: 20,
        waitingHours: 9,
        contendedHours: 0,
        sample: { environments: 3, bookings: 1, waits: 2 },
      }),
      expect.objectContaining({
        team: ORDERS,
        bookedHours: 10,
        waitingHours: 15,
        contendedHours: 10,
      }),
    ]);
  });

  it('prices what environments of their own would have cost', () => {
    const bookings = [
      booked(CHECKOUT, [10, 30]),
      booked(ORDERS, [20, 40]),
      booked(ORDERS, [50, 60], { isNoShow: true, used: undefined }),
      booked(ORDERS, [0, 100], { environmentRef: PRODUCTION }),
    ];
    const waits = [waited(ORDERS, [10, 20])];
    // EUR 2 an hour: 100 hours, against twice 20 hours and half an hour.
    expect(ask({ bookings, waits }).total.ephemeral).toEqual([
      {
        currency: 'EUR',
        costs: 200,
        wouldCost: 82,
        saves: 118,
        savesWaitingHours: 9.5,
        environments: 1,
        bookings: 2,
      },
    ]);
    const { rows } = ask({ bookings, waits, groupBy: ['team'] });
    expect(rows.map(row => row.ephemeral[0])).toMatchObject([
      { costs: 100, wouldCost: 41, saves: 59, savesWaitingHours: 0 },
      { costs: 100, wouldCost: 41, saves: 59, savesWaitingHours: 9.5 },
    ]);
    // Of some teams only: the others still hold what these wait for.
    const { total } = ask({ bookings, waits, teams: [ORDERS] });
    expect(total).toMatchObject({
      contendedHours: 10,
      ephemeral: [{ costs: 100, bookings: 1 }],
    });
    // One that nobody used would have cost nothing.
    expect(ask().total.ephemeral).toMatchObject([
      { costs: 200, wouldCost: 0, saves: 200, bookings: 0 },
    ]);
  });

  it('divides by month in the zone that is asked for', () => {
    const { rows } = ask({
      groupBy: ['month', 'environment', 'team'],
      environments: environments.slice(0, 1),
      timeZone: 'Europe/Berlin',
      period: {
        from: Date.parse('2026-10-15T00:00:00Z'),
        to: Date.parse('2026-11-10T00:00:00Z'),
      },
      bookings: [
        booked(CHECKOUT, [0, 0], {
          held: {
            start: Date.parse('2026-10-31T22:00:00Z'),
            end: Date.parse('2026-11-01T02:00:00Z'),
          },
        }),
      ],
    });
    expect(
      rows.map(({ environmentRef, team, month, bookedHours }) => [
        environmentRef,
        team,
        month,
        bookedHours,
      ]),
    ).toEqual([
      [STAGING, CHECKOUT, '2026-10', 1],
      [STAGING, CHECKOUT, '2026-11', 3],
    ]);
  });

  it('says nothing of no time at all', () => {
    const { total } = ask({ period: { from: now(5), to: now(5) } });
    expect(total.availableHours).toBe(0);
    expect(total).not.toHaveProperty('utilisation');
  });

  it('defines every measure', () => {
    expect(Object.keys(UTILISATION_DEFINITIONS).sort()).toEqual(
      [...utilisationMeasureSchema.options].sort(),
    );
  });
});

describe('whatever is booked', () => {
  const hour = fc.integer({ min: -50, max: 150 });
  const span = fc
    .tuple(hour, fc.integer({ min: 1, max: 60 }))
    .map(([from, length]): [number, number] => [from, from + length]);
  const place = fc.constantFrom(STAGING, PERF);
  const team = fc.constantFrom(CHECKOUT, ORDERS);
  const bookings = fc.array(
    fc
      .tuple(team, span, place)
      .map(([who, when, where]) =>
        booked(who, when, { environmentRef: where }),
      ),
    { maxLength: 12 },
  );
  const waits = fc.array(
    fc
      .tuple(team, span, place)
      .map(([who, when, where]) => waited(who, when, where)),
    { maxLength: 8 },
  );

  it('agrees with counting hour by hour', () => {
    fc.assert(
      fc.property(bookings, waits, (held, queue) => {
        const { total } = ask({ bookings: held, waits: queue });
        let booking = 0;
        let contended = 0;
        let waiting = 0;
        for (let hours = 0; hours < 100; hours++)
          for (const { ref } of environments) {
            const here = held.filter(
              item =>
                item.environmentRef === ref &&
                item.held.start <= now(hours) &&
                now(hours) < item.held.end,
            );
            const queued = queue.filter(
              item =>
                item.environmentRef === ref &&
                item.from <= now(hours) &&
                now(hours) < item.to,
            );
            if (here.length > 0) booking += 1;
            waiting += queued.length;
            if (queued.some(wait => here.some(item => item.team !== wait.team)))
              contended += 1;
          }
        expect(total.bookedHours).toBe(booking);
        expect(total.contendedHours).toBe(contended);
        expect(total.waitingHours).toBe(waiting);
      }),
    );
  });

  it('has rows of environments and months that add up to the total', () => {
    fc.assert(
      fc.property(bookings, waits, (held, queue) => {
        const { total, rows } = ask({
          bookings: held,
          waits: queue,
          groupBy: ['environment', 'month'],
          period: { from: MONDAY, to: now(24 * 12) },
        });
        for (const measure of [
          'availableHours',
          'bookedHours',
          'waitingHours',
          'contendedHours',
        ] as const)
          expect(rows.reduce((sum, row) => sum + row[measure], 0)).toBeCloseTo(
            total[measure],
            1,
          );
        const costs = rows.flatMap(row => row.ephemeral);
        expect(costs.reduce((sum, one) => sum + one.saves, 0)).toBeCloseTo(
          total.ephemeral[0].saves,
          0,
        );
      }),
    );
  });

  it('merges and meets like sets of hours', () => {
    const set = (ranges: { start: number; end: number }[]) =>
      new Set(
        Array.from({ length: 270 }, (_, index) => now(index - 50)).filter(at =>
          ranges.some(({ start, end }) => start <= at && at < end),
        ),
      );
    const ranges = fc.array(span.map(range), { maxLength: 10 });
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const [a, b] = [set(one), set(other)];
        expect(set(merge(one))).toEqual(a);
        expect(unionLength(one)).toBe(a.size * 3_600_000);
        expect(set(overlaps(merge(one), merge(other)))).toEqual(
          new Set([...a].filter(at => b.has(at))),
        );
      }),
    );
  });
});
