import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { approveAll, bookingInput, hence } from '../__testUtils__/inputs';
import {
  stitch,
  testEntity,
} from '../../catalog/__testUtils__/catalogTestData';
import {
  CHECKOUT,
  company,
  SERVICE,
  INGRID,
  LONELY,
  MIRA,
  PAT,
  PAYMENTS,
  QUALITY,
  STAGING,
  STAGING_US,
  startEnvironments,
} from '../__testUtils__/startEnvironments';
import {
  begunBooking,
  environmentParams as params,
  policy,
  untilEnvironments,
  withoutCache,
} from './__testUtils__/boardTests';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the board, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let pat: ReleasesClient;
  let mira: ReleasesClient;

  async function start(
    options: Partial<Parameters<typeof startEnvironments>[0]> & {
      /** Environments in the catalog. */
      count?: number;
    } = {},
  ) {
    const { count = 3, ...rest } = options;
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      config: approveAll,
      permissions: policy(),
      ...rest,
      knex,
    });
    [ingrid, pat, mira] = [INGRID, PAT, MIRA].map(clientOf);
    await untilEnvironments(mira, count);
  }

  const rowOf = (name: string, client = mira) =>
    client.getEnvironment({ params: params(name) });

  it('tells who has each environment now and next, and until when', async () => {
    await start();
    expect(await rowOf('staging')).toMatchObject({
      environment: {
        ref: STAGING,
        tier: 'staging',
        system: 'system:default/shop',
      },
      owner: { state: 'catalog-only', owner: QUALITY },
      occupancy: { state: 'free', now: [], isMine: false },
      idle: { idle: false },
      waiting: 0,
      usedDays: 0,
      problems: [],
      findings: [],
      may: { book: true, claim: true, approve: false, manage: false },
    });
    expect((await rowOf('staging', ingrid)).may).toEqual({
      book: true,
      claim: true,
      approve: true,
      manage: true,
      breakLease: true,
    });
    const first = await begunBooking(knex, mira, { teardownMinutes: 30 });
    // Without a gap: it is taken until the end of this one.
    const second = await pat.createBooking({
      body: bookingInput({
        start: new Date(Date.parse(first.end) + 30 * 60_000).toISOString(),
        end: hence(5),
        onBehalfOf: PAYMENTS,
      }),
    });
    await pat.createBooking({
      body: bookingInput({
        start: hence(30),
        end: hence(31),
        onBehalfOf: PAYMENTS,
      }),
    });
    const row = await rowOf('staging');
    expect(row).toMatchObject({
      occupancy: {
        state: 'taken',
        now: [{ booking: { id: first.id, onBehalfOf: CHECKOUT } }],
        until: second.end,
        next: { booking: { id: second.id } },
        isMine: true,
      },
      idle: { idle: false, because: 'in-use' },
    });
    expect((await rowOf('staging', pat)).occupancy.isMine).toBe(false);
    expect((await rowOf('staging-us')).occupancy.state).toBe('free');
    const { items } = await mira.listEnvironments({ query: {} });
    expect(items.find(item => item.environment.ref === STAGING)).toEqual(row);
    await expect(rowOf('checkout')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('is free until what holds it comes, and not by what only asks or watches', async () => {
    await start({ config: {} });
    await pat.createBooking({
      body: bookingInput({
        start: hence(3),
        end: hence(4),
        onBehalfOf: PAYMENTS,
      }),
    });
    const own = await ingrid.createBooking({
      body: bookingInput({
        start: hence(6),
        end: hence(7),
        onBehalfOf: QUALITY,
      }),
    });
    await begunBooking(knex, ingrid, {
      mode: 'observer',
      onBehalfOf: QUALITY,
    });
    expect((await rowOf('staging')).occupancy).toMatchObject({
      state: 'observed',
      now: [{ mode: 'observer' }],
      until: own.start,
      next: { status: 'pending', booking: { onBehalfOf: PAYMENTS } },
    });
  });

  it('tells of a booking what stands in its way, as its list does', async () => {
    await start({ config: {} });
    const held = await ingrid.createBooking({
      body: bookingInput({ onBehalfOf: QUALITY }),
    });
    const asked = await pat.createBooking({
      body: bookingInput({
        start: new Date(Date.parse(held.start) - 1_800_000).toISOString(),
        end: held.end,
        onBehalfOf: PAYMENTS,
        ifTaken: 'wait',
      }),
    });
    expect(asked).toMatchObject({
      status: 'pending',
      conflicts: [{ bookingId: held.id }],
    });
    const { occupancy } = await rowOf('staging');
    expect(occupancy.next?.booking).toEqual(asked);
    expect(occupancy.until).toBe(held.start);
  });

  it('is kept until somebody writes something, a booking begins, or it is old', async () => {
    await start();
    const booking = await begunBooking(knex, mira);
    const first = await mira.listEnvironments({ query: {} });
    const select = jest.fn();
    knex.on('query', ({ sql }) => select(sql));
    const ofBookings = () =>
      select.mock.calls.filter(([sql]) => sql.includes('booking')).length;
    expect(await mira.listEnvironments({ query: {} })).toEqual(first);
    expect(ofBookings()).toBe(0);

    await mira.cancelBooking({
      params: { id: booking.id },
      revision: booking.revision,
      body: {},
    });
    const { items } = await mira.listEnvironments({ query: {} });
    expect(items.map(({ occupancy }) => occupancy.state)).toEqual([
      'free',
      'free',
      'free',
    ]);
    expect(ofBookings()).toBeGreaterThan(0);

    const soon = new Date(Date.now() + 2500).toISOString();
    await mira.createBooking({ body: bookingInput({ start: soon }) });
    expect((await rowOf('staging')).occupancy).toMatchObject({
      state: 'free',
      until: soon,
    });
    await new Promise(resolve => setTimeout(resolve, 2600));
    expect((await rowOf('staging')).occupancy.state).toBe('taken');
  });

  it('takes as many queries for one environment as for sixty', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      testEntity(`resource:default/many-${index}`, {
        spec: { type: 'environment', owner: 'quality' },
      }),
    );
    await start({
      entities: [...company, ...stitch(many)],
      config: withoutCache,
      count: 63,
    });
    for (let index = 0; index < 3; index++) {
      const environments = [`resource:default/many-${index}`];
      await begunBooking(knex, mira, { environments });
      await mira.createBooking({ body: bookingInput({ environments }) });
    }
    const count = async (limit: number) => {
      let queries = 0;
      const listen = () => {
        queries += 1;
      };
      knex.on('query', listen);
      const { items } = await mira.listEnvironments({
        query: { limit, q: 'many' },
      });
      knex.removeListener('query', listen);
      expect(items).toHaveLength(limit);
      return queries;
    };
    // Bookings are read once for each of their revisions.
    await count(60);
    const one = await count(1);
    expect(await count(60)).toBe(one);
    expect(one).toBeLessThan(30);
  });

  it('filters, pages along the promotion path, and counts', async () => {
    await start();
    await begunBooking(knex, mira);
    const refs = async (
      query: Parameters<ReleasesClient['listEnvironments']>[0]['query'],
    ) =>
      (await mira.listEnvironments({ query })).items.map(
        ({ environment }) => environment.ref,
      );
    expect(await refs({})).toEqual([LONELY, STAGING, STAGING_US]);
    expect(await refs({ q: 'STAGING' })).toEqual([STAGING, STAGING_US]);
    expect(await refs({ owner: [QUALITY] })).toEqual([STAGING, STAGING_US]);
    expect(await refs({ tier: ['production'] })).toEqual([]);
    expect(await refs({ system: ['system:default/shop'] })).toHaveLength(3);
    expect(await refs({ only: ['free'] })).toEqual([LONELY, STAGING_US]);
    expect(await refs({ only: ['ours'] })).toEqual([STAGING]);
    expect(await refs({ only: ['unclaimed'] })).toEqual([LONELY]);
    expect(await refs({ only: ['free', 'unclaimed'] })).toEqual([LONELY]);
    const first = await mira.listEnvironments({ query: { limit: 2 } });
    expect(first).toMatchObject({ totalItems: 3 });
    const second = await mira.listEnvironments({
      query: { limit: 2, cursor: first.pageInfo.nextCursor },
    });
    expect(second.items.map(item => item.environment.ref)).toEqual([
      STAGING_US,
    ]);
    expect(second.pageInfo).toEqual({});
    await expect(
      mira.listEnvironments({ query: { cursor: 'bm9uc2Vuc2U' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('takes environments of a kind of the portal’s own, from the board to a lease', async () => {
    const place = 'place:default/berlin';
    await start({
      config: {
        releases: {
          environments: {
            ...approveAll.releases.environments,
            kinds: [{ kind: 'Place' }],
            allowedFlows: [],
          },
        },
      },
      entities: stitch([
        ...company.filter(({ kind }) => kind === 'Group'),
        testEntity('system:default/shop', {}),
        testEntity(place, {
          spec: { owner: 'quality', system: 'shop' },
          annotations: {
            'release-desk.dev/tier': 'staging',
            'release-desk.dev/data-set': 'raw',
            'release-desk.dev/cost-per-day': 'EUR 12',
          },
        }),
        testEntity(SERVICE, { relations: { dependsOn: [place] } }),
      ]),
      count: 1,
    });
    const ofSystem = await mira.createBooking({
      body: bookingInput({
        environments: undefined,
        systemRef: 'system:default/shop',
      }),
    });
    expect(ofSystem.environments).toEqual([place]);
    const booking = await begunBooking(knex, mira, { environments: [place] });
    const { lease } = await mira.acquireLease({
      body: {
        environmentRef: place,
        holder: { kind: 'run', id: 'run-1' },
        bookingId: booking.id,
        ttl: '30m',
      },
    });
    await mira.reportDeployment({
      body: {
        componentRef: SERVICE,
        environmentRef: place,
        version: '1.0.0',
        leaseToken: lease!.token,
      },
    });
    expect(
      await mira.getEnvironment({ params: params('berlin', 'place') }),
    ).toMatchObject({
      environment: { ref: place, tier: 'staging' },
      owner: { owner: QUALITY },
      occupancy: {
        state: 'taken',
        isMine: true,
        next: { booking: { id: ofSystem.id } },
        lease: { holder: { id: 'run-1' } },
      },
      idle: { because: 'in-use' },
      findings: [{ kind: 'raw-data' }],
    });
    const claim = await mira.createClaim({
      body: { environmentRef: place, group: CHECKOUT },
    });
    expect(claim.environmentRef).toBe(place);
    const { environments } = await mira.getVersionMatrix({ query: {} });
    expect(environments).toEqual([place]);
    // What is one elsewhere is none here.
    await expect(rowOf('staging')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('shows that an environment is taken, and no more, to who may not read its booking', async () => {
    await start({ permissions: policy(['releases.booking.read', PAT]) });
    await begunBooking(knex, mira, { purpose: 'Secret' });
    const row = await rowOf('staging', pat);
    expect(JSON.stringify(row)).not.toContain('Secret');
    expect(row.occupancy).toMatchObject({
      state: 'taken',
      now: [{ mode: 'exclusive', status: 'approved' }],
    });
    expect(row.occupancy.now[0]).not.toHaveProperty('booking');
  });
});
