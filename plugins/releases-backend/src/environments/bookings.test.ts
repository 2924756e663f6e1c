import { TestDatabases } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  approveAll,
  BookingBody,
  bookingInput,
  hence,
} from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';
import {
  CHECKOUT,
  INGRID,
  LONELY,
  MIRA,
  PAT,
  PAYMENTS,
  QUALITY,
  SERVICE,
  STAGING,
  STAGING_US,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('bookings, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;

  async function start(config?: object) {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: config as never,
    });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
  }

  const forPayments = (changes: Partial<BookingBody> = {}) =>
    bookingInput({ onBehalfOf: PAYMENTS, purpose: 'Regression', ...changes });

  it('is asked for, approved by somebody else who owns it, and recorded', async () => {
    await start();
    const asked = await mira.createBooking({ body: bookingInput() });
    expect(asked).toMatchObject({
      status: 'pending',
      requestedBy: MIRA,
      revision: 1,
      environments: [STAGING],
      approvals: [{ environmentRef: STAGING, status: 'pending' }],
      conflicts: [],
    });
    const params = { id: asked.id };
    for (const client of [mira, pat])
      await expect(
        client.approveBooking({ params, revision: 1, body: {} }),
      ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      ingrid.approveBooking({ params, revision: 7, body: {} }),
    ).rejects.toMatchObject({ statusCode: 409 });
    await expect(
      ingrid.rejectBooking({ params, revision: 1, body: {} as never }),
    ).rejects.toMatchObject({ statusCode: 400 });
    const approved = await ingrid.approveBooking({
      params,
      revision: 1,
      body: { reason: 'Enjoy' },
    });
    expect(approved).toMatchObject({
      status: 'approved',
      revision: 2,
      approvals: [{ status: 'approved', by: INGRID, reason: 'Enjoy' }],
    });
    expect(
      await knex('timeline_sources').where({ source_id: asked.id }),
    ).toEqual([
      expect.objectContaining({ kind: 'booking', status: 'approved' }),
    ]);
    // The calendar is not full of them.
    const timeline = await mira.getTimeline({
      query: { from: hence(0), to: hence(48) },
    });
    expect(timeline.items).toEqual([]);
    const history = await mira.listHistory({
      query: { objectRef: `booking:${asked.id}` },
    });
    expect(history.items.map(item => item.action)).toEqual([
      'booking.approve',
      'booking.create',
    ]);
  });

  it('lets no owner approve what they asked for, unless the policy does', async () => {
    await start({
      releases: {
        environments: {
          bookingPolicies: [
            { environments: [STAGING], policy: { ownBookings: 'ask' } },
          ],
        },
      },
    });
    const own = bookingInput({ onBehalfOf: QUALITY });
    const asked = await ingrid.createBooking({ body: own });
    expect(asked.status).toBe('pending');
    await expect(
      ingrid.approveBooking({ params: asked, revision: 1, body: {} }),
    ).rejects.toMatchObject({
      statusCode: 403,
      body: {
        error: { message: expect.stringContaining('not the requester') },
      },
    });
    const us = await ingrid.createBooking({
      body: { ...own, environments: [STAGING_US] },
    });
    expect(us).toMatchObject({
      status: 'approved',
      approvals: [{ by: 'policy' }],
    });
  });

  it('refuses what is taken, names who has it, and writes nothing', async () => {
    await start(approveAll);
    const first = await mira.createBooking({ body: bookingInput() });
    expect(first.status).toBe('approved');
    const before = await rowCounts(knex);
    const error = await pat
      .createBooking({ body: forPayments() })
      .catch(refusal => refusal);
    expect(error.statusCode).toBe(409);
    expect(error.body.error).toMatchObject({
      message: expect.stringContaining('“Load test of the basket”'),
      conflicts: [
        {
          bookingId: first.id,
          environmentRef: STAGING,
          onBehalfOf: CHECKOUT,
          requestedBy: MIRA,
          usage: 'performance',
        },
      ],
    });
    expect(await rowCounts(knex)).toEqual(before);

    // Half-open: the next hour is free. An observer is in nobody's way.
    const next = forPayments({ start: first.end, end: hence(26) });
    await pat.createBooking({ body: next });
    await pat.createBooking({ body: forPayments({ mode: 'observer' }) });
    await expect(
      pat.createBooking({
        body: { ...next, start: hence(26), end: hence(27), setupMinutes: 1 },
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('keeps who waits, and lets in whom both sides agree to', async () => {
    await start(approveAll);
    const first = await mira.createBooking({ body: bookingInput() });
    const second = await pat.createBooking({
      body: forPayments({ ifTaken: 'wait' }),
    });
    expect(second).toMatchObject({
      status: 'pending',
      conflicts: [{ bookingId: first.id, severity: 'conflict' }],
    });
    // Who has it is not bothered with who only asks.
    expect((await mira.getBooking({ params: first })).conflicts).toEqual([]);
    await expect(
      ingrid.approveBooking({ params: second, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 409 });

    const agreed = await pat.consentToBooking({
      params: second,
      revision: 1,
      body: { bookingId: first.id },
    });
    expect(agreed.status).toBe('pending');
    await expect(
      pat.consentToBooking({
        params: first,
        revision: 1,
        body: { bookingId: second.id },
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await mira.consentToBooking({
      params: first,
      revision: 1,
      body: { bookingId: second.id },
    });
    const shown = await pat.getBooking({ params: second });
    expect(shown).toMatchObject({
      status: 'approved',
      conflicts: [{ bookingId: first.id, consented: true }],
    });
    // Grown beyond what was agreed to, it is a conflict again.
    await expect(
      pat.updateBooking({
        params: second,
        revision: shown.revision,
        body: { start: hence(23) },
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('is moved and extended where it is free, and ends early', async () => {
    await start(approveAll);
    const mine = await mira.createBooking({ body: bookingInput() });
    await pat.createBooking({
      body: forPayments({ start: hence(26), end: hence(27) }),
    });
    const patch = (revision: number, body: object) =>
      mira.updateBooking({ params: mine, revision, body });
    expect(await patch(1, { end: hence(26) })).toMatchObject({
      status: 'approved',
      revision: 2,
    });
    for (const body of [
      { end: hence(26.5) },
      { start: hence(26.5), end: hence(28) },
      { teardownMinutes: 30 },
    ])
      await expect(patch(2, body)).rejects.toMatchObject({ statusCode: 409 });
    await expect(
      pat.updateBooking({ params: mine, revision: 2, body: { notes: 'Hm' } }),
    ).rejects.toMatchObject({ statusCode: 403 });

    const now = await mira.createBooking({
      body: bookingInput({
        environments: [LONELY],
        start: hence(0),
        end: hence(3),
        setupMinutes: 5,
      }),
    });
    const active = await mira.activateBooking({
      params: now,
      revision: 1,
      body: {},
    });
    expect(active.activeSince).toBeDefined();
    await expect(
      mira.updateBooking({
        params: now,
        revision: 2,
        body: { start: hence(1) },
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await mira.updateBooking({
      params: now,
      revision: 2,
      body: { end: hence(4) },
    });
    await expect(
      pat.completeBooking({ params: now, revision: 3, body: {} }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const done = await mira.completeBooking({
      params: now,
      revision: 3,
      body: {},
    });
    expect(done).toMatchObject({ status: 'completed' });
    await pat.createBooking({
      body: forPayments({
        environments: [LONELY],
        start: hence(1),
        end: hence(2),
      }),
    });
    await expect(
      mira.updateBooking({ params: now, revision: 4, body: { notes: 'Hm' } }),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('loses its approval when it takes more than the policy lets it', async () => {
    await start();
    const asked = await mira.createBooking({ body: bookingInput() });
    await ingrid.approveBooking({ params: asked, revision: 1, body: {} });
    const patch = (client: ReleasesClient, revision: number, body: object) =>
      client.updateBooking({ params: asked, revision, body });
    expect((await patch(mira, 2, { notes: 'Bring data' })).status).toBe(
      'approved',
    );
    expect((await patch(mira, 3, { end: hence(24.5) })).status).toBe(
      'approved',
    );
    expect((await patch(ingrid, 4, { end: hence(25) })).status).toBe(
      'approved',
    );
    expect(await patch(mira, 5, { end: hence(26) })).toMatchObject({
      status: 'pending',
      approvals: [{ status: 'pending' }],
    });
    await expect(
      ingrid.cancelBooking({ params: asked, revision: 6, body: {} }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining('reason: ') } },
    });
    const cancelled = await ingrid.cancelBooking({
      params: asked,
      revision: 6,
      body: { reason: 'Upgrade' },
    });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      statusReason: 'Upgrade',
    });
    expect(await knex('timeline_sources')).toEqual([]);
  });

  it('keeps a draft to who made it until it is submitted', async () => {
    await start(approveAll);
    await mira.createBooking({ body: bookingInput() });
    const draft = await pat.createBooking({
      body: forPayments({ draft: true }),
    });
    expect(draft.status).toBe('draft');
    await expect(mira.getBooking({ params: draft })).rejects.toMatchObject({
      statusCode: 404,
    });
    expect((await mira.listBookings({})).totalItems).toBe(1);
    expect((await pat.listBookings({})).totalItems).toBe(2);
    await expect(
      pat.submitBooking({ params: draft, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 409 });
    await pat.updateBooking({
      params: draft,
      revision: 1,
      body: { start: hence(30), end: hence(31) },
    });
    expect(
      await pat.submitBooking({ params: draft, revision: 2, body: {} }),
    ).toMatchObject({ status: 'approved' });
  });

  it('finds them by every filter, page by page', async () => {
    await start(approveAll);
    const make = (client: ReleasesClient, changes: Partial<BookingBody>) =>
      client.createBooking({
        body: bookingInput({ usage: 'test', mode: 'shared', ...changes }),
      });
    const a = await make(mira, { purpose: '100% of it' });
    const b = await make(pat, {
      onBehalfOf: PAYMENTS,
      environments: [STAGING, STAGING_US],
      usage: 'regression',
      start: hence(26),
      end: hence(40),
    });
    const c = await make(mira, { start: hence(50), end: hence(60) });
    await mira.cancelBooking({ params: c, revision: 1, body: {} });
    const ids = async (
      query: Parameters<typeof mira.listBookings>[0]['query'],
    ) => (await pat.listBookings({ query })).items.map(item => item.id);
    expect(await ids({})).toEqual([a.id, b.id, c.id]);
    expect(await ids({ order: '-start' })).toEqual([c.id, b.id, a.id]);
    expect(await ids({ environmentRef: STAGING_US })).toEqual([b.id]);
    expect(await ids({ groupRef: CHECKOUT })).toEqual([a.id, c.id]);
    expect(await ids({ requestedBy: PAT })).toEqual([b.id]);
    expect(await ids({ status: 'cancelled' })).toEqual([c.id]);
    expect(await ids({ usage: ['regression'] })).toEqual([b.id]);
    expect(await ids({ q: '0% OF' })).toEqual([a.id]);
    expect(await ids({ from: hence(25), to: hence(45) })).toEqual([b.id]);
    const first = await pat.listBookings({ query: { limit: 2 } });
    expect(first.totalItems).toBe(3);
    const rest = await pat.listBookings({
      query: { limit: 2, cursor: first.pageInfo.nextCursor },
    });
    expect(rest.items.map(item => item.id)).toEqual([c.id]);
  });

  it('refuses bad input, names the field, and writes nothing', async () => {
    await start({
      releases: {
        environments: {
          bookingPolicies: [
            {
              tiers: ['staging'],
              policy: {
                maxMinutes: 24 * 60,
                hoursAWeek: 20,
                autoApprove: [{ usages: ['test'] }],
              },
            },
          ],
        },
      },
    });
    const mine = await mira.createBooking({ body: bookingInput() });
    const before = await rowCounts(knex);
    const create = (changes: object) =>
      mira.createBooking({ body: bookingInput(changes) });
    const cases: [string, () => Promise<unknown>][] = [
      [
        'end: expected an instant after start',
        () => create({ end: hence(24) }),
      ],
      [
        'start: expected an instant that is not past',
        () => create({ start: hence(-2) }),
      ],
      ['end: expected at most 92 days', () => create({ end: hence(24 * 201) })],
      [
        'start: expected at most 730 days',
        () => create({ start: hence(24 * 800), end: hence(24 * 800 + 1) }),
      ],
      [
        'environments[0]: unknown entity',
        () => create({ environments: ['resource:default/ghost'] }),
      ],
      [
        'environments[0]: expected an environment',
        () => create({ environments: [SERVICE] }),
      ],
      [
        'environments: expected environments or a system',
        () => create({ systemRef: 'system:default/shop' }),
      ],
      [
        'systemRef: expected a system with',
        () =>
          create({
            environments: undefined,
            systemRef: 'system:default/empty',
          }),
      ],
      [
        'systemRef: unknown system',
        () => create({ environments: undefined, systemRef: SERVICE }),
      ],
      [
        'onBehalfOf: expected a group that you belong to',
        () => create({ onBehalfOf: PAYMENTS }),
      ],
      [
        'onBehalfOf: unknown group',
        () => create({ onBehalfOf: 'group:default/ghost' }),
      ],
      ['onBehalfOf: unknown group', () => create({ onBehalfOf: MIRA })],
      [
        'releaseId: unknown release',
        () => create({ releaseId: '00000000-0000-4000-8000-000000000000' }),
      ],
      ['usage', () => create({ usage: 'party' })],
      ['timeZone', () => create({ timeZone: 'Mars/Olympus' })],
      ['purpose', () => create({ purpose: 'x'.repeat(100_000) })],
      [
        'end: the policy of resource:default/staging expects at most 1 d',
        () => create({ start: hence(48), end: hence(73) }),
      ],
      [
        'a week for group:default/checkout',
        () => create({ start: hence(48), end: hence(69) }),
      ],
      [
        'environments[0]: unknown',
        () =>
          mira.updateBooking({
            params: mine,
            revision: 1,
            body: { environments: ['resource:default/ghost'] },
          }),
      ],
      [
        'start',
        () =>
          mira.updateBooking({
            params: mine,
            revision: 1,
            body: { start: hence(-2) },
          }),
      ],
      [
        'bookingId',
        () =>
          mira.consentToBooking({
            params: mine,
            revision: 1,
            body: { bookingId: mine.id },
          }),
      ],
    ];
    for (const [expected, call] of cases) {
      const error = (await call().catch(refusal => refusal)) as ResponseError;
      expect([expected, error.statusCode, error.body.error.message]).toEqual([
        expected,
        400,
        expect.stringContaining(expected),
      ]);
    }
    const stale = await mira
      .updateBooking({ params: mine, revision: 9, body: { notes: 'Hm' } })
      .catch(refusal => refusal);
    expect(stale.statusCode).toBe(409);
    expect(stale.body.error.current).toMatchObject({
      id: mine.id,
      revision: 1,
    });
    await expect(
      mira.getBooking({
        params: { id: '00000000-0000-4000-8000-000000000000' },
      }),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect(await rowCounts(knex)).toEqual(before);
  });
});
