import { TestDatabases } from '@backstage/backend-test-utils';
import { bookingRequestSchema } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { bareFacts } from '../../catalog/keys';
import { approveAll } from '../__testUtils__/inputs';
import { mira, serviceHarness } from '../__testUtils__/serviceHarness';
import { CHECKOUT, QUALITY, STAGING } from '../__testUtils__/startEnvironments';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const PRODUCTION = 'resource:default/production';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function at(minutes: number): string {
  return new Date(NOW + minutes * MINUTE).toISOString();
}

describe.each(databases.eachSupportedId())('clean-up, %p', databaseId => {
  let knex: Knex;
  let harness: Awaited<ReturnType<typeof serviceHarness>>;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    harness = await serviceHarness(knex, {
      now: NOW,
      config: approveAll as never,
      catalog: {
        getFacts: async refs =>
          new Map(
            [...refs].map(ref => [
              ref,
              {
                ...bareFacts(ref),
                ...(ref.startsWith('resource:') && {
                  type: 'environment',
                  owner: QUALITY,
                  owners: [QUALITY],
                  annotations: {
                    'release-desk.dev/tier':
                      ref === PRODUCTION ? 'production' : 'staging',
                    'release-desk.dev/lifecycle': 'ephemeral',
                  },
                }),
              },
            ]),
          ),
      },
    });
  });

  const book = (changes: object = {}) =>
    harness.bookings.create(
      bookingRequestSchema.parse({
        environments: [STAGING],
        purpose: 'Load test',
        usage: 'performance',
        start: at(0),
        end: at(120),
        onBehalfOf: CHECKOUT,
        ...changes,
      }),
      mira,
    );
  const lease = (bookingId: string, ttl: string, environmentRef = STAGING) =>
    harness.acquiring.acquire(
      {
        environmentRef,
        bookingId,
        holder: { kind: 'run', id: '1', userRef: 'user:default/ingrid' },
        ttl,
        wait: false,
      },
      mira,
    );
  const pass = async (minutes: number) => {
    harness.pass(minutes * MINUTE);
    await harness.tick();
    await harness.tend();
    await harness.deliver();
  };
  const told = () =>
    harness
      .sent()
      .map(({ recipients, payload }) => [
        (recipients as { entityRef: string[] }).entityRef.join(),
        payload.title,
      ]);

  it('warns the holder, tells the owner, and marks what nobody gave back', async () => {
    const booking = await book();
    await lease(booking.id, 'forever');
    await pass(89);
    expect(told()).toEqual([]);
    await pass(1);
    await pass(0);
    expect(told().sort()).toEqual([
      [
        'user:default/ingrid,user:default/mira',
        'Your lease of staging ends Mon 23 Nov, 10:00',
      ],
      ['user:default/mira', 'Your booking of staging ends Mon 23 Nov, 10:00'],
    ]);
    await pass(30);
    const before = told().length;
    expect((await harness.bookings.get(booking.id, mira)).status).toBe(
      'expired',
    );
    expect(told()).toContainEqual([QUALITY, 'staging was not given back']);
    expect(
      told().filter(([, title]) => title === 'staging was not given back'),
    ).toHaveLength(1);
    await pass(59);
    expect(await knex('environments_expired')).toEqual([]);
    await pass(1);
    await pass(5);
    expect(told()).toHaveLength(before);
    expect(await knex('environments_expired')).toEqual([
      expect.objectContaining({
        environment_ref: STAGING,
        marked_by: 'plugin:releases',
      }),
    ]);
    expect(harness.published()).toEqual([
      {
        topic: 'environment.expired',
        eventPayload: {
          id: `environment.expired:${STAGING}:booking:${booking.id}`,
          environmentRef: STAGING,
          expiredAt: at(180),
          reason: 'booking',
          subjectRef: `booking:${booking.id}`,
          tier: 'staging',
          lifecycle: 'ephemeral',
        },
      },
    ]);
    expect(
      (await knex('audit_entries').where({ action: 'environment.expire' }))
        .length,
    ).toBe(1);
    // Whoever uses it again takes the mark away.
    await book({ start: at(186), end: at(190) });
    await pass(1);
    expect(await knex('environments_expired')).toEqual([]);
  });

  it('leaves alone what was given back, what others have, and production', async () => {
    const given = await book({ end: at(30) });
    const held = await lease(given.id, '20m');
    await harness.leases.release(
      { id: held.lease!.id, token: held.lease!.token },
      mira,
    );
    await pass(30);
    const dead = await book({ start: at(30), end: at(60) });
    await lease(dead.id, 'forever');
    await pass(31);
    expect((await harness.bookings.get(dead.id, mira)).status).toBe('expired');
    // Somebody has it by the time that the grace is over.
    await book({ start: at(62), end: at(300) });
    await pass(90);
    const live = await book({
      environments: [PRODUCTION],
      start: at(151),
      end: at(160),
    });
    await lease(live.id, 'forever', PRODUCTION);
    await pass(80);
    expect((await harness.bookings.get(live.id, mira)).status).toBe('expired');
    await pass(80);
    expect(harness.published()).toEqual([]);
    expect(await knex('environments_expired')).toEqual([]);
  });

  it('waits while the booking of a dead run goes on, and marks it afterwards', async () => {
    const booking = await book();
    await lease(booking.id, '10m');
    await pass(11);
    expect(told()).toContainEqual([QUALITY, 'staging was not given back']);
    await pass(80);
    expect(harness.published()).toEqual([]);
    await pass(30);
    expect((await harness.bookings.get(booking.id, mira)).status).toBe(
      'completed',
    );
    expect(harness.published()).toHaveLength(1);
  });

  it('takes each step once, on however many replicas', async () => {
    const booking = await book();
    await lease(booking.id, 'forever');
    harness.pass(121 * MINUTE);
    await harness.tick();
    await Promise.all([1, 2, 3, 4].map(() => harness.tend()));
    await Promise.all([1, 2, 3, 4].map(() => harness.deliver()));
    expect(told().sort()).toEqual([
      [QUALITY, 'staging was not given back'],
      ['user:default/mira', 'Your booking of staging has expired'],
    ]);
  });
});
