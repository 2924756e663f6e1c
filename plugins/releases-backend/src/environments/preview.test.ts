import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { bookingInput, hence } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';
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

describe.each(databases.eachSupportedId())('previews, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const policy = {
      maxMinutes: 600,
      setupMinutes: 10,
      autoApprove: [{ usages: ['regression'] }],
    };
    const { clientOf } = await startEnvironments({
      knex,
      config: { releases: { environments: { bookingPolicies: [{ policy }] } } },
    });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
  });

  const preview = (client: ReleasesClient, changes: object = {}) =>
    client.previewBooking({ body: bookingInput(changes) });

  it('says what would come of it, and writes nothing', async () => {
    const before = await rowCounts(knex);
    expect(await preview(mira)).toMatchObject({
      outcome: 'ask',
      environments: [
        {
          environmentRef: STAGING,
          verdict: 'ask',
          setupMinutes: 10,
          reasons: expect.arrayContaining([
            expect.objectContaining({ rule: 'autoApprove', met: false }),
          ]),
        },
      ],
      conflicts: [],
      freeSlots: [],
      waiting: { position: 1, ahead: [] },
    });
    expect((await preview(mira, { usage: 'regression' })).outcome).toBe('book');
    expect(
      await preview(ingrid, { onBehalfOf: QUALITY, end: hence(48) }),
    ).toMatchObject({
      outcome: 'refuse',
      environments: [
        { reasons: [{ rule: 'maxMinutes', met: false, observed: '1 d' }] },
      ],
    });
    await expect(preview(mira, { onBehalfOf: PAYMENTS })).rejects.toMatchObject(
      { statusCode: 400 },
    );
    await expect(preview(mira, { start: hence(-9) })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(await rowCounts(knex)).toEqual(before);
  });

  it('names who has it, and when and where else it could be', async () => {
    const taken = await pat.createBooking({
      body: bookingInput({
        onBehalfOf: PAYMENTS,
        usage: 'regression',
        purpose: 'Regression',
        end: hence(27),
      }),
    });
    const met = await preview(mira);
    expect(met).toMatchObject({
      outcome: 'wait',
      conflicts: [
        {
          bookingId: taken.id,
          reason: 'usage',
          booking: { purpose: 'Regression', onBehalfOf: PAYMENTS },
        },
      ],
    });
    const [next] = met.freeSlots.filter(slot => !slot.environmentRef);
    expect(Date.parse(next.start)).toBeGreaterThanOrEqual(
      Date.parse(taken.end) + 10 * 60_000,
    );
    expect(met.freeSlots.at(-1)).toEqual({
      start: hence(24),
      end: hence(25),
      environmentRef: STAGING_US,
    });
    // What is said to be free is.
    for (const slot of met.freeSlots)
      expect(
        await preview(mira, {
          start: slot.start,
          end: slot.end,
          environments: [slot.environmentRef ?? STAGING],
        }),
      ).toMatchObject({ outcome: 'ask' });
  });

  it('says of each occurrence whether it would be in', async () => {
    await pat.createBooking({
      body: bookingInput({
        onBehalfOf: PAYMENTS,
        usage: 'regression',
        start: hence(48),
        end: hence(49),
      }),
    });
    const daily = { recurrence: { rrule: 'FREQ=DAILY;COUNT=3' } };
    const { outcome, occurrences } = await preview(mira, daily);
    expect(outcome).toBe('ask');
    expect(occurrences?.map(item => item.admitted)).toEqual([
      true,
      false,
      true,
    ]);
    for (const rrule of ['FREQ=SOMETIMES', 'FREQ=WEEKLY;BYDAY='])
      await expect(
        preview(mira, { recurrence: { rrule } }),
      ).rejects.toMatchObject({
        statusCode: 400,
        body: {
          error: { message: expect.stringContaining('recurrence.rrule') },
        },
      });
    expect((await preview(mira, { onBehalfOf: CHECKOUT })).occurrences).toBe(
      undefined,
    );
  });
});
