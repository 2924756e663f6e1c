import { TestDatabases } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import {
  CHECKOUT,
  company,
  GATEWAY,
  PAYMENTS,
  PLATFORM,
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

  it('refuses bad input, names the field, and writes nothing', async () => {
    const release = await client.createRelease({ body: releaseInput() });
    const event = await client.createEvent({ body: deprecationInput() });
    const window = await client.createWindow({ body: freezeInput() });
    const allow = await client.createWindow({
      body: freezeInput({ kind: 'allow' }),
    });
    const before = await rowCounts(knex);
    const schedule = freezeInput().schedule;
    const create = (changes: Parameters<typeof freezeInput>[0]) =>
      client.createWindow({ body: freezeInput(changes) });
    const plan = (changes: Parameters<typeof releaseInput>[0]) =>
      client.createRelease({ body: releaseInput(changes) });
    const enter = (changes: Parameters<typeof deprecationInput>[0]) =>
      client.createEvent({ body: deprecationInput(changes) });
    const ask = (changes: object) =>
      client.requestOverride({
        body: {
          windowId: window.id,
          scope: {},
          reason: 'The shop is down for all',
          expiresAt: hence(5),
          ...changes,
        },
      });
    const ghost = 'component:default/ghost';
    const cases: [string, () => Promise<unknown>][] = [
      [
        'schedule.duration',
        () => create({ schedule: { ...schedule, duration: '-PT1H' } }),
      ],
      [
        'schedule.duration',
        () => create({ schedule: { ...schedule, duration: 'PT0S' } }),
      ],
      [
        'schedule.timeZone',
        () => create({ schedule: { ...schedule, timeZone: 'Mars/Olympus' } }),
      ],
      [
        'schedule.rrule',
        () =>
          create({ schedule: { ...schedule, rrule: 'every now and then' } }),
      ],
      [
        'schedule.rrule',
        () => create({ schedule: { ...schedule, rrule: 'FREQ=SECONDLY' } }),
      ],
      [
        'schedule.rrule',
        () =>
          create({
            schedule: {
              ...schedule,
              rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
            },
          }),
      ],
      [
        'schedule.rrule',
        () =>
          create({
            schedule: { ...schedule, rrule: 'FREQ=HOURLY;BYMINUTE=0,30' },
          }),
      ],
      [
        'schedule.rrule',
        () =>
          create({
            schedule: {
              ...schedule,
              rrule: 'FREQ=DAILY;UNTIL=20010101T000000Z',
            },
          }),
      ],
      [
        'schedule.exdates',
        () => create({ schedule: { ...schedule, exdates: [schedule.start] } }),
      ],
      ['title', () => create({ title: 'x'.repeat(100_000) })],
      ['owner', () => create({ owner: 'group:default/nobody' })],
      ['owner', () => create({ owner: CHECKOUT })],
      [
        'selector.ref[0]: unknown entity',
        () => create({ selector: { ref: [ghost] } }),
      ],
      [
        'selector.system[0]',
        () => create({ selector: { system: [CHECKOUT] } }),
      ],
      [
        'selector.environment[0]',
        () => create({ selector: { environment: [CHECKOUT] } }),
      ],
      ['enforcement', () => create({ kind: 'advisory', enforcement: 'hard' })],
      ['enforcement', () => create({ kind: 'allow', enforcement: 'info' })],
      [
        'entities[0].ref: unknown entity',
        () => plan({ entities: [{ ref: ghost, version: '1' }] }),
      ],
      ['environments[0]', () => plan({ environments: [CHECKOUT] })],
      ['end', () => plan({ start: hence(3), end: hence(3) })],
      [
        'end',
        () =>
          client.updateRelease({
            params: release,
            revision: 1,
            body: { end: hence(1) },
          }),
      ],
      ['vendor', () => enter({ vendor: undefined })],
      [
        'vendor',
        () =>
          enter({
            kind: 'business',
            category: 'peak-trade',
            moveBy: undefined,
          }),
      ],
      [
        'category',
        () => enter({ kind: 'business', vendor: undefined, moveBy: undefined }),
      ],
      ['moveBy', () => enter({ moveBy: undefined })],
      ['moveBy', () => enter({ category: 'maintenance' })],
      [
        'category',
        () =>
          client.updateEvent({
            params: event,
            revision: 1,
            body: { category: 'peak-trade' },
          }),
      ],
      [
        'owner',
        () =>
          client.updateWindow({
            params: window,
            revision: 1,
            body: { owner: 'group:default/nobody' },
          }),
      ],
      ['windowId', () => ask({ windowId: randomUUID() })],
      ['windowId: expected a freeze', () => ask({ windowId: allow.id })],
      ['releaseId', () => ask({ releaseId: randomUUID() })],
      [
        'scope.entityRefs[0]: unknown entity',
        () => ask({ scope: { entityRefs: [ghost] } }),
      ],
      ['expiresAt', () => ask({ expiresAt: hence(-1) })],
      ['expiresAt', () => ask({ expiresAt: hence(24 * 91) })],
      ['reason', () => ask({ reason: 'because' })],
      [
        'entityRef: unknown entity',
        () => client.getWindowState({ query: { entityRef: ghost } }),
      ],
      [
        'environmentRef',
        () => client.getWindowState({ query: { environmentRef: CHECKOUT } }),
      ],
      [
        'questions[1].entityRef',
        () =>
          client.askWindowStates({
            body: { questions: [{}, { entityRef: ghost }] },
          }),
      ],
      [
        'to',
        () => client.getOpenness({ query: { from: hence(2), to: hence(1) } }),
      ],
      [
        'schedule.timeZone',
        () =>
          client.previewWindow({
            body: {
              kind: 'freeze',
              schedule: { ...schedule, timeZone: 'Nowhere' },
            },
          }),
      ],
      [
        'schedule.rrule',
        () =>
          client.previewWindow({
            body: {
              kind: 'freeze',
              schedule: { ...schedule, rrule: 'FREQ=SECONDLY' },
            },
          }),
      ],
      [
        'cursor',
        () => client.listWindows({ query: { cursor: 'bm90IGpzb24' } }),
      ],
      ['cursor', () => client.listReleases({ query: { cursor: '!!' } })],
      ['cursor', () => client.listOverrides({ query: { cursor: 'W10' } })],
    ];
    for (const [field, call] of cases) {
      const error = await call().then(
        () => new Error(`${field} was accepted: ${call}`),
        thrown => thrown,
      );
      expect(`${error.cause?.message ?? error.message}`).toContain(field);
      expect(error).toMatchObject({ statusCode: 400 });
    }
    const missing = { params: { id: randomUUID() }, revision: 1 };
    for (const call of [
      client.getWindow(missing),
      client.updateWindow({ ...missing, body: {} }),
      client.deleteRelease(missing),
      client.approveOverride({ ...missing, body: {} }),
      client.useOverride({
        ...missing,
        body: { entityRef: CHECKOUT, action: 'deploy' },
      }),
    ])
      await expect(call).rejects.toMatchObject({ statusCode: 404 });
    expect(await rowCounts(knex)).toEqual(before);
  });

  it('lets one of many edits of the same revision win', async () => {
    const window = await client.createWindow({ body: freezeInput() });
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        client.updateWindow({
          params: { id: window.id },
          revision: 1,
          body: { title: `Edit ${index}` },
        }),
      ),
    );
    const won = results.flatMap(result =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    expect(won).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') {
        expect(result.reason.statusCode).toBe(409);
        expect(result.reason.body.error.current).toEqual(won[0]);
      }
    expect(await client.getWindow({ params: window })).toEqual(won[0]);
    expect(await actions(`window:${window.id}`)).toEqual([
      'window.create',
      'window.update',
    ]);
  });

  it('says whether something may happen, why, and until when', async () => {
    const freeze = await client.createWindow({ body: freezeInput() });
    const query = { entityRef: CHECKOUT, environmentRef: PROD };
    const closed = await client.getWindowState({ query });
    expect(closed).toMatchObject({
      state: 'closed',
      acknowledge: false,
      because: [
        {
          windowId: freeze.id,
          effect: 'closes',
          title: 'Quarter end',
          scope: [
            { dimension: 'owner', value: PAYMENTS, entityRef: CHECKOUT },
            { dimension: 'environmentTier', value: 'production' },
          ],
        },
      ],
      nextTransition: {
        at: `${new Date(
          Date.parse(`${freeze.schedule.start}Z`) + 2 * 86_400_000,
        ).toISOString()}`,
        to: 'open',
      },
    });
    const { items } = await client.askWindowStates({
      body: {
        questions: [
          query,
          { ...query, environmentRef: STAGING },
          { ...query, entityRef: GATEWAY },
          { ...query, action: 'rollback' },
          { ...query, at: hence(60) },
          { entityRef: CHECKOUT },
          { ...query, startedAt: hence(-3) },
        ],
      },
    });
    expect(items.map(item => item.state)).toEqual([
      'closed',
      'open',
      'open',
      'open',
      'open',
      'closed',
      'open',
    ]);

    // Over relations: what the gateway depends on it, it drags along.
    await client.updateWindow({
      params: freeze,
      revision: 1,
      body: {
        selector: {
          owner: [PAYMENTS],
          kind: ['component'],
          expand: { relations: ['dependsOn'], direction: 'outgoing', hops: 1 },
        },
      },
    });
    const reached = await client.getWindowState({
      query: { ...query, entityRef: GATEWAY },
    });
    expect(reached.state).toBe('closed');
    expect(reached.because[0].scope).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          entityRef: CHECKOUT,
          path: [{ from: CHECKOUT, relation: 'dependsOn', to: GATEWAY }],
        }),
      ]),
    );

    const openness = await client.getOpenness({
      query: { entityRef: CHECKOUT, from: hence(-10), to: hence(100) },
    });
    expect(openness.items.map(item => item.environmentRef).sort()).toEqual([
      PROD,
      STAGING,
    ]);
    const [prod] = openness.items.filter(item => item.environmentRef === PROD);
    expect(prod.environmentTier).toBe('production');
    expect(prod.now.state).toBe('closed');
    expect(prod.spans.map(span => span.state)).toEqual([
      'open',
      'closed',
      'open',
    ]);
    expect(prod.spans[1].windowIds).toEqual([freeze.id]);
  });

  it('answers for instants beyond the horizon of the timeline', async () => {
    const far = await client.createWindow({
      body: freezeInput({
        schedule: {
          start: '2041-01-01T00:00:00',
          timeZone: 'UTC',
          duration: 'P1D',
        },
      }),
    });
    const at = async (instant: string) =>
      client.getWindowState({ query: { entityRef: CHECKOUT, at: instant } });
    expect((await at('2041-01-01T12:00:00Z')).because[0]?.windowId).toBe(
      far.id,
    );
    expect((await at('2040-12-31T12:00:00Z')).nextTransition).toEqual({
      at: '2041-01-01T00:00:00.000Z',
      to: 'closed',
    });
    expect((await at(hence(0))).state).toBe('open');
  });

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

  it('previews a freeze without writing anything', async () => {
    const release = await client.createRelease({ body: releaseInput() });
    const other = await client.createWindow({
      body: freezeInput({ title: 'Another', selector: { ref: [CHECKOUT] } }),
    });
    await client.createWindow({
      body: freezeInput({ title: 'Elsewhere', selector: { ref: [GATEWAY] } }),
    });
    const before = await rowCounts(knex);
    const { schedule, selector } = freezeInput();
    const preview = await client.previewWindow({
      body: {
        kind: 'freeze',
        schedule: { ...schedule, rrule: 'FREQ=WEEKLY' },
        selector: { ...selector, kind: ['component'] },
      },
    });
    expect(preview).toMatchObject({
      occurrenceCount: { more: true },
      entities: {
        total: 1,
        matched: 1,
        overRelations: 0,
        owners: 1,
        hidden: 0,
        items: [{ ref: CHECKOUT, owner: PAYMENTS }],
        environments: [{ ref: PROD, tier: 'production' }],
      },
      releases: [{ id: release.id, entities: [CHECKOUT] }],
      overlaps: [{ id: other.id, title: 'Another' }],
      warnings: [],
    });
    expect(preview.occurrences).toHaveLength(5);
    expect(preview.occurrenceCount.count).toBeGreaterThan(100);
    expect(
      (
        await client.previewWindow({
          body: { kind: 'freeze', schedule, selector, windowId: other.id },
        })
      ).overlaps,
    ).toEqual([]);
    const empty = await client.previewWindow({
      body: {
        kind: 'allow',
        selector: { owner: [PLATFORM], tag: ['nowhere'] },
      },
    });
    expect(empty.warnings).toHaveLength(2);
    expect(empty.releases).toEqual([]);
    expect(await rowCounts(knex)).toEqual(before);
  });
});
