import { randomBytes } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unpackBackend } from './support/bundle.mjs';
import { loadExamples, until } from './support/examples.mjs';
import { bin, onInterrupt, root, say, start } from './support/run.mjs';

// The end-to-end tests on a production build that the backend serves.
// `--build` builds anew, `--serve` keeps it running instead of testing; other
// arguments go to Playwright. E2E_PORT is 7100 unless told; the port after it is
// that of a second portal, whose guest may do nothing.

const APP = path.join(root, 'packages/app/dist/index.html');
const BUNDLE = path.join(root, 'packages/backend/dist/bundle.tar.gz');
const CONFIGS = [
  'app-config.yaml',
  'app-config.examples.yaml',
  'app-config.e2e.yaml',
];
const STRANGER_CONFIG = 'app-config.e2e-stranger.yaml';

const args = process.argv.slice(2);
const passed = args.filter(arg => !['--build', '--serve'].includes(arg));
const port = Number(process.env.E2E_PORT ?? '7100');
const url = `http://localhost:${port}`;
const strangerUrl = `http://localhost:${port + 1}`;
const running = [];
const folder = mkdtempSync(path.join(tmpdir(), 'release-desk-e2e-'));

onInterrupt(async () => {
  await stopAll();
  process.exit(130);
});

try {
  process.exitCode = await main();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
} finally {
  await stopAll();
}

async function main() {
  // Said before minutes of building, and not after them.
  if (!args.includes('--serve')) requireChromium();
  if (args.includes('--build') || (await isStale())) await build();

  const env = {
    ...process.env,
    RELEASE_DESK_E2E_URL: url,
    RELEASE_DESK_E2E_PORT: String(port),
    RELEASE_DESK_E2E_DATA: path.join(folder, 'data'),
    RELEASE_DESK_E2E_ROOT: root,
    RELEASE_DESK_EXAMPLES_TOKEN: randomBytes(24).toString('base64'),
  };
  const entry = await unpackBackend(path.join(folder, 'backend'));
  const portal = await serve('backend', { entry, env, configs: CONFIGS });
  // It starts while the examples are loaded into the other.
  const [stranger] = await Promise.all([
    serve('stranger', {
      entry,
      env: {
        ...env,
        RELEASE_DESK_E2E_URL: strangerUrl,
        RELEASE_DESK_E2E_PORT: String(port + 1),
      },
      configs: [...CONFIGS, STRANGER_CONFIG],
    }),
    loadExamples({ url, approverToken: env.RELEASE_DESK_EXAMPLES_TOKEN }),
  ]);

  if (args.includes('--serve')) {
    say(`Serving at ${url}, and to strangers at ${strangerUrl}`);
    return Promise.race([portal.done, stranger.done]);
  }
  const tests = start(bin('playwright'), ['test', ...passed], {
    env: { ...env, RELEASE_DESK_E2E_STRANGER_URL: strangerUrl },
  });
  running.push(tests);
  return tests.done;
}

/** Where the tests look for it too. */
function requireChromium() {
  const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(chromium))
    throw new Error(
      `No chromium at ${chromium}. Install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
    );
}

/** Starts a backend and waits until it has read its catalog. */
async function serve(name, { entry, env, configs }) {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const logFile = path.join(root, `.cache/e2e-${name}.log`);
  const backend = start(
    process.execPath,
    [entry, ...configs.flatMap(file => ['--config', path.join(root, file)])],
    {
      cwd: path.dirname(path.dirname(entry)),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, NODE_ENV: 'production' },
    },
  );
  running.push(backend);
  const log = createWriteStream(logFile);
  backend.child.stdout.pipe(log, { end: false });
  backend.child.stderr.pipe(log, { end: false });

  let ended = false;
  backend.done.then(() => {
    ended = true;
  });
  const ready = await until(
    async () => ended || isReady(env.RELEASE_DESK_E2E_URL),
    Date.now() + 120_000,
  );
  if (ended || !ready) {
    throw new Error(`The ${name} did not become ready; see ${logFile}`);
  }
  return backend;
}

async function isReady(at) {
  try {
    const health = await fetch(`${at}/.backstage/health/v1/readiness`);
    if (!health.ok) return false;
    // Owners and scopes come from the catalog: the last file must be in it.
    const guest = await fetch(`${at}/api/auth/guest/refresh`, {
      method: 'POST',
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await guest.json();
    const entity = await fetch(
      `${at}/api/catalog/entities/by-name/component/default/legacy-cron`,
      { headers: { Authorization: `Bearer ${backstageIdentity.token}` } },
    );
    return entity.ok;
  } catch {
    return false;
  }
}

async function build() {
  say('Building the portal and its backend');
  // Builds the portal too, which it serves.
  const built = start(bin('backstage-cli'), ['package', 'build'], {
    cwd: path.join(root, 'packages/backend'),
  });
  running.push(built);
  if ((await built.done) !== 0) throw new Error('The build failed');
}

/** Whether a source is newer than what was built from it. */
async function isStale() {
  const built = Math.min(...[APP, BUNDLE].map(timeOf));
  for (const parent of ['packages', 'plugins']) {
    for (const name of await readdir(path.join(root, parent))) {
      for (const part of ['src', 'migrations', 'package.json', 'config.d.ts']) {
        if ((await newest(path.join(root, parent, name, part))) > built)
          return true;
      }
    }
  }
  return timeOf(path.join(root, 'yarn.lock')) > built;
}

async function newest(at) {
  const files = await readdir(at, { recursive: true }).catch(() => []);
  return Math.max(
    timeOf(at),
    ...files.map(file => timeOf(path.join(at, file))),
  );
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function stopAll() {
  await Promise.all(running.map(process_ => process_.stop()));
  rmSync(folder, { recursive: true, force: true });
}
