import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { bookingRequestSchema } from '@release-desk/plugin-releases-common';
import createKnex, { Knex } from 'knex';
import { databaseClock } from '../database';
import { approveAll } from './__testUtils__/inputs';
import { mira, pat, serviceHarness } from './__testUtils__/serviceHarness';
import { CHECKOUT, PAYMENTS, STAGING } from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** What the process takes for the time, while the database has its own. */
async function skewed<T>(ms: number, act: () => Promise<T>): Promise<T> {
  const real = Date.now;
  const RealDate = Date;
  const now = jest.spyOn(Date, 'now').mockImplementation(() => real() + ms);
  const without = jest
    .spyOn(global, 'Date')
    .mockImplementation(
      (...args: unknown[]) =>
        (args.length > 0
          ? Reflect.construct(RealDate, args)
          : new RealDate(real() + ms)) as never,
    );
  Object.assign(global.Date, {
    now: () => real() + ms,
    parse: RealDate.parse,
    UTC: RealDate.UTC,
  });
  try {
    return await act();
  } finally {
    without.mockRestore();
    now.mockRestore();
  }
}

describe.each(databases.eachSupportedId())('skew, %p', databaseId => {
  let knex: Knex;
  let more: Knex[];

  async function replicas() {
    knex = await databases.init(databaseId);
    const { client, connection } = knex.client.config;
    more =
      databaseId === 'POSTGRES_18' ? [createKnex({ client, connection })] : [];
    const options = { now: 0, config: approveAll, clock: databaseClock };
    return [
      await serviceHarness(knex, options),
      await serviceHarness(more[0] ?? knex, options),
    ];
  }

  afterEach(async () => {
    await Promise.all(more.map(one => one.destroy()));
    await knex.destroy();
  });

  const booking = (start: number, length: number, group = CHECKOUT) =>
    bookingRequestSchema.parse({
      environments: [STAGING],
      purpose: 'Skewed',
      usage: 'deploy',
      start: new Date(start).toISOString(),
      end: new Date(start + length).toISOString(),
      onBehalfOf: group,
    });
  const refused = (call: Promise<unknown>) =>
    call.then(
      () => 'done',
      error => error.code ?? error.name,
    );

  it.each([-MINUTE, MINUTE])(
    'of %d ms between two replicas changes nothing of a lease',
    async skew => {
      const [right, wrong] = await replicas();
      const now = await databaseClock(knex);
      const { id } = await skewed(skew, () =>
        wrong.bookings.create(booking(now, 30 * MINUTE), mira),
      );
      const acquire = (run: string, ttl: string) => ({
        environmentRef: STAGING,
        bookingId: id,
        holder: { kind: 'run' as const, id: run },
        ttl,
        wait: false,
      });
      // A second's lease from a replica a minute off lasts a second.
      const { lease } = await skewed(skew, () =>
        wrong.acquiring.acquire(acquire('1', '1s'), mira),
      );
      const left = Date.parse(lease!.expiresAt!) - (await databaseClock(knex));
      expect(left).toBeGreaterThan(-500);
      expect(left).toBeLessThanOrEqual(1000);
      expect(
        await refused(right.acquiring.acquire(acquire('2', '5m'), mira)),
      ).toBe('held');
      await sleep(1100);
      // Its holder has paused for longer: refused, whichever it asks.
      const renewal = { id: lease!.id, token: 1, ttl: '5m' };
      expect(await refused(right.leases.renew(renewal, mira))).toBe('expired');
      expect(
        await skewed(skew, () => refused(wrong.leases.renew(renewal, mira))),
      ).toBe('expired');
      const next = await skewed(skew, () =>
        wrong.acquiring.acquire(acquire('2', '2m'), mira),
      );
      expect(next.lease?.token).toBe(2);
      // Its minute's difference would have ended or prolonged it.
      const { live } = await right.leaseReader.check(
        { environmentRef: STAGING, token: 2 },
        mira,
      );
      expect(live).toBe(true);
      for (const replica of [right, wrong])
        expect(
          await skewed(replica === wrong ? skew : 0, () =>
            refused(replica.acquiring.acquire(acquire('3', '5m'), mira)),
          ),
        ).toBe('held');
    },
  );

  it.each([-MINUTE, MINUTE])(
    'of %d ms begins, offers and ends nothing sooner or later',
    async skew => {
      const [right, wrong] = await replicas();
      const now = await databaseClock(knex);
      const soon = await right.bookings.create(
        booking(now + MINUTE / 2, 30 * MINUTE),
        mira,
      );
      await skewed(skew, async () => wrong.tick());
      expect((await right.bookings.get(soon.id, mira)).status).toBe('approved');
      // Five minutes past are let through by the database's clock, not more.
      for (const [back, answer] of [
        [4.5 * MINUTE, 'ConflictError'],
        [5.5 * MINUTE, 'InputError'],
      ] as const)
        expect(
          await skewed(skew, () =>
            refused(
              wrong.bookings.create(
                booking(now - back, back + MINUTE, PAYMENTS),
                pat,
              ),
            ),
          ),
        ).toBe(answer);
      const waiting = await right.bookings.create(
        { ...booking(now + MINUTE, 2 * MINUTE, PAYMENTS), ifTaken: 'wait' },
        pat,
      );
      await right.waitingList.join({ id: waiting.id }, pat);
      await right.bookings.cancel({ id: soon.id, revision: 1 }, mira);
      const [entry] = (await right.waitingList.list({ limit: 5 }, pat)).items;
      const stands =
        Date.parse(entry.offer!.expiresAt) - (await databaseClock(knex));
      expect(stands).toBeGreaterThan(9 * MINUTE);
      await skewed(skew, async () => wrong.tick());
      const got = await skewed(skew, () =>
        wrong.waitingList.answer({ id: waiting.id, accept: true }, pat),
      );
      expect(got.status).toBe('approved');
    },
  );
});
