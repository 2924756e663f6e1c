import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { releasesContract } from '@release-desk/plugin-releases-common';
import request from 'supertest';
import { startReleases } from './__testUtils__/startReleases';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('releasesPlugin, %p', databaseId => {
  it('starts, says what it offers, and asks who is there', async () => {
    const knex = await databases.init(databaseId);
    const { server } = await startReleases({ knex });
    const { body } = await request(server)
      .get('/api/releases/openapi.json')
      .expect(200);
    expect(body.openapi).toBe('3.1.0');
    expect(body.servers[0].url).toMatch(/^http.*\/api\/releases$/);
    await request(server)
      .get('/api/releases/openapi.json')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);

    // Proves of each endpoint that it is there, and behind the same parser.
    for (const { method, path } of Object.values(releasesContract)) {
      const url = `/api/releases${path.replace(/:\w+/g, 'x')}?nonsense=1`;
      const answer = await request(server)
        [method.toLowerCase() as 'get'](url)
        .send();
      expect(`${method} ${path} ${answer.status}`).toBe(
        `${method} ${path} 400`,
      );
      if (!path.includes(':token'))
        await request(server)
          [method.toLowerCase() as 'get'](url)
          .set('Authorization', mockCredentials.none.header())
          .expect(401);
    }
  });
});
