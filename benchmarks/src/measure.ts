import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** Milliseconds at the median and the 95th percentile. */
export interface Timing {
  median: number;
  p95: number;
}

/** A request that is timed: a path to read, or something to send there. */
export type Target =
  | string
  | { method: 'POST'; path: string; body: () => unknown };

const WARM_UP = 30;
const ROUND = 10;

/**
 * Times each target, one request after the other on one connection. The targets
 * take turns in short rounds, so that whatever else the machine does falls on
 * all of them alike.
 */
export async function measure(options: {
  port: number;
  token: string;
  /** By name. */
  targets: Record<string, Target>;
  requests: number;
  /** Done before each request, and not timed. */
  before?: () => PromiseLike<unknown>;
}): Promise<Record<string, Timing>> {
  const { port, token, requests, before } = options;
  // Of its own: one that idled while rows were written is closed by the server.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const targets = Object.entries(options.targets);
  const times = new Map<string, number[]>(targets.map(([name]) => [name, []]));
  for (const [, target] of targets) {
    for (let i = 0; i < WARM_UP; i++)
      await send({ agent, port, token, target });
  }
  for (let done = 0; done < requests; done += ROUND) {
    for (const [name, target] of targets) {
      for (let i = 0; i < ROUND; i++) {
        await before?.();
        const begun = performance.now();
        await send({ agent, port, token, target });
        times.get(name)!.push(performance.now() - begun);
      }
    }
  }
  agent.destroy();
  return Object.fromEntries(
    [...times].map(([name, taken]) => {
      const sorted = taken.sort((a, b) => a - b);
      return [
        name,
        {
          median: sorted[Math.floor(sorted.length / 2)],
          p95: sorted[Math.floor(sorted.length * 0.95)],
        },
      ];
    }),
  );
}

/** Reads the whole answer; throws unless it is a 200. */
export function get(options: {
  agent?: Agent;
  port: number;
  token: string;
  path: string;
}): Promise<string> {
  return send({ ...options, target: options.path });
}

/** Reads the whole answer; throws unless it was done. */
export function send(options: {
  agent?: Agent;
  port: number;
  token: string;
  target: Target;
}): Promise<string> {
  const { agent, port, token, target } = options;
  const { method, path, body } =
    typeof target === 'string'
      ? { method: 'GET', path: target, body: undefined }
      : target;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200 || response.statusCode === 201)
            resolve(text);
          else
            reject(
              new Error(
                `${path}: ${response.statusCode} ${text.slice(0, 500)}`,
              ),
            );
        });
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body()));
  });
}
