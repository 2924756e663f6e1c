import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

export interface Portal {
  url: string;
  stop(): Promise<void>;
}

/**
 * The production build of the portal, served by the built backend on SQLite
 * with the example company in its catalog, as for the end-to-end tests.
 */
export async function startPortal(): Promise<Portal> {
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [path.resolve(__dirname, '../../scripts/e2e.mjs'), '--serve'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, E2E_PORT: String(port) },
    },
  );
  const ended = new Promise<void>(resolve =>
    server.once('exit', () => resolve()),
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', () =>
      reject(new Error(`The portal did not start\n${log}`)),
    );
    server.stdout.on('data', chunk => {
      if (log.includes('Serving at')) return;
      log += chunk;
      if (log.includes('Serving at')) resolve();
    });
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('No free port')),
      );
    });
  });
}
