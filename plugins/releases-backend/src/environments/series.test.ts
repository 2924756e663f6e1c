import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { rebuild } from '../rebuild';
import { approveAll, bookingInput, hence } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';
import {
  INGRID,
  MIRA,
  PAT,
  PAYMENTS,
  STAGING,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('series, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;

  async function start(config: object = approveAll) {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: config as never,
    });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
  }
  const book = (changes: object = {}, client = mira) => {
    const { ifTaken, ...input } = bookingInput();
    return client.createBookingSeries({
      body: {
        ...input,
        recurrence: { rrule: 'FREQ=DAILY;COUNT=4' },
        ...changes,
      },
    });
  };
  const taken = (day: number) =>
    pat.createBooking({
      body: bookingInput({
        onBehalfOf: PAYMENTS,
        purpose: 'Regression',
        start: hence(24 * day),
        end: hence(24 * day + 1),
      }),
    });

  it('book each occurrence that is free, and say why not the others', async () => {
    await start();
    await taken(2);
    const { seriesId, occurrences, more } = await book();
    expect(more).toBe(false);
    expect(occurrences.map(item => item.status)).toEqual([
      'approved',
      undefined,
      'approved',
      'approved',
    ]);
    expect(occurrences[1].reason).toContain('“Regression”');
    const { items } = await mira.listBookings({ query: { seriesId } });
    expect(items.map(item => [item.id, item.start, item.status])).toEqual(
      [0, 2, 3].map(at => [
        occurrences[at].bookingId,
        occurrences[at].start,
        'approved',
      ]),
    );
    expect(await rowCounts(knex)).toMatchObject({
      environments_bookings: 4,
      timeline_items: 4,
      audit_entries: 4,
    });
    // Or they wait.
    await taken(8);
    const waiting = await book({
      ifTaken: 'wait',
      start: hence(24 * 8),
      end: hence(24 * 8 + 1),
    });
    expect(waiting.occurrences.map(item => item.status)).toEqual([
      'pending',
      'approved',
      'approved',
      'approved',
    ]);
  });

  it('are cancelled one by one, from an instant on, or as a whole', async () => {
    await start();
    const { seriesId, occurrences } = await book();
    const ids = occurrences.map(item => item.bookingId!);
    await mira.cancelBooking({
      params: { id: ids[0] },
      revision: 1,
      body: {},
    });
    const params = { id: seriesId };
    const refused = await pat
      .cancelBookingSeries({ params, body: {} })
      .catch(error => error.statusCode);
    expect(refused).toBe(403);
    await expect(
      ingrid.cancelBookingSeries({ params, body: {} }),
    ).rejects.toMatchObject({ statusCode: 400 });
    expect(
      await mira.cancelBookingSeries({
        params,
        body: { from: occurrences[3].start, reason: 'Enough' },
      }),
    ).toEqual({ cancelled: [ids[3]] });
    expect(await mira.cancelBookingSeries({ params, body: {} })).toEqual({
      cancelled: [ids[1], ids[2]],
    });
    expect(await mira.cancelBookingSeries({ params, body: {} })).toEqual({
      cancelled: [],
    });
    expect(await knex('timeline_items')).toEqual([]);
    await expect(
      mira.cancelBookingSeries({
        params: { id: '00000000-0000-4000-8000-000000000000' },
        body: {},
      }),
    ).rejects.toMatchObject({ statusCode: 404 });
  });

  it('end at the horizon, and are refused when nothing of them can be had', async () => {
    await start({
      releases: {
        environments: {
          bookingPolicies: [
            { policy: { autoApprove: [{}], maxAheadDays: 10 } },
          ],
        },
      },
    });
    const long = await book({ recurrence: { rrule: 'FREQ=DAILY' } });
    expect(long.more).toBe(true);
    expect(long.occurrences).toHaveLength(100);
    const made = long.occurrences.filter(item => item.bookingId);
    expect(made.length).toBeGreaterThan(7);
    expect(made.length).toBeLessThan(11);
    expect(long.occurrences.at(-1)?.reason).toContain('at most 10 d ahead');
    const before = await rowCounts(knex);
    const again = await book({
      purpose: 'Again',
      recurrence: { rrule: 'FREQ=DAILY;COUNT=2' },
    }).catch(error => error);
    expect(again).toMatchObject({
      statusCode: 409,
      body: {
        error: { conflicts: [{ bookingId: long.occurrences[0].bookingId }] },
      },
    });
    for (const changes of [
      { recurrence: { rrule: 'FREQ=NEVER' } },
      { recurrence: undefined },
      { onBehalfOf: PAYMENTS },
      { start: hence(-3), end: hence(-2) },
    ])
      await expect(book(changes)).rejects.toMatchObject({ statusCode: 400 });
    expect(await rowCounts(knex)).toEqual(before);
  });

  it('come back onto the timeline when it is derived anew', async () => {
    await start();
    const { seriesId } = await book({ environments: [STAGING] });
    const before = await knex('timeline_sources').orderBy('source_id');
    expect(before).toHaveLength(4);
    expect(before[0]).toMatchObject({ kind: 'booking' });
    const items = await knex('timeline_items').orderBy('id');
    await knex('timeline_items').delete();
    await knex('timeline_sources').delete();
    const result = await rebuild({
      database: mockServices.database({ knex, migrations: { skip: false } }),
      logger: mockServices.logger.mock(),
    });
    expect(result).toMatchObject({ put: 4, failed: 0, removed: 0 });
    expect(await knex('timeline_sources').orderBy('source_id')).toEqual(before);
    expect(await knex('timeline_items')).toHaveLength(items.length);
    expect((await mira.listBookings({ query: { seriesId } })).totalItems).toBe(
      4,
    );
  });
});
