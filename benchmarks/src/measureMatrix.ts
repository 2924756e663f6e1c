import { Agent } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonValue } from '@backstage/types';
import { rebuild } from '@release-desk/plugin-releases-backend';
import { RunningBackend, startBackend } from './backend';
import {
  createMatrixCompany,
  MATRIX_COMPONENTS,
  MATRIX_ENVIRONMENTS,
} from './matrixCompany';
import { get, measure, Timing } from './measure';
import { limitRow, plainRow, ratioRow, Row } from './report';
import { seedDeployments } from './seedDeployments';
import { untilCatalogIsRead } from './untilCatalogIsRead';

const REQUESTS = Math.ceil(Number(process.env.BENCHMARK_REQUESTS ?? 300) / 3);
const DEPLOYMENTS = Number(process.env.BENCHMARK_DEPLOYMENTS ?? 1_000_000);

const targets = {
  rows: '/api/baseline/asking/rows',
  matrix: `/api/releases/deployments/matrix?limit=${MATRIX_COMPONENTS}`,
};

/** The whole matrix, out of few deployments and out of ten times as many. */
export async function measureMatrix(
  where: string,
  database: { client: string; connection: JsonValue },
  options: { mostMs?: number } = {},
): Promise<Row[]> {
  const entities = createMatrixCompany();
  const backend = await startBackend({ database, entities });
  try {
    await untilCatalogIsRead(backend, entities.length);
    const few = DEPLOYMENTS / 10;
    // The last first: what is added then is the past, as it grows in a company.
    const first = await timingsAfter(where, backend, {
      from: DEPLOYMENTS - few,
      to: DEPLOYMENTS,
    });
    const then = await timingsAfter(where, backend, {
      from: 0,
      to: DEPLOYMENTS - few,
    });
    return rowsOf(where, { few, first, then, ...options });
  } finally {
    await backend.stop();
  }
}

async function timingsAfter(
  where: string,
  backend: RunningBackend,
  range: { from: number; to: number },
): Promise<Record<keyof typeof targets, Timing>> {
  const { knex } = backend;
  say(`${where}: entering ${range.to - range.from} deployments`);
  await seedDeployments(knex, { ...range, of: DEPLOYMENTS });
  await knex.raw('ANALYZE');
  const begun = Date.now();
  const { components, failed } = await rebuild({
    database: mockServices.database({ knex, migrations: { skip: true } }),
    logger: mockServices.rootLogger({ level: 'warn' }),
  });
  if (components !== MATRIX_COMPONENTS || failed > 0)
    throw new Error(`Derived ${components} components, ${failed} failed`);
  say(
    `${where}: derived what runs where in ${(
      (Date.now() - begun) /
      1000
    ).toFixed(1)} s`,
  );
  await knex.raw('ANALYZE');
  await expectWhole(backend);
  return measure({ ...backend, requests: REQUESTS, targets });
}

async function expectWhole(backend: RunningBackend): Promise<void> {
  // A connection that was kept is closed by now: so long took the rows.
  const agent = new Agent({ keepAlive: false });
  const { items, environments } = JSON.parse(
    await get({ ...backend, agent, path: targets.matrix }),
  );
  const ahead = items.filter(
    (row: { ahead?: { steps: number; since?: string } }) =>
      (row.ahead?.steps ?? 0) >= 2 && row.ahead?.since,
  );
  if (
    environments.length !== MATRIX_ENVIRONMENTS ||
    ahead.length !== MATRIX_COMPONENTS
  )
    throw new Error(
      `Expected ${MATRIX_COMPONENTS} components, all some versions ahead: ${ahead.length} of ${items.length}`,
    );
}

function rowsOf(
  where: string,
  measured: {
    few: number;
    first: Record<keyof typeof targets, Timing>;
    then: Record<keyof typeof targets, Timing>;
    mostMs?: number;
  },
): Row[] {
  const { few, first, then, mostMs } = measured;
  const what = (count: number) =>
    `GET /deployments/matrix, ${MATRIX_COMPONENTS} × ${MATRIX_ENVIRONMENTS} of ${count} deployments`;
  return [
    plainRow(where, 'A SELECT of 500 rows, beside the matrix', then.rows),
    plainRow(where, what(few), first.matrix),
    limitRow({ where, what: what(DEPLOYMENTS), timing: then.matrix, mostMs }),
    ratioRow({
      where,
      what: 'The same',
      timing: then.matrix,
      against: `${few} deployments`,
      // Each beside the baseline of its own moment.
      ratio:
        then.matrix.median /
        then.rows.median /
        (first.matrix.median / first.rows.median),
      most: 1.25,
    }),
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
