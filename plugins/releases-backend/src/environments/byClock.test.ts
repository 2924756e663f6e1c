import { TestDatabases } from '@backstage/backend-test-utils';
import { bookingRequestSchema } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { approveAll, BookingBody } from './__testUtils__/inputs';
import { mira, serviceHarness } from './__testUtils__/serviceHarness';
import {
  CHECKOUT,
  STAGING,
  STAGING_US,
} from './__testUtils__/startEnvironments';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function at(minutes: number): string {
  return new Date(NOW + minutes * MINUTE).toISOString();
}

describe.each(databases.eachSupportedId())('by the clock, %p', databaseId => {
  let knex: Knex;
  let harness: Awaited<ReturnType<typeof serviceHarness>>;

  async function start(config = approveAll as object) {
    knex = await databases.init(databaseId);
    harness = await serviceHarness(knex, { now: NOW, config: config as never });
  }

  const book = (changes: Partial<BookingBody> = {}) =>
    harness.bookings.create(
      bookingRequestSchema.parse({
        environments: [STAGING],
        purpose: 'Load test',
        usage: 'performance',
        start: at(60),
        end: at(120),
        onBehalfOf: CHECKOUT,
        ...changes,
      }),
      mira,
    );
  const statusOf = async (id: string) =>
    (await harness.bookings.get(id, mira)).status;

  it('begins, completes and expires bookings, and writes it down', async () => {
    await start();
    const first = await book({ teardownMinutes: 10 });
    const asked = await book({ ifTaken: 'wait' });
    await harness.tick();
    expect(await statusOf(first.id)).toBe('approved');
    harness.pass(60 * MINUTE);
    await harness.tick();
    expect(await harness.bookings.get(first.id, mira)).toMatchObject({
      status: 'active',
      activeSince: at(60),
      updatedBy: 'plugin:releases',
    });
    harness.pass(60 * MINUTE);
    await harness.tick();
    expect(await statusOf(first.id)).toBe('active');
    expect(await statusOf(asked.id)).toBe('expired');
    harness.pass(10 * MINUTE);
    await harness.tick();
    expect(await harness.bookings.get(first.id, mira)).toMatchObject({
      status: 'completed',
      endedAt: at(130),
    });
    const actions = (await knex('audit_entries').orderBy('seq')).map(
      row => row.action,
    );
    expect(actions).toEqual([
      'booking.create',
      'booking.create',
      'booking.activate',
      'booking.expire',
      'booking.complete',
    ]);
    expect(await knex('timeline_sources')).toEqual([
      expect.objectContaining({ source_id: first.id, status: 'completed' }),
    ]);
  });

  it('takes it from who does not show up, and gives it to others', async () => {
    await start({
      releases: {
        environments: {
          bookingPolicies: [
            { policy: { autoApprove: [{}], noShowMinutes: 15 } },
          ],
        },
      },
    });
    const first = await book();
    harness.pass(74 * MINUTE);
    await harness.tick();
    expect(await statusOf(first.id)).toBe('approved');
    harness.pass(1 * MINUTE);
    await harness.tick();
    expect(await statusOf(first.id)).toBe('no-show');
    const next = await book({ start: at(80) });
    expect(next.status).toBe('approved');
  });

  it('expires leases, and the booking of a run that never gave it back', async () => {
    await start();
    const booking = await book({ start: at(0), environments: [STAGING_US] });
    const { lease } = await harness.acquiring.acquire(
      {
        environmentRef: STAGING_US,
        bookingId: booking.id,
        holder: { kind: 'run', id: '1' },
        ttl: '10m',
        wait: false,
      },
      mira,
    );
    harness.pass(11 * MINUTE);
    await harness.tick();
    expect(await harness.leaseReader.get(lease!.id, mira)).toMatchObject({
      status: 'expired',
      endedAt: at(10),
    });
    const again = await harness.acquiring.acquire(
      {
        environmentRef: STAGING_US,
        bookingId: booking.id,
        holder: { kind: 'run', id: '2' },
        ttl: 'forever',
        wait: false,
      },
      mira,
    );
    // However long: no further than its booking.
    expect(again.lease).toMatchObject({ token: 2, expiresAt: at(120) });
    harness.pass(110 * MINUTE);
    await harness.tick();
    await harness.tick();
    expect(await statusOf(booking.id)).toBe('expired');
    await expect(
      harness.leases.renew({ id: again.lease!.id, token: 2 }, mira),
    ).rejects.toMatchObject({ code: 'expired' });
  });
});
