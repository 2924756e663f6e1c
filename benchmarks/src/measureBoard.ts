import { JsonValue } from '@backstage/types';
import { RunningBackend, startBackend } from './backend';
import { BOARD_ENVIRONMENTS, createBoardCompany } from './boardCompany';
import { get, measure } from './measure';
import { plainRow, ratioRow, Row } from './report';
import { seedBoard } from './seedBoard';
import { untilCatalogIsRead } from './untilCatalogIsRead';

const REQUESTS = Number(process.env.BENCHMARK_REQUESTS ?? 300);
const BOOKINGS = Number(process.env.BENCHMARK_BOOKINGS ?? 100_000);

const targets = {
  rows: `/api/baseline/asking/rows?limit=${BOARD_ENVIRONMENTS}`,
  rowsKept: `/api/baseline/keeping/rows?limit=${BOARD_ENVIRONMENTS}`,
  board: `/api/releases/environments?limit=${BOARD_ENVIRONMENTS}`,
};

/** The whole board, with who has each environment, who is next and what is found. */
export async function measureBoard(
  where: string,
  database: { client: string; connection: JsonValue },
): Promise<Row[]> {
  const entities = createBoardCompany();
  const backend = await startBackend({ database, entities });
  try {
    await untilCatalogIsRead(backend, entities.length);
    process.stdout.write(`${where}: entering ${BOOKINGS} bookings\n`);
    await seedBoard(backend.knex, BOOKINGS);
    await backend.knex.raw('ANALYZE');
    await expectWhole(backend);
    const timings = await measure({ ...backend, requests: REQUESTS, targets });
    const { board: written } = await measure({
      ...backend,
      requests: Math.ceil(REQUESTS / 5),
      targets: { board: targets.board },
      // As every write of the suite makes it do.
      before: () => backend.knex('audit_head').increment('size', 1),
    });
    const what = `GET /environments, ${BOARD_ENVIRONMENTS} among ${BOOKINGS} bookings`;
    return [
      plainRow(where, `A SELECT of ${BOARD_ENVIRONMENTS} rows`, timings.rows),
      plainRow(where, 'The same, permission kept', timings.rowsKept),
      ratioRow({
        where,
        what,
        timing: timings.board,
        against: 'the SELECT',
        ratio: timings.board.median / timings.rows.median,
        most: 3,
      }),
      ratioRow({
        where,
        what: 'The same',
        timing: timings.board,
        against: 'the SELECT, permission kept',
        ratio: timings.board.median / timings.rowsKept.median,
      }),
      ratioRow({
        where,
        what: 'The same, first after a write',
        timing: written,
        against: 'the SELECT',
        ratio: written.median / timings.rows.median,
      }),
    ];
  } finally {
    await backend.stop();
  }
}

interface MeasuredRow {
  occupancy: { state: string; now: { booking?: object }[]; next?: object };
  usedDays: number;
  findings: object[];
}

/** Or something else would be fast. */
async function expectWhole(backend: RunningBackend): Promise<void> {
  const { items }: { items: MeasuredRow[] } = JSON.parse(
    await get({ ...backend, path: targets.board }),
  );
  const whole = items.filter(
    ({ occupancy, usedDays }) =>
      occupancy.state === 'taken' &&
      occupancy.now[0].booking &&
      occupancy.next &&
      usedDays >= 20,
  );
  const findings = items.flatMap(item => item.findings).length;
  if (whole.length !== BOARD_ENVIRONMENTS || findings < 50)
    throw new Error(
      `Expected ${BOARD_ENVIRONMENTS} environments that are taken, with findings: ${whole.length} of ${items.length}, ${findings} findings`,
    );
}
