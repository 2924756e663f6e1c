import {
  Collision,
  EntityFacts,
  EntitySelector,
  ScopeReason,
  matchSelector,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { CatalogView } from '../catalog/CatalogView';
import { bareFacts } from '../catalog/keys';
import type { CollisionContext } from './CollisionReader';
import { Override } from './Override';
import { whereAccessible } from './TimelineAccess';
import { TimelineEntry } from './TimelineEntry';
import { SourceData } from './TimelineStore';
import { CollidingItem, MAX_COLLISIONS, toCollision } from './toCollision';

interface FreezeRow extends CollidingItem {
  /** Of the release. */
  item_id: string;
  data: string;
}

/** The freezes that hold up releases, why, and which override lets them pass. */
export class ReleaseCollisions {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
  }

  /** By id of the release; `until` the first override ends. */
  async of(
    releases: TimelineEntry[],
    context: CollisionContext,
  ): Promise<{ collisions: Map<string, Collision[]>; until: number }> {
    const found = new Map<string, Collision[]>();
    const rows = await this.#freezesOver(releases, context);
    if (rows.length === 0) return { collisions: found, until: Infinity };
    const { overrides, until } = await this.#overridesOf(rows, context.now);
    const scopes = new Map<string, EntitySelector>();
    const byId = new Map(releases.map(release => [release.id, release]));
    for (const row of rows) {
      const release = byId.get(row.item_id);
      const known = found.get(row.item_id) ?? [];
      if (release && known.length < MAX_COLLISIONS) {
        const scope =
          scopes.get(row.source_id) ??
          (JSON.parse(row.data) as SourceData).selector;
        scopes.set(row.source_id, scope);
        const { reasons, held } = await this.#hold(
          release.selector,
          scope,
          context.facts,
        );
        const override = overrides
          .get(row.source_id)
          ?.find(candidate => candidate.lets(release, row, held));
        known.push({
          ...toCollision(row, reasons),
          ...(override && { overrideId: override.id }),
        });
        found.set(release.id, known);
      }
    }
    return { collisions: found, until };
  }

  async #freezesOver(
    releases: TimelineEntry[],
    { access }: CollisionContext,
  ): Promise<FreezeRow[]> {
    const rows: FreezeRow[] = [];
    for (const chunk of chunksOf(releases.map(release => release.id))) {
      const query = this.#knex('timeline_collisions as c')
        .join('timeline_items as i', 'i.id', 'c.other_item_id')
        .join('timeline_sources as s', 's.source_id', 'i.source_id')
        .whereIn('c.item_id', chunk)
        .orderBy(['i.start_ms', 'i.id'])
        .select(
          'c.item_id',
          'i.id',
          'i.start_ms',
          'i.end_ms',
          's.source_id',
          's.kind',
          's.title',
          's.enforcement',
          's.data',
        );
      whereAccessible(this.#knex, query, access);
      rows.push(...(await query));
    }
    return rows;
  }

  /** Which entities the freeze holds, and for which of its lines. */
  async #hold(
    selector: EntitySelector,
    scope: EntitySelector,
    facts: Map<string, EntityFacts>,
  ): Promise<{ reasons: ScopeReason[]; held: string[] }> {
    const reasons = new Map<string, ScopeReason>();
    const held = new Set<string>();
    for (const ref of selector.ref ?? []) {
      const entity = facts.get(ref) ?? bareFacts(ref);
      const places: (EntityFacts | undefined)[] = selector.environment?.map(
        place => facts.get(place) ?? bareFacts(place),
      ) ?? [undefined];
      const covered = places.some(
        environment => matchSelector(scope, { entity, environment }).matches,
      );
      const reached =
        covered || !scope.expand
          ? undefined
          : await this.#catalog.reachedFrom(scope, ref);
      for (const environment of places) {
        const match = matchSelector(scope, { entity, environment, reached });
        if (match.matches) held.add(ref);
        for (const reason of match.reasons)
          reasons.set(
            [reason.dimension, reason.value, reason.entityRef].join(' '),
            reason,
          );
      }
    }
    return { reasons: [...reasons.values()], held: [...held] };
  }

  async #overridesOf(
    rows: FreezeRow[],
    now: number,
  ): Promise<{ overrides: Map<string, Override[]>; until: number }> {
    const found = new Map<string, Override[]>();
    let until = Infinity;
    for (const chunk of chunksOf(new Set(rows.map(row => row.source_id)))) {
      const overrides = await this.#knex('timeline_overrides')
        .whereIn('window_id', chunk)
        .where('until_ms', '>', now)
        .orderBy('override_id');
      for (const row of overrides) {
        until = Math.min(until, Number(row.until_ms));
        found.set(row.window_id, [
          ...(found.get(row.window_id) ?? []),
          new Override(row),
        ]);
      }
    }
    return { overrides: found, until };
  }
}
