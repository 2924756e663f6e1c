import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  ReleasesClient,
  SubscriptionInput,
} from '@release-desk/plugin-releases-common';
import ICAL from 'ical.js';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';

jest.setTimeout(120_000);

const entities: Entity[] = [
  group('team-checkout'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mock' },
    spec: { memberOf: ['team-checkout'] },
  },
  component('checkout-api'),
  component('search-api'),
];

function group(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
  };
}

function component(name: string): Entity {
  const targetRef = 'group:default/team-checkout';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type: 'service', lifecycle: 'production', owner: targetRef },
    relations: [{ type: 'ownedBy', targetRef }],
  };
}

const servers: Server[] = [];
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const compact = (offset: number) => day(offset).replace(/-/g, '');
const calendarOf = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//T//EN',
    ...events,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const vevent = (uid: string, offset: number, summary = uid) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${summary}\r\nDTSTART;TZID=W. Europe Standard Time:${compact(
    offset,
  )}T020000\r\nDURATION:PT3H\r\nEND:VEVENT`;

const subscription = (input: Partial<SubscriptionInput>) =>
  ({
    title: 'Nordpay maintenance',
    owner: 'group:default/team-checkout',
    kind: 'vendor',
    vendor: 'Nordpay',
    ...input,
  } as SubscriptionInput);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('iCalendar, %p', databaseId => {
  let knex: Knex;
  const ready = async (config = {}) => {
    knex = await databases.init(databaseId);
    const desk = await startReleases({ knex, entities, config });
    return { ...desk, client: desk.clientOf() };
  };
  const titles = async (client: ReleasesClient) =>
    (await client.listEvents({ query: { limit: 100 } })).items.map(
      item => item.title,
    );
  const rowCounts = async () =>
    Promise.all(
      [
        'ical_subscriptions',
        'ical_feeds',
        'calendar_events',
        'audit_entries',
        'timeline_items',
      ].map(async table => Number((await knex(table).count({ n: '*' }))[0].n)),
    );

  it('serves a feed at a secret URL, conditionally, until it is revoked', async () => {
    const { client, baseUrl } = await ready();
    const freeze = await client.createWindow({
      body: {
        kind: 'freeze',
        title: 'Weekend freeze',
        reason: 'Nobody is at work',
        owner: 'group:default/team-checkout',
        schedule: {
          start: `${day(-30)}T17:00:00`,
          timeZone: 'Europe/Berlin',
          duration: 'P2DT16H',
          rrule: 'FREQ=WEEKLY;BYDAY=FR',
        },
      },
    });
    await client.createRelease({
      body: {
        title: 'search-api 2.0.0',
        owner: 'group:default/team-checkout',
        entities: [{ ref: 'component:default/search-api', version: '2.0.0' }],
        start: `${day(3)}T10:00:00.000Z`,
        end: `${day(3)}T12:00:00.000Z`,
      },
    });
    const feed = await client.createFeed({
      body: {
        title: 'Checkout',
        filter: { entityRef: ['component:default/checkout-api'] },
      },
    });
    const path = new URL(feed.url!).pathname.replace('/api/releases', '');
    const read = (headers = {}) => fetch(baseUrl + path, { headers });

    const first = await read();
    if (first.status !== 200) process.stderr.write(await first.text());
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe(
      'text/calendar; charset=utf-8',
    );
    const text = await first.text();
    expect(text).toContain('SUMMARY:Freeze: Weekend freeze');
    expect(text).not.toContain('search-api');
    const etag = first.headers.get('etag')!;
    expect((await read({ 'If-None-Match': etag })).status).toBe(304);

    await client.updateWindow({
      params: { id: freeze.id },
      revision: 1,
      body: { title: 'Weekend freeze, longer' },
    });
    const changed = await read({ 'If-None-Match': etag });
    expect(changed.status).toBe(200);
    const [master] = new ICAL.Component(
      ICAL.parse(await changed.text()),
    ).getAllSubcomponents('vevent');
    expect(master.getFirstPropertyValue('sequence')).toBe(1);
    expect(String(master.getFirstPropertyValue('uid'))).toContain(freeze.id);

    // The secret is nowhere in the database.
    const rows = JSON.stringify(await knex('ical_feeds').select());
    expect(rows).not.toContain(path.split('/').at(-1)!.replace('.ics', ''));

    const rotated = await client.rotateFeed({
      params: { id: feed.id },
      revision: 1,
    });
    expect((await read()).status).toBe(404);
    const next = new URL(rotated.url!).pathname.replace('/api/releases', '');
    expect((await fetch(baseUrl + next)).status).toBe(200);
    await client.revokeFeed({ params: { id: feed.id }, revision: 2 });
    expect((await fetch(baseUrl + next)).status).toBe(404);
  });

  it('keeps the feeds of others out of reach', async () => {
    const { client, clientOf } = await ready();
    const feed = await client.createFeed({ body: { title: 'Mine' } });
    const other = clientOf('user:default/other');
    await expect(other.listFeeds({ query: {} })).resolves.toMatchObject({
      items: [],
    });
    await expect(
      other.revokeFeed({ params: { id: feed.id }, revision: 1 }),
    ).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      client.createFeed({
        body: {
          title: 'x',
          filter: { entityRef: ['component:default/nothing'] },
        },
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('follows a calendar: new, changed and removed events, and none when it did not change', async () => {
    let content = calendarOf(vevent('a', 3), vevent('b', 4));
    let etag = '"1"';
    let sent = 0;
    const host = await serve((req, res) => {
      if (req.headers['if-none-match'] === etag) {
        res.writeHead(304).end();
        return;
      }
      sent++;
      res.writeHead(200, { ETag: etag }).end(content);
    });
    const { client } = await ready({
      releases: { ical: { allowedHosts: [host] } },
    });
    const created = await client.createSubscription({
      body: subscription({ url: `http://${host}/nordpay.ics` }),
    });
    expect(created).toMatchObject({ state: 'good', itemCount: 2 });
    const before = await client.listEvents({ query: {} });
    expect(before.items[0].schedule.timeZone).toBe('Europe/Berlin');

    const refresh = () =>
      client.refreshSubscription({ params: { id: created.id } });
    await refresh();
    expect(sent).toBe(1);

    content = calendarOf(vevent('b', 4, 'b, moved'), vevent('c', 5));
    etag = '"2"';
    await refresh();
    expect((await titles(client)).sort()).toEqual(['b, moved', 'c']);
    const kept = (await client.listEvents({ query: {} })).items.find(
      item => item.title === 'b, moved',
    )!;
    expect(kept.id).toBe(before.items.find(item => item.title === 'b')!.id);
    expect(kept.revision).toBe(2);
    await expect(
      client.updateEvent({
        params: { id: kept.id },
        revision: 2,
        body: { title: 'Mine now' },
      }),
    ).rejects.toMatchObject({ statusCode: 409 });

    await client.deleteSubscription({
      params: { id: created.id },
      revision: 1,
    });
    expect(await titles(client)).toEqual([]);
  });

  it('keeps the last good state of a calendar that broke, and says why', async () => {
    let answer: RequestListener = (_, res) =>
      res.end(calendarOf(vevent('a', 3)));
    const host = await serve((req, res) => answer(req, res));
    const { client } = await ready({
      releases: { ical: { allowedHosts: [host] } },
    });
    const { id } = await client.createSubscription({
      body: subscription({ url: `http://${host}/` }),
    });
    answer = (_, res) => res.writeHead(500).end();
    await expect(
      client.refreshSubscription({ params: { id } }),
    ).resolves.toMatchObject({
      state: 'broken',
      error: "The calendar's server answered 500",
      itemCount: 1,
    });
    answer = (_, res) => res.end('<html>Sign in</html>');
    await expect(
      client.refreshSubscription({ params: { id } }),
    ).resolves.toMatchObject({
      state: 'broken',
      error: expect.stringContaining('not an iCalendar object'),
    });
    expect(await titles(client)).toEqual(['a']);
  });

  it('takes an upload as far as it can be taken, and names the rest', async () => {
    const { client } = await ready();
    const content = calendarOf(
      vevent('a', 3),
      'BEGIN:VEVENT\r\nUID:bad\r\nDTSTART;TZID=Mars/Olympus:20261202T020000\r\nDURATION:PT1H\r\nEND:VEVENT',
      'BEGIN:VEVENT\r\nUID:often\r\nDTSTART:20261202T020000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT',
    );
    const created = await client.createSubscription({
      body: subscription({ content }),
    });
    expect(created).toMatchObject({ state: 'good', itemCount: 1 });
    expect(created.skipped.map(item => item.uid).sort()).toEqual([
      'bad',
      'often',
    ]);
    const page = await client.getTimeline({
      query: {
        from: `${day(0)}T00:00:00.000Z`,
        to: `${day(10)}T00:00:00.000Z`,
      },
    });
    expect(page.items.map(item => item.title)).toEqual(['a']);
  });

  it.each([
    [
      'text that is no calendar',
      { content: 'hello' },
      /content: .*not an iCalendar/,
    ],
    [
      'a bomb',
      { content: 'BEGIN:VCALENDAR\r\n'.repeat(10_000) },
      /content: .*nests/,
    ],
    [
      'a calendar of hourly events',
      {
        content: calendarOf(
          ...['a', 'b', 'c'].map(uid =>
            vevent(uid, 1).replace('END:', 'RRULE:FREQ=HOURLY\r\nEND:'),
          ),
        ),
      },
      /content: .*more than 50000 times/,
    ],
    [
      'rules that cannot be met, one after the other',
      {
        content: calendarOf(
          ...Array.from({ length: 101 }, (_, index) =>
            vevent(`${index}`, 1).replace(
              'END:',
              'RRULE:FREQ=MINUTELY\r\nEND:',
            ),
          ),
        ),
      },
      /content: More than 100 .*MINUTELY is too often/,
    ],
    [
      'a host that is not allowed',
      { url: 'http://169.254.169.254/' },
      /url: .*allowedHosts/,
    ],
    ['neither', {}, /url/],
    [
      'an unknown owner',
      { content: calendarOf(vevent('a', 1)), owner: 'group:default/nobody' },
      /owner/,
    ],
    [
      'no vendor',
      { content: calendarOf(vevent('a', 1)), vendor: undefined },
      /vendor/,
    ],
  ])('refuses %s and writes nothing', async (_, input, message) => {
    const { client } = await ready();
    const before = await rowCounts();
    await expect(
      client.createSubscription({ body: subscription(input) }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringMatching(message) } },
    });
    expect(await rowCounts()).toEqual(before);
  });

  it('needs credentials everywhere but at the feed itself', async () => {
    const { baseUrl } = await ready();
    const none = { headers: { authorization: mockCredentials.none.header() } };
    expect((await fetch(`${baseUrl}/feeds`, none)).status).toBe(401);
    expect((await fetch(`${baseUrl}/subscriptions`, none)).status).toBe(401);
    expect(
      (await fetch(`${baseUrl}/ical/${'x'.repeat(32)}.ics`, none)).status,
    ).toBe(404);
  });
});
