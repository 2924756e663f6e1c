import { TestDatabases } from '@backstage/backend-test-utils';
import {
  HIDDEN_ENTITY_REF,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { approveAll, bookingInput, hence } from '../__testUtils__/inputs';
import {
  CHECKOUT,
  MIRA,
  PAT,
  PAYMENTS,
  STAGING,
  startEnvironments,
} from '../__testUtils__/startEnvironments';
import {
  begunBooking,
  policy,
  untilEnvironments,
} from '../board/__testUtils__/boardTests';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('utilisation, %p', databaseId => {
  let knex: Knex;
  let pat: ReleasesClient;
  let mira: ReleasesClient;

  async function start() {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: approveAll,
      permissions: policy(),
    });
    [pat, mira] = [PAT, MIRA].map(clientOf);
    await untilEnvironments(mira, 3);
  }
  const period = { from: hence(-20), to: hence(24) };

  it('counts what has passed, of whom the reader may know', async () => {
    await start();
    // Six hours ago, for three; and one that goes on, of which an hour has passed.
    const over = await begunBooking(knex, mira, {}, 6);
    await knex('environments_bookings')
      .where({ id: over.id })
      .update({ status: 'completed', active_since: Date.parse(over.start) });
    await begunBooking(knex, pat, { onBehalfOf: PAYMENTS });
    // Still to come, an observer, and one that was never let in.
    await mira.createBooking({ body: bookingInput() });
    await begunBooking(knex, mira, { mode: 'observer' });
    const never = await begunBooking(knex, mira, {}, 12);
    await knex('environments_bookings')
      .where({ id: never.id })
      .update({ status: 'expired' });

    const by = await mira.getUtilisation({
      query: { ...period, groupBy: ['environment', 'team'] },
    });
    expect(Date.parse(by.to)).toBeLessThanOrEqual(Date.now() + 1000);
    expect(
      by.rows.map(({ environmentRef, team }) => [environmentRef, team]),
    ).toEqual([
      [STAGING, CHECKOUT],
      [STAGING, PAYMENTS],
    ]);
    const [checkout, payments] = by.rows;
    expect(checkout).toMatchObject({
      bookedHours: 3,
      usedHours: 3,
      sample: { bookings: 1, environments: 1, waits: 0 },
    });
    expect(payments.bookedHours).toBeCloseTo(1, 0);
    expect(payments.usedHours).toBe(0);
    expect(by.total.sample).toEqual({ environments: 3, bookings: 2, waits: 0 });
    expect(by.definitions).toContainEqual({
      measure: 'utilisation',
      text: 'Booked hours divided by available hours.',
    });
    const all = await mira.getUtilisation({ query: period });
    expect(all.rows).toHaveLength(3);
    expect(
      (
        await mira.getUtilisation({
          query: { ...period, tier: ['production'] },
        })
      ).rows,
    ).toEqual([]);
    const own = await mira.getUtilisation({
      query: { ...period, team: [CHECKOUT] },
    });
    expect(own.total.bookedHours).toBe(3);
    expect(JSON.stringify(by)).not.toContain(HIDDEN_ENTITY_REF);
  });

  it('counts who waited while somebody else had it', async () => {
    await start();
    await begunBooking(knex, mira);
    const asked = await pat.createBooking({
      body: bookingInput({ onBehalfOf: PAYMENTS }),
    });
    const hour = 3_600_000;
    await knex('environments_waiting').insert({
      id: asked.id,
      booking_id: asked.id,
      priority: 'normal',
      status: 'waiting',
      joined_at: Date.now() - 5 * hour,
      rank_at: 0,
      earliest_start: Date.now() - hour / 2,
      latest_start: Date.now() + 90 * hour,
      declined_starts: '[]',
      live: 1,
      holds: 0,
    });
    const { rows } = await mira.getUtilisation({
      query: { ...period, groupBy: ['team'] },
    });
    const payments = rows.find(({ team }) => team === PAYMENTS)!;
    expect(payments.waitingHours).toBeCloseTo(0.5, 1);
    expect(payments.contendedHours).toBeCloseTo(0.5, 1);
    expect(payments.sample.waits).toBe(1);
  });

  it('refuses what is no period', async () => {
    await start();
    for (const query of [
      { from: hence(1), to: hence(1) },
      { from: hence(-24 * 401), to: hence(0) },
      { ...period, groupBy: ['week'] as never },
    ])
      await expect(mira.getUtilisation({ query })).rejects.toMatchObject({
        statusCode: 400,
      });
    const { total } = await mira.getUtilisation({
      query: { from: hence(1), to: hence(2) },
    });
    expect(total.availableHours).toBe(0);
  });
});
