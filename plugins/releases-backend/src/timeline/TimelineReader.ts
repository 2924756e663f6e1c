import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { CatalogView, Neighbour } from '../catalog/CatalogView';
import { coveringPairs } from './coverage';
import { itemsWithin } from './spans';
import { TimelineAccess, accessibleAmong } from './TimelineAccess';
import {
  ENTRY_COLUMNS,
  EntryRow,
  TimelineEntry,
  toEntry,
} from './TimelineEntry';
import {
  ReadyFilters,
  TimelineFilters,
  prepareFilters,
} from './TimelineFilters';

/** Reads pages of the timeline: all filtering is in SQL. */
export class TimelineReader {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
  }

  prepare(
    filters: TimelineFilters,
    access: TimelineAccess,
  ): Promise<ReadyFilters> {
    return prepareFilters(filters, {
      knex: this.#knex,
      catalog: this.#catalog,
      access,
    });
  }

  async page(options: {
    from: number;
    to: number;
    filters: ReadyFilters;
    limit: number;
    after?: { start: number; id: string };
  }): Promise<TimelineEntry[]> {
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
    const rows: EntryRow[] = await query
      .orderBy(['i.start_ms', 'i.id'])
      .limit(limit)
      .select(ENTRY_COLUMNS)
      // Most releases fall into nothing: no more is asked about those.
      .select(
        this.#knex('timeline_collisions as c')
          .whereRaw('c.item_id = i.id')
          .limit(1)
          .select(this.#knex.raw('1'))
          .as('held_up'),
      );
    return rows.map(toEntry);
  }

  /** Of these sources, those that the access covers; none of an absent one. */
  accessible(
    sourceIds: string[],
    access: TimelineAccess | undefined,
  ): Promise<Set<string>> {
    return accessibleAmong(this.#knex, sourceIds, access);
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
}
