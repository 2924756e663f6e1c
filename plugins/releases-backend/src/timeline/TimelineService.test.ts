import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  HIDDEN_ENTITY_REF,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access } from '../permissions';
import { CatalogRefresher } from '../catalog/CatalogRefresher';
import { CatalogStore } from '../catalog/CatalogStore';
import { stitch, testEntity } from '../catalog/__testUtils__/catalogTestData';
import { CatalogVisibility } from '../catalog/CatalogVisibility';
import { DatabaseCatalogView } from '../catalog/DatabaseCatalogView';
import { createDatabase } from '../database';
import { DatabaseTimeline } from './DatabaseTimeline';
import { TimelineSource } from './Timeline';
import { HOUR, NOW, testSource } from './__testUtils__/timelineTestData';
import { TimelineAccess } from './TimelineAccess';
import {
  TimelineQuestion,
  TimelineService,
  TimelineViewer,
} from './TimelineService';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const API = 'component:default/api';
const WEB = 'component:default/web';
const DB = 'resource:default/db';
const PROD = 'resource:default/prod';
const TEST = 'resource:default/test';

const entities = stitch([
  testEntity('group:default/commerce'),
  testEntity('group:default/checkout', {
    relations: { childOf: ['group:default/commerce'] },
  }),
  testEntity('group:default/other'),
  testEntity('system:default/shop', { title: 'The Shop' }),
  testEntity(API, {
    title: 'Checkout API',
    spec: { type: 'service', owner: 'checkout', system: 'shop' },
    relations: { dependsOn: [DB] },
  }),
  testEntity(WEB, {
    spec: { type: 'website', owner: 'other' },
    relations: { dependsOn: [API] },
  }),
  testEntity(DB, { spec: { type: 'database', owner: 'other' } }),
  testEntity(PROD, {
    spec: { type: 'environment' },
    annotations: { 'release-desk.dev/tier': 'production' },
  }),
  testEntity(TEST, {
    spec: { type: 'environment' },
    annotations: { 'release-desk.dev/tier': 'test' },
  }),
]);

const everything: TimelineViewer = {
  access: {
    window: { all: true },
    release: { all: true },
    event: { all: true },
  },
  visible: async refs => new Set(refs),
};

const at = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

describe.each(databases.eachSupportedId())('reading the timeline, %p', id => {
  let knex: Knex;
  let timeline: DatabaseTimeline;
  let service: TimelineService;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    knex = await databases.init(id);
    await createDatabase({ database: mockServices.database({ knex }) });
    const catalog = catalogServiceMock({ entities });
    const logger = mockServices.logger.mock();
    const store = new CatalogStore();
    const refresher = new CatalogRefresher({
      knex,
      catalog,
      store,
      logger,
      auth: mockServices.auth(),
    });
    await refresher.sweep();
    const view = new DatabaseCatalogView({
      knex,
      store,
      refresher,
      logger,
      visibility: new CatalogVisibility({
        catalog,
        permissions: mockServices.permissions.mock(),
      }),
    });
    timeline = new DatabaseTimeline({ knex });
    service = new TimelineService({
      knex,
      catalog: view,
      now: () => now,
    });
  });

  async function put(
    title: string,
    options: Parameters<typeof testSource>[0],
  ): Promise<TimelineSource> {
    const source = testSource({ title, ...options });
    await knex.transaction(tx => timeline.put(tx, source));
    return source;
  }

  /** Without a word to the view that the service reads. */
  async function renameInCatalog(ref: string, title: string): Promise<void> {
    const facts = await new CatalogStore().facts(knex, [ref]);
    await knex.transaction(async tx => {
      await tx('catalog_state').where({ id: 'view' }).increment('version', 1);
      await tx('catalog_entities')
        .where({ ref })
        .update({ facts: JSON.stringify({ ...facts.get(ref), title }) });
    });
  }

  async function list(
    question: Partial<TimelineQuestion> = {},
    viewer: Partial<TimelineViewer> = {},
  ): Promise<TimelineItem[]> {
    const page = await service.list(
      { from: at(0), to: at(24 * 30), limit: 500, ...question },
      { ...everything, ...viewer },
    );
    return page.items;
  }

  const titles = async (
    question?: Partial<TimelineQuestion>,
    viewer?: Partial<TimelineViewer>,
  ) => (await list(question, viewer)).map(item => item.title);

  it('answers what touches the half-open span, however long it is', async () => {
    for (const [title, start, end] of [
      ['ends as it starts', -10, 0],
      ['a minute in', -10, 1 / 60],
      ['a week', -150, 2],
      ['a month', -700, 2],
      ['a year', -8000, 800],
      ['starts as it ends', 720, 721],
      ['last minute', 719, 900],
    ] as const)
      await put(title, { kind: 'business', spans: [[start, end]] });
    expect(await titles()).toEqual([
      'a year',
      'a month',
      'a week',
      'a minute in',
      'last minute',
    ]);
  });

  it('filters by entity, place, system, owner, kind and words', async () => {
    await put('Freeze shop', {
      kind: 'freeze',
      owner: 'group:default/other',
      selector: {
        system: ['system:default/shop'],
        environmentTier: ['production'],
      },
    });
    await put('Release web 100%', {
      kind: 'release',
      owner: 'group:default/other',
      selector: { ref: [WEB], environment: [TEST] },
    });
    await put('Close', {
      kind: 'business',
      owner: 'group:default/commerce',
      selector: { owner: ['group:default/other'] },
    });
    const all = ['Freeze shop', 'Release web 100%', 'Close'];

    expect(await titles({ entityRef: [API] })).toEqual(['Freeze shop']);
    expect(await titles({ entityRef: [WEB] })).toEqual(all.slice(1));
    expect(await titles({ environmentRef: [PROD] })).toEqual([all[0], all[2]]);
    expect(await titles({ environmentRef: [TEST] })).toEqual(all.slice(1));
    expect(await titles({ entityRef: [API], environmentRef: [TEST] })).toEqual(
      [],
    );
    expect(await titles({ systemRef: ['system:default/shop'] })).toEqual([
      'Freeze shop',
    ]);
    // Its own, and what touches what it or a group below it owns.
    expect(await titles({ ownerRef: ['group:default/commerce'] })).toEqual([
      'Freeze shop',
      'Close',
    ]);
    expect(await titles({ ownerRef: ['group:default/checkout'] })).toEqual([
      'Freeze shop',
    ]);
    expect(await titles({ kind: ['release', 'business'] })).toEqual(
      all.slice(1),
    );
    expect(await titles({ q: '100%' })).toEqual(['Release web 100%']);
    expect(await titles({ q: 'SHOP' })).toEqual(['Freeze shop']);
    expect(await titles({ q: '_' })).toEqual([]);
  });

  it('reaches the neighbourhood, with distance and path', async () => {
    await put('api', { kind: 'release', selector: { ref: [API] } });
    await put('db', { kind: 'release', selector: { ref: [DB] } });
    await put('web', {
      kind: 'release',
      owner: 'group:default/x',
      selector: { ref: [WEB] },
    });
    expect(await titles({ entityRef: [WEB], hops: 0 })).toEqual(['web']);
    const items = await list({ entityRef: [WEB], hops: 2 });
    expect(
      items.map(({ title, distance, path }) => ({ title, distance, path })),
    ).toEqual([
      {
        title: 'api',
        distance: 1,
        path: [{ from: WEB, relation: 'dependsOn', to: API }],
      },
      {
        title: 'db',
        distance: 2,
        path: [
          { from: WEB, relation: 'dependsOn', to: API },
          { from: API, relation: 'dependsOn', to: DB },
        ],
      },
      { title: 'web', distance: 0, path: undefined },
    ]);
    expect(
      await titles({ ownerRef: ['group:default/checkout'], hops: 1 }),
    ).toEqual(['api', 'db', 'web']);
  });

  it('pages in order, also where much is hidden', async () => {
    for (let index = 0; index < 25; index++)
      await put(`r${index}`, {
        kind: 'release',
        spans: [[Math.floor(index / 3), Math.floor(index / 3) + 1]],
        selector: { ref: [index % 5 === 0 ? API : WEB] },
      });
    const viewer: Partial<TimelineViewer> = {
      visible: async refs => new Set([...refs].filter(ref => ref === API)),
    };
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await service.list(
        { from: at(0), to: at(24), limit: 2, cursor },
        { ...everything, ...viewer },
      );
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(item => item.title));
      cursor = page.pageInfo.nextCursor;
      pages++;
    } while (cursor && pages < 20);
    expect(seen).toEqual(['r0', 'r5', 'r10', 'r15', 'r20']);
    expect((await titles()).length).toBe(25);
  });

  it('never names what is hidden', async () => {
    await put('Release', {
      kind: 'release',
      selector: { ref: [API, WEB], environment: [PROD] },
      entities: [
        { ref: API, version: '2' },
        { ref: WEB, version: '3' },
      ],
    });
    await put('Freeze', {
      kind: 'freeze',
      owner: 'group:default/secret',
      selector: { ref: [WEB, API] },
    });
    const hidden = [WEB, PROD, 'group:default/secret'];
    const visible = async (refs: Iterable<string>) =>
      new Set([...refs].filter(ref => !hidden.includes(ref)));
    const items = await list({}, { visible });
    expect(JSON.stringify(items)).not.toMatch(/web|prod|secret/);
    expect(items.map(item => item.owner)).toContain(HIDDEN_ENTITY_REF);
    expect(items[0]).toMatchObject({
      entities: [{ ref: API, version: '2' }],
      environments: [],
      collisions: [
        {
          title: 'Freeze',
          reasons: [{ dimension: 'ref', value: API, entityRef: API }],
        },
      ],
    });
    const [release] = await list();
    expect(release.scopeText).toBe('Checkout API, web · prod');
    expect(release.systems).toEqual(['system:default/shop']);
  });

  it('narrows to what may be read, and says what may be changed', async () => {
    await put('mine', { kind: 'freeze', owner: 'group:default/checkout' });
    await put('touches mine', {
      kind: 'freeze',
      owner: 'group:default/other',
      selector: { system: ['system:default/shop'] },
    });
    await put('theirs', {
      kind: 'freeze',
      owner: 'group:default/other',
      selector: { ref: [DB] },
    });
    const release = await put('release', {
      kind: 'release',
      selector: { ref: [DB, API] },
    });
    const owned = (property: 'owner' | 'scopeEntityOwner') => ({
      criteria: { property, values: ['group:default/checkout'] },
    });
    const nothing = { none: true } as const;
    expect(
      await titles({}, { access: { ...everything.access, window: nothing } }),
    ).toEqual(['release']);
    const access: TimelineAccess = {
      window: {
        criteria: {
          anyOf: [owned('owner').criteria, owned('scopeEntityOwner').criteria],
        },
      },
      release: { all: true },
      event: nothing,
    };
    const editable = {
      window: owned('owner'),
      release: owned('scopeEntityOwner'),
      event: nothing,
    };
    const items = await list({}, { access, editable });
    expect(items.map(item => [item.title, item.editable])).toEqual([
      ['mine', true],
      ['touches mine', false],
      ['release', true],
    ]);
    // What another calendar keeps up is changed there, whoever asks.
    const foreign = await put('read from elsewhere', {
      kind: 'freeze',
      owner: 'group:default/checkout',
      selector: {},
      foreign: true,
    });
    expect(
      (await list({}, { access, editable })).find(
        ({ sourceId }) => sourceId === foreign.sourceId,
      ),
    ).toMatchObject({ editable: false });
    await knex.transaction(tx => timeline.remove(tx, foreign.sourceId));
    // A freeze that may not be read is not named as a collision either.
    const { collisions } = items[2];
    expect(items[2].sourceId).toBe(release.sourceId);
    expect(collisions.map(({ title }) => title).sort()).toEqual([
      'mine',
      'touches mine',
    ]);
  });

  it('shows freezes that overlap where they share an entity in a place', async () => {
    await put('shop in production', {
      kind: 'freeze',
      spans: [[0, 10]],
      selector: {
        system: ['system:default/shop'],
        environmentTier: ['production'],
      },
    });
    await put('services', {
      kind: 'freeze',
      enforcement: 'soft',
      spans: [[5, 15]],
      selector: { type: ['service'] },
    });
    await put('services in test', {
      kind: 'freeze',
      spans: [[5, 9]],
      selector: { type: ['service'], environment: [TEST] },
    });
    await put('database', {
      kind: 'freeze',
      spans: [[5, 15]],
      selector: { ref: [DB] },
    });
    await put('services later', {
      kind: 'freeze',
      spans: [[15, 16]],
      selector: { type: ['service'] },
    });
    await put('for information', {
      kind: 'freeze',
      enforcement: 'info',
      spans: [[0, 20]],
    });
    const items = await list();
    expect(
      Object.fromEntries(
        items.map(item => [item.title, item.collisions.map(c => c.title)]),
      ),
    ).toEqual({
      'shop in production': ['services'],
      services: ['shop in production', 'services in test'],
      'services in test': ['services'],
      database: [],
      'services later': [],
      'for information': [],
    });
    expect(
      items.find(item => item.title === 'shop in production')?.collisions[0],
    ).toMatchObject({
      enforcement: 'soft',
      reasons: [{ dimension: 'type', value: 'service', entityRef: API }],
    });
  });

  it('shows an override that lets a release pass, as far as it goes', async () => {
    const freeze = await put('Freeze', {
      kind: 'freeze',
      spans: [[0, 10]],
      selector: { ref: [API] },
    });
    const release = await put('Release', {
      kind: 'release',
      spans: [[5, 6]],
      selector: { ref: [API, WEB], environment: [PROD] },
    });
    const overrideId = '22222222-0000-4000-8000-000000000000';
    const shown = async (scope: object, until = NOW + 100 * HOUR) => {
      await knex.transaction(tx =>
        timeline.setOverride(tx, {
          overrideId,
          windowId: freeze.sourceId,
          until,
          ...scope,
        }),
      );
      const items = await list({ kind: ['release'] });
      return items[0].collisions[0].overrideId;
    };
    expect(await shown({})).toBe(overrideId);
    expect(await shown({ entityRefs: [API] })).toBe(overrideId);
    expect(await shown({ entityRefs: [WEB] })).toBeUndefined();
    expect(await shown({ environmentRefs: [PROD] })).toBe(overrideId);
    expect(await shown({ environmentRefs: [TEST] })).toBeUndefined();
    expect(await shown({ actions: ['apply'] })).toBeUndefined();
    expect(await shown({ releaseId: release.sourceId })).toBe(overrideId);
    expect(await shown({ releaseId: freeze.sourceId })).toBeUndefined();
    // Over before the release goes out.
    expect(await shown({}, NOW + 2 * HOUR)).toBeUndefined();
    // It outlives a change of either.
    await shown({});
    await knex.transaction(tx => timeline.put(tx, release));
    await knex.transaction(tx => timeline.put(tx, freeze));
    const [item] = await list({ kind: ['release'] });
    expect(item.collisions[0].overrideId).toBe(overrideId);
    await knex.transaction(tx => timeline.removeOverride(tx, overrideId));
    const [after] = await list({ kind: ['release'] });
    expect(after.collisions[0].overrideId).toBeUndefined();
  });

  it('answers everybody as they may see it, whoever asked before', async () => {
    await put('Freeze', {
      kind: 'freeze',
      owner: 'group:default/checkout',
      selector: { ref: [API, WEB] },
    });
    await put('Release', { kind: 'release', selector: { ref: [WEB] } });
    await put('Other release', { kind: 'release', selector: { ref: [API] } });
    const none = { none: true } as const;
    const all = await list();
    expect(all).toHaveLength(3);
    // Who may read less, sees less of the same page.
    const visible = async (refs: Iterable<string>) =>
      new Set([...refs].filter(ref => ref !== WEB));
    const some = await list({}, { visible });
    expect(some.map(item => item.title)).toEqual(['Freeze', 'Other release']);
    expect(JSON.stringify(some)).not.toContain('web');
    const noFreezes = await list(
      {},
      { access: { ...everything.access, window: none } },
    );
    expect(noFreezes.map(item => item.collisions)).toEqual([[], []]);
    const owner: Access = {
      criteria: { property: 'owner', values: ['group:default/checkout'] },
    };
    const mine = await list(
      {},
      { editable: { window: owner, release: owner, event: owner } },
    );
    expect(mine.map(item => item.editable)).toEqual([true, false, false]);
    expect(await list()).toEqual(all);
  });

  it('answers anew after any change, whoever made it', async () => {
    const release = await put('Release', {
      kind: 'release',
      spans: [[5, 6]],
      selector: { ref: [API] },
    });
    const seen = async () => {
      const [item] = await list({ kind: ['release'] });
      return [item.title, item.scopeText, item.collisions.length];
    };
    expect(await seen()).toEqual(['Release', 'Checkout API', 0]);
    // As another replica would: it shares nothing with this one.
    const replica = new DatabaseTimeline({ knex });
    const write = (fn: (tx: Knex.Transaction) => Promise<void>) =>
      knex.transaction(fn);
    await write(tx => replica.put(tx, { ...release, title: 'Moved' }));
    expect(await seen()).toEqual(['Moved', 'Checkout API', 0]);
    const freeze = testSource({ kind: 'freeze', spans: [[0, 10]] });
    await write(tx => replica.put(tx, freeze));
    expect(await seen()).toEqual(['Moved', 'Checkout API', 1]);
    await write(tx => replica.remove(tx, freeze.sourceId));
    expect(await seen()).toEqual(['Moved', 'Checkout API', 0]);
    await renameInCatalog(API, 'Till API');
    expect(await seen()).toEqual(['Moved', 'Till API', 0]);
  });

  it('forgets an override as it ends, though nothing is written', async () => {
    const freeze = await put('Freeze', { kind: 'freeze', spans: [[0, 10]] });
    await put('Release', {
      kind: 'release',
      spans: [[5, 6]],
      selector: { ref: [API] },
    });
    await knex.transaction(tx =>
      timeline.setOverride(tx, {
        overrideId: '22222222-0000-4000-8000-000000000000',
        windowId: freeze.sourceId,
        until: NOW + 6 * HOUR,
      }),
    );
    const shown = async () => {
      const [item] = await list({ kind: ['release'] });
      return item.collisions[0].overrideId;
    };
    expect(await shown()).toBeDefined();
    now = NOW + 6 * HOUR - 1;
    expect(await shown()).toBeDefined();
    now = NOW + 6 * HOUR;
    expect(await shown()).toBeUndefined();
  });

  it('names the systems that are touched, or says that it is about all', async () => {
    await put('Everything', { kind: 'business' });
    await put('Shop', { kind: 'business', selector: { type: ['service'] } });
    await put('None', { kind: 'business', selector: { ref: [DB] } });
    const items = await list();
    expect(
      items.map(({ title, systems, allSystems }) => [
        title,
        systems,
        allSystems,
      ]),
    ).toEqual([
      ['Everything', [], true],
      ['Shop', ['system:default/shop'], undefined],
      ['None', [], undefined],
    ]);
  });

  it('refuses a span or cursor that is none', async () => {
    await expect(list({ to: at(24 * 401) })).rejects.toThrow(
      'to: expected at most 400 days after from',
    );
    await expect(list({ to: at(0) })).rejects.toThrow('to: expected');
    await expect(list({ cursor: 'xyz' })).rejects.toThrow('cursor: expected');
  });
});
