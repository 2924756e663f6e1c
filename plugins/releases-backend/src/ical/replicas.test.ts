import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import { company, PAYMENTS } from '../calendar/__testUtils__/company';

jest.setTimeout(120_000);

/** How often the scheduler of each replica looks for work, and some more. */
const LOOKS_FOR_WORK_MS = 6_000;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const calendarOf = (title: string) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    'BEGIN:VEVENT',
    'UID:a',
    `SUMMARY:${title}`,
    'DTSTART:20261202T020000Z',
    'DURATION:PT1H',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** A calendar on the loopback that counts its readers, and lets them wait. */
async function serveCalendar() {
  const calendar = { content: calendarOf('Before'), reads: 0, held: false };
  const waiting: (() => void)[] = [];
  const server = createServer((_, res) => {
    calendar.reads += 1;
    const answer = () => res.end(calendar.content);
    if (calendar.held) waiting.push(answer);
    else answer();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    calendar,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    release() {
      calendar.held = false;
      for (const answer of waiting.splice(0)) answer();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe.each(databases.eachSupportedId())('two replicas on %p', databaseId => {
  it('read a subscribed calendar that is due once', async () => {
    const knex = await databases.init(databaseId);
    const otherKnex = knexFactory(knex.client.config);
    const { calendar, host, release, close } = await serveCalendar();
    const config = { releases: { ical: { allowedHosts: [host] } } };
    try {
      const { clientOf } = await startReleases({
        knex,
        entities: company,
        config,
      });
      const client = clientOf('user:default/ada');
      const { id } = await client.createSubscription({
        body: {
          title: 'Bank holidays',
          owner: PAYMENTS,
          kind: 'business',
          url: `http://${host}/holidays.ics`,
        },
      });
      expect(calendar.reads).toBe(1);

      // Due when both begin, each with the scheduler that portals have: both
      // look for work while the first reader still waits for its answer.
      await knex('ical_subscriptions').update({ due_at: 1 });
      Object.assign(calendar, { content: calendarOf('After'), held: true });
      await Promise.all(
        [knex, otherKnex].map(each =>
          startReleases({
            knex: each,
            entities: company,
            config,
            features: [schedulerServiceFactory],
          }),
        ),
      );
      await sleep(LOOKS_FOR_WORK_MS);
      expect(calendar.reads).toBe(2);

      release();
      let subscription = await client.getSubscription({ params: { id } });
      for (
        const before = subscription.lastGoodAt;
        subscription.lastGoodAt === before;
        subscription = await client.getSubscription({ params: { id } })
      )
        await sleep(50);
      expect(subscription).toMatchObject({ state: 'good', itemCount: 1 });
      const { items } = await client.listEvents({
        query: { subscriptionId: id },
      });
      expect(items.map(item => [item.title, item.revision])).toEqual([
        ['After', 2],
      ]);
      const { items: entries } = await client.listAudit({
        query: { objectRef: `event:${items[0].id}` },
      });
      expect(entries.map(entry => entry.action)).toEqual([
        'event.update',
        'event.create',
      ]);
      expect(calendar.reads).toBe(2);
    } finally {
      close();
      await otherKnex.destroy();
    }
  });
});
