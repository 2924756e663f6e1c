import { randomUUID } from 'node:crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  addDeployment,
  Deployment,
  driftBetween,
  runningIn,
  VersionCell,
  VersionSighting,
} from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createDatabase, transact } from '../../database';
import { DeploymentActivity } from './activity';
import { DeploymentStore } from './DeploymentStore';
import { MatrixStore } from './MatrixStore';
import { rebuildVersions } from './rebuildVersions';
import {
  CELLS,
  DEPLOYED,
  DEPLOYMENTS,
  SIGHTINGS,
  USES,
  VERSIONS,
} from './rows';
import { lockComponent } from './VersionOrder';
import { VersionStore } from './VersionStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DERIVED = [DEPLOYED, VERSIONS, SIGHTINGS, CELLS, USES];
const PLACES = ['dev', 'staging', 'production'].map(
  name => `resource:default/${name}`,
);
const [, , PRODUCTION] = PLACES;

/** Versions of numbers, and one or two that have none: both ways to order them. */
const version = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('1.0', '1.1', 'v1.1', '1.2', '2.0-rc.1'),
  },
  { weight: 1, arbitrary: fc.constantFrom('main', 'abc123') },
);
const deployment = fc
  .record({
    version,
    componentRef: fc.constantFrom('component:default/a', 'component:default/b'),
    environmentRef: fc.constantFrom(...PLACES),
    at: fc
      .integer({ min: 1, max: 9 })
      .map(day => new Date(Date.UTC(2026, 9, day)).toISOString()),
    actor: fc.constantFrom(undefined, 'ci', 'mira'),
    result: fc.constantFrom<Deployment['result']>(
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
      'in-progress',
      'removed',
    ),
  })
  .map(
    (one): Deployment => ({
      ...one,
      id: randomUUID(),
      reportedAt: one.at,
      reportedBy: 'user:default/mock',
    }),
  );

function cellsOf(deployments: Deployment[]): VersionCell[] {
  const cells = new Map<string, VersionCell>();
  for (const one of deployments) {
    const { componentRef, environmentRef } = one;
    const key = `${componentRef} ${environmentRef}`;
    const cell = cells.get(key) ?? { componentRef, environmentRef };
    cells.set(key, addDeployment(cell, one) ?? cell);
  }
  return [...cells.values()];
}

function sightingsOf(deployments: Deployment[]): VersionSighting[] {
  return deployments
    .filter(({ result }) => result === 'succeeded')
    .map(one => ({ ...one, firstAt: one.at }));
}

/** What the rules make of all deployments at once. */
function expected(deployments: Deployment[]) {
  const cells = cellsOf(deployments);
  const sightings = sightingsOf(deployments);
  return cells.map(cell => {
    const { componentRef, environmentRef } = cell;
    const production = cells.find(
      other =>
        other.componentRef === componentRef &&
        other.environmentRef === PRODUCTION,
    );
    const own = runningIn(cell);
    const there = production && runningIn(production);
    const drift =
      own &&
      there &&
      driftBetween({
        version: own.version,
        environmentRef,
        against: { environmentRef: PRODUCTION, version: there.version },
        sightings: sightings.filter(one => one.componentRef === componentRef),
      });
    return {
      ...cell,
      ...(drift && {
        steps: drift.steps,
        ...(drift.since && { since: drift.since }),
      }),
    };
  });
}

function byPlace<T extends VersionCell>(cells: T[]): Map<string, T> {
  return new Map(
    cells.map(cell => [`${cell.componentRef} ${cell.environmentRef}`, cell]),
  );
}

async function derivedRows(knex: Knex): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const table of DERIVED)
    rows[table] = (await knex(table)).map(row => JSON.stringify(row)).sort();
  return rows;
}

describe.each(databases.eachSupportedId())('VersionStore, %p', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await createDatabase({
      database: mockServices.database({ knex, migrations: { skip: false } }),
    });
  });

  async function report(one: Deployment): Promise<void> {
    await transact(knex, async tx => {
      const deployed = await lockComponent(tx, one.componentRef);
      await new DeploymentStore({ knex }).insert(tx, one);
      await new VersionStore().add(tx, deployed, one);
    });
  }

  const matrix = () =>
    new MatrixStore({ knex }).cells(
      ['component:default/a', 'component:default/b'],
      new Map(PLACES.map(ref => [ref, PRODUCTION])),
    );

  async function clear(): Promise<void> {
    for (const table of [DEPLOYMENTS, ...DERIVED]) await knex(table).delete();
  }

  it('ends as the rules say in whatever order reports come, and as a rebuild does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(deployment, { minLength: 1, maxLength: 25 })
          .chain(list =>
            fc.tuple(
              fc.constant(list),
              fc.shuffledSubarray(list, { minLength: list.length }),
            ),
          ),
        async ([inOrder, shuffled]) => {
          await clear();
          for (const one of shuffled) await report(one);
          expect(byPlace(await matrix())).toEqual(byPlace(expected(inOrder)));
          const rows = await derivedRows(knex);
          const result = await rebuildVersions({
            knex,
            logger: mockServices.logger.mock(),
          });
          expect(result.failed).toBe(0);
          expect(await derivedRows(knex)).toEqual(rows);
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 60 : 25 },
    );
  });

  it('tells when something was deployed last, and by whom how often', async () => {
    await clear();
    const one: Deployment = {
      id: '',
      componentRef: 'component:default/a',
      environmentRef: PLACES[0],
      version: '1.0',
      actor: 'ci',
      at: '2026-10-02T00:00:00.000Z',
      result: 'succeeded',
      reportedAt: '2026-10-02T00:00:00.000Z',
      reportedBy: 'user:default/mock',
    };
    const changes: Partial<Deployment>[] = [
      {},
      { at: '2026-10-01T00:00:00.000Z', componentRef: 'component:default/b' },
      { at: '2026-10-04T00:00:00.000Z', result: 'failed' },
      { at: '2026-10-05T00:00:00.000Z', result: 'in-progress' },
      { environmentRef: PLACES[1], actor: undefined },
    ];
    for (const change of changes)
      await report({ ...one, ...change, id: randomUUID() });
    const activity = new DeploymentActivity({ knex });
    expect(await activity.lastDeployments(PLACES)).toEqual(
      new Map([
        [PLACES[0], '2026-10-05T00:00:00.000Z'],
        [PLACES[1], '2026-10-02T00:00:00.000Z'],
      ]),
    );
    expect(await activity.uses(PLACES)).toEqual([
      {
        environmentRef: PLACES[0],
        identity: 'ci',
        count: 3,
        firstAt: '2026-10-01T00:00:00.000Z',
        lastAt: '2026-10-04T00:00:00.000Z',
      },
    ]);
  });

  it('removes what is derived of a component that was never deployed', async () => {
    await clear();
    await transact(knex, async tx => {
      await lockComponent(tx, 'component:default/gone');
    });
    const logger = mockServices.logger.mock();
    expect(await rebuildVersions({ knex, logger })).toEqual({
      derived: 1,
      failed: 0,
    });
    expect(await knex(DEPLOYED)).toEqual([]);
  });
});
