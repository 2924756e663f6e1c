import { TestDatabases } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { startReleases } from '../__testUtils__/startReleases';

jest.setTimeout(60_000);

const finance = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'finance' },
  spec: { type: 'team', children: [] },
};
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const freeze = {
  kind: 'freeze' as const,
  title: 'Quarter end',
  reason: 'The books close',
  owner: 'group:default/finance',
  schedule: {
    start: '2026-12-30T18:00:00',
    timeZone: 'Europe/Berlin',
    duration: 'P3D',
  },
};

async function failureOf(promise: Promise<unknown>): Promise<ResponseError> {
  const error = await promise.then(
    () => undefined,
    thrown => thrown,
  );
  expect(error).toMatchObject({ name: 'ResponseError' });
  return error;
}

describe('ReleasesClient against a real server', () => {
  it('writes, reads, and throws what the server said', async () => {
    const knex = await databases.init('SQLITE_3');
    const { clientOf } = await startReleases({ knex, entities: [finance] });
    const client = clientOf();

    const created = await client.createWindow(
      { body: freeze },
      { idempotencyKey: 'quarter-end' },
    );
    const again = await client.createWindow(
      { body: freeze },
      { idempotencyKey: 'quarter-end' },
    );
    expect(again).toEqual(created);
    expect(created).toMatchObject({ ...freeze, revision: 1 });
    const { id } = created;
    const params = { id };
    expect(await client.getWindow({ params })).toMatchObject({
      id,
      createdBy: 'user:default/mock',
    });

    const changed = await client.updateWindow({
      params,
      revision: 1,
      body: { title: 'Year end' },
    });
    expect(changed).toMatchObject({ title: 'Year end', revision: 2 });

    const stale = await failureOf(
      client.updateWindow({ params, revision: 1, body: { title: 'Mine' } }),
    );
    expect(stale.statusCode).toBe(409);
    expect(stale.cause).toMatchObject({
      name: 'ConflictError',
      current: { id, title: 'Year end', revision: 2 },
    });

    const wrong = await failureOf(
      client.createWindow({
        body: {
          ...freeze,
          schedule: { ...freeze.schedule, timeZone: 'Mars/Olympus' },
        },
      }),
    );
    expect(wrong.statusCode).toBe(400);
    expect(wrong.cause).toMatchObject({
      name: 'InputError',
      message:
        'schedule.timeZone: expected an IANA time zone, such as Europe/Berlin',
    });

    const { items } = await client.listWindows({
      query: { kind: ['freeze', 'allow'], limit: 10 },
    });
    expect(items.map(one => one.id)).toEqual([id]);

    expect(await client.deleteWindow({ params, revision: 2 })).toBeUndefined();
    const gone = await failureOf(client.getWindow({ params }));
    expect(gone.cause.name).toBe('NotFoundError');
  });

  it('gives an answer that is no JSON as it comes', async () => {
    const knex = await databases.init('SQLITE_3');
    const { clientOf } = await startReleases({ knex });
    const answer = await clientOf().exportAudit({});
    expect(answer.headers.get('content-type')).toMatch(/x-ndjson/);
    await answer.text();
  });
});
