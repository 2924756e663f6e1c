import {
  ENTITY_DIMENSIONS,
  ENVIRONMENT_DIMENSIONS,
  EntityFacts,
  EntitySelector,
  PathStep,
  SelectorDimension,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from './CatalogStore';
import { ENVIRONMENT_TOKEN, tokenOf, ZONED_TOKEN } from './keys';
import { findNeighbours } from './neighbours';

interface Row {
  ref: string;
  facts: string;
}

/** How far a widened scope reaches at most. */
export const MAX_REACH = 10_000;

/** From the line that fits the fewest to the line that fits the most. */
export const SELECTIVITY: readonly SelectorDimension[] = [
  'ref',
  'environment',
  'system',
  'owner',
  'domain',
  'type',
  'tag',
  'lifecycle',
  'environmentTier',
  'kind',
];

/** Entities that meet every one of these lines of the selector. */
function meeting(
  db: Knex,
  selector: EntitySelector,
  dimensions: readonly SelectorDimension[],
): Knex.QueryBuilder<any, any> {
  const query = db('catalog_entities as e');
  const lines = SELECTIVITY.filter(
    dimension => dimensions.includes(dimension) && selector[dimension],
  );
  lines.forEach((dimension, index) => {
    const tokens = (selector[dimension] ?? []).map(value =>
      tokenOf(dimension, value),
    );
    // The first line finds the entities, the others are looked up for each.
    if (index === 0)
      query.whereIn(
        'e.ref',
        db('catalog_keys').whereIn('token', tokens).select('entity_ref'),
      );
    else
      query.whereExists(
        db('catalog_keys as k')
          .whereRaw('k.entity_ref = e.ref')
          .whereIn('k.token', tokens)
          .select(db.raw('1')),
      );
  });
  return query;
}

export function matchedEntities(
  db: Knex,
  selector: EntitySelector,
): Knex.QueryBuilder<any, any> {
  return meeting(db, selector, ENTITY_DIMENSIONS);
}

function refsWith(db: Knex, token: string): Knex.QueryBuilder<any, any> {
  return db('catalog_keys').where({ token }).select('entity_ref');
}

export async function matchedEnvironments(
  db: Knex,
  selector: EntitySelector,
): Promise<EntityFacts[]> {
  const rows: Row[] = await meeting(db, selector, ENVIRONMENT_DIMENSIONS)
    .whereIn('e.ref', refsWith(db, ENVIRONMENT_TOKEN))
    .orderBy('e.ref')
    .select('e.facts');
  return rows.map(row => JSON.parse(row.facts));
}

/** Entities that say in which network zone they are. */
export async function zonedEntities(db: Knex): Promise<EntityFacts[]> {
  const rows: Row[] = await db('catalog_entities as e')
    .whereIn('e.ref', refsWith(db, ZONED_TOKEN))
    .orderBy('e.ref')
    .limit(MAX_REACH)
    .select('e.facts');
  return rows.map(row => JSON.parse(row.facts));
}

/** Every entity that a scope covers, with the path where it took relations. */
export async function coveredRefs(
  db: Knex,
  selector: EntitySelector,
): Promise<{ ref: string; path?: PathStep[] }[]> {
  const rows: Row[] = await matchedEntities(db, selector)
    .orderBy('e.ref')
    .limit(MAX_REACH)
    .select('e.ref');
  const matched: { ref: string; path?: PathStep[] }[] = rows.map(row => ({
    ref: row.ref,
  }));
  if (!selector.expand) return matched;
  const { relations, direction, hops } = selector.expand;
  const all = await findNeighbours(db, {
    refs: matched.map(({ ref }) => ref),
    relations,
    direction,
    hops,
    limit: MAX_REACH,
  });
  const reached = all
    .filter(neighbour => neighbour.distance > 0)
    .map(({ ref, path }) => ({ ref, path }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  return [...matched, ...reached];
}

/** Of environments that are for one purpose and a short time. */
const EPHEMERAL = 'ephemeral';

export function isEphemeral(facts: EntityFacts, annotation: string): boolean {
  return facts.annotations[annotation]?.toLowerCase() === EPHEMERAL;
}

/** Environments at the other end of any relation of this entity. */
export async function relatedEnvironments(
  db: Knex,
  entityRef: string,
): Promise<EntityFacts[]> {
  const rows: Row[] = await db('catalog_entities as e')
    .whereIn('e.ref', refsWith(db, ENVIRONMENT_TOKEN))
    .where(either =>
      either
        .whereIn(
          'e.ref',
          db('catalog_relations').where({ source: entityRef }).select('target'),
        )
        .orWhereIn(
          'e.ref',
          db('catalog_relations').where({ target: entityRef }).select('source'),
        ),
    )
    .orderBy('e.ref')
    .select('e.facts');
  return rows.map(row => JSON.parse(row.facts));
}

/** What any of these own, through themselves or through groups above. */
export async function ownedRefs(
  db: Knex,
  ownerRefs: string[],
  limit: number,
): Promise<string[]> {
  const refs = new Set<string>();
  for (const chunk of chunksOf(ownerRefs)) {
    const rows = await db('catalog_keys')
      .whereIn(
        'token',
        chunk.map(ref => tokenOf('owner', ref)),
      )
      .distinct('entity_ref')
      .orderBy('entity_ref')
      .limit(limit);
    for (const row of rows) refs.add(row.entity_ref);
  }
  return [...refs].sort().slice(0, limit);
}
