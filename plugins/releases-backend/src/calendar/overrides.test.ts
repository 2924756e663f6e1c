import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import {
  CHECKOUT,
  company,
  GATEWAY,
  PROD,
  STAGING,
} from './__testUtils__/company';
import { freezeInput, hence, releaseInput } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('overrides, %p', databaseId => {
  let knex: Knex;
  let client: ReleasesClient;
  let clientOf: (ref?: string) => ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    ({ clientOf } = await startReleases({ knex, entities: company }));
    client = clientOf('user:default/ada');
  });

  async function actions(objectRef: string): Promise<string[]> {
    const { items } = await client.listHistory({ query: { objectRef } });
    return items.map(item => item.action).reverse();
  }

  it('lets a release pass a freeze on the strength of an override', async () => {
    const bob = clientOf('user:default/bob');
    const freeze = await client.createWindow({ body: freezeInput() });
    const release = await client.createRelease({ body: releaseInput() });
    const requested = await client.requestOverride({
      body: {
        windowId: freeze.id,
        releaseId: release.id,
        scope: {},
        reason: 'The old one loses orders',
        incident: 'INC-7',
        expiresAt: hence(6),
      },
    });
    expect(requested).toMatchObject({
      status: 'requested',
      requestedBy: 'user:default/ada',
      windowTitle: 'Quarter end',
      // Of the release, and nothing beyond it.
      scope: { entityRefs: [CHECKOUT], environmentRefs: [PROD] },
      useCount: 0,
    });
    const params = { id: requested.id };
    const use = {
      entityRef: CHECKOUT,
      environmentRef: PROD,
      action: 'deploy' as const,
      run: 'run-1',
    };

    const before = await rowCounts(knex);
    await expect(
      client.approveOverride({ params, revision: 1, body: {} }),
    ).rejects.toMatchObject({
      statusCode: 403,
      cause: { message: expect.stringContaining('may not approve it') },
    });
    await expect(bob.useOverride({ params, body: use })).rejects.toMatchObject({
      statusCode: 409,
    });
    expect(await rowCounts(knex)).toEqual(before);

    const approved = await bob.approveOverride({
      params,
      revision: 1,
      body: { reason: 'Losing orders is worse' },
    });
    expect(approved).toMatchObject({
      status: 'approved',
      decidedBy: 'user:default/bob',
      revision: 2,
    });
    for (const revision of [1, 2])
      await expect(
        bob.rejectOverride({ params, revision, body: {} }),
      ).rejects.toMatchObject({ statusCode: 409 });

    const query = { entityRef: CHECKOUT, environmentRef: PROD };
    const state = await client.getWindowState({ query });
    expect(state.state).toBe('open');
    expect(state.because[0]).toMatchObject({
      effect: 'overridden',
      overrideId: requested.id,
    });
    expect(state.nextTransition).toEqual({
      at: requested.expiresAt,
      to: 'closed',
    });
    expect(
      (await client.getWindowState({ query: { ...query, action: 'apply' } }))
        .state,
    ).toBe('open');
    expect(
      (await client.getWindowState({ query: { environmentRef: PROD } })).state,
    ).toBe('open');
    const timeline = await client.getTimeline({
      query: { from: hence(0), to: hence(10), kind: ['release'] },
    });
    expect(timeline.items[0].collisions).toEqual([
      expect.objectContaining({
        sourceId: freeze.id,
        overrideId: requested.id,
      }),
    ]);

    const used = await client.useOverride({ params, body: use });
    expect(used).toMatchObject({ ...use, usedBy: 'user:default/ada' });
    for (const [body, statusCode] of [
      [{ ...use, environmentRef: STAGING }, 400],
      [{ ...use, entityRef: GATEWAY }, 400],
      [{ ...use, action: 'rollback' as const }, 409],
    ] as const)
      await expect(client.useOverride({ params, body })).rejects.toMatchObject({
        statusCode,
      });
    expect((await client.getOverride({ params })).useCount).toBe(1);
    expect((await client.listOverrideUses({ params })).items).toEqual([used]);

    await bob.revokeOverride({ params, revision: 2, body: { reason: 'Done' } });
    expect((await client.getWindowState({ query })).state).toBe('closed');
    await expect(
      client.useOverride({ params, body: use }),
    ).rejects.toMatchObject({ statusCode: 409 });
    expect(await actions(`override:${requested.id}`)).toEqual([
      'override.request',
      'override.approve',
      'override.use',
      'override.revoke',
    ]);
  });

  it('ends overrides with the clock, and keeps them when their freeze is deleted', async () => {
    const bob = clientOf('user:default/bob');
    const freeze = await client.createWindow({ body: freezeInput() });
    const request = () =>
      client.requestOverride({
        body: {
          windowId: freeze.id,
          scope: { entityRefs: [CHECKOUT] },
          reason: 'The old one loses orders',
          expiresAt: hence(6),
        },
      });
    const [expired, pending] = [await request(), await request()];
    await knex('calendar_overrides')
      .where('id', expired.id)
      .update({ expires_at: Date.now() - 1 });
    expect((await client.getOverride({ params: expired })).status).toBe(
      'expired',
    );
    await expect(
      bob.approveOverride({ params: expired, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 409 });
    const idsOf = async (status: 'requested' | 'expired') =>
      (await client.listOverrides({ query: { status: [status] } })).items.map(
        item => item.id,
      );
    expect(await idsOf('expired')).toEqual([expired.id]);
    expect(await idsOf('requested')).toEqual([pending.id]);

    await client.updateWindow({
      params: freeze,
      revision: 1,
      body: { title: 'Year end' },
    });
    await client.deleteWindow({ params: freeze, revision: 2 });
    expect(await client.getOverride({ params: pending })).toMatchObject({
      status: 'revoked',
      revokedBy: 'user:default/ada',
      windowTitle: 'Year end',
    });
    expect(await actions(`override:${pending.id}`)).toEqual([
      'override.request',
      'override.revoke',
    ]);
  });
});
