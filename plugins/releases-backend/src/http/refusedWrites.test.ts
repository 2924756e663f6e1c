import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  Endpoint,
  isWrite,
  releasesContract,
} from '@release-desk/plugin-releases-common';
import { randomUUID } from 'node:crypto';
import { startReleases } from '../__testUtils__/startReleases';

jest.setTimeout(120_000);

/** What one or another of the writes would take, were there such a thing. */
const BODIES = [
  {},
  { reason: 'There has to be one' },
  { accept: true },
  { token: 1 },
  { token: 1, to: { kind: 'run', id: 'another' } },
  { bookingId: randomUUID() },
];

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('refused, %p', databaseId => {
  it('a write leaves its idempotency key free', async () => {
    const knex = await databases.init(databaseId);
    const { baseUrl } = await startReleases({
      knex,
      features: [
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ],
    });
    const refused: string[] = [];
    for (const [name, endpoint] of Object.entries<Endpoint>(releasesContract)) {
      if (!isWrite(endpoint)) continue;
      for (const body of BODIES) {
        const key = randomUUID();
        const path = endpoint.path.replace(/:\w+/g, () => randomUUID());
        const { status } = await fetch(baseUrl + path, {
          method: endpoint.method,
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': key,
            'If-Match': '"1"',
          },
          body: JSON.stringify(body),
        });
        if (status < 400) continue;
        refused.push(name);
        const kept = await knex('idempotency_keys').where({ key }).first();
        expect({ name, status, body, kept }).toMatchObject({ kept: undefined });
      }
    }
    expect(refused).toEqual(
      expect.arrayContaining(['renewLease', 'acquireLease']),
    );
  });
});
