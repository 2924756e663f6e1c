import { TestDatabases } from '@backstage/backend-test-utils';
import { claimInputSchema } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { bareFacts } from '../../catalog/keys';
import { mira, pat, serviceHarness } from '../__testUtils__/serviceHarness';
import {
  CHECKOUT,
  PAYMENTS,
  STAGING,
} from '../__testUtils__/startEnvironments';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-23T08:00:00.000Z');

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('claims by the clock, %p', id => {
  let knex: Knex;
  let harness: Awaited<ReturnType<typeof serviceHarness>>;
  /** What the catalog does not have, and which groups have no members. */
  let gone: Set<string>;
  let empty: Set<string>;
  let hidden: Set<string>;

  beforeEach(async () => {
    knex = await databases.init(id);
    [gone, empty, hidden] = [new Set(), new Set(), new Set()];
    harness = await serviceHarness(knex, {
      now: NOW,
      config: {
        releases: { environments: { claims: { confirmation: 'none' } } },
      },
      catalog: {
        getFacts: async refs =>
          new Map(
            [...refs]
              .filter(ref => !gone.has(ref))
              .map(ref => [
                ref,
                {
                  ...bareFacts(ref),
                  ...(ref.startsWith('resource:') && { type: 'environment' }),
                },
              ]),
          ),
        neighbours: async ({ refs, relations }) => {
          const found = relations?.includes('memberOf')
            ? [CHECKOUT]
            : ['user:default/mira'].filter(() => !empty.has(refs[0]));
          return [...refs, ...found].map(ref => ({
            ref,
            distance: 0,
            path: [],
          }));
        },
        visibleTo: async (_, refs) =>
          new Set([...refs].filter(ref => !hidden.has(ref))),
      },
    });
  });

  const claim = (changes: object = {}, by = mira) =>
    harness.claims.create(
      claimInputSchema.parse({
        environmentRef: STAGING,
        group: CHECKOUT,
        attestEveryMonths: 2,
        ...changes,
      }),
      by,
    );
  const titles = async () => {
    await harness.deliver();
    return harness.sent().map(({ payload }) => payload.title);
  };

  it('lapses when nobody attests, after telling the group twice', async () => {
    const { id: claimId } = await claim();
    await harness.tend();
    expect(await titles()).toEqual([]);
    // Due on 23 January; a month, and then two weeks before.
    harness.pass(32 * DAY);
    await harness.tend();
    await harness.tend();
    expect(await titles()).toEqual(['Attest staging']);
    expect(harness.sent()[0]).toEqual({
      recipients: { type: 'entity', entityRef: [CHECKOUT] },
      payload: {
        title: 'Attest staging',
        description:
          'Confirm by Sat, 23 Jan 2027 that your group owns it, or it becomes orphaned.',
        link: '/catalog/default/resource/staging',
        severity: 'normal',
        topic: 'environment-attestation',
        scope: `claim:${claimId}:attest`,
      },
    });
    harness.pass(16 * DAY);
    await harness.tend();
    expect(await titles()).toHaveLength(2);
    harness.pass(13 * DAY);
    await harness.tend();
    const lapsed = await harness.claims.get(claimId, mira);
    expect(lapsed).toMatchObject({
      status: 'orphaned',
      endedAt: '2027-01-23T08:00:00.000Z',
      statusReason: expect.stringContaining('attested'),
      updatedBy: 'plugin:releases',
    });
    expect((await titles()).at(-1)).toBe('staging has no owner any more');
    // The next one takes its place.
    const next = await claim({ group: PAYMENTS }, pat);
    expect(next.status).toBe('active');
    expect((await harness.claims.get(claimId, mira)).status).toBe('ended');
    expect(
      (await knex('audit_entries').orderBy('seq')).map(row => row.action),
    ).toEqual([
      'claim.create',
      'claim.lapse',
      'claim.supersede',
      'claim.create',
    ]);
  });

  it('is attested in time, and then lives on', async () => {
    const { id: claimId, revision } = await claim();
    harness.pass(60 * DAY);
    await harness.claims.attest({ id: claimId, revision }, mira);
    harness.pass(10 * DAY);
    await harness.tend();
    expect((await harness.claims.get(claimId, mira)).status).toBe('active');
  });

  it.each([
    ['gone', () => gone, 'no longer in the catalog'],
    ['empty', () => empty, 'no members'],
  ])(
    'lapses when its group is %s, and not for a moment only',
    async (...how) => {
      const [, groups, reason] = how;
      const { id: claimId } = await claim();
      const status = async () =>
        (await harness.claims.get(claimId, mira)).status;
      groups().add(CHECKOUT);
      await harness.tend();
      groups().delete(CHECKOUT);
      harness.pass(2 * HOUR);
      await harness.tend();
      groups().add(CHECKOUT);
      await harness.tend();
      expect(await status()).toBe('active');
      harness.pass(HOUR);
      await harness.tend();
      expect(await harness.claims.get(claimId, mira)).toMatchObject({
        status: 'orphaned',
        statusReason: expect.stringContaining(reason),
        endedAt: new Date(NOW + 3 * HOUR).toISOString(),
      });
    },
  );

  it('tells what a group took on when it is due, once', async () => {
    await claim({
      obligations: [
        { kind: 'patching', due: { every: 2, unit: 'week' } },
        { kind: 'data-replacement', due: { by: '2026-11-24T08:00:00.000Z' } },
      ],
      attestEveryMonths: 6,
    });
    await harness.tend();
    await harness.tend();
    expect(await titles()).toEqual(['Replace the data of staging']);
    harness.pass(8 * DAY);
    await harness.tend();
    await harness.tend();
    expect((await titles()).slice(1).sort()).toEqual([
      'Patch staging',
      'Replace the data of staging',
    ]);
  });

  it('names neither group nor steward to who may not see them', async () => {
    const made = await claim({ steward: 'user:default/mira' });
    hidden = new Set([CHECKOUT, 'user:default/mira']);
    expect(await harness.claims.get(made.id, pat)).toMatchObject({
      group: 'hidden:default/hidden',
      steward: 'hidden:default/hidden',
    });
    const page = await harness.claims.list({ limit: 10 }, pat);
    expect(JSON.stringify(page.items.map(({ group }) => group))).not.toContain(
      'checkout',
    );
    const { length } = await knex('environments_claims');
    const refused = await harness.claims
      .create(
        claimInputSchema.parse({ environmentRef: STAGING, group: PAYMENTS }),
        pat,
      )
      .catch(error => error);
    expect(refused).toMatchObject({ code: 'owned' });
    expect(refused.message).not.toContain('checkout');
    expect(
      await harness.ownership.history({ environmentRef: STAGING }, mira),
    ).toEqual([
      {
        claimId: made.id,
        group: 'hidden:default/hidden',
        since: expect.any(String),
      },
    ]);
    expect(await knex('environments_claims')).toHaveLength(length);
  });
});
