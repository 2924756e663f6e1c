import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Subscription } from '@release-desk/plugin-releases-common';
import { DatabaseAuditLog } from '../audit';
import { startReleases } from '../__testUtils__/startReleases';
import { transact } from '../database';
import { createTimeline } from '../timeline';
import { company, PAYMENTS } from './__testUtils__/company';
import {
  deprecationInput,
  freezeInput,
  hence,
  releaseInput,
} from './__testUtils__/inputs';
import { createDependencies, createServices } from './createServices';
import { expireOverrides, rebuildTimeline } from './service';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('upkeep, %p', databaseId => {
  /** The plugin, and the same room beside it on the same database with another clock. */
  async function start(now: () => number = Date.now) {
    const knex = await databases.init(databaseId);
    const { clientOf } = await startReleases({ knex, entities: company });
    const catalogView = { onRefreshed: () => {} } as never;
    const { timeline } = await createTimeline({
      knex,
      catalog: catalogView,
      authorizer: undefined as never,
      scheduler: mockServices.scheduler.mock(),
      logger: mockServices.logger.mock(),
    });
    const dependencies = createDependencies({
      knex,
      timeline,
      auditLog: new DatabaseAuditLog(),
      catalogView,
      authorizer: undefined as never,
      logger: mockServices.logger.mock(),
      now,
    });
    const ada = clientOf('user:default/ada');
    return { knex, dependencies, ada, bob: clientOf('user:default/bob') };
  }

  it('restores the timeline from what is true', async () => {
    const { knex, dependencies, ada, bob } = await start();
    const window = await ada.createWindow({ body: freezeInput() });
    await ada.createRelease({ body: releaseInput() });
    await ada.createEvent({ body: deprecationInput() });
    const override = await ada.requestOverride({
      body: {
        windowId: window.id,
        scope: {},
        reason: 'The shop is down for all',
        expiresAt: hence(3),
      },
    });
    await bob.approveOverride({ params: override, revision: 1, body: {} });
    const query = { from: hence(-48), to: hence(72) };
    const before = await ada.getTimeline({ query });
    expect(before.items).toHaveLength(3);
    for (const table of [
      'timeline_collisions',
      'timeline_overrides',
      'timeline_touches',
      'timeline_scope_keys',
      'timeline_items',
      'timeline_sources',
    ])
      await knex(table).delete();
    // As every write does: pages that were read are kept by it.
    await knex('timeline_state').increment('version', 1);
    expect((await ada.getTimeline({ query })).items).toEqual([]);
    // Of something that was there once.
    await transact(knex, tx =>
      dependencies.timeline.put(tx, {
        kind: 'business',
        sourceId: '00000000-0000-4000-8000-000000000000',
        title: 'Gone',
        owner: PAYMENTS,
        timeZone: 'UTC',
        recurring: false,
        selector: {},
        revision: 1,
        occurrences: [{ start: hence(1), end: hence(2) }],
      }),
    );
    await transact(knex, tx =>
      dependencies.timeline.setOverride(tx, {
        overrideId: '00000000-0000-4000-8000-000000000001',
        windowId: window.id,
        until: Date.now() + 3_600_000,
      }),
    );
    // Of another room.
    await transact(knex, tx =>
      dependencies.timeline.put(tx, {
        kind: 'booking',
        sourceId: '00000000-0000-4000-8000-000000000002',
        title: 'Staging for a week',
        owner: PAYMENTS,
        timeZone: 'UTC',
        recurring: false,
        selector: {},
        revision: 1,
        occurrences: [{ start: hence(500), end: hence(501) }],
      }),
    );
    expect(await rebuildTimeline(dependencies)).toEqual({
      put: 3,
      failed: 0,
      removed: 1,
    });
    expect(await knex('timeline_overrides').select('override_id')).toEqual([
      { override_id: override.id },
    ]);
    expect(
      await knex('timeline_sources').where({ kind: 'booking' }),
    ).toHaveLength(1);
    expect(await ada.getTimeline({ query })).toEqual(before);
  });

  it('moves the horizon of what recurs', async () => {
    const year = 365 * 86_400_000;
    const { knex, dependencies, ada } = await start(() => Date.now() + year);
    await ada.createWindow({
      body: freezeInput({
        schedule: { ...freezeInput().schedule, rrule: 'FREQ=MONTHLY' },
      }),
    });
    const last = async () =>
      Number((await knex('timeline_items').max({ last: 'start_ms' }))[0].last);
    const before = await last();
    await rebuildTimeline(dependencies);
    expect((await last()) - before).toBeGreaterThan(0.9 * year);
  });

  it('notes which overrides expired, once', async () => {
    const { dependencies, ada } = await start(() => Date.now() + 4 * 3_600_000);
    const window = await ada.createWindow({ body: freezeInput() });
    const override = await ada.requestOverride({
      body: {
        windowId: window.id,
        scope: {},
        reason: 'The shop is down for all',
        expiresAt: hence(3),
      },
    });
    expect(await expireOverrides(dependencies)).toBe(1);
    expect(await expireOverrides(dependencies)).toBe(0);
    expect(await ada.getOverride({ params: override })).toMatchObject({
      status: 'expired',
      revision: 2,
      updatedBy: 'plugin:releases',
    });
    const { items } = await ada.listHistory({
      query: { objectRef: `override:${override.id}` },
    });
    expect(items[0]).toMatchObject({
      action: 'override.expire',
      actor: 'plugin:releases',
    });
  });

  it('follows a subscribed calendar, and lets nobody else change it', async () => {
    const { knex, dependencies, ada } = await start();
    const { subscribed } = createServices(dependencies);
    const subscription = {
      id: '00000000-0000-4000-8000-000000000001',
      title: 'Bank holidays',
      owner: PAYMENTS,
      kind: 'freeze',
      selector: {},
    } as unknown as Subscription;
    // One for all: each call counts from its own now.
    const { schedule } = freezeInput();
    const event = (uid: string, title: string) => ({
      uid,
      title,
      description: '',
      schedule,
    });
    const replace = async (items: ReturnType<typeof event>[]) => {
      const { events, skipped } = await subscribed.usable(items);
      await transact(knex, tx =>
        subscribed.replace(tx, { subscription, events, actor: 'ical' }),
      );
      return skipped;
    };
    const broken = event('c', 'Broken');
    broken.schedule = { ...broken.schedule, rrule: 'FREQ=SECONDLY' };
    expect(
      await replace([event('a', 'New year'), event('b', 'Easter'), broken]),
    ).toEqual([
      {
        uid: 'c',
        title: 'Broken',
        reason: expect.stringContaining('schedule.rrule'),
      },
    ]);
    const query = { subscriptionId: subscription.id };
    const first = await ada.listWindows({ query });
    const easter = first.items.find(item => item.title === 'Easter')!;
    expect(easter.source).toEqual({
      type: 'ical',
      subscriptionId: subscription.id,
      uid: 'b',
    });
    for (const call of [
      () =>
        ada.updateWindow({ params: easter, revision: 1, body: { title: 'x' } }),
      () => ada.deleteWindow({ params: easter, revision: 1 }),
    ])
      await expect(call()).rejects.toMatchObject({
        statusCode: 409,
        cause: { message: expect.stringContaining('subscription') },
      });

    await replace([event('b', 'Easter Monday')]);
    await replace([event('b', 'Easter Monday')]);
    const { items } = await ada.listWindows({ query });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: easter.id,
      title: 'Easter Monday',
      revision: 2,
    });
    await replace([]);
    expect((await ada.listWindows({ query })).items).toEqual([]);
  });
});
