import { TestDatabases } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import { CHECKOUT, company } from './__testUtils__/company';
import {
  deprecationInput,
  freezeInput,
  hence,
  releaseInput,
} from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('bad input, %p', databaseId => {
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
      ...(['entityRef', 'environmentRef', 'systemRef'] as const).map(
        (field): [string, () => Promise<unknown>] => [
          `${field}: unknown entity`,
          () =>
            client.getTimeline({
              query: { from: hence(0), to: hence(24), [field]: [ghost] },
            }),
        ],
      ),
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
      () => client.getWindow(missing),
      () => client.updateWindow({ ...missing, body: {} }),
      () => client.deleteRelease(missing),
      () => client.approveOverride({ ...missing, body: {} }),
      () =>
        client.useOverride({
          ...missing,
          body: { entityRef: CHECKOUT, action: 'deploy' },
        }),
    ])
      await expect(call()).rejects.toMatchObject({ statusCode: 404 });
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
});
