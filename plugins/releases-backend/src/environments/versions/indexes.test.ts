import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { plansOf } from '../../__testUtils__/plansOf';
import { createDatabase } from '../../database';
import { FactStore } from '../promotion/FactStore';
import { PolicyStore } from '../promotion/PolicyStore';
import { DeploymentActivity } from './activity';
import { DeploymentHistory } from './DeploymentHistory';
import { DeploymentStore } from './DeploymentStore';
import { MatrixStore } from './MatrixStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const instant = '2026-11-25T00:00:00.000Z';
const component = 'component:default/a';
const places = ['resource:default/a', 'resource:default/b'];
const place = { componentRef: component, environmentRef: places[0] };
const version = '1.0';
const fact = { entityRef: component, version, names: ['a', 'b'] };

type Read = (knex: Knex) => Promise<unknown>;

/** Each filter of each list by itself, and each read beside it. */
const READS: [string, Read][] = [
  ...Object.entries({
    componentRef: [component],
    result: ['failed'],
    version,
    from: instant,
    to: instant,
  }).map(([name, value]): (typeof READS)[number] => [
    `deployments by ${name}`,
    knex =>
      new DeploymentStore({ knex }).list({
        limit: 10,
        environmentRef: places,
        [name]: value,
      }),
  ]),
  [
    'a report that came before',
    knex => knex.transaction(tx => new DeploymentStore({ knex }).find(tx, 'f')),
  ],
  [
    'the cells of a page',
    knex =>
      new MatrixStore({ knex }).cells(
        [component],
        new Map(places.map(ref => [ref, places[1]])),
      ),
  ],
  [
    'what the catalog relates',
    knex => new MatrixStore({ knex }).related([component], places),
  ],
  [
    'the last deployments',
    knex => new DeploymentActivity({ knex }).lastDeployments(places),
  ],
  ['who deployed', knex => new DeploymentActivity({ knex }).uses(places)],
  ['what runs', knex => new DeploymentHistory({ knex }).running(place)],
  [
    'since when it runs',
    knex => new DeploymentHistory({ knex }).runningSince(place, version, 1),
  ],
  [
    'when it was seen first',
    knex => new DeploymentHistory({ knex }).firstSeen(component, version, 1),
  ],
  [
    'its runs',
    knex => new DeploymentHistory({ knex }).runs(place, { from: 0, to: 1 }),
  ],
  [
    'the versions that came',
    knex =>
      new DeploymentHistory({ knex }).visits(
        { componentRef: component, from: places[0], to: places[1] },
        20,
      ),
  ],
  ...[{}, { version }, { name: ['a'] }].map(
    (filter): (typeof READS)[number] => [
      `facts by ${JSON.stringify(filter)}`,
      knex =>
        new FactStore({ knex }).list({
          entityRef: component,
          limit: 10,
          ...filter,
        }),
    ],
  ),
  ['the latest facts', knex => new FactStore({ knex }).latest(fact)],
  ['earlier facts', knex => new FactStore({ knex }).earlier(fact)],
  ['approvals', knex => new FactStore({ knex }).approvals(fact)],
  [
    'the policies of a page',
    knex =>
      new PolicyStore({ knex }).list({ limit: 9, from: places, to: places }),
  ],
  [
    'the policy of an edge',
    knex =>
      new PolicyStore({ knex }).ofEdge({ from: places[0], to: places[1] }),
  ],
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
    const plans = await plansOf(knex, () => read(knex));
    expect(plans).not.toEqual([]);
    for (const plan of plans)
      expect(plan).toMatch(
        /(SEARCH|SCAN) .* USING .*INDEX|Index (Only )?(Scan|Cond)/,
      );
    expect(plans.join('\n')).not.toMatch(/Seq Scan|^SCAN (?!latest$)\w+$/m);
  });
});
