import {
  Collision,
  EntitySelector,
  ScopeReason,
  matchSelector,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../catalog/CatalogView';
import { bareFacts } from '../catalog/keys';
import type { CollisionContext } from './CollisionReader';
import { SharedScopes } from './SharedScopes';
import { itemsWithin, longestOf, overlapping } from './spans';
import { whereAccessible } from './TimelineAccess';
import { TimelineEntry } from './TimelineEntry';
import { SourceData, timelineStore } from './TimelineStore';
import { MAX_COLLISIONS, toCollision } from './toCollision';

const MAX_READ = 5000;

/** A freeze in the span, before more is known of it. */
interface Other {
  id: string;
  sourceId: string;
  revision: number;
  start: number;
  end: number;
}

interface Pair {
  itemId: string;
  other: Other;
  /** Of the entities that both cover. */
  refs: string[];
}

/** Freezes that overlap each other in time and share an entity in a place. */
export class FreezeOverlaps {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;
  readonly #shared: SharedScopes;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
    this.#shared = new SharedScopes({ knex: options.knex });
  }

  async of(
    freezes: TimelineEntry[],
    context: CollisionContext,
  ): Promise<Map<string, Collision[]>> {
    if (freezes.length === 0) return new Map();
    const others = await this.#within(
      {
        from: Math.min(...freezes.map(freeze => freeze.start)),
        to: Math.max(...freezes.map(freeze => freeze.end)),
      },
      context,
    );
    const share = await this.#shared.among(
      [...freezes, ...others],
      context.version,
    );
    const longest = longestOf(others);
    const pairs: Pair[] = [];
    for (const { id, sourceId, start, end } of freezes) {
      let count = 0;
      for (const other of overlapping(others, longest, { start, end })) {
        if (count >= MAX_COLLISIONS) break;
        const refs =
          other.sourceId === sourceId
            ? undefined
            : share(sourceId, other.sourceId);
        if (refs) {
          pairs.push({ itemId: id, other, refs });
          count++;
        }
      }
    }
    return this.#explain(pairs, context);
  }

  /** Many lie in the span, few collide: the rest is read of those alone. */
  async #within(
    span: { from: number; to: number },
    { access }: CollisionContext,
  ): Promise<Other[]> {
    const query = this.#knex
      .from(itemsWithin(this.#knex, { ...span, kinds: ['freeze'] }).as('i'))
      .join('timeline_sources as s', 's.source_id', 'i.source_id')
      .where('s.enforcement', '<>', 'info')
      .where('s.binds_deploy', 1)
      .orderBy(['i.start_ms', 'i.id'])
      .limit(MAX_READ)
      .select('i.id', 'i.source_id', 'i.start_ms', 'i.end_ms', 's.revision');
    whereAccessible(this.#knex, query, access);
    const rows: {
      id: string;
      source_id: string;
      start_ms: number | string;
      end_ms: number | string;
      revision: number;
    }[] = await query;
    return rows.map(row => ({
      id: row.id,
      sourceId: row.source_id,
      revision: row.revision,
      start: Number(row.start_ms),
      end: Number(row.end_ms),
    }));
  }

  /** For which of the other's lines, for an entity that both cover. */
  async #explain(
    pairs: Pair[],
    { version }: CollisionContext,
  ): Promise<Map<string, Collision[]>> {
    const facts = await this.#catalog.getFacts(
      pairs.flatMap(({ refs }) => refs),
      { version },
    );
    const sources = new Map(
      (
        await timelineStore.sources(this.#knex, [
          ...new Set(pairs.map(({ other }) => other.sourceId)),
        ])
      ).map(source => [
        source.source_id,
        {
          ...source,
          what: whatOf(JSON.parse(source.data)),
          reasons: new Map<string, ScopeReason[]>(),
        },
      ]),
    );
    const found = new Map<string, Collision[]>();
    for (const { itemId, other, refs } of pairs) {
      const source = sources.get(other.sourceId);
      if (source) {
        const reasonsFor = (ref: string) => {
          const known =
            source.reasons.get(ref) ??
            matchSelector(source.what, {
              entity: facts.get(ref) ?? bareFacts(ref),
            }).reasons;
          source.reasons.set(ref, known);
          return known;
        };
        const collisions = found.get(itemId) ?? [];
        collisions.push(
          toCollision(
            {
              ...source,
              id: other.id,
              start_ms: other.start,
              end_ms: other.end,
            },
            refs.flatMap(reasonsFor),
          ),
        );
        found.set(itemId, collisions);
      }
    }
    return found;
  }
}

/** The lines about entities alone. */
function whatOf({ selector }: SourceData): EntitySelector {
  return { ...selector, environment: undefined, environmentTier: undefined };
}
