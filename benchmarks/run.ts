import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { RunningBackend, startBackend } from './src/backend';
import { componentRef, createCompany } from './src/company';
import { get, measure, Timing } from './src/measure';
import { MONTH, seedMonth, seedPast, seedWindows } from './src/seed';

interface Bar {
  name: string;
  measured: string;
  baseline: string;
  /** At most this many times the baseline's median. */
  most: number;
}

const REQUESTS = Number(process.env.BENCHMARK_REQUESTS ?? 300);
const WINDOWS = Number(process.env.BENCHMARK_WINDOWS ?? 2000);
const PAST = Number(process.env.BENCHMARK_ITEMS ?? 50_000);

const timelinePath = `/api/releases/timeline?${new URLSearchParams({
  from: MONTH.toISO()!,
  to: MONTH.plus({ months: 1 }).toISO()!,
  limit: '500',
})}`;
const statePath = `/api/releases/windows/state?${new URLSearchParams({
  entityRef: componentRef(7),
  environmentRef: 'resource:default/production-eu',
})}`;

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

async function bench(
  name: string,
  database: { client: string; connection: any },
): Promise<boolean> {
  say(`\n${name}`);
  const backend = await startBackend({ database, entities: createCompany() });
  try {
    const client = clientOf(backend);
    await untilCatalogIsRead(backend);

    say(`  entering ${WINDOWS} windows, ${PAST} past items and one month`);
    await seedWindows(client, { from: 0, to: WINDOWS });
    await seedPast(backend.knex, PAST);
    await seedMonth(client);
    await analyze(backend);
    const month = JSON.parse(await get({ ...backend, path: timelinePath }));
    say(`  the month answers ${month.items.length} items`);
    if (month.items.length < 500) throw new Error('The month is not full');

    const few = await measure({
      ...backend,
      requests: REQUESTS,
      targets: [
        { name: 'nothing', path: '/api/baseline/nothing' },
        { name: 'rows', path: '/api/baseline/rows' },
        { name: 'timeline', path: timelinePath },
        { name: 'state', path: statePath },
      ],
    });
    const passed = report(few, [
      {
        name: 'GET /timeline, 500 items of the month',
        measured: 'timeline',
        baseline: 'rows',
        most: 3,
      },
      {
        name: `GET /windows/state among ${WINDOWS} windows`,
        measured: 'state',
        baseline: 'nothing',
        most: 3,
      },
    ]);

    say(`  entering ${WINDOWS * 9} more windows`);
    await seedWindows(client, { from: WINDOWS, to: WINDOWS * 10 });
    await analyze(backend);
    const many = await measure({
      ...backend,
      requests: REQUESTS,
      targets: [
        { name: 'nothing', path: '/api/baseline/nothing' },
        { name: 'state, many', path: statePath },
      ],
    });
    // Held against the same baseline, so that a slower machine does not count.
    const fewer = find(few, 'state').median / find(few, 'nothing').median;
    const more =
      find(many, 'state, many').median / find(many, 'nothing').median;
    const growth = more / fewer;
    say(
      `  GET /windows/state among ${WINDOWS * 10} windows: ${find(
        many,
        'state, many',
      ).median.toFixed(2)} ms, ` +
        `${growth.toFixed(2)} × that among ${WINDOWS} (at most 1.5) ${
          growth <= 1.5 ? 'good' : 'TOO SLOW'
        }`,
    );
    return passed && growth <= 1.5;
  } finally {
    await backend.stop();
  }
}

function report(timings: Timing[], bars: Bar[]): boolean {
  let passed = true;
  for (const { name, median, p95, requests } of timings)
    say(
      `  ${name.padEnd(12)} median ${median.toFixed(2)} ms, p95 ${p95.toFixed(
        2,
      )} ms, ${requests} requests`,
    );
  for (const bar of bars) {
    const ratio =
      find(timings, bar.measured).median / find(timings, bar.baseline).median;
    const good = ratio <= bar.most;
    passed &&= good;
    say(
      `  ${bar.name}: ${ratio.toFixed(2)} × '${bar.baseline}' (at most ${
        bar.most
      }) ${good ? 'good' : 'TOO SLOW'}`,
    );
  }
  return passed;
}

function find(timings: Timing[], name: string): Timing {
  return timings.find(timing => timing.name === name)!;
}

function clientOf({ port, token }: RunningBackend): ReleasesClient {
  return new ReleasesClient({
    discoveryApi: {
      getBaseUrl: async () => `http://127.0.0.1:${port}/api/releases`,
    },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        const send = () => fetch(input, { ...init, headers });
        // A connection that idled while rows were written is gone: the first
        // request on it never reached the server.
        return send().catch(send);
      },
    },
  });
}

/** The suite's own view of the catalog is filled by a task of its own. */
async function untilCatalogIsRead({ knex }: RunningBackend): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [{ n }] = await knex('catalog_entities').count({ n: '*' });
    if (Number(n) > 5500) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('The catalog was not read in two minutes');
}

/** As any database does by itself, sooner or later. */
async function analyze({ knex }: RunningBackend): Promise<void> {
  await knex.raw('ANALYZE');
}

async function main(): Promise<void> {
  const only = process.argv[2];
  let passed = true;
  if (only !== 'postgres') {
    const directory = await mkdtemp(path.join(tmpdir(), 'release-desk-bench-'));
    try {
      passed = await bench('SQLite', {
        client: 'better-sqlite3',
        connection: { directory },
      });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  if (only !== 'sqlite') {
    const { startPostgres } = await import('../scripts/support/postgres.mjs');
    const postgres = await startPostgres();
    try {
      const { hostname, port, username, password } = new URL(postgres.url);
      passed =
        (await bench('PostgreSQL', {
          client: 'pg',
          connection: {
            host: hostname,
            port: Number(port),
            user: username,
            password,
          },
        })) && passed;
    } finally {
      await postgres.stop();
    }
  }
  process.exitCode = passed ? 0 : 1;
}

main().then(
  () => process.exit(),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
