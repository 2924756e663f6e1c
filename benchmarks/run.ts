import { databaseSuites } from './src/databases';
import { formatTable, Row } from './src/report';

/** What can be measured by itself: `yarn benchmarks sqlite`. */
const suites: Record<string, () => Promise<Row[]>> = {
  ...databaseSuites,
};

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter(name => !Object.hasOwn(suites, name));
  if (unknown.length > 0)
    throw new Error(
      `${unknown.join(', ')}: expected ${Object.keys(suites).join(' or ')}`,
    );
  const rows: Row[] = [];
  for (const name of names.length > 0 ? names : Object.keys(suites))
    rows.push(...(await suites[name]()));
  process.stdout.write(`\n${formatTable(rows)}`);
  process.exitCode = rows.every(row => row.met !== false) ? 0 : 1;
}

main().then(
  // Whatever still holds the process open has been told to stop.
  () => process.exit(),
  error => {
    // A refusal says why in its body.
    const why = error.body?.error?.message ?? '';
    process.stderr.write(`${error.stack}\n${why}\n`);
    process.exit(1);
  },
);
