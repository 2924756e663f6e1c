import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import createKnex, { Knex } from 'knex';
import { approveAll, bookingInput, hence } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';
import {
  CHECKOUT,
  MIRA,
  PAT,
  PAYMENTS,
  STAGING,
  startEnvironments,
} from './__testUtils__/startEnvironments';

jest.setTimeout(240_000);

const WRITERS = 200;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

interface Refused {
  statusCode: number;
  body: { error: { conflicts?: { bookingId?: string }[]; code?: string } };
}

async function race<T>(calls: (() => Promise<T>)[]) {
  const settled = await Promise.allSettled(calls.map(call => call()));
  return {
    won: settled.flatMap(one =>
      one.status === 'fulfilled' ? [one.value] : [],
    ),
    lost: settled.flatMap(one =>
      one.status === 'rejected' ? [one.reason as Refused] : [],
    ),
  };
}

describe.each(databases.eachSupportedId())('races, %p', databaseId => {
  let knex: Knex;
  let more: Knex[];
  /** Of as many processes as the database serves, for two people in turn. */
  let clients: ReleasesClient[];

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { client, connection } = knex.client.config;
    more =
      databaseId === 'POSTGRES_18'
        ? [1, 2].map(() => createKnex({ client, connection }))
        : [];
    clients = [];
    for (const one of [knex, ...more]) {
      const { clientOf } = await startEnvironments({
        knex: one,
        config: approveAll,
      });
      clients.push(clientOf(MIRA), clientOf(PAT));
    }
  });

  afterEach(async () => {
    await Promise.all(more.map(one => one.destroy()));
  });

  const each = <T>(
    call: (client: ReleasesClient, isMira: boolean) => Promise<T>,
  ) =>
    race(
      Array.from({ length: WRITERS }, (_, i) => {
        const index = i % clients.length;
        return () => call(clients[index], index % 2 === 0);
      }),
    );

  it('lets one of 200 have the hour, and tells all others who', async () => {
    // The row of the environment's lock exists, as it does after its first day.
    await clients[0].createBooking({
      body: bookingInput({ start: hence(48), end: hence(49) }),
    });
    const body = bookingInput();
    const before = await rowCounts(knex);
    const { won, lost } = await each((client, isMira) =>
      client.createBooking({
        body: { ...body, onBehalfOf: isMira ? CHECKOUT : PAYMENTS },
      }),
    );
    expect(won).toHaveLength(1);
    const [winner] = won;
    expect(winner.status).toBe('approved');
    expect(lost).toHaveLength(WRITERS - 1);
    for (const { statusCode, body: answer } of lost)
      expect([
        statusCode,
        answer.error.conflicts?.map(conflict => conflict.bookingId),
      ]).toEqual([409, [winner.id]]);
    const added = Object.entries(await rowCounts(knex)).map(
      ([table, count]) => [table, count - before[table]],
    );
    expect(Object.fromEntries(added)).toEqual({
      environments_bookings: 1,
      environments_booking_environments: 1,
      environments_leases: 0,
      environments_lease_tickets: 0,
      timeline_sources: 1,
      timeline_items: 1,
      audit_entries: 1,
    });
  });

  it('gives one of 200 the lease, and tokens only grow', async () => {
    const booking = await clients[0].createBooking({
      body: bookingInput({
        start: hence(0),
        end: hence(1),
        setupMinutes: 5,
        usage: 'deploy',
      }),
    });
    // Mira, in each process.
    const acquire = (run: string, index: number) =>
      clients[(2 * index) % clients.length].acquireLease({
        body: {
          environmentRef: STAGING,
          bookingId: booking.id,
          holder: { kind: 'run', id: run },
        },
      });
    const tokens: number[] = [];
    for (const round of ['a', 'b', 'c']) {
      const { won, lost } = await race(
        Array.from(
          { length: WRITERS },
          (_, index) => () => acquire(`${round}${index}`, index),
        ),
      );
      expect(won).toHaveLength(1);
      expect(new Set(lost.map(({ statusCode }) => statusCode))).toEqual(
        new Set([409]),
      );
      expect(
        await knex('environments_leases').where({ status: 'held' }),
      ).toHaveLength(1);
      const { id, token } = won[0].lease!;
      tokens.push(token);
      await clients[0].releaseLease({ params: { id }, body: { token } });
    }
    expect(tokens).toEqual([1, 2, 3]);
  });
});
