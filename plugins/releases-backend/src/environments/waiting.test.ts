import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Booking,
  bookingRequestSchema,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  approveAll,
  BookingBody,
  bookingInput,
  hence,
} from './__testUtils__/inputs';
import { mira, pat, serviceHarness } from './__testUtils__/serviceHarness';
import {
  CHECKOUT,
  INGRID,
  MIRA,
  PAT,
  PAYMENTS,
  QUALITY,
  STAGING,
  STAGING_US,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('waiting, %p', databaseId => {
  let knex: Knex;

  afterEach(async () => {
    await knex.destroy();
  });

  describe('over HTTP', () => {
    let ingrid: ReleasesClient;
    let pats: ReleasesClient;
    let miras: ReleasesClient;
    let taken: Booking;
    let asked: Booking;

    async function start(config: object = approveAll) {
      knex = await databases.init(databaseId);
      const { clientOf } = await startEnvironments({
        knex,
        config: config as never,
      });
      [ingrid, pats, miras] = [INGRID, PAT, MIRA].map(clientOf);
      taken = await ingrid.createBooking({
        body: bookingInput({ onBehalfOf: QUALITY, purpose: 'Rehearsal' }),
      });
      asked = await miras.createBooking({
        body: bookingInput({ ifTaken: 'wait' }),
      });
    }

    const join = (client: ReleasesClient, booking: Booking, body = {}) =>
      client.joinWaitingList({ params: booking, body });
    const wait = async (client: ReleasesClient, body: Partial<BookingBody>) => {
      const booking = await client.createBooking({
        body: bookingInput({ ifTaken: 'wait', ...body }),
      });
      await join(client, booking);
      return booking;
    };
    const entries = async () =>
      (await miras.listWaiting({ query: { environmentRef: STAGING } })).items;

    it('offers what is given back to who is first, and then to the next', async () => {
      await start();
      expect(await join(miras, asked)).toMatchObject({
        bookingId: asked.id,
        environments: [STAGING],
        onBehalfOf: CHECKOUT,
        status: 'waiting',
        earliestStart: asked.start,
        latestStart: asked.start,
      });
      const urgent = await wait(pats, {
        onBehalfOf: PAYMENTS,
        priority: 'urgent',
      });
      expect((await entries()).map(item => item.bookingId)).toEqual([
        urgent.id,
        asked.id,
      ]);
      expect(
        (await miras.previewBooking({ body: bookingInput() })).waiting,
      ).toEqual({ position: 3, ahead: [PAYMENTS, CHECKOUT] });

      await ingrid.cancelBooking({
        params: taken,
        revision: 1,
        body: { reason: 'Not needed' },
      });
      expect(await entries()).toMatchObject([
        {
          bookingId: urgent.id,
          status: 'offered',
          offer: { start: urgent.start, end: urgent.end },
        },
        { bookingId: asked.id, status: 'waiting' },
      ]);
      // Kept for who is offered it.
      await expect(
        ingrid.createBooking({ body: bookingInput({ onBehalfOf: QUALITY }) }),
      ).rejects.toMatchObject({
        statusCode: 409,
        body: { error: { conflicts: [{ bookingId: urgent.id }] } },
      });
      for (const client of [miras, ingrid])
        await expect(
          client.answerOffer({ params: urgent, body: { accept: true } }),
        ).rejects.toMatchObject({ statusCode: 403 });
      const declined = await pats.answerOffer({
        params: urgent,
        body: { accept: false },
      });
      expect(declined.status).toBe('pending');
      expect(await entries()).toMatchObject([
        { bookingId: urgent.id, status: 'waiting' },
        { bookingId: asked.id, status: 'offered' },
      ]);
      const accepted = await miras.answerOffer({
        params: asked,
        body: { accept: true },
      });
      expect(accepted).toMatchObject({
        status: 'approved',
        start: asked.start,
      });
      expect((await entries()).map(item => item.bookingId)).toEqual([
        urgent.id,
      ]);
      await expect(
        miras.answerOffer({ params: asked, body: { accept: true } }),
      ).rejects.toMatchObject({ statusCode: 409 });
      const actions = (
        await miras.listHistory({
          query: { objectRef: `booking:${asked.id}` },
        })
      ).items.map(item => item.action);
      expect(actions).toEqual([
        'booking.approve',
        'booking.offer-accept',
        'booking.offer',
        'booking.wait',
        'booking.create',
      ]);
      const notices = await knex('environments_outbox').where('kind', 'notice');
      expect(
        notices
          .map(row => JSON.parse(row.payload))
          .filter(item => item.topic === 'environment-waiting')
          .map(item => item.recipients[0])
          .sort(),
      ).toEqual([MIRA, PAT]);
    });

    it('finds another time for who would take one, and keeps it until it is approved', async () => {
      await start({});
      await ingrid.updateBooking({
        params: taken,
        revision: 1,
        body: { teardownMinutes: 15 },
      });
      const entry = await join(miras, asked, { latestStart: hence(48) });
      const start1 = new Date(
        Date.parse(taken.end) + 15 * 60_000,
      ).toISOString();
      expect(entry).toMatchObject({
        status: 'offered',
        offer: { start: start1 },
      });
      const accepted = await miras.answerOffer({
        params: asked,
        body: { accept: true },
      });
      expect(accepted).toMatchObject({ status: 'pending', start: start1 });
      const same = bookingInput({
        onBehalfOf: QUALITY,
        start: accepted.start,
        end: accepted.end,
      });
      await expect(ingrid.createBooking({ body: same })).rejects.toMatchObject({
        statusCode: 409,
      });
      expect(
        await ingrid.approveBooking({
          params: asked,
          revision: accepted.revision,
          body: {},
        }),
      ).toMatchObject({ status: 'approved', start: start1 });
      // What is rejected is free again.
      const second = await pats.createBooking({
        body: bookingInput({ onBehalfOf: PAYMENTS, ifTaken: 'wait' }),
      });
      await join(pats, second, { latestStart: hence(48) });
      const again = await pats.answerOffer({
        params: second,
        body: { accept: true },
      });
      await ingrid.rejectBooking({
        params: second,
        revision: again.revision,
        body: { reason: 'No' },
      });
      await ingrid.createBooking({
        body: { ...same, start: again.start, end: again.end },
      });
    });

    it('refuses who has nothing to wait for, and lets who waits leave', async () => {
      await start();
      const refused = (call: Promise<unknown>) =>
        call.then(
          () => 'ok',
          error => error.statusCode,
        );
      expect(await refused(join(ingrid, taken))).toBe(409);
      expect(await refused(join(pats, asked))).toBe(403);
      for (const body of [
        { latestStart: hence(1) },
        { latestStart: hence(24 * 400) },
        { earliestStart: 'soon' },
      ])
        expect(await refused(join(miras, asked, body))).toBe(400);
      await join(miras, asked);
      expect(await refused(join(miras, asked))).toBe(409);
      expect(
        await refused(pats.leaveWaitingList({ params: { id: asked.id } })),
      ).toBe(403);
      await miras.leaveWaitingList({ params: { id: asked.id } });
      expect(
        await refused(miras.leaveWaitingList({ params: { id: asked.id } })),
      ).toBe(409);
      await join(miras, asked);
      await miras.cancelBooking({ params: asked, revision: 1, body: {} });
      expect(await entries()).toEqual([]);
      const all = await knex('environments_waiting').orderBy('joined_at');
      expect(all.map(row => [row.status, row.due_at])).toEqual([
        ['withdrawn', null],
        ['withdrawn', null],
      ]);
    });
  });

  describe('by the clock', () => {
    const MINUTE = 60_000;
    const NOW = Date.parse('2026-11-23T08:00:00.000Z');
    let harness: Awaited<ReturnType<typeof serviceHarness>>;

    const at = (minutes: number) =>
      new Date(NOW + minutes * MINUTE).toISOString();
    const book = (changes: Partial<BookingBody> = {}, context = mira) =>
      harness.bookings.create(
        bookingRequestSchema.parse({
          environments: [STAGING],
          purpose: 'Load test',
          usage: 'performance',
          start: at(600),
          end: at(660),
          onBehalfOf: context === mira ? CHECKOUT : PAYMENTS,
          ifTaken: 'wait',
          ...changes,
        }),
        context,
      );
    const statuses = async () =>
      (await knex('environments_waiting').orderBy('rank_at')).map(
        row => row.status,
      );

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      harness = await serviceHarness(knex, { now: NOW, config: approveAll });
    });

    it('lets an offer lapse, offers it to the next, and tells open pages', async () => {
      const first = await book();
      const one = await book();
      harness.pass(MINUTE);
      const two = await book({}, pat);
      await harness.waitingList.join({ id: one.id }, mira);
      harness.pass(MINUTE);
      await harness.waitingList.join({ id: two.id }, pat);
      await harness.tick();
      expect(await statuses()).toEqual(['waiting', 'waiting']);
      await harness.bookings.cancel({ id: first.id, revision: 1 }, mira);
      expect(await statuses()).toEqual(['offered', 'waiting']);
      harness.pass(59 * MINUTE);
      await harness.tick();
      expect(await statuses()).toEqual(['offered', 'waiting']);
      harness.changes.length = 0;
      harness.pass(1 * MINUTE);
      // Too late, though nobody has written that down.
      await expect(
        harness.waitingList.answer({ id: one.id, accept: true }, mira),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      await harness.tick();
      expect(await statuses()).toEqual(['waiting', 'offered']);
      expect(harness.changes).toContainEqual(
        expect.objectContaining({ room: 'environments', id: one.id }),
      );
      const got = await harness.waitingList.answer(
        { id: two.id, accept: true },
        pat,
      );
      expect(got.status).toBe('approved');
      harness.pass(600 * MINUTE);
      await harness.tick();
      await harness.tick();
      expect(await statuses()).toEqual(['expired', 'accepted']);
      expect(await harness.bookings.get(one.id, mira)).toMatchObject({
        status: 'expired',
      });
    });

    it('gives it early to who waits when it is released early', async () => {
      const first = await book({ start: at(1), end: at(300) });
      const one = await book({ start: at(60), end: at(120) });
      await harness.waitingList.join(
        { id: one.id, latestStart: at(400) },
        mira,
      );
      // Only after the first: nothing else is free.
      expect(await statuses()).toEqual(['offered']);
      await harness.waitingList.answer({ id: one.id, accept: false }, mira);
      harness.pass(70 * MINUTE);
      await harness.tick();
      expect((await harness.bookings.get(first.id, mira)).status).toBe(
        'active',
      );
      harness.pass(60 * MINUTE);
      await harness.tick();
      // Its own time has passed, and it waits on for a later one.
      expect((await harness.bookings.get(one.id, mira)).status).toBe('pending');
      await harness.bookings.complete({ id: first.id, revision: 2 }, mira);
      const entry = (await harness.waitingList.list({ limit: 10 }, mira))
        .items[0];
      expect(entry.offer).toMatchObject({
        start: at(130),
        end: at(190),
        expiresAt: at(140),
      });
      const got = await harness.waitingList.answer(
        { id: one.id, accept: true },
        mira,
      );
      expect(got).toMatchObject({ status: 'approved', start: at(130) });
    });

    it('leaves to the clock who waits for several at once, and passes nobody over', async () => {
      const here = await book();
      await book({ environments: [STAGING_US], end: at(630) });
      const both = await book({ environments: [STAGING, STAGING_US] });
      const alone = await book({}, pat);
      await harness.waitingList.join(
        { id: both.id, latestStart: at(630) },
        mira,
      );
      harness.pass(MINUTE);
      await harness.waitingList.join({ id: alone.id }, pat);
      await harness.bookings.cancel({ id: here.id, revision: 1 }, mira);
      expect(await statuses()).toEqual(['waiting', 'waiting']);
      await harness.tick();
      const { items } = await harness.waitingList.list({ limit: 10 }, mira);
      expect(items.map(item => [item.bookingId, item.offer?.start])).toEqual([
        [both.id, at(630)],
        [alone.id, undefined],
      ]);
    });
  });
});
