import { parseArgs } from 'node:util';
import { measurePageSize, Part } from './src/pageSize';

const EAGER_BYTES = 40_000;

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

async function main(): Promise<void> {
  parseArgs({ options: { size: { type: 'boolean' } } });
  process.exitCode = (await size()) ? 0 : 1;
}

main().then(
  () => process.exit(),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
