import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/**
 * Waits until the portal's catalog holds all of these. One that has just
 * started is still reading its files.
 */
export async function waitForEntities(options: {
  url: string;
  token: string;
  refs: Set<string>;
}): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    const missing = await missingOf(options);
    if (missing.length === 0) return;
    if (Date.now() > patience) {
      throw new Error(
        `The catalog of ${
          options.url
        } does not hold the example company; add examples/catalog/all.yaml to its locations. Missing: ${
          missing[0]
        } and ${missing.length - 1} more`,
      );
    }
    await wait(1000);
  }
}

async function missingOf(options: {
  url: string;
  token: string;
  refs: Set<string>;
}): Promise<string[]> {
  const entityRefs = [...options.refs];
  const response = await fetch(`${options.url}/api/catalog/entities/by-refs`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${options.token}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ entityRefs, fields: ['kind'] }),
  });
  if (!response.ok) return entityRefs;
  const { items } = await response.json();
  return entityRefs.filter((_, index) => !items[index]);
}
