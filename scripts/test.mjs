import { bin, onInterrupt, say, start } from './support/run.mjs';
import { startPostgres } from './support/postgres.mjs';

// The whole suite, on SQLite and on PostgreSQL 18, once. Arguments go to jest;
// `--watch` stays and watches.

const POSTGRES_URL = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

async function main() {
  const args = process.argv.slice(2);
  if (!args.some(arg => arg.startsWith('--watch')))
    args.push('--watchAll=false');
  const given = process.env[POSTGRES_URL];
  const postgres = given ? undefined : await startPostgres();
  try {
    const tests = start(bin('backstage-cli'), ['repo', 'test', ...args], {
      env: {
        ...process.env,
        [POSTGRES_URL]: given ?? postgres.url,
        // Test databases come from here, never from containers.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      },
    });
    onInterrupt(() => tests.stop());
    return await tests.done;
  } finally {
    await postgres?.stop();
  }
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    say(error.message);
    process.exitCode = 1;
  },
);
