import { JsonValue } from '@backstage/types';
import { RunningBackend, startBackend } from './backend';
import { clientOf } from './client';
import { componentRef, createCompany, ENTITIES } from './company';
import { get, measure, Timing } from './measure';
import { measureBookings } from './measureBookings';
import { formatTable, plainRow, ratioRow, Row } from './report';
import { MONTH, MONTH_ITEMS, seedMonth, seedPast } from './seedTimeline';
import { copyWindows, seedWindows } from './seedWindows';
import { untilCatalogIsRead } from './untilCatalogIsRead';

const REQUESTS = Number(process.env.BENCHMARK_REQUESTS ?? 300);
const WINDOWS = Number(process.env.BENCHMARK_WINDOWS ?? 2000);
const ITEMS = Number(process.env.BENCHMARK_ITEMS ?? 50_000);

const COPIES = 9;

/** `kept`: with the decision of the permission policy kept for seconds. */
const baselines = {
  nothing: '/api/baseline/asking/nothing',
  nothingKept: '/api/baseline/keeping/nothing',
  rows: '/api/baseline/asking/rows',
  rowsKept: '/api/baseline/keeping/rows',
};
const timeline = `/api/releases/timeline?${new URLSearchParams({
  from: MONTH.toISO()!,
  to: MONTH.plus({ months: 1 }).toISO()!,
  limit: String(MONTH_ITEMS),
})}`;
const state = `/api/releases/windows/state?${new URLSearchParams({
  entityRef: componentRef(7),
  environmentRef: 'resource:default/production-eu',
})}`;

/** What the service is asked most, on one database, each beside its baseline. */
export async function measureBackend(
  where: string,
  database: { client: string; connection: JsonValue },
): Promise<Row[]> {
  const backend = await startBackend({ database, entities: createCompany() });
  try {
    await untilCatalogIsRead(backend, ENTITIES);
    const timelineRows = await measureTimeline(where, backend);
    say(formatTable(timelineRows));
    const bookingRows = await measureBookings(where, backend);
    say(formatTable(bookingRows));
    return [
      ...timelineRows,
      ...bookingRows,
      ...(await measureState(where, backend)),
    ];
  } finally {
    await backend.stop();
  }
}

async function measureTimeline(
  where: string,
  backend: RunningBackend,
): Promise<Row[]> {
  say(`${where}: entering ${ITEMS} items`);
  await seedPast(backend.knex, ITEMS - MONTH_ITEMS);
  await seedMonth(clientOf(backend));
  await analyze(backend);
  await expectItems(backend, timeline, MONTH_ITEMS);

  const { rows, rowsKept } = baselines;
  const timings = await measure({
    ...backend,
    requests: REQUESTS,
    targets: { rows, rowsKept, timeline },
  });
  const written = await measureAfter(backend, {
    table: 'timeline_state',
    path: timeline,
  });
  const refreshed = await measureAfter(backend, {
    table: 'catalog_state',
    path: timeline,
  });
  const plain = `A SELECT of ${MONTH_ITEMS} rows`;
  const row = (what: string, timing: Timing, most?: number) =>
    ratioRow({
      where,
      what,
      timing,
      against: 'the SELECT',
      ratio: timing.median / timings.rows.median,
      most,
    });
  return [
    plainRow(where, plain, timings.rows),
    plainRow(where, `${plain}, permission kept`, timings.rowsKept),
    row(`GET /timeline, ${MONTH_ITEMS} items of ${ITEMS}`, timings.timeline, 3),
    ratioRow({
      where,
      what: 'The same',
      timing: timings.timeline,
      against: 'the SELECT, permission kept',
      ratio: timings.timeline.median / timings.rowsKept.median,
    }),
    row('The same, first after a write', written),
    row('The same, first after a change of the catalog', refreshed),
  ];
}

async function measureState(
  where: string,
  backend: RunningBackend,
): Promise<Row[]> {
  say(`${where}: entering ${WINDOWS} windows`);
  await seedWindows(clientOf(backend), WINDOWS);
  await analyze(backend);
  const { nothing, nothingKept } = baselines;
  const targets = { nothing, nothingKept, state };
  const few = await measure({ ...backend, requests: REQUESTS, targets });
  const crowded = await measure({
    ...backend,
    requests: REQUESTS,
    targets: { timeline },
  });

  say(`${where}: entering ${WINDOWS * COPIES} more`);
  await copyWindows(backend.knex, COPIES);
  await analyze(backend);
  const many = await measure({ ...backend, requests: REQUESTS, targets });
  const what = `GET /windows/state among ${WINDOWS} windows`;
  const ratio = few.state.median / few.nothing.median;
  return [
    plainRow(
      where,
      `GET /timeline, ${MONTH_ITEMS} of a month crowded by ${WINDOWS} windows`,
      crowded.timeline,
    ),
    plainRow(where, 'A route that does nothing', few.nothing),
    plainRow(
      where,
      'A route that does nothing, permission kept',
      few.nothingKept,
    ),
    ratioRow({
      where,
      what,
      timing: few.state,
      against: 'nothing',
      ratio,
      most: 3,
    }),
    ratioRow({
      where,
      what: 'The same',
      timing: few.state,
      against: 'nothing, permission kept',
      ratio: few.state.median / few.nothingKept.median,
    }),
    ratioRow({
      where,
      what: `GET /windows/state among ${WINDOWS * (COPIES + 1)} windows`,
      timing: many.state,
      against: `${WINDOWS} windows`,
      // Each beside the baseline of its own moment: how busy the machine is
      // does not count.
      ratio: many.state.median / many.nothing.median / ratio,
      most: 1.5,
    }),
  ];
}

/** The first answer after the version in a table grew, as any change makes it do. */
async function measureAfter(
  backend: RunningBackend,
  options: { table: 'timeline_state' | 'catalog_state'; path: string },
): Promise<Timing> {
  const { first } = await measure({
    ...backend,
    requests: Math.ceil(REQUESTS / 5),
    targets: { first: options.path },
    before: () => backend.knex(options.table).increment('version', 1),
  });
  return first;
}

async function expectItems(
  backend: RunningBackend,
  path: string,
  count: number,
): Promise<void> {
  const { items, pageInfo } = JSON.parse(await get({ ...backend, path }));
  if (items.length !== count || pageInfo.nextCursor)
    throw new Error(`Expected a month of ${count} items: ${items.length}`);
}

/** As any database does by itself, sooner or later. */
async function analyze({ knex }: RunningBackend): Promise<void> {
  await knex.raw('ANALYZE');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
