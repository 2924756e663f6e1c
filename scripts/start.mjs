import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadExamplesOnce } from './support/examples.mjs';
import { bin, onInterrupt, root, say, start } from './support/run.mjs';

// Portal and backend, with the example company unless `--clean` is given. Other
// arguments go to `backstage-cli repo start`.

const args = process.argv.slice(2);
const clean = args.includes('--clean');
const passed = args.filter(arg => arg !== '--clean');

const configs = [
  'app-config.yaml',
  clean ? 'app-config.clean.yaml' : 'app-config.examples.yaml',
  'app-config.local.yaml',
]
  .map(file => path.join(root, file))
  .filter(file => existsSync(file));

const portalUrl = process.env.APP_CONFIG_app_baseUrl ?? 'http://localhost:3000';
const approverToken = randomBytes(24).toString('base64url');
const portal = start(
  bin('backstage-cli'),
  ['repo', 'start', ...configs.flatMap(file => ['--config', file]), ...passed],
  { env: { ...process.env, RELEASE_DESK_EXAMPLES_TOKEN: approverToken } },
);
const stopping = new AbortController();
onInterrupt(() => {
  stopping.abort();
  portal.stop('SIGINT');
});

if (!clean) {
  loadExamplesOnce({
    url: process.env.APP_CONFIG_backend_baseUrl ?? 'http://localhost:7007',
    approverToken,
    signal: stopping.signal,
  }).then(
    line => line && say(`${line} Open ${portalUrl}/releases`),
    error =>
      stopping.signal.aborted || say(`Example activity: ${error.message}`),
  );
}

process.exitCode = await portal.done;
stopping.abort();
