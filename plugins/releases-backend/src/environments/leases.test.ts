import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { approveAll, bookingInput, hence } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';
import {
  INGRID,
  MIRA,
  PAT,
  STAGING,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('leases, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;
  let bookingId: string;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({ knex, config: approveAll });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
    const booking = await mira.createBooking({
      body: bookingInput({ start: hence(0), end: hence(1), setupMinutes: 5 }),
    });
    bookingId = booking.id;
  });

  const acquire = (
    run: string,
    changes: { ttl?: string; wait?: boolean; ticketId?: string } = {},
    client = mira,
  ) =>
    client.acquireLease({
      body: {
        environmentRef: STAGING,
        holder: { kind: 'run', id: run },
        ...changes,
      },
    });
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => 'granted',
      error => [error.statusCode, error.body.error.code],
    );
  const actions = async () =>
    (await knex('audit_entries').orderBy('seq')).map(row => row.action);

  it('is held under a token, renewed, and given back', async () => {
    const { lease } = await acquire('4812');
    expect(lease).toMatchObject({ token: 1, status: 'held', bookingId });
    expect((await mira.getBooking({ params: { id: bookingId } })).status).toBe(
      'active',
    );
    const params = { id: lease!.id };
    const renewed = await mira.renewLease({
      params,
      body: { token: 1, ttl: '45m' },
    });
    expect(renewed.expiresAt! > lease!.expiresAt!).toBe(true);
    expect(await refusal(acquire('4813'))).toEqual([409, 'held']);
    for (const client of [pat, ingrid])
      await expect(
        client.renewLease({ params, body: { token: 1 } }),
      ).rejects.toMatchObject({ statusCode: 403 });
    expect(
      await refusal(mira.renewLease({ params, body: { token: 2 } })),
    ).toEqual([409, 'unknown']);
    expect(
      await mira.checkLease({ body: { environmentRef: STAGING, token: 1 } }),
    ).toMatchObject({ live: true, lease: { token: 1 } });
    await mira.releaseLease({ params, body: { token: 1 } });
    expect(
      await refusal(mira.renewLease({ params, body: { token: 1 } })),
    ).toEqual([409, 'released']);
    expect((await mira.listLeases({})).items).toMatchObject([
      { id: params.id, status: 'released' },
    ]);
    expect(await actions()).toEqual([
      'booking.create',
      'booking.activate',
      'lease.acquire',
      'lease.release',
    ]);
  });

  it('is lost by a holder that pauses, who is told so ever after', async () => {
    const { lease } = await acquire('4812', { ttl: '1s' });
    const params = { id: lease!.id };
    await sleep(1200);
    expect(
      await refusal(mira.renewLease({ params, body: { token: 1 } })),
    ).toEqual([409, 'expired']);
    expect(
      await mira.checkLease({ body: { environmentRef: STAGING, token: 1 } }),
    ).toMatchObject({ live: false, code: 'expired' });
    expect((await acquire('4813')).lease?.token).toBe(2);
    for (const call of [mira.renewLease, mira.releaseLease])
      expect(await refusal(call({ params, body: { token: 1 } }))).toEqual([
        409,
        'superseded',
      ]);
    expect(await actions()).toContain('lease.expire');
  });

  it('is broken by who owns the environment, with a reason', async () => {
    const { lease } = await acquire('4812');
    const params = { id: lease!.id };
    await expect(
      pat.breakLease({ params, body: { reason: 'Mine now' } }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      ingrid.breakLease({ params, body: { reason: ' ' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await ingrid.breakLease({ params, body: { reason: 'Runner lost' } });
    const [told] = await knex('environments_outbox')
      .where('once_key', `notice:lease:${lease!.id}:lost`)
      .select('payload');
    expect(JSON.parse(told.payload)).toMatchObject({
      recipients: [MIRA],
      title: 'You no longer hold staging',
      description: expect.stringContaining('Runner lost'),
    });
    const error = await mira
      .renewLease({ params, body: { token: 1 } })
      .catch(one => one);
    expect(error.body.error).toMatchObject({
      code: 'broken',
      message: expect.stringContaining('Runner lost'),
    });
    await expect(
      ingrid.breakLease({ params, body: { reason: 'Again' } }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('ends with its booking, and is handed over under a new token', async () => {
    const { lease } = await acquire('4812');
    const handed = await mira.transferLease({
      params: { id: lease!.id },
      body: { token: 1, to: { kind: 'run', id: '5000' } },
    });
    expect(handed).toMatchObject({ token: 2, holder: { id: '5000' } });
    await ingrid.cancelBooking({
      params: { id: bookingId },
      revision: 2,
      body: { reason: 'Upgrade' },
    });
    expect(
      await refusal(
        mira.renewLease({ params: { id: handed.id }, body: { token: 2 } }),
      ),
    ).toEqual([409, 'broken']);
  });

  it('is queued for in order', async () => {
    const { lease } = await acquire('1');
    const second = await acquire('2', { wait: true });
    const third = await acquire('3', { wait: true });
    expect([second.ahead, third.ahead]).toEqual([0, 1]);
    expect(second.lease).toBeUndefined();
    await mira.releaseLease({ params: lease!, body: { token: 1 } });
    expect(await refusal(acquire('4'))).toEqual([409, 'queued']);
    const still = await acquire('3', {
      wait: true,
      ticketId: third.ticket!.id,
    });
    expect(still).toMatchObject({ ahead: 1, ticket: { id: third.ticket!.id } });
    const got = await acquire('2', { wait: true, ticketId: second.ticket!.id });
    expect(got.lease?.token).toBe(2);
    await expect(
      pat.leaveQueue({ params: { id: third.ticket!.id } }),
    ).rejects.toMatchObject({ statusCode: 404 });
    await mira.leaveQueue({ params: { id: third.ticket!.id } });
    await mira.releaseLease({ params: got.lease!, body: { token: 2 } });
    expect((await acquire('4')).lease?.token).toBe(3);
  });

  it('takes a booking of one’s own that is on now, and writes nothing else', async () => {
    const before = await rowCounts(knex);
    expect((await refusal(acquire('1', {}, pat)))[0]).toBe(409);
    const later = await mira.createBooking({ body: bookingInput() });
    const named = (id: string, client = mira) =>
      client.acquireLease({
        body: {
          environmentRef: STAGING,
          bookingId: id,
          holder: { kind: 'run', id: '1' },
        },
      });
    await expect(named(later.id)).rejects.toMatchObject({ statusCode: 409 });
    await expect(named(bookingId, pat)).rejects.toMatchObject({
      statusCode: 403,
    });
    for (const ttl of ['0s', 'soon', '2020-01-01T00:00:00Z', '3w'])
      await expect(acquire('1', { ttl })).rejects.toMatchObject({
        statusCode: 400,
      });
    expect(await rowCounts(knex)).toEqual({
      ...before,
      environments_bookings: 2,
      environments_booking_environments: 2,
      timeline_sources: 2,
      timeline_items: 2,
      audit_entries: before.audit_entries + 1,
    });
    // For good is to the end of the booking.
    const { lease } = await acquire('1', { ttl: 'forever' });
    const { end } = await mira.getBooking({ params: { id: bookingId } });
    expect(lease?.expiresAt).toBe(end);
  });

  it('lives as long as its booking, and no longer than any may', async () => {
    const { lease } = await acquire('1', { ttl: '30m' });
    const { end } = await mira.getBooking({ params: { id: bookingId } });
    expect(lease!.diesAt).toBe(end);
    // Extended while it is free, and with it what its run may renew to.
    const longer = await mira.updateBooking({
      params: { id: bookingId },
      revision: 2,
      body: { end: hence(3) },
    });
    const params = { id: lease!.id };
    expect((await mira.getLease({ params })).diesAt).toBe(longer.end);
    const renewed = await mira.renewLease({
      params,
      body: { token: 1, ttl: '2h' },
    });
    expect(renewed.expiresAt! > end).toBe(true);
    await mira.updateBooking({
      params: { id: bookingId },
      revision: 3,
      body: { end },
    });
    expect(await mira.getLease({ params })).toMatchObject({
      diesAt: end,
      expiresAt: end,
    });
    await pat.createBooking({
      body: bookingInput({
        onBehalfOf: 'group:default/payments',
        start: end,
        end: hence(2),
      }),
    });
    await expect(
      mira.updateBooking({
        params: { id: bookingId },
        revision: 4,
        body: { end: hence(2) },
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });
});
