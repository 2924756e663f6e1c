import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { AddressInfo, createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { JsonObject } from '@backstage/types';

const TOKEN = 'a-token-that-only-this-test-knows';

export interface SpawnedPortal {
  client: ReleasesClient;
  /** As the requests of a client are answered, e.g. an export. */
  read(path: string): Promise<string>;
  kill(): Promise<void>;
}

/** The plugin in a process of its own, which can be killed. */
export async function spawnPortal(options: {
  /** `backend.database` */
  database: JsonObject;
}): Promise<SpawnedPortal> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = {
    app: { baseUrl: origin },
    backend: {
      baseUrl: origin,
      listen: { host: '127.0.0.1', port },
      database: options.database,
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'pipeline' } },
        ],
      },
    },
  };
  const portal = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      resolve(__dirname, 'portal.ts'),
      JSON.stringify(config),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const output: string[] = [];
  portal.stdout.on('data', chunk => output.push(String(chunk)));
  portal.stderr.on('data', chunk => output.push(String(chunk)));
  await untilReady(portal, `${origin}/.backstage/health/v1/readiness`).catch(
    error => {
      portal.kill('SIGKILL');
      throw new Error(`${error.message}\n${output.join('')}`);
    },
  );

  const baseUrl = `${origin}/api/releases`;
  const withToken: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${TOKEN}`);
    return fetch(input, { ...init, headers });
  };
  return {
    client: new ReleasesClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: { fetch: withToken },
    }),
    read: async path => (await withToken(`${baseUrl}${path}`)).text(),
    async kill() {
      const closed = once(portal, 'close');
      portal.kill('SIGKILL');
      await closed;
    },
  };
}

async function untilReady(portal: ChildProcess, url: string): Promise<void> {
  const last = Date.now() + 60_000;
  while (portal.exitCode === null && Date.now() < last) {
    const ready = await fetch(url).then(
      answer => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error(`The portal did not start (${portal.exitCode})`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
