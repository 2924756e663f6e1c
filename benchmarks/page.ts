import { parseArgs } from 'node:util';
import { startPortal } from './src/pagePortal';
import { measurePageClicks, ClickTiming } from './src/pageClicks';
import { measurePageSize, Part } from './src/pageSize';

const USAGE = `Measures the pages of the plugin in a browser, and the size of its code.

  yarn benchmarks:page [--size] [--clicks] [--rounds N] [--url URL]

  --size    only the size of the code
  --clicks  only the clicks
  --rounds  how often each click is made, 20 unless told
  --url     a portal that runs already, with the example company in its catalog
            and guests let in; its month is filled up. One of its own unless told
`;

const EAGER_BYTES = 40_000;
const CLICK_MS = 100;
const ITEMS = 2000;

const ENTRIES = [
  { name: 'the plugin', entry: 'index.ts' },
  { name: 'the plugin for the old frontend system', entry: 'legacy.tsx' },
];

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

async function size(): Promise<boolean> {
  let passed = true;
  for (const { name, entry } of ENTRIES) {
    const { eager, lazy } = await measurePageSize(entry);
    const bytes = sum(eager);
    const good = eager.length > 0 && bytes < EAGER_BYTES;
    passed &&= good;
    say(
      `\nEager code of ${name}: ${kilobytes(bytes)} gzipped (below ${kilobytes(
        EAGER_BYTES,
      )}) ${good ? 'good' : 'TOO LARGE'}`,
    );
    say(
      `  loaded when opened: ${kilobytes(sum(lazy))} in ${lazy.length} files`,
    );
    for (const part of lazy.slice(0, 12))
      say(`  ${kilobytes(part.gzipped).padStart(9)}  ${part.name}`);
  }
  return passed;
}

function sum(parts: Part[]): number {
  return parts.reduce((total, { gzipped }) => total + gzipped, 0);
}

async function clicks(options: {
  rounds: number;
  url?: string;
}): Promise<boolean> {
  const portal = options.url ? undefined : await startPortal();
  try {
    const timings = await measurePageClicks({
      url: options.url ?? portal!.url,
      rounds: options.rounds,
      items: ITEMS,
      say,
    });
    return report(timings);
  } finally {
    await portal?.stop();
  }
}

function report(timings: ClickTiming[]): boolean {
  const row = (...cells: string[]) =>
    say(
      `  ${cells[0].padEnd(10)}${cells[1].padEnd(26)}${cells
        .slice(2)
        .map(cell => cell.padStart(10))
        .join('')}`,
    );
  say(`\nFrom a click to the paint of its answer (at most ${CLICK_MS} ms)`);
  row('view', 'click', 'median', 'p95', 'drawn', '');
  let passed = timings.length > 0;
  for (const { view, name, median, p95, drawn } of timings) {
    const good = median <= CLICK_MS;
    passed &&= good;
    const verdict = good ? 'good' : 'TOO SLOW';
    row(view, name, ms(median), ms(p95), ms(drawn), verdict);
  }
  return passed;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'boolean' },
      clicks: { type: 'boolean' },
      rounds: { type: 'string', default: '20' },
      url: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  let passed = true;
  if (!values.clicks) passed = await size();
  if (!values.size)
    passed =
      (await clicks({ rounds: Number(values.rounds), url: values.url })) &&
      passed;
  process.exitCode = passed ? 0 : 1;
}

main().then(
  () => process.exit(),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
