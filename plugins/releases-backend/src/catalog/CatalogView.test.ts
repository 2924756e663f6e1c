import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createDatabase } from '../database';
import { CatalogRefresher } from './CatalogRefresher';
import { CatalogStore } from './CatalogStore';
import { stitch, testEntity } from './__testUtils__/catalogTestData';
import { CATALOG_CHANGED_TOPIC, createCatalogView } from './createCatalogView';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const user = mockCredentials.user('user:default/ada');

function company(): Entity[] {
  return stitch([
    testEntity('group:default/company'),
    testEntity('group:default/commerce', {
      relations: { childOf: ['group:default/company'] },
    }),
    testEntity('group:default/checkout', {
      title: 'Team Checkout',
      relations: { childOf: ['group:default/commerce'] },
    }),
    // Each is above the other.
    testEntity('group:default/ring-a', { spec: { parent: 'ring-b' } }),
    testEntity('group:default/ring-b', { spec: { parent: 'ring-a' } }),
    testEntity('domain:default/retail'),
    testEntity('domain:default/payments', { spec: { subdomainOf: 'retail' } }),
    testEntity('system:default/shop', { spec: { domain: 'payments' } }),
    testEntity('component:default/api', {
      title: 'Checkout API',
      tags: ['Java'],
      spec: {
        type: 'Service',
        lifecycle: 'production',
        owner: 'checkout',
        system: 'shop',
      },
      relations: {
        dependsOn: ['resource:default/db', 'resource:default/prod'],
        ownedBy: ['group:default/checkout'],
        partOf: ['system:default/shop'],
      },
    }),
    testEntity('component:default/web', {
      spec: { type: 'website', owner: 'user:default/ada' },
      relations: { dependsOn: ['component:default/api'] },
    }),
    testEntity('component:default/ring', { spec: { owner: 'ring-a' } }),
    testEntity('resource:default/db', {
      spec: { type: 'database', owner: 'group:default/commerce' },
    }),
    testEntity('resource:default/prod', {
      spec: { type: 'environment' },
      annotations: { 'release-desk.dev/tier': 'production', other: 'x' },
    }),
    testEntity('resource:default/pr-1', {
      spec: { type: 'environment' },
      annotations: {
        'release-desk.dev/tier': 'test',
        'release-desk.dev/lifecycle': 'ephemeral',
      },
    }),
  ]);
}

describe.each(databases.eachSupportedId())('the catalog view, %p', id => {
  async function setup(entities = company(), config = {}) {
    const knex = await databases.init(id);
    await createDatabase({ database: mockServices.database({ knex }) });
    const catalog = catalogServiceMock.mock();
    let current = entities;
    const serve = (next: Entity[]) => {
      const fake = catalogServiceMock({ entities: next });
      current = next;
      catalog.streamEntities.mockImplementation(fake.streamEntities.bind(fake));
      catalog.getEntitiesByRefs.mockImplementation(
        fake.getEntitiesByRefs.bind(fake),
      );
    };
    serve(current);
    const events = mockServices.events();
    const permissions = mockServices.permissions.mock();
    const scheduler = mockServices.scheduler.mock();
    const view = await createCatalogView({
      knex,
      catalog,
      events,
      permissions,
      scheduler,
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({ data: config }),
    });
    const [{ fn }] = scheduler.scheduleTask.mock.calls[0];
    const refresh = () => Promise.resolve(fn(new AbortController().signal));
    const decide = (result: AuthorizeResult) =>
      permissions.authorizeConditional.mockImplementation(async requests =>
        requests.map(() =>
          result === AuthorizeResult.CONDITIONAL
            ? {
                result,
                pluginId: 'catalog',
                resourceType: 'catalog-entity',
                conditions: {
                  rule: 'IS_ENTITY_OWNER',
                  resourceType: 'catalog-entity',
                  params: {},
                },
              }
            : { result },
        ),
      );
    decide(AuthorizeResult.ALLOW);
    const get = async (ref: string) => (await view.getFacts([ref])).get(ref);
    return {
      knex,
      view,
      catalog,
      events,
      serve,
      refresh,
      decide,
      get,
      permissions,
    };
  }

  it('takes as environments what the configuration calls so, and nothing else', async () => {
    const place = testEntity('place:default/berlin', {
      annotations: {
        'release-desk.dev/tier': 'staging',
        'release-desk.dev/network-zone': 'apps',
      },
    });
    const entities = stitch([
      ...company(),
      place,
      testEntity('component:default/shop', {
        relations: { dependsOn: ['place:default/berlin'] },
      }),
    ]);
    const { refresh, view, get, knex } = await setup(entities, {
      releases: { environments: { kinds: [{ kind: 'Place' }] } },
    });
    await refresh();
    expect(await get('place:default/berlin')).toMatchObject({
      isEnvironment: true,
      environmentTier: 'staging',
    });
    expect(await get('resource:default/prod')).not.toHaveProperty(
      'environmentTier',
    );
    const berlin = [expect.objectContaining({ ref: 'place:default/berlin' })];
    const all = await view.environments();
    expect(all).toEqual(berlin);
    expect(await view.environments()).toBe(all);
    expect(await view.zoned()).toEqual(berlin);
    expect(
      await view.matchEnvironments({ environmentTier: ['staging'] }),
    ).toEqual(berlin);
    expect(await view.environmentsOf('component:default/shop')).toEqual(berlin);

    await knex('catalog_state').increment('version', 1);
    expect(await view.environments()).not.toBe(all);
  });

  it('derives owners, domains and environments', async () => {
    const { refresh, get } = await setup();
    await refresh();
    expect(await get('component:default/api')).toEqual({
      ref: 'component:default/api',
      kind: 'component',
      name: 'api',
      title: 'Checkout API',
      type: 'service',
      lifecycle: 'production',
      tags: ['java'],
      owner: 'group:default/checkout',
      owners: [
        'group:default/checkout',
        'group:default/commerce',
        'group:default/company',
      ],
      system: 'system:default/shop',
      domains: ['domain:default/payments', 'domain:default/retail'],
      annotations: {},
    });
    expect((await get('component:default/ring'))?.owners).toEqual([
      'group:default/ring-a',
      'group:default/ring-b',
    ]);
    expect((await get('component:default/web'))?.owners).toEqual([
      'user:default/ada',
    ]);
    expect((await get('system:default/shop'))?.system).toBe(
      'system:default/shop',
    );
    expect((await get('domain:default/payments'))?.domains).toEqual([
      'domain:default/payments',
      'domain:default/retail',
    ]);
    expect(await get('resource:default/prod')).toMatchObject({
      environmentTier: 'production',
      annotations: { 'release-desk.dev/tier': 'production' },
    });
  });

  it('matches, widens, and walks typed paths', async () => {
    const { refresh, view } = await setup();
    await refresh();
    const refs = async (selector: Parameters<typeof view.matchEntities>[0]) =>
      (await view.matchEntities(selector)).items.map(item => item.facts.ref);

    expect(
      await refs({ owner: ['group:default/company'], kind: ['component'] }),
    ).toEqual(['component:default/api']);
    expect(await refs({ domain: ['domain:default/retail'] })).toEqual([
      'component:default/api',
      'domain:default/payments',
      'domain:default/retail',
      'system:default/shop',
    ]);
    expect(
      await view.matchEntities({
        ref: ['component:default/web'],
        expand: { relations: ['dependsOn'], direction: 'outgoing', hops: 2 },
      }),
    ).toMatchObject({
      total: 4,
      overRelations: 3,
      items: [
        { facts: { ref: 'component:default/web' } },
        { facts: { ref: 'component:default/api' } },
        {
          facts: { ref: 'resource:default/db' },
          path: [
            {
              from: 'component:default/web',
              relation: 'dependsOn',
              to: 'component:default/api',
            },
            {
              from: 'component:default/api',
              relation: 'dependsOn',
              to: 'resource:default/db',
            },
          ],
        },
        { facts: { ref: 'resource:default/prod' } },
      ],
    });
    const incoming = await view.neighbours({
      refs: ['resource:default/db'],
      hops: 2,
      direction: 'incoming',
    });
    expect(incoming.map(({ ref, distance }) => [ref, distance])).toEqual([
      ['resource:default/db', 0],
      ['component:default/api', 1],
      ['component:default/web', 2],
    ]);
    // Not through the owner, unless asked to.
    expect(
      (await view.neighbours({ refs: ['group:default/checkout'], hops: 1 }))
        .length,
    ).toBe(1);
    expect(
      await view.reachedFrom(
        {
          ref: ['component:default/web'],
          expand: { relations: ['dependsOn'], direction: 'outgoing', hops: 2 },
        },
        'resource:default/db',
      ),
    ).toMatchObject([
      { facts: { ref: 'component:default/api' } },
      {
        facts: { ref: 'component:default/web' },
        path: [
          { from: 'component:default/web', to: 'component:default/api' },
          { from: 'component:default/api', to: 'resource:default/db' },
        ],
      },
    ]);
    const environments = async (ref?: string) =>
      (await view.environmentsOf(ref)).map(facts => facts.ref);
    expect(await environments('component:default/api')).toEqual([
      'resource:default/prod',
    ]);
    expect(await environments()).toEqual(['resource:default/prod']);
    expect(await view.ownedBy(['group:default/commerce'])).toEqual([
      'component:default/api',
      'resource:default/db',
    ]);
    expect(await view.groupsBelow(['group:default/commerce'])).toEqual([
      'group:default/commerce',
      'group:default/checkout',
    ]);
  });

  it('follows what changes, moves and goes, and writes nothing else', async () => {
    const { refresh, view, serve, get, knex } = await setup();
    await refresh();
    const version = await view.version();
    await refresh();
    expect(await view.version()).toBe(version);

    const next = company().filter(entity => entity.metadata.name !== 'web');
    const system = next.find(entity => entity.kind === 'System');
    system!.spec = { domain: 'retail' };
    serve(next);
    await refresh();
    expect(await view.version()).toBeGreaterThan(version);
    expect((await get('component:default/api'))?.domains).toEqual([
      'domain:default/retail',
    ]);
    expect(await get('component:default/web')).toBeUndefined();
    expect(
      await knex('catalog_keys').where({ entity_ref: 'component:default/web' }),
    ).toEqual([]);
    expect(
      await knex('catalog_changes').where({
        token: 'domain=domain:default/payments',
      }),
    ).not.toEqual([]);
  });

  it('asks the catalog for a ref that it does not know, once', async () => {
    const { view, catalog, get } = await setup();
    expect(await get('component:default/web')).toMatchObject({
      owner: 'user:default/ada',
    });
    expect(await get('component:default/none')).toBeUndefined();
    const asked = catalog.getEntitiesByRefs.mock.calls.length;
    expect(await get('component:default/none')).toBeUndefined();
    await view.getFacts(['component:default/web']);
    expect(catalog.getEntitiesByRefs.mock.calls.length).toBe(asked);
  });

  it('takes a hint that entities changed', async () => {
    const { refresh, events, serve, get } = await setup();
    await refresh();
    const next = company();
    next.find(entity => entity.metadata.name === 'web')!.metadata.title =
      'Shop';
    serve(next);
    await events.publish({
      topic: CATALOG_CHANGED_TOPIC,
      eventPayload: { entityRefs: ['Component:default/web'] },
    });
    // Published in process, handled before long.
    for (let wait = 0; wait < 100; wait++) {
      if ((await get('component:default/web'))?.title === 'Shop') break;
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
    }
    expect((await get('component:default/web'))?.title).toBe('Shop');
  });

  it('asks the catalog what a caller may read, together and not again', async () => {
    const { view, decide, catalog, permissions } = await setup();
    const refs = ['component:default/api', 'component:default/gone'];
    expect(await view.visibleTo(user, refs)).toEqual(new Set(refs));

    decide(AuthorizeResult.DENY);
    const eve = mockCredentials.user('user:default/eve');
    expect(await view.visibleTo(eve, refs)).toEqual(new Set());

    decide(AuthorizeResult.CONDITIONAL);
    const bob = mockCredentials.user('user:default/bob');
    const answers = await Promise.all([
      view.visibleTo(bob, refs),
      view.visibleTo(bob, ['component:default/web']),
    ]);
    expect(answers).toEqual([
      new Set(['component:default/api']),
      new Set(['component:default/web']),
    ]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(catalog.getEntitiesByRefs.mock.calls[0][1]).toEqual({
      credentials: bob,
    });
    await view.visibleTo(bob, refs);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(3);
  });

  it('refreshes 5,000 entities in little time, page by page', async () => {
    const entities: Entity[] = [];
    for (let index = 0; index < 100; index++)
      entities.push(
        testEntity(`group:default/g${index}`, {
          spec: index > 0 ? { parent: `g${Math.floor(index / 3)}` } : {},
        }),
      );
    for (let index = 0; index < 4900; index++)
      entities.push(
        testEntity(`component:default/c${index}`, {
          spec: { type: 'service', owner: `g${index % 100}` },
          relations: {
            dependsOn: [`component:default/c${(index * 7) % 4900}`],
          },
        }),
      );
    const { knex, catalog } = await setup(entities);
    const refresher = new CatalogRefresher({
      knex,
      catalog,
      auth: mockServices.auth(),
      store: new CatalogStore(),
      logger: mockServices.logger.mock(),
    });
    const first = Date.now();
    await refresher.sweep();
    const firstMs = Date.now() - first;
    const second = Date.now();
    await refresher.sweep();
    const secondMs = Date.now() - second;

    const [{ count }] = await knex('catalog_entities').count({ count: '*' });
    expect(Number(count)).toBe(5000);
    for (const [request] of catalog.streamEntities.mock.calls)
      expect(request).toMatchObject({
        pageSize: 500,
        fields: expect.any(Array),
      });
    expect(firstMs).toBeLessThan(60_000);
    // Nothing changed: it only reads.
    expect(secondMs).toBeLessThan(firstMs);
  });
});
