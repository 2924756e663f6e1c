import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  EntityFacts,
  EntitySelector,
  matchSelector,
} from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { bareFacts } from '../catalog/keys';
import { createDatabase } from '../database';
import { CatalogFollower } from './CatalogFollower';
import { DatabaseTimeline } from './DatabaseTimeline';
import { TimelineSource } from './Timeline';
import {
  ENTITY_REFS,
  PLACE_REFS,
  TestCatalog,
  UNKNOWN_ENTITY,
  UNKNOWN_PLACE,
  catalogArbitrary,
  fewLinesArbitrary,
  testSource,
  writeCatalog,
} from './__testUtils__/timelineTestData';

jest.setTimeout(240_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Entities reached over the chain `c0 dependsOn c1 dependsOn …`. */
function originsOf(
  selector: EntitySelector,
  ref: string,
  catalog: TestCatalog,
): { facts: EntityFacts; path: [] }[] {
  const at = ENTITY_REFS.indexOf(ref);
  if (!selector.expand || at < 0) return [];
  const { hops, direction } = selector.expand;
  return catalog.facts.slice(0, ENTITY_REFS.length).flatMap((facts, index) => {
    const steps = at - index;
    const reached =
      steps !== 0 &&
      Math.abs(steps) <= hops &&
      (direction === 'both' || (direction === 'outgoing') === steps > 0);
    return reached ? [{ facts, path: [] }] : [];
  });
}

function factsIn(catalog: TestCatalog, ref: string): EntityFacts {
  return catalog.facts.find(facts => facts.ref === ref) ?? bareFacts(ref);
}

function oracle(
  selector: EntitySelector,
  catalog: TestCatalog,
  entityRef?: string,
  environmentRef?: string,
): boolean {
  const entity = entityRef ? factsIn(catalog, entityRef) : undefined;
  const environment = environmentRef
    ? factsIn(catalog, environmentRef)
    : undefined;
  const asked = entityRef ?? environmentRef;
  return matchSelector(selector, {
    entity,
    environment,
    reached: asked ? originsOf(selector, asked, catalog) : [],
  }).matches;
}

async function clear(knex: Knex): Promise<void> {
  for (const table of [
    'timeline_sources',
    'timeline_items',
    'timeline_scope_keys',
    'timeline_touches',
    'timeline_collisions',
    'timeline_overrides',
    'catalog_entities',
    'catalog_relations',
    'catalog_keys',
    'catalog_changes',
  ])
    await knex(table).delete();
}

describe.each(databases.eachSupportedId())('the timeline, %p', id => {
  const runs = id === 'SQLITE_3' ? 60 : 25;
  let knex: Knex;
  let timeline: DatabaseTimeline;
  let follower: CatalogFollower;

  beforeAll(async () => {
    knex = await databases.init(id);
    await createDatabase({ database: mockServices.database({ knex }) });
    timeline = new DatabaseTimeline({ knex });
    follower = new CatalogFollower({
      knex,
      timeline,
      logger: mockServices.logger.mock(),
    });
  });

  const put = (source: TimelineSource) =>
    knex.transaction(tx => timeline.put(tx, source));
  const remove = (sourceId: string) =>
    knex.transaction(tx => timeline.remove(tx, sourceId));

  it('covers exactly what matchSelector covers', async () => {
    await fc.assert(
      fc.asyncProperty(
        catalogArbitrary,
        fc.array(fewLinesArbitrary, { minLength: 5, maxLength: 25 }),
        async (catalog, selectors) => {
          await clear(knex);
          await writeCatalog(knex, catalog);
          const sources = selectors.map(selector =>
            testSource({ kind: 'freeze', selector }),
          );
          for (const source of sources) await put(source);
          for (const entity of [
            ...ENTITY_REFS.slice(0, 3),
            PLACE_REFS[0],
            UNKNOWN_ENTITY,
            undefined,
          ]) {
            for (const environment of [
              ...PLACE_REFS.slice(0, 2),
              UNKNOWN_PLACE,
              undefined,
            ]) {
              const covering = await timeline.coveringSources({
                entity: entity && factsIn(catalog, entity),
                environment: environment && factsIn(catalog, environment),
                kinds: ['freeze'],
              } as Parameters<typeof timeline.coveringSources>[0]);
              expect(covering.sort()).toEqual(
                sources
                  .filter(source =>
                    oracle(source.selector, catalog, entity, environment),
                  )
                  .map(source => source.sourceId)
                  .sort(),
              );
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('collides what a brute force collides, whatever happened before', async () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }))
      .map(([start, hours]) => [start, start + hours] as [number, number]);
    const release = fc.record({
      kind: fc.constant('release' as const),
      spans: fc.tuple(span),
      settled: fc.boolean(),
      selector: fc.record(
        {
          ref: fc.subarray([...ENTITY_REFS, PLACE_REFS[1], UNKNOWN_ENTITY], {
            minLength: 1,
          }),
          environment: fc.subarray([...PLACE_REFS, UNKNOWN_PLACE], {
            minLength: 1,
          }),
        },
        { requiredKeys: ['ref'] },
      ),
    });
    const freeze = fc.record({
      kind: fc.constant('freeze' as const),
      spans: fc.uniqueArray(span, {
        minLength: 1,
        maxLength: 4,
        selector: ([start]) => start,
      }),
      enforcement: fc.constantFrom('hard' as const, 'soft', 'info'),
      actions: fc.constantFrom(['deploy'], ['apply', 'flag']),
      selector: fewLinesArbitrary,
    });
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(fc.nat(11), release) },
      { weight: 4, arbitrary: fc.tuple(fc.nat(11), freeze) },
      { weight: 2, arbitrary: fc.tuple(fc.nat(11), fc.constant('remove')) },
      { weight: 1, arbitrary: catalogArbitrary },
    );

    await fc.assert(
      fc.asyncProperty(
        catalogArbitrary,
        fc.array(step, { minLength: 5, maxLength: 30 }),
        async (first, steps) => {
          await clear(knex);
          let catalog = first;
          await writeCatalog(knex, catalog);
          await follower.follow();
          const slots = new Map<number, TimelineSource>();
          const idOf = (slot: number) =>
            `11111111-0000-4000-8000-${String(slot).padStart(12, '0')}`;
          for (const each of steps) {
            if (!Array.isArray(each)) {
              catalog = each;
              await writeCatalog(knex, catalog);
              await follower.follow();
            } else if (typeof each[1] === 'string') {
              slots.delete(each[0]);
              await remove(idOf(each[0]));
            } else {
              const source = testSource({
                ...each[1],
                sourceId: idOf(each[0]),
              } as Parameters<typeof testSource>[0]);
              slots.set(each[0], source);
              await put(source);
            }
          }
          const expected = bruteForce([...slots.values()], catalog);
          expect(await collisions(knex)).toEqual(expected);
          await knex('timeline_collisions').delete();
          await timeline.rebuildCollisions();
          expect(await collisions(knex)).toEqual(expected);
        },
      ),
      { numRuns: runs },
    );
  });

  it('finds the releases that a freeze not yet saved would hold up', async () => {
    await clear(knex);
    const held = testSource({
      kind: 'release',
      spans: [[10, 12]],
      selector: { ref: [ENTITY_REFS[0]] },
    });
    const elsewhere = testSource({
      kind: 'release',
      spans: [[10, 12]],
      selector: { ref: [ENTITY_REFS[1]] },
    });
    const later = testSource({
      kind: 'release',
      spans: [[30, 31]],
      selector: { ref: [ENTITY_REFS[0]] },
    });
    for (const source of [held, elsewhere, later]) await put(source);
    const { occurrences } = testSource({ kind: 'freeze', spans: [[11, 30]] });
    expect(
      await timeline.releasesWithin({
        selector: { ref: [ENTITY_REFS[0]] },
        occurrences,
      }),
    ).toEqual([{ sourceId: held.sourceId, occurrence: occurrences[0] }]);
  });
});

async function collisions(knex: Knex): Promise<string[]> {
  const rows = await knex('timeline_collisions').select(
    'item_id',
    'other_item_id',
  );
  return rows.map(row => `${row.item_id} ${row.other_item_id}`).sort();
}

function bruteForce(sources: TimelineSource[], catalog: TestCatalog): string[] {
  const found: string[] = [];
  const itemId = (source: TimelineSource, start: string) =>
    source.recurring
      ? `${source.sourceId}@${Date.parse(start)}`
      : source.sourceId;
  const releases = sources.filter(
    source => source.kind === 'release' && !source.settled,
  );
  const freezes = sources.filter(
    source =>
      source.kind === 'freeze' &&
      source.enforcement !== 'info' &&
      source.actions?.includes('deploy'),
  );
  for (const release of releases) {
    const { ref = [], environment = [undefined] } = release.selector as {
      ref: string[];
      environment?: (string | undefined)[];
    };
    for (const freeze of freezes) {
      const held = ref.some(entity =>
        environment.some(place =>
          oracle(freeze.selector, catalog, entity, place),
        ),
      );
      for (const one of release.occurrences)
        for (const other of freeze.occurrences)
          if (held && one.start < other.end && other.start < one.end)
            found.push(
              `${itemId(release, one.start)} ${itemId(freeze, other.start)}`,
            );
    }
  }
  return found.sort();
}
