import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { RunningBackend } from './backend';
import { clientOf } from './client';
import { ENVIRONMENTS, environmentRef, teamRef } from './company';
import { measure, send, Target } from './measure';
import { plainRow, rateRow, ratioRow, Row } from './report';
import { seedBookings } from './seedBookings';

const REQUESTS = Number(process.env.BENCHMARK_REQUESTS ?? 300);
const BOOKINGS = Number(process.env.BENCHMARK_BOOKINGS ?? 100_000);
const RENEWALS = Number(process.env.BENCHMARK_RENEWALS ?? 3000);

const HOUR = 3_600_000;
/** The guest's own. */
const GROUP = teamRef(0);

/** Booking environments among many bookings, and holding them by leases. */
export async function measureBookings(
  where: string,
  backend: RunningBackend,
): Promise<Row[]> {
  const client = clientOf(backend);
  const hour = Math.ceil(Date.now() / HOUR) * HOUR;
  const bookingAt = (lane: number, start: number, length: number) => ({
    environments: [environmentRef(lane)],
    purpose: 'Measured',
    usage: 'performance' as const,
    mode: 'exclusive' as const,
    start: new Date(start).toISOString(),
    end: new Date(start + length).toISOString(),
    timeZone: 'Europe/Berlin',
    onBehalfOf: GROUP,
  });
  // Out of the way of those that are entered, beyond them.
  const far = hour + 700 * 24 * HOUR;
  const originals: string[] = [];
  for (const lane of ENVIRONMENTS.keys()) {
    const body = bookingAt(lane, far, HOUR);
    originals.push((await client.createBooking({ body })).id);
  }
  process.stdout.write(`${where}: entering ${BOOKINGS} bookings\n`);
  await seedBookings(backend.knex, { originals, count: BOOKINGS });
  await backend.knex.raw('ANALYZE');
  const { totalItems = 0 } = await client.listBookings({ query: { limit: 1 } });
  if (totalItems < BOOKINGS)
    throw new Error(`Expected ${BOOKINGS} bookings: ${totalItems}`);

  // The second half of each hour is free, between two that are taken.
  let next = 0;
  const booking: Target = {
    method: 'POST',
    path: '/api/releases/bookings',
    body: () => {
      const index = next++;
      const start =
        hour + (1 + Math.floor(index / ENVIRONMENTS.length)) * HOUR + HOUR / 2;
      return bookingAt(index % ENVIRONMENTS.length, start, HOUR / 2);
    },
  };
  const row = (path: string): Target => ({
    method: 'POST',
    path,
    body: () => ({}),
  });
  const timings = await measure({
    ...backend,
    requests: REQUESTS,
    targets: {
      row: row('/api/baseline/asking/row'),
      rowKept: row('/api/baseline/keeping/row'),
      booking,
    },
  });
  const what = `POST /bookings among ${BOOKINGS}`;
  return [
    plainRow(where, 'An INSERT of one row', timings.row),
    plainRow(where, 'The same, permission kept', timings.rowKept),
    ratioRow({
      where,
      what,
      timing: timings.booking,
      against: 'the INSERT',
      ratio: timings.booking.median / timings.row.median,
      most: 3,
    }),
    ratioRow({
      where,
      what: 'The same',
      timing: timings.booking,
      against: 'the INSERT, permission kept',
      ratio: timings.booking.median / timings.rowKept.median,
    }),
    await measureRenewals(where, backend),
  ];
}

/** One lease in each environment, and a run behind each that renews it at once again. */
async function measureRenewals(
  where: string,
  backend: RunningBackend,
): Promise<Row> {
  const client = clientOf(backend);
  const now = Date.now();
  const leases: { id: string; token: number }[] = [];
  for (const lane of ENVIRONMENTS.keys()) {
    const environment = environmentRef(lane);
    await freeUp(backend, environment, now);
    const { id } = await client.createBooking({
      body: {
        environments: [environment],
        purpose: 'Held by a run',
        usage: 'test',
        start: new Date(now).toISOString(),
        end: new Date(now + 2 * HOUR).toISOString(),
        onBehalfOf: GROUP,
      },
    });
    const { lease } = await client.acquireLease({
      body: {
        environmentRef: environment,
        bookingId: id,
        holder: { kind: 'run', id: `run-${lane}` },
        ttl: '30m',
      },
    });
    leases.push(lease!);
  }
  let left = RENEWALS;
  const begun = performance.now();
  await Promise.all(
    leases.map(async ({ id, token }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const target: Target = {
        method: 'POST',
        path: `/api/releases/leases/${id}/renew`,
        body: () => ({ token }),
      };
      while (left-- > 0) await send({ ...backend, agent, target });
      agent.destroy();
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return rateRow({
    where,
    what: `POST /leases/:id/renew, ${leases.length} runs at once`,
    perSecond: RENEWALS / seconds,
    ...(where.startsWith('PostgreSQL') && { least: 300 }),
  });
}

/** Takes what was entered for the next hours out of the way. */
async function freeUp(
  { knex }: RunningBackend,
  environment: string,
  now: number,
): Promise<void> {
  await knex('environments_booking_environments')
    .where({ environment_ref: environment })
    .where('occupied_from', '<', now + 3 * HOUR)
    .where('occupied_to', '>', now - HOUR)
    .update({ standing: 0 });
}
