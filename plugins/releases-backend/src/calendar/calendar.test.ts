import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import {
  CHECKOUT,
  company,
  GATEWAY,
  PAYMENTS,
  PROD,
  STAGING,
} from './__testUtils__/company';
import {
  deprecationInput,
  freezeInput,
  hence,
  releaseInput,
} from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('calendar, %p', databaseId => {
  let knex: Knex;
  let client: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startReleases({ knex, entities: company });
    client = clientOf('user:default/ada');
  });

  async function actions(objectRef: string): Promise<string[]> {
    const { items } = await client.listHistory({ query: { objectRef } });
    return items.map(item => item.action).reverse();
  }

  it('takes a window from its creation to its end', async () => {
    const created = await client.createWindow({
      body: freezeInput({
        schedule: {
          start: '2026-03-27T18:00:00',
          timeZone: 'Europe/Berlin',
          duration: 'P4DT12H',
          rrule: 'FREQ=MONTHLY;INTERVAL=3',
        },
      }),
    });
    expect(created).toMatchObject({
      enforcement: 'hard',
      actions: ['deploy', 'rollback', 'apply', 'promote'],
      exemptChangeTypes: ['rollback'],
      inFlight: 'finish',
      revision: 1,
      createdBy: 'user:default/ada',
      source: { type: 'native' },
    });
    expect(created.scheduleText).toContain('Europe/Berlin');
    expect(created.warnings).toBeUndefined();
    const { id } = created;
    const params = { id };
    expect(await client.getWindow({ params })).toEqual(created);
    const untouched = { params, revision: 1, body: {} };
    expect(await client.updateWindow(untouched)).toMatchObject({ revision: 1 });

    const changed = await client.updateWindow({
      params,
      revision: 1,
      body: { title: 'Ärger am Quartalsende' },
    });
    expect(changed).toMatchObject({
      title: 'Ärger am Quartalsende',
      reason: created.reason,
      schedule: created.schedule,
      revision: 2,
    });
    const query = { q: 'äRGER', kind: ['freeze' as const], owner: [PAYMENTS] };
    const found = await client.listWindows({ query });
    expect(found.items.map(item => item.id)).toEqual([id]);
    expect(found.totalItems).toBe(1);
    expect(
      (await client.listWindows({ query: { ...query, q: '%' } })).items,
    ).toEqual([]);
    expect(
      (await client.listWindows({ query: { kind: ['allow'] } })).items,
    ).toEqual([]);

    await client.deleteWindow({ params, revision: 2 });
    await expect(client.getWindow({ params })).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(await rowCounts(knex)).toMatchObject({
      calendar_windows: 0,
      timeline_sources: 0,
      timeline_items: 0,
      audit_entries: 3,
    });
  });

  it('lists windows by the spans that they touch', async () => {
    await client.createWindow({ body: freezeInput() });
    const later = await client.createWindow({
      body: freezeInput({
        schedule: {
          start: hence(240).slice(0, 19),
          timeZone: 'UTC',
          duration: 'PT1H',
          rrule: 'FREQ=DAILY;COUNT=2',
        },
      }),
    });
    const { items } = await client.listWindows({
      query: { from: hence(263), to: hence(270) },
    });
    expect(items.map(item => item.id)).toEqual([later.id]);
  });

  it('says what a scope that matches nothing means', async () => {
    const { warnings } = await client.createWindow({
      body: freezeInput({ selector: { tag: ['nowhere'] } }),
    });
    expect(warnings).toEqual([expect.stringContaining('matches nothing')]);
  });

  it('takes a release from plan to delivery', async () => {
    const created = await client.createRelease({ body: releaseInput() });
    const params = { id: created.id };
    const moved = await client.updateRelease({
      params,
      revision: 1,
      body: {
        entities: [
          { ref: GATEWAY, version: '1.0' },
          { ref: CHECKOUT, version: '4.3.0', previousVersion: '4.2.0' },
        ],
      },
    });
    expect(moved.entities.map(entity => entity.ref)).toEqual([
      GATEWAY,
      CHECKOUT,
    ]);
    await client.updateRelease({
      params,
      revision: 2,
      body: { status: 'in-progress' },
    });
    expect(await client.getRelease({ params })).toMatchObject({
      status: 'in-progress',
      environments: [PROD],
      revision: 3,
    });
    expect(await actions(`release:${created.id}`)).toEqual([
      'release.create',
      'release.update',
      'release.status',
    ]);
    for (const query of [
      { entityRef: [GATEWAY] },
      { environmentRef: [PROD] },
      { status: ['in-progress' as const] },
      { from: hence(3), to: hence(5) },
    ])
      expect((await client.listReleases({ query })).totalItems).toBe(1);
    for (const query of [
      { entityRef: [PROD] },
      { environmentRef: [STAGING] },
      { status: ['planned' as const] },
      { from: hence(4.01) },
      { to: hence(1.99) },
    ])
      expect((await client.listReleases({ query })).totalItems).toBe(0);
    await client.deleteRelease({ params, revision: 3 });
    expect(await rowCounts(knex)).toMatchObject({
      calendar_releases: 0,
      calendar_release_entities: 0,
      calendar_release_environments: 0,
      timeline_sources: 0,
      audit_entries: 4,
    });
  });

  it('keeps events, and the date by which consumers must have moved', async () => {
    const created = await client.createEvent({ body: deprecationInput() });
    const params = { id: created.id };
    expect(created.moveBy).toBeDefined();
    const changed = await client.updateEvent({
      params,
      revision: 1,
      body: { category: 'maintenance' },
    });
    expect(changed.moveBy).toBeUndefined();
    await expect(
      client.updateEvent({
        params,
        revision: 2,
        body: { category: 'end-of-life' },
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { message: expect.stringContaining('moveBy') },
    });
    expect(
      (await client.listEvents({ query: { vendor: ['Acquirer'] } })).totalItems,
    ).toBe(1);
    expect(
      (await client.listEvents({ query: { category: ['deprecation'] } }))
        .totalItems,
    ).toBe(0);
    await client.deleteEvent({ params, revision: 2 });
    expect(await actions(`event:${created.id}`).catch(e => e.statusCode)).toBe(
      404,
    );
  });

  it('clears by null what need not be given, and refuses to clear what must be', async () => {
    const window = await client.createWindow({
      body: freezeInput({
        enforcement: 'soft',
        actions: ['flag'],
        exemptChangeTypes: [],
        inFlight: 'abort',
        links: [{ title: 'Runbook', url: 'https://example.com/runbook' }],
      }),
    });
    expect(
      await client.updateWindow({
        params: { id: window.id },
        revision: 1,
        body: {
          enforcement: null,
          actions: null,
          exemptChangeTypes: null,
          inFlight: null,
          links: null,
          selector: null,
        },
      }),
    ).toMatchObject({
      title: window.title,
      enforcement: 'hard',
      actions: ['deploy', 'rollback', 'apply', 'promote'],
      exemptChangeTypes: ['rollback'],
      inFlight: 'finish',
      links: [],
      selector: {},
    });
    const release = await client.createRelease({
      body: releaseInput({ notes: 'Twice', status: 'ready' }),
    });
    expect(
      await client.updateRelease({
        params: { id: release.id },
        revision: 1,
        body: { notes: null, environments: null, status: null },
      }),
    ).toMatchObject({ notes: '', environments: [], status: 'planned' });

    const event = await client.createEvent({ body: deprecationInput() });
    const params = { id: event.id };
    for (const body of [{ moveBy: null }, { vendor: null }])
      await expect(
        client.updateEvent({ params, revision: 1, body }),
      ).rejects.toMatchObject({ statusCode: 400 });
    const moved = await client.updateEvent({
      params,
      revision: 1,
      body: { category: 'maintenance', moveBy: null, description: null },
    });
    expect(moved).not.toHaveProperty('moveBy');
    expect(moved).toMatchObject({ vendor: 'Acquirer', description: '' });
    await expect(
      client.updateEvent({
        params,
        revision: 2,
        body: { title: null } as never,
      }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { message: expect.stringContaining('title') },
    });
  });

  it('pages in order, without doubles and without gaps', async () => {
    for (let hour = 1; hour <= 7; hour++)
      await client.createRelease({
        body: releaseInput({
          // Two at each instant: the id must break the tie.
          start: hence(Math.ceil(hour / 2)).replace(/:\d\d\.\d+Z/, ':00.000Z'),
          end: hence(20),
        }),
      });
    for (const order of ['start', '-start'] as const) {
      const seen: string[] = [];
      const starts: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.listReleases({
          query: { order, limit: 2, ...(cursor && { cursor }) },
        });
        expect(page.totalItems).toBe(7);
        seen.push(...page.items.map(item => item.id));
        starts.push(...page.items.map(item => item.start));
        cursor = page.pageInfo.nextCursor;
        if (cursor && seen.length === 2)
          await expect(
            client.listReleases({
              query: { order: order === 'start' ? '-start' : 'start', cursor },
            }),
          ).rejects.toMatchObject({ statusCode: 400 });
      } while (cursor);
      expect(new Set(seen).size).toBe(7);
      const sorted = [...starts].sort();
      expect(starts).toEqual(order === 'start' ? sorted : sorted.reverse());
    }
  });
});
