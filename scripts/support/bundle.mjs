import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

/**
 * Lays out the built backend as it would be deployed, with this checkout's
 * third-party packages beside it instead of an installation of their own.
 *
 * @returns the file to run
 */
export async function unpackBackend(folder) {
  mkdirSync(folder, { recursive: true });
  for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    execFileSync('tar', [
      '-xzf',
      path.join(root, 'packages/backend/dist', archive),
      '-C',
      folder,
    ]);
  }
  const local = workspacesOf(folder);
  const modules = path.join(folder, 'node_modules');
  linkAll(path.join(root, 'node_modules'), modules, local);
  for (const [name, at] of local) {
    const link = path.join(modules, name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(folder, at), link);
    // Versions that are of this package alone.
    const own = path.join(root, at, 'node_modules');
    if (existsSync(own))
      linkAll(own, path.join(folder, at, 'node_modules'), local);
  }
  return path.join(folder, 'packages/backend/dist/index.cjs.js');
}

/** The packages of the bundle, name to folder. */
function workspacesOf(folder) {
  const found = new Map();
  for (const parent of ['packages', 'plugins']) {
    const at = path.join(folder, parent);
    if (!existsSync(at)) continue;
    for (const name of readdirSync(at)) {
      const file = path.join(at, name, 'package.json');
      if (!existsSync(file)) continue;
      found.set(
        JSON.parse(readFileSync(file, 'utf8')).name,
        path.join(parent, name),
      );
    }
  }
  return found;
}

function linkAll(from, to, except) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue;
    if (name.startsWith('@')) {
      const scope = path.join(to, name);
      mkdirSync(scope, { recursive: true });
      for (const inner of readdirSync(path.join(from, name))) {
        if (!except.has(`${name}/${inner}`)) {
          symlinkSync(path.join(from, name, inner), path.join(scope, inner));
        }
      }
    } else if (!except.has(name)) {
      symlinkSync(path.join(from, name), path.join(to, name));
    }
  }
}
