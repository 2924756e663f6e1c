import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { databaseClock } from '../../database';
import { bookingInput, hence } from '../__testUtils__/inputs';
import {
  INGRID,
  LONELY,
  MIRA,
  STAGING,
  STAGING_US,
  startEnvironments,
} from '../__testUtils__/startEnvironments';
import {
  begunBooking,
  environmentParams as params,
  policy,
  untilEnvironments,
  withoutCache,
} from './__testUtils__/boardTests';
import { Directory, KnownEnvironment } from './Directory';
import { rebuildUse, rollUpUse } from './useRollup';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY = 86_400_000;

/** As the task reads it. */
const directory = {
  all: async () =>
    [STAGING, STAGING_US, LONELY].map(
      ref => ({ environment: { ref } } as KnownEnvironment),
    ),
} as Partial<Directory> as Directory;

describe.each(databases.eachSupportedId())('idleness, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let mira: ReleasesClient;

  async function start() {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      permissions: policy(),
      config: withoutCache,
    });
    [ingrid, mira] = [INGRID, MIRA].map(clientOf);
    await untilEnvironments(mira, 3);
  }
  const proofOf = async (name: string) => {
    const row = await mira.getEnvironment({ params: params(name) });
    return { ...row.idle, usedDays: row.usedDays };
  };
  const rollUp = () => rollUpUse({ knex, clock: databaseClock, directory });
  /** It took place, so many days ago, for so long. */
  async function tookPlace(id: string, ago: number, days: number) {
    const from = Date.now() - ago * DAY;
    await knex('environments_bookings')
      .where({ id })
      .update({
        status: 'completed',
        active_since: from,
        ended_at: from + days * DAY,
        updated_at: Date.now(),
      });
    await knex('environments_booking_environments')
      .where({ booking_id: id })
      .update({ standing: 0 });
  }

  it('is proven by what happened last, counted day by day, and counted anew', async () => {
    await start();
    expect(await proofOf('staging')).toMatchObject({
      idle: false,
      because: 'unknown',
    });
    await rollUp();
    expect(await proofOf('staging')).toMatchObject({
      because: 'recent',
      days: 0,
      usedDays: 0,
    });
    const booking = await mira.createBooking({ body: bookingInput() });
    expect(await proofOf('staging')).toMatchObject({ because: 'booked' });
    await tookPlace(booking.id, 45, 10);
    await rollUp();
    const proof = await proofOf('staging');
    // Nothing in 35 days; 31 to 35 days ago is no part of the last 30.
    expect(proof).toMatchObject({ idle: true, days: 35, usedDays: 0 });
    expect(proof.lastBookingEndedAt).toBe(proof.since);

    const later = await mira.createBooking({ body: bookingInput() });
    await tookPlace(later.id, 20, 2);
    await rollUp();
    await rollUp();
    const used = await proofOf('staging');
    expect(used).toMatchObject({ idle: false, because: 'recent', days: 18 });
    expect(used.usedDays).toBeGreaterThanOrEqual(2);
    expect(used.usedDays).toBeLessThanOrEqual(3);

    await ingrid.reportDeployment({
      body: {
        componentRef: 'component:default/checkout',
        environmentRef: STAGING,
        version: '1.0.0',
      },
    });
    await rollUp();
    const deployed = await proofOf('staging');
    expect(deployed).toMatchObject({ days: 0, usedDays: used.usedDays + 1 });
    expect(deployed.lastDeploymentAt).toBe(deployed.since);

    await knex('environments_use_days').insert({
      environment_ref: STAGING,
      day: Math.floor(Date.now() / DAY) - 7,
    });
    await rebuildUse({ knex, clock: databaseClock, directory });
    expect(await proofOf('staging')).toEqual(deployed);
  });

  it('is kept by its owner until then, and let go for the tool that deletes', async () => {
    await start();
    await rollUp();
    const until = new Date(Date.now() + 20 * DAY).toISOString();
    const keep = (client: ReleasesClient, at = until) =>
      client.keepEnvironment({
        params: params('staging'),
        body: { until: at, reason: 'The audit comes' },
      });
    await expect(keep(mira)).rejects.toMatchObject({ statusCode: 403 });
    for (const at of [hence(-1), hence(24 * 400)])
      await expect(keep(ingrid, at)).rejects.toMatchObject({ statusCode: 400 });
    expect(await knex('environments_keeps').select()).toEqual([]);
    expect(await keep(ingrid)).toMatchObject({
      idle: false,
      because: 'kept',
      kept: { until, reason: 'The audit comes' },
    });

    const release = (client: ReleasesClient) =>
      client.releaseEnvironment({
        params: params('staging'),
        body: { reason: 'Nobody needs it' },
      });
    await expect(release(mira)).rejects.toMatchObject({ statusCode: 403 });
    const booking = await mira.createBooking({ body: bookingInput() });
    await expect(release(ingrid)).rejects.toMatchObject({ statusCode: 409 });
    expect(await knex('environments_expired').select()).toEqual([]);
    await mira.cancelBooking({
      params: { id: booking.id },
      revision: booking.revision,
      body: {},
    });
    const released = await release(ingrid);
    expect(released).toMatchObject({
      expired: { by: INGRID, reason: 'Nobody needs it' },
    });
    expect(released).not.toHaveProperty('kept');
    const told = await knex('environments_outbox')
      .where({ kind: 'event' })
      .select('payload');
    expect(told.map(({ payload }) => JSON.parse(payload))).toEqual([
      expect.objectContaining({
        topic: 'environment.expired',
        payload: expect.objectContaining({
          environmentRef: STAGING,
          reason: 'released',
          tier: 'staging',
        }),
      }),
    ]);
    expect(await keep(ingrid)).not.toHaveProperty('expired');
    const { items } = await ingrid.listAudit({
      query: { objectRef: `environment:${STAGING}` },
    });
    expect(items.map(({ action, actor }) => [action, actor])).toEqual([
      ['environment.keep', INGRID],
      ['environment.expire', INGRID],
      ['environment.keep', INGRID],
    ]);
  });

  it('is nothing to release while somebody has it', async () => {
    await start();
    await begunBooking(knex, mira);
    await expect(
      ingrid.releaseEnvironment({ params: params('staging'), body: {} }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});
