import { TestDatabases } from '@backstage/backend-test-utils';
import { Booking, ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { bookingInput, hence } from './__testUtils__/inputs';
import {
  CHECKOUT,
  INGRID,
  MIRA,
  PAT,
  PAYMENTS,
  QUALITY,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('hand-overs, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;
  let booking: Booking;

  const over = (
    client: ReleasesClient,
    revision: number,
    accept: boolean,
    onBehalfOf = PAYMENTS,
  ) =>
    client.takeOverBooking({
      params: booking,
      revision,
      body: { onBehalfOf, accept },
    });
  const status = (call: Promise<unknown>) =>
    call.then(
      () => 200,
      error => error.statusCode,
    );

  async function start(policy: object) {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: {
        releases: {
          environments: { bookingPolicies: [{ policy }] },
        },
      } as never,
    });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
    booking = await mira.createBooking({ body: bookingInput() });
  }

  it('need both groups, and are recorded', async () => {
    await start({ autoApprove: [{}] });
    // Nobody takes what is not offered, and nobody else offers it.
    expect(await status(over(pat, 1, true))).toBe(409);
    expect(await status(over(pat, 1, false))).toBe(403);
    expect(await status(over(mira, 1, false, CHECKOUT))).toBe(409);
    expect(await status(over(mira, 1, false, 'group:default/no'))).toBe(400);
    const offered = await over(mira, 1, false);
    expect(offered).toMatchObject({
      onBehalfOf: CHECKOUT,
      handOver: { to: PAYMENTS, by: MIRA },
    });
    expect(await status(over(mira, 2, true))).toBe(403);
    expect(await status(over(ingrid, 2, true, QUALITY))).toBe(409);
    expect((await over(pat, 2, false)).handOver).toBeUndefined();
    await over(mira, 3, false);
    const withdrawn = await over(mira, 4, false, CHECKOUT);
    expect(withdrawn.handOver).toBeUndefined();
    await over(mira, 5, false);
    const taken = await over(pat, 6, true);
    expect(taken).toMatchObject({
      status: 'approved',
      onBehalfOf: PAYMENTS,
      requestedBy: PAT,
      revision: 7,
    });
    expect(taken.handOver).toBeUndefined();
    // It is theirs from then on.
    const cancel = (client: ReleasesClient) =>
      client.cancelBooking({ params: booking, revision: 7, body: {} });
    expect(await status(cancel(mira))).toBe(403);
    expect(await status(cancel(pat))).toBe(200);
    const history = await pat.listHistory({
      query: { objectRef: `booking:${booking.id}` },
    });
    expect(history.items.map(item => item.action)).toEqual([
      'booking.cancel',
      'booking.take-over',
      'booking.hand-over',
      'booking.hand-over-withdraw',
      'booking.hand-over',
      'booking.hand-over-decline',
      'booking.hand-over',
      'booking.create',
    ]);
    const notices = (await knex('environments_outbox')).map(row =>
      JSON.parse(row.payload),
    );
    expect(
      notices.filter(item => item.key?.startsWith('hand-over:')),
    ).toHaveLength(3);
  });

  it('are no way around the policy of the environment', async () => {
    await start({ autoApprove: [{ groups: [CHECKOUT] }], hoursAWeek: 2 });
    expect(booking.status).toBe('approved');
    await over(mira, 1, false);
    expect(await status(over(pat, 2, true))).toBe(409);
    const asked = await pat.createBooking({
      body: bookingInput({
        onBehalfOf: PAYMENTS,
        start: hence(26),
        end: hence(28),
      }),
    });
    expect(asked.status).toBe('pending');
    // What their week allows is used up.
    expect(await status(over(pat, 2, true))).toBe(400);
    expect((await mira.getBooking({ params: booking })).revision).toBe(2);
  });

  it('clears by null what need not be given', async () => {
    await start({});
    const patched = await mira.updateBooking({
      params: booking,
      revision: 1,
      body: { change: 'CHG-1', notes: 'Quick', links: [] },
    });
    expect(patched).toMatchObject({ change: 'CHG-1', notes: 'Quick' });
    const cleared = await mira.updateBooking({
      params: booking,
      revision: 2,
      body: { change: null, notes: null, releaseId: null, links: null },
    });
    expect(cleared).toMatchObject({ notes: '', links: [], revision: 3 });
    expect(cleared).not.toHaveProperty('change');
    await expect(
      mira.updateBooking({
        params: booking,
        revision: 3,
        body: { purpose: null } as never,
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
