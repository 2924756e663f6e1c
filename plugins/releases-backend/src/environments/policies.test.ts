import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { bookingInput, hence } from './__testUtils__/inputs';
import {
  CHECKOUT,
  INGRID,
  MIRA,
  STAGING,
  STAGING_US,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const params = { kind: 'resource', namespace: 'default', name: 'staging' };

describe.each(databases.eachSupportedId())('policies, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let mira: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: {
        releases: {
          environments: {
            bookingPolicies: [
              { tiers: ['staging'], policy: { maxMinutes: 120 } },
            ],
          },
        },
      },
    });
    [ingrid, mira] = [INGRID, MIRA].map(clientOf);
  });

  it('are the configured ones until the owner of an environment says otherwise', async () => {
    const configured = await ingrid.getBookingPolicy({ params });
    expect(configured).toMatchObject({
      environmentRef: STAGING,
      revision: 1,
      maxMinutes: 120,
      ownBookings: 'approve',
      autoApprove: [],
    });
    expect(configured.updatedBy).toBeUndefined();
    const body = {
      autoApprove: [{ groups: [CHECKOUT], maxMinutes: 60 }],
      setupMinutes: 5,
    };
    const update = (client: ReleasesClient, revision: number, change = {}) =>
      client.updateBookingPolicy({
        params,
        revision,
        body: { ...body, ...change },
      });
    // Who does not own it reads it, and no more.
    expect((await mira.createBooking({ body: bookingInput() })).status).toBe(
      'pending',
    );
    const refused = (call: Promise<unknown>): Promise<[number, string]> =>
      call.then(
        () => [200, ''],
        error => [error.statusCode, error.body.error.message],
      );
    expect((await refused(update(mira, 1)))[0]).toBe(403);
    expect(
      await refused(
        update(ingrid, 1, { autoApprove: [{ groups: ['group:default/no'] }] }),
      ),
    ).toEqual([
      400,
      'autoApprove[0].groups[0]: unknown group group:default/no',
    ]);
    expect((await refused(update(ingrid, 1, { maxMinutes: 0 })))[0]).toBe(400);
    const written = await update(ingrid, 1);
    expect(written).toMatchObject({
      revision: 2,
      updatedBy: INGRID,
      setupMinutes: 5,
    });
    expect(written.maxMinutes).toBeUndefined();
    expect((await refused(update(ingrid, 1)))[0]).toBe(409);

    // It decides from then on, and only there.
    const at = (hours: number, environment: string) =>
      mira.createBooking({
        body: bookingInput({
          environments: [environment],
          start: hence(hours),
          end: hence(hours + 1),
        }),
      });
    expect(await at(40, STAGING)).toMatchObject({
      status: 'approved',
      setupMinutes: 5,
      approvals: [{ by: 'policy' }],
    });
    expect(await at(40, STAGING_US)).toMatchObject({
      status: 'pending',
      setupMinutes: 0,
    });
    const long = bookingInput({ start: hence(60), end: hence(64) });
    expect((await mira.createBooking({ body: long })).status).toBe('pending');
    expect(
      (
        await mira.listHistory({
          query: { objectRef: `environment:${STAGING}` },
        })
      ).items,
    ).toMatchObject([{ action: 'environment.booking-policy', actor: INGRID }]);
  });

  it('are there for environments only', async () => {
    for (const name of ['ghost', 'nothing'])
      await expect(
        mira.getBookingPolicy({ params: { ...params, name } }),
      ).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      mira.getBookingPolicy({
        params: { kind: 'component', namespace: 'default', name: 'checkout' },
      }),
    ).rejects.toMatchObject({ statusCode: 404 });
  });
});
