import { createHash } from 'node:crypto';
import {
  EntityFacts,
  EntitySelector,
  TimelineKind,
} from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { CatalogStore } from '../../catalog/CatalogStore';
import { Structure, deriveFacts } from '../../catalog/facts';
import { bareFacts } from '../../catalog/keys';
import { TimelineSource } from '../Timeline';

export const HOUR = 60 * 60 * 1000;
export const NOW = Date.parse('2026-11-25T00:00:00.000Z');

const ALL = 'group:default/all';
const OWNERS = ['group:default/a', 'group:default/b', ALL];
const SYSTEMS = ['system:default/s', 'system:default/t'];
const DOMAINS = ['domain:default/d', 'domain:default/e'];
const TIERS = ['test', 'production'] as const;

export const ENTITY_REFS = [0, 1, 2, 3, 4, 5].map(
  index => `component:default/c${index}`,
);
export const PLACE_REFS = [0, 1, 2].map(
  index => `resource:default/place${index}`,
);
/** The catalog does not know these. */
export const UNKNOWN_ENTITY = 'component:default/unknown';
export const UNKNOWN_PLACE = 'resource:default/unknown';

export interface TestCatalog {
  facts: EntityFacts[];
  structure: Structure;
}

/** A few entities and places with random facts. */
export const catalogArbitrary: fc.Arbitrary<TestCatalog> = fc
  .tuple(
    fc.array(
      fc.record(
        {
          type: fc.constantFrom('service', 'website'),
          lifecycle: fc.constantFrom('production', 'experimental'),
          tags: fc.subarray(['java', 'pci']),
          owner: fc.constantFrom(...OWNERS),
          system: fc.constantFrom(...SYSTEMS),
        },
        { requiredKeys: ['tags'] },
      ),
      { minLength: ENTITY_REFS.length, maxLength: ENTITY_REFS.length },
    ),
    fc.array(fc.option(fc.constantFrom(...TIERS), { nil: undefined }), {
      minLength: PLACE_REFS.length,
      maxLength: PLACE_REFS.length,
    }),
    fc.array(fc.subarray(DOMAINS), {
      minLength: SYSTEMS.length,
      maxLength: SYSTEMS.length,
    }),
  )
  .map(([entities, tiers, domains]) => {
    const structure: Structure = new Map([
      ...OWNERS.map(
        owner => [owner, owner === ALL ? [] : [ALL]] as [string, string[]],
      ),
      ...SYSTEMS.map(
        (system, index) => [system, domains[index]] as [string, string[]],
      ),
    ]);
    const facts = [
      ...entities.map((own, index) => ({
        ...bareFacts(ENTITY_REFS[index]),
        ...own,
      })),
      ...tiers.map((environmentTier, index) => ({
        ...bareFacts(PLACE_REFS[index]),
        type: 'environment',
        environmentTier,
      })),
    ];
    return {
      facts: facts.map(own => deriveFacts(own, structure)),
      structure,
    };
  });

const some = <T>(...values: T[]) =>
  fc.subarray(values, { minLength: 1, maxLength: 2 });

export const selectorArbitrary: fc.Arbitrary<EntitySelector> = fc.record(
  {
    kind: some('component', 'Resource', 'api'),
    type: some('Service', 'website', 'environment'),
    tag: some('java', 'pci'),
    owner: some(...OWNERS),
    system: some(...SYSTEMS),
    domain: some(...DOMAINS),
    lifecycle: some('production', 'experimental'),
    ref: some(...ENTITY_REFS, ...PLACE_REFS, UNKNOWN_ENTITY),
    environment: some(...PLACE_REFS, UNKNOWN_PLACE),
    environmentTier: some(...TIERS),
    expand: fc.record({
      relations: fc.constant(['dependsOn']),
      direction: fc.constantFrom('outgoing', 'incoming', 'both'),
      hops: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { requiredKeys: [] },
);

/** Rarely more than two lines: most scopes with more cover nothing. */
export const fewLinesArbitrary = fc
  .tuple(
    selectorArbitrary,
    fc.shuffledSubarray(
      [
        'kind',
        'type',
        'tag',
        'owner',
        'system',
        'domain',
        'lifecycle',
        'ref',
        'environment',
        'environmentTier',
        'expand',
      ] as const,
      { maxLength: 3 },
    ),
  )
  .map(
    ([selector, lines]) =>
      Object.fromEntries(
        lines.flatMap(line =>
          selector[line] === undefined ? [] : [[line, selector[line]]],
        ),
      ) as EntitySelector,
  );

/** Writes them, with relations along a chain of the components. */
export async function writeCatalog(
  knex: Knex,
  catalog: TestCatalog,
): Promise<void> {
  const records = catalog.facts.map((facts, index) => ({
    facts,
    parents: [],
    relations: relationsOf(index),
    hash: createHash('sha256').update(JSON.stringify(facts)).digest('hex'),
  }));
  await knex.transaction(tx =>
    new CatalogStore().write(tx, records, catalog.structure, NOW),
  );
}

function relationsOf(index: number) {
  const target = ENTITY_REFS[index + 1];
  return target ? [{ type: 'dependsOn', target }] : [];
}

let serial = 0;

export function testSource(
  options: Partial<TimelineSource> & {
    kind: TimelineKind;
    /** Hours from the test's now. */
    spans?: [start: number, end: number][];
  },
): TimelineSource {
  const { spans = [[0, 1]], ...source } = options;
  return {
    sourceId: `00000000-0000-4000-8000-${String(serial++).padStart(12, '0')}`,
    title: 'Something',
    owner: 'group:default/a',
    timeZone: 'UTC',
    recurring: spans.length > 1,
    selector: {},
    revision: 1,
    enforcement: options.kind === 'freeze' ? 'hard' : undefined,
    actions: ['deploy'],
    occurrences: spans.map(([start, end]) => ({
      start: new Date(NOW + start * HOUR).toISOString(),
      end: new Date(NOW + end * HOUR).toISOString(),
    })),
    ...source,
  };
}
