import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { CatalogView, Neighbour } from '../catalog/CatalogView';
import { bareFacts, environmentTokens, tokenOf } from '../catalog/keys';
import { Access, AccessMapping, applyAccess } from '../permissions/criteria';
import { coveringPairs, coveringSources, whereInPlace } from './coverage';
import { subjectOf } from './scope';
import { itemsWithin } from './spans';

/** So many entities around the asked ones are looked at. */
const MAX_NEIGHBOURS = 200;
const MAX_OWNED = 200;

/** What may be read of windows, releases and events. */
export interface TimelineAccess {
  window: Access;
  release: Access;
  event: Access;
}

export interface TimelineFilters {
  entityRef?: string[];
  environmentRef?: string[];
  systemRef?: string[];
  ownerRef?: string[];
  kind?: string[];
  q?: string;
  hops?: number;
}

export interface ItemRow {
  id: string;
  source_id: string;
  start_ms: number | string;
  end_ms: number | string;
  kind: string;
  title: string;
  owner: string;
  time_zone: string;
  recurring: number;
  status: string | null;
  enforcement: string | null;
  category: string | null;
  vendor: string | null;
  move_by: number | string | null;
  revision: number;
  entity_dims: number;
  binds_deploy: number;
  expands: number;
  data: string;
}

const ITEM_COLUMNS = [
  'i.id',
  'i.source_id',
  'i.start_ms',
  'i.end_ms',
  ...[
    'kind',
    'title',
    'owner',
    'time_zone',
    'recurring',
    'status',
    'enforcement',
    'category',
    'vendor',
    'move_by',
    'revision',
    'entity_dims',
    'binds_deploy',
    'expands',
    'data',
  ].map(column => `s.${column}`),
];

/** The filters of one question, with what they need of the catalog. */
export interface ReadyFilters extends TimelineFilters {
  /** Narrows a query of sources `s`. */
  narrow(query: Knex.QueryBuilder<any, any>): void;
  /** Around the asked entities, or around what the asked owners own. */
  neighbours: Neighbour[];
}

/** Reads pages of the timeline: all filtering is in SQL. */
export class TimelineReader {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
  }

  async prepare(
    filters: TimelineFilters,
    access: TimelineAccess,
  ): Promise<ReadyFilters> {
    const db = this.#knex;
    const { entityRef, environmentRef, ownerRef, systemRef, kind, q } = filters;
    const facts = await this.#catalog.getFacts([
      ...(entityRef ?? []),
      ...(environmentRef ?? []),
    ]);
    const factsOf = (ref: string) => facts.get(ref) ?? bareFacts(ref);
    const places = environmentRef?.map(ref => environmentTokens(factsOf(ref)));
    const neighbours = await this.#neighbours(filters);
    const around = neighbours
      .filter(neighbour => neighbour.distance > 0 || !entityRef)
      .map(neighbour => neighbour.ref);
    const owners = ownerRef && (await this.#catalog.groupsBelow(ownerRef));

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
        whereReadable(db, query, access);
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

  async #neighbours(filters: TimelineFilters): Promise<Neighbour[]> {
    const { entityRef, ownerRef, hops = 0 } = filters;
    if (entityRef)
      return this.#catalog.neighbours({
        refs: entityRef,
        hops,
        limit: MAX_NEIGHBOURS,
      });
    if (!ownerRef || hops === 0) return [];
    return this.#catalog.neighbours({
      refs: await this.#catalog.ownedBy(ownerRef, { limit: MAX_OWNED }),
      hops,
      limit: MAX_NEIGHBOURS + MAX_OWNED,
    });
  }

  async page(options: {
    from: number;
    to: number;
    filters: ReadyFilters;
    limit: number;
    after?: { start: number; id: string };
  }): Promise<ItemRow[]> {
    const { from, to, filters, limit, after } = options;
    const query = this.#knex
      .from(itemsWithin(this.#knex, { from, to, kinds: filters.kind }).as('i'))
      .join('timeline_sources as s', 's.source_id', 'i.source_id');
    filters.narrow(query);
    if (after)
      query
        .where('i.start_ms', '>=', after.start)
        .where(later =>
          later
            .where('i.start_ms', '>', after.start)
            .orWhere('i.id', '>', after.id),
        );
    return query
      .orderBy(['i.start_ms', 'i.id'])
      .limit(limit)
      .select(ITEM_COLUMNS);
  }

  /** The nearest neighbour that each of these sources covers. */
  async nearest(
    sourceIds: string[],
    filters: ReadyFilters,
  ): Promise<Map<string, Neighbour>> {
    const nearest = new Map<string, Neighbour>();
    const byRef = new Map(
      filters.neighbours.map(neighbour => [neighbour.ref, neighbour]),
    );
    const keep = (sourceId: string, neighbour?: Neighbour) => {
      const known = nearest.get(sourceId);
      if (neighbour && (!known || neighbour.distance < known.distance))
        nearest.set(sourceId, neighbour);
    };
    for (const ids of chunksOf(sourceIds)) {
      for (const refs of chunksOf(byRef.keys())) {
        const pairs: { source_id: string; entity_ref: string }[] =
          await coveringPairs(this.#knex, refs, {
            sourceIds: ids,
            ownPlace: filters.environmentRef === undefined,
          });
        for (const pair of pairs)
          keep(pair.source_id, byRef.get(pair.entity_ref));
      }
    }
    // What names no entity, or one that the catalog does not know, has no pair.
    for (const id of sourceIds) {
      if (!nearest.has(id)) keep(id, filters.neighbours[0]);
    }
    return nearest;
  }

  /** Owners and systems that each of these sources touches. */
  async touches(
    sourceIds: string[],
  ): Promise<Map<string, { owners: string[]; systems: string[] }>> {
    const touches = new Map(
      sourceIds.map(id => [
        id,
        { owners: [] as string[], systems: [] as string[] },
      ]),
    );
    for (const chunk of chunksOf(sourceIds)) {
      const rows: { source_id: string; token: string }[] = await this.#knex(
        'timeline_touches',
      )
        .whereIn('source_id', chunk)
        .orderBy(['source_id', 'token'])
        .select('source_id', 'token');
      for (const { source_id: id, token } of rows) {
        const cut = token.indexOf('=');
        touches
          .get(id)
          ?.[token.slice(0, cut) === 'owner' ? 'owners' : 'systems'].push(
            token.slice(cut + 1),
          );
      }
    }
    return touches;
  }
}

/** Sources with an entity of one of these systems or owners in their scope. */
function touching(
  db: Knex,
  dimension: 'owner' | 'system',
  refs: string[],
): Knex.QueryBuilder<any, any> {
  return db('timeline_touches')
    .whereIn(
      'token',
      refs.map(ref => tokenOf(dimension, ref)),
    )
    .select('source_id');
}

/** Narrows a query of sources `s` to what may be read. */
export function whereReadable(
  db: Knex,
  query: Knex.QueryBuilder<any, any>,
  access: TimelineAccess,
): void {
  const kinds: [Access, string[]][] = [
    [access.window, ['freeze', 'allow', 'advisory']],
    [access.release, ['release']],
    [access.event, ['business', 'vendor']],
  ];
  if (kinds.every(([each]) => 'all' in each)) return;
  const mapping: AccessMapping = {
    owner: (group, values) => group.whereIn('s.owner', values),
    kind: (group, values) => group.whereIn('s.kind', values),
    scopeEntityOwner: (group, values) =>
      group.whereIn('s.source_id', touching(db, 'owner', values)),
  };
  query.where(either => {
    for (const [each, names] of kinds)
      either.orWhere(one => {
        one.whereIn('s.kind', names);
        applyAccess(one, each, mapping);
      });
  });
}
