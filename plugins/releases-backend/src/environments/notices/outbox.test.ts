import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { createDatabase } from '../../database';
import { EnvironmentOwners } from '../claims';
import { deliverOutbox } from './deliverOutbox';
import { Notice } from './Notifier';
import { Outbox } from './Outbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('the outbox, %p', databaseId => {
  let knex: Knex;
  let outbox: Outbox;
  let now: number;
  const send = jest.fn();
  const publish = jest.fn();
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    jest.resetAllMocks();
    knex = await databases.init(databaseId);
    await createDatabase({
      database: mockServices.database({ knex, migrations: { skip: false } }),
    });
    now = Date.parse('2026-11-23T08:00:00.000Z');
    outbox = new Outbox({ knex, clock: async () => now });
  });

  const owners: EnvironmentOwners = {
    of: async refs =>
      new Map(
        [...refs].map(ref => [
          ref,
          {
            owner: { state: 'catalog-only', owner: 'group:default/quality' },
            owners: [],
          },
        ]),
      ),
  };
  const deliver = () =>
    deliverOutbox({
      knex,
      clock: async () => now,
      outbox,
      owners,
      logger,
      events: { publish, subscribe: async () => {} },
      notifications: { send },
    });
  const notice = (changes: Partial<Notice> = {}): Notice => ({
    key: 'booking:1:1',
    topic: 'environment-booking',
    recipients: ['user:default/mira'],
    title: 'Your booking is approved',
    ...changes,
  });
  const put = (changes: Partial<Notice> = {}) =>
    knex.transaction(tx => outbox.notify(tx, notice(changes)));

  it('tells nothing of what was rolled back, and each thing once', async () => {
    await knex
      .transaction(async tx => {
        await outbox.notify(tx, notice({ key: 'booking:2:1' }));
        throw new Error('No');
      })
      .catch(() => {});
    await put();
    await put({ title: 'Again' });
    expect(await deliver()).toBe(1);
    await put();
    expect(await deliver()).toBe(0);
    expect(send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: ['user:default/mira'] },
          payload: {
            title: 'Your booking is approved',
            severity: 'normal',
            topic: 'environment-booking',
            scope: 'booking:1:1',
          },
        },
      ],
    ]);
  });

  it('tells whoever owns an environment by then, but not who did it, nor services', async () => {
    await put({
      recipients: ['plugin:releases', 'external:ci'],
      ownersOf: ['resource:default/staging'],
      exclude: 'user:default/mira',
      scope: 'booking:1',
    });
    await put({ key: 'nobody', recipients: ['external:ci'] });
    await put({ key: 'none', recipients: [] });
    expect(await deliver()).toBe(2);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0][0]).toMatchObject({
      recipients: {
        entityRef: ['group:default/quality'],
        excludeEntityRef: 'user:default/mira',
      },
      payload: { scope: 'booking:1' },
    });
  });

  it('tries again what failed, later and later, and keeps no other from it', async () => {
    send.mockRejectedValueOnce(new Error('No such backend'));
    await put();
    await put({ key: 'booking:3:1' });
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    now += MINUTE;
    expect(await deliver()).toBe(1);
    expect(send).toHaveBeenCalledTimes(3);
    expect(await knex('environments_outbox').whereNull('done_at')).toHaveLength(
      0,
    );
  });

  it('gives up in the end, and says so', async () => {
    send.mockRejectedValue(new Error('No such backend'));
    await put();
    for (let hour = 0; hour < 30; hour += 1) {
      await deliver();
      now += 61 * MINUTE;
    }
    expect(send).toHaveBeenCalledTimes(20);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(await knex('environments_outbox')).toEqual([
      expect.objectContaining({
        next_at: null,
        failure: expect.stringContaining('No such backend'),
      }),
    ]);
  });

  it('lets one of several replicas send each, and forgets it after a while', async () => {
    for (let index = 0; index < 20; index += 1)
      await put({ key: `booking:${index}` });
    await knex.transaction(tx =>
      outbox.announce(tx, {
        key: 'expired:1',
        topic: 'environment.expired',
        payload: { environmentRef: 'resource:default/staging' },
      }),
    );
    const sent = await Promise.all([deliver(), deliver(), deliver()]);
    expect(sent.reduce((sum, one) => sum + one)).toBe(21);
    expect(send).toHaveBeenCalledTimes(20);
    expect(publish.mock.calls).toEqual([
      [
        {
          topic: 'environment.expired',
          eventPayload: {
            id: 'expired:1',
            environmentRef: 'resource:default/staging',
          },
        },
      ],
    ]);
    now += 91 * 24 * 60 * MINUTE;
    await deliver();
    expect(await knex('environments_outbox')).toEqual([]);
  });

  it('sends what a process that died had taken, after a minute', async () => {
    await put();
    await outbox.take(now);
    expect(await deliver()).toBe(0);
    now += MINUTE;
    expect(await deliver()).toBe(1);
  });
});
