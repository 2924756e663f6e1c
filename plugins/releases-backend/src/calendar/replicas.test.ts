import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import { CHECKOUT, company } from './__testUtils__/company';
import { freezeInput, releaseInput } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

describe.each(databases.eachSupportedId())('two replicas on %p', databaseId => {
  it('refuse an edit that is stale on the other, and lose none', async () => {
    const knex = await databases.init(databaseId);
    const otherKnex = knexFactory(knex.client.config);
    try {
      const one = await startReleases({ knex, entities: company });
      const two = await startReleases({ knex: otherKnex, entities: company });
      const here = one.clientOf('user:default/ada');
      const there = two.clientOf('user:default/bob');

      const window = await here.createWindow({ body: freezeInput() });
      const changed = await there.updateWindow({
        params: window,
        revision: 1,
        body: { title: 'There' },
      });
      await expect(
        here.updateWindow({
          params: window,
          revision: 1,
          body: { title: 'Here' },
        }),
      ).rejects.toMatchObject({
        statusCode: 409,
        body: { error: { current: changed } },
      });
      const query = { entityRef: CHECKOUT };
      expect((await here.getWindowState({ query })).because[0].title).toBe(
        'There',
      );

      const release = await here.createRelease({ body: releaseInput() });
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          [here, there][index % 2].updateRelease({
            params: release,
            revision: 1,
            body: { title: `Edit ${index}` },
          }),
        ),
      );
      expect(
        results.filter(({ status }) => status === 'fulfilled'),
      ).toHaveLength(1);
      expect(await rowCounts(knex)).toMatchObject({
        calendar_release_entities: 1,
        audit_entries: 4,
      });
    } finally {
      await otherKnex.destroy();
    }
  });
});
