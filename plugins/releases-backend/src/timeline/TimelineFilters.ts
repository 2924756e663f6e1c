import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { CatalogView, Neighbour } from '../catalog/CatalogView';
import { bareFacts, environmentTokens } from '../catalog/keys';
import { coveringPairs, coveringSources, whereInPlace } from './coverage';
import { subjectOf } from './scope';
import { TimelineAccess, touching, whereAccessible } from './TimelineAccess';

/** So many entities around the asked ones are looked at. */
const MAX_NEIGHBOURS = 200;
const MAX_OWNED = 200;

export interface TimelineFilters {
  entityRef?: string[];
  environmentRef?: string[];
  systemRef?: string[];
  ownerRef?: string[];
  kind?: string[];
  q?: string;
  hops?: number;
}

/** The filters of one question, with what they need of the catalog. */
export interface ReadyFilters extends TimelineFilters {
  /** Narrows a query of sources `s`. */
  narrow(query: Knex.QueryBuilder<any, any>): void;
  /** Around the asked entities, or around what the asked owners own. */
  neighbours: Neighbour[];
}

/** Reads of the catalog what the filters need, so that all filtering is in SQL. */
export async function prepareFilters(
  filters: TimelineFilters,
  options: { knex: Knex; catalog: CatalogView; access: TimelineAccess },
): Promise<ReadyFilters> {
  const { knex: db, catalog, access } = options;
  const { entityRef, environmentRef, ownerRef, systemRef, kind, q } = filters;
  const facts = await catalog.getFacts([
    ...(entityRef ?? []),
    ...(environmentRef ?? []),
  ]);
  const factsOf = (ref: string) => facts.get(ref) ?? bareFacts(ref);
  const places = environmentRef?.map(ref => environmentTokens(factsOf(ref)));
  const neighbours = await neighboursOf(filters, catalog);
  const around = neighbours
    .filter(neighbour => neighbour.distance > 0 || !entityRef)
    .map(neighbour => neighbour.ref);
  const owners = ownerRef && (await catalog.groupsBelow(ownerRef));

  const coveringNeighbour = (either: Knex.QueryBuilder<any, any>) => {
    for (const refs of chunksOf(around))
      either.orWhereIn(
        's.source_id',
        db
          .from(
            coveringPairs(db, refs, { ownPlace: places === undefined }).as(
              'pairs',
            ),
          )
          .select('pairs.source_id'),
      );
    if (around.length > 0) either.orWhere('s.entity_dims', 0);
  };

  return {
    ...filters,
    neighbours,
    narrow(query) {
      whereAccessible(db, query, access);
      if (kind) query.whereIn('s.kind', kind);
      if (q)
        query.whereRaw("s.search_text like ? escape '\\'", [
          `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
        ]);
      if (places) whereInPlace(db, query, places);
      if (systemRef)
        query.whereIn('s.source_id', touching(db, 'system', systemRef));
      if (owners)
        query.where(either => {
          either.whereIn('s.owner', owners);
          either.orWhereIn(
            's.source_id',
            touching(db, 'owner', ownerRef ?? []),
          );
          if (!entityRef) coveringNeighbour(either);
        });
      if (entityRef)
        query.where(either => {
          for (const ref of entityRef) {
            const { entity, environment } = subjectOf({
              entity: factsOf(ref),
            });
            either.orWhereIn(
              's.source_id',
              db
                .from(
                  coveringSources(db, {
                    entity,
                    // Asked for places stand before the entity's own.
                    environment: places ? undefined : environment,
                  }).as('covered'),
                )
                .select('covered.source_id'),
            );
          }
          coveringNeighbour(either);
        });
    },
  };
}

async function neighboursOf(
  filters: TimelineFilters,
  catalog: CatalogView,
): Promise<Neighbour[]> {
  const { entityRef, ownerRef, hops = 0 } = filters;
  if (entityRef)
    return catalog.neighbours({ refs: entityRef, hops, limit: MAX_NEIGHBOURS });
  if (!ownerRef || hops === 0) return [];
  return catalog.neighbours({
    refs: await catalog.ownedBy(ownerRef, { limit: MAX_OWNED }),
    hops,
    limit: MAX_NEIGHBOURS + MAX_OWNED,
  });
}
