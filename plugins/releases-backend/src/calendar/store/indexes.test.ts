import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { plansOf } from '../../__testUtils__/plansOf';
import { createDatabase } from '../../database';
import { createStores } from '../createServices';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const page = { limit: 10 };
const uuid = '00000000-0000-4000-8000-000000000000';
const instant = '2026-11-25T00:00:00.000Z';

type Stores = ReturnType<typeof createStores>;

/** Each filter of each list by itself. */
const READS: [string, (stores: Stores) => Promise<unknown>][] = [
  ...Object.entries({
    kind: ['freeze'],
    owner: ['group:default/a'],
    enforcement: ['hard'],
    subscriptionId: uuid,
    from: instant,
    to: instant,
  }).map(([name, value]): (typeof READS)[number] => [
    `windows by ${name}`,
    ({ windows }) => windows.list({ ...page, [name]: value }, { all: true }),
  ]),
  ...Object.entries({
    kind: ['vendor'],
    owner: ['group:default/a'],
    category: ['deprecation'],
    vendor: ['Acquirer'],
    subscriptionId: uuid,
    from: instant,
    to: instant,
  }).map(([name, value]): (typeof READS)[number] => [
    `events by ${name}`,
    ({ events }) => events.list({ ...page, [name]: value }, { all: true }),
  ]),
  ...Object.entries({
    entityRef: ['component:default/a'],
    environmentRef: ['resource:default/a'],
    owner: ['group:default/a'],
    status: ['planned'],
    from: instant,
    to: instant,
  }).map(([name, value]): (typeof READS)[number] => [
    `releases by ${name}`,
    ({ releases }) =>
      releases.list({ ...page, order: 'start', [name]: value }, { all: true }),
  ]),
  ...Object.entries({
    windowId: uuid,
    releaseId: uuid,
    status: ['approved'],
  }).map(([name, value]): (typeof READS)[number] => [
    `overrides by ${name}`,
    ({ overrides }) =>
      overrides.list({ ...page, now: 1, [name]: value }, { all: true }),
  ]),
  [
    'uses of an override',
    ({ overrideUses }) => overrideUses.list({ ...page, overrideId: uuid }),
  ],
  ['windows of pages', ({ windows }) => windows.after(uuid, 10)],
  ['overrides in force', ({ overrides }) => overrides.inForce(1)],
  ['overrides overdue', ({ overrides }) => overrides.overdue(1, 10)],
];

describe.each(databases.eachSupportedId())('indexes, %p', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await createDatabase({
      database: mockServices.database({ knex, migrations: { skip: false } }),
    });
    // An empty table is read whole by a sensible planner.
    if (databaseId === 'POSTGRES_18')
      await knex.raw('set enable_seqscan = off');
  });

  it.each(READS)('lead to %s', async (_, read) => {
    const plans = await plansOf(knex, () => read(createStores({ knex })));
    // A list is read in its order until the page is full; what counts it has
    // to go by the filter alone.
    const counting = plans.at(-1);
    expect(counting).toMatch(/SEARCH .* USING .*INDEX|Index Cond/);
    expect(plans.join('\n')).not.toMatch(/Seq Scan/);
  });
});
