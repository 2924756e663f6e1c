import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './run.mjs';

const PATIENCE_MS = 5 * 60_000;

/**
 * Waits for a backend and loads the example activity into it, if the example
 * company is in its catalog and nobody has entered a release yet.
 *
 * @returns what to tell the user, if anything
 */
export async function loadExamplesOnce({ url, approverToken, signal }) {
  const deadline = Date.now() + PATIENCE_MS;
  await until(
    () => answers(`${url}/.backstage/health/v1/readiness`),
    deadline,
    signal,
  );

  const headers = { Authorization: `Bearer ${await guestToken(url)}` };
  const get = async at => {
    const response = await fetch(url + at, { headers, signal });
    if (!response.ok) throw new Error(`${at} answered ${response.status}`);
    return response.json();
  };
  const { items } = await get('/api/releases/releases?limit=1');
  if (items.length > 0) return undefined;

  const there = await until(
    () =>
      answers(`${url}/api/catalog/entities/by-name/system/default/checkout`, {
        headers,
      }),
    Math.min(deadline, Date.now() + 60_000),
    signal,
  );
  if (!there) return undefined;

  await loadExamples({ url, approverToken, signal });
  return 'Example activity: loaded.';
}

/** Runs the loader once. */
export async function loadExamples({ url, approverToken, signal }) {
  const folder = path.join(root, 'examples');
  const transform = createRequire(import.meta.url).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  const loader = spawn(
    process.execPath,
    ['--require', transform, 'load.ts', '--url', url],
    {
      cwd: folder,
      signal,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, RELEASE_DESK_EXAMPLES_TOKEN: approverToken },
    },
  );
  let complaint = '';
  loader.stderr.on('data', chunk => {
    complaint += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    loader.once('error', reject);
    loader.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(complaint.trim() || `the loader ended with ${code}`);
}

async function guestToken(url) {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!response.ok) throw new Error('the portal does not let guests in');
  return (await response.json()).backstageIdentity.token;
}

async function answers(url, options) {
  try {
    return (await fetch(url, options)).ok;
  } catch {
    return false;
  }
}

export async function until(holds, deadline, signal) {
  while (Date.now() < deadline) {
    if (await holds()) return true;
    await wait(500, undefined, { signal });
  }
  return false;
}
