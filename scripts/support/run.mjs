import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** A command that a package of the workspace installed. */
export function bin(name) {
  return path.join(root, 'node_modules/.bin', name);
}

/** Starts a command that can be stopped together with everything that it starts. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    detached: true,
    ...options,
  });
  const done = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
  return {
    child,
    /** Resolves to the exit code. */
    done,
    async stop(signal = 'SIGTERM') {
      kill(child, signal);
      const late = setTimeout(() => kill(child, 'SIGKILL'), 10_000);
      await done.catch(() => undefined);
      clearTimeout(late);
      // The leader may be gone before those that it started.
      kill(child, 'SIGKILL');
    },
  };
}

function kill(child, signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Calls back once when this process is asked to end. */
export function onInterrupt(callback) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => callback(signal));
  }
}

export function say(line) {
  process.stdout.write(`${line}\n`);
}
