import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  AuditEntry,
  ReleasesClient,
  verifyLog,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { sharedDatabase } from './__testUtils__/sharedDatabase';
import { spawnPortal } from './__testUtils__/spawnPortal';
import { freezeInput, releaseInput } from './calendar/__testUtils__/inputs';
import { ReleaseStore, ScopeQueries, WindowStore } from './calendar/store';

jest.setTimeout(180_000);

const ROUNDS = 2;

const directory = createMockDirectory();
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** What the service has acknowledged: the last revision of each object, 0 when deleted. */
type Acknowledged = Map<string, number>;

/** Writes one after the other, until there is nobody left to answer. */
async function write(
  client: ReleasesClient,
  acknowledged: Acknowledged,
): Promise<void> {
  for (let n = 1; ; n++) {
    const window = await client.createWindow({ body: freezeInput() });
    acknowledged.set(`window:${window.id}`, 1);
    const release = await client.createRelease({ body: releaseInput() });
    acknowledged.set(`release:${release.id}`, 1);
    await client.updateWindow({
      params: window,
      revision: 1,
      body: { title: `Edit ${n}` },
    });
    acknowledged.set(`window:${window.id}`, 2);
    await client.updateRelease({
      params: release,
      revision: 1,
      body: { status: 'ready' },
    });
    acknowledged.set(`release:${release.id}`, 2);
    if (n % 3) continue;
    await client.deleteRelease({ params: release, revision: 2 });
    acknowledged.set(`release:${release.id}`, 0);
  }
}

async function writeUntilKilled(
  database: JsonObject,
  acknowledged: Acknowledged,
): Promise<void> {
  const portal = await spawnPortal({ database });
  const before = acknowledged.size;
  const writers = Promise.allSettled(
    [1, 2, 3, 4].map(() => write(portal.client, acknowledged)),
  );
  while (acknowledged.size < before + 20)
    await new Promise(resolve => setTimeout(resolve, 5));
  await new Promise(resolve => setTimeout(resolve, Math.random() * 100));
  await portal.kill();
  // All of them end because nobody answers, and for no other reason.
  for (const writer of await writers)
    expect(writer).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringMatching(/fetch failed|terminated/) },
    });
}

/** All that the state holds, as the services store it, by object. */
async function stateOf(knex: Knex): Promise<Map<string, unknown>> {
  const scopeQueries = undefined as unknown as ScopeQueries;
  const windows = new WindowStore({ knex, scopeQueries });
  const releases = new ReleaseStore({ knex, scopeQueries });
  return new Map<string, unknown>([
    ...(await windows.after(undefined, 10_000)).map(
      item => [`window:${item.id}`, item] as const,
    ),
    ...(await releases.after(undefined, 10_000)).map(
      item => [`release:${item.id}`, item] as const,
    ),
  ]);
}

describe.each(databases.eachSupportedId())('kill -9, %p', id => {
  it('leaves a log that verifies, and a state and a timeline that match it', async () => {
    const { config: database, open } = await sharedDatabase({
      databases,
      id,
      directory: directory.path,
    });
    const acknowledged: Acknowledged = new Map();
    for (let round = 0; round < ROUNDS; round++)
      await writeUntilKilled(database, acknowledged);

    const portal = await spawnPortal({ database });
    const knex = open();
    try {
      const { verifierKey } = await portal.client.getAuditKey({});
      const { size } = await portal.client.createCheckpoint({});
      const lines = (await portal.read('/audit/export')).trimEnd().split('\n');
      expect(await verifyLog(lines, { verifierKey })).toMatchObject({
        ok: true,
        entries: size,
      });

      const last = new Map<string, AuditEntry>();
      for (const line of lines) {
        const { entry } = JSON.parse(line);
        if (entry) last.set(entry.objectRef, entry);
      }
      const state = await stateOf(knex);
      for (const [objectRef, { after }] of last)
        expect([objectRef, state.get(objectRef)]).toEqual([objectRef, after]);
      expect([...state.keys()].filter(key => !last.has(key))).toEqual([]);

      const sources: { source_id: string; revision: number }[] = await knex(
        'timeline_sources',
      );
      const derived = sources.map(row => [row.source_id, row.revision]);
      const stored = [...state].map(([key, item]) => [
        key.split(':')[1],
        (item as { revision: number }).revision,
      ]);
      expect(derived.sort()).toEqual(stored.sort());

      // What was acknowledged is there, and whatever came after it.
      for (const [objectRef, revision] of acknowledged) {
        const { action, after } = last.get(objectRef)!;
        if (action === 'release.delete') continue;
        expect(revision).toBeGreaterThan(0);
        expect((after as { revision: number }).revision).toBeGreaterThanOrEqual(
          revision,
        );
      }
    } finally {
      await knex.destroy();
      await portal.kill();
    }
  });
});
