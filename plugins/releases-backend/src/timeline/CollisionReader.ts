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
import { toItems } from './collisions';
import { Override } from './Override';
import { SharedScopes } from './SharedScopes';
import { itemsWithin, longestOf, overlapping } from './spans';
import { ItemRow, TimelineAccess, whereReadable } from './TimelineReader';
import { SourceData, timelineStore } from './TimelineStore';

const MAX_PER_ITEM = 20;
const MAX_REASONS = 20;
const MAX_OVERLAPS_READ = 5000;

type LightRow = Omit<OtherRow, 'title' | 'enforcement' | 'data'>;

interface OtherRow {
  id: string;
  source_id: string;
  start_ms: number | string;
  end_ms: number | string;
  kind: string;
  title: string;
  enforcement: string;
  revision: number;
  data: string;
  item_id?: string;
}

const OTHER_COLUMNS = [
  's.source_id',
  's.kind',
  's.title',
  's.enforcement',
  's.revision',
  's.data',
];

/**
 * What the items of a page collide with, as far as the caller may read it, and
 * why. Which releases fall into which freezes was derived as they were written;
 * which freezes overlap is looked up, because on a busy calendar there are more
 * such pairs than anyone could keep.
 */
export class CollisionReader {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;
  readonly #shared: SharedScopes;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
    this.#shared = new SharedScopes({ knex: options.knex });
  }

  async collisionsOf(
    items: ItemRow[],
    options: { access: TimelineAccess; now: number },
  ): Promise<Map<string, Collision[]>> {
    const releases = items.filter(item => item.kind === 'release');
    const freezes = items.filter(
      item =>
        item.kind === 'freeze' &&
        item.enforcement !== 'info' &&
        item.binds_deploy === 1,
    );
    return new Map([
      ...(await this.#ofReleases(releases, options)),
      ...(await this.#ofFreezes(freezes, options.access)),
    ]);
  }

  async #ofReleases(
    items: ItemRow[],
    options: { access: TimelineAccess; now: number },
  ): Promise<Map<string, Collision[]>> {
    const rows: OtherRow[] = [];
    for (const chunk of chunksOf(items.map(item => item.id))) {
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
          ...OTHER_COLUMNS,
        );
      whereReadable(this.#knex, query, options.access);
      rows.push(...(await query));
    }
    if (rows.length === 0) return new Map();

    const byId = new Map(items.map(item => [item.id, item]));
    const facts = await this.#factsOf(items);
    const overrides = await this.#overridesOf(rows, options.now);
    const found = new Map<string, Collision[]>();
    for (const row of rows) {
      const item = byId.get(row.item_id ?? '');
      const known = found.get(row.item_id ?? '') ?? [];
      if (item && known.length < MAX_PER_ITEM) {
        const { selector }: SourceData = JSON.parse(item.data);
        const { reasons, held } = await this.#hold(selector, row, facts);
        const override = overrides
          .get(row.source_id)
          ?.find(candidate => candidate.lets(item, row, held));
        known.push({
          ...toCollision(row, reasons),
          ...(override && { overrideId: override.id }),
        });
        found.set(item.id, known);
      }
    }
    return found;
  }

  /** Which entities the freeze holds, and for which of its lines. */
  async #hold(
    selector: EntitySelector,
    row: OtherRow,
    facts: Map<string, EntityFacts>,
  ): Promise<{ reasons: ScopeReason[]; held: string[] }> {
    const scope = (JSON.parse(row.data) as SourceData).selector;
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

  async #factsOf(items: ItemRow[]): Promise<Map<string, EntityFacts>> {
    return this.#catalog.getFacts(
      items.flatMap(item => {
        const { selector }: SourceData = JSON.parse(item.data);
        return [...(selector.ref ?? []), ...(selector.environment ?? [])];
      }),
    );
  }

  async #overridesOf(rows: OtherRow[], now: number) {
    const found = new Map<string, Override[]>();
    for (const chunk of chunksOf(new Set(rows.map(row => row.source_id)))) {
      const overrides = await this.#knex('timeline_overrides')
        .whereIn('window_id', chunk)
        .where('until_ms', '>', now)
        .orderBy('override_id');
      for (const row of overrides)
        found.set(row.window_id, [
          ...(found.get(row.window_id) ?? []),
          new Override(row),
        ]);
    }
    return found;
  }

  async #ofFreezes(
    items: ItemRow[],
    access: TimelineAccess,
  ): Promise<Map<string, Collision[]>> {
    const found = new Map<string, Collision[]>();
    if (items.length === 0) return found;
    const own = toItems(items);
    const query = this.#knex
      .from(
        itemsWithin(this.#knex, {
          from: Math.min(...own.map(item => item.start)),
          to: Math.max(...own.map(item => item.end)),
          kinds: ['freeze'],
        }).as('i'),
      )
      .join('timeline_sources as s', 's.source_id', 'i.source_id')
      .where('s.enforcement', '<>', 'info')
      .where('s.binds_deploy', 1)
      .orderBy(['i.start_ms', 'i.id'])
      .limit(MAX_OVERLAPS_READ)
      .select(
        'i.id',
        'i.start_ms',
        'i.end_ms',
        's.source_id',
        's.kind',
        's.revision',
      );
    whereReadable(this.#knex, query, access);
    // Many lie in the span, few collide: the rest is read of those alone.
    const rows: LightRow[] = await query;
    const others = toItems(rows).map((item, index) => ({
      ...item,
      row: rows[index],
    }));
    const longest = longestOf(others);
    const share = await this.#shared.among(
      [...items, ...rows],
      await this.#catalog.version(),
    );

    const pairs = own.flatMap(item => {
      const shared: { row: LightRow; refs: string[] }[] = [];
      for (const { sourceId, row } of overlapping(others, longest, item)) {
        if (shared.length >= MAX_PER_ITEM) break;
        const refs =
          sourceId === item.sourceId
            ? undefined
            : share(item.sourceId, sourceId);
        if (refs) shared.push({ row, refs });
      }
      return shared.map(pair => ({ itemId: item.id, ...pair }));
    });
    const facts = await this.#catalog.getFacts(
      pairs.flatMap(({ refs }) => refs),
    );
    const sources = new Map(
      (
        await timelineStore.sources(this.#knex, [
          ...new Set(pairs.map(({ row }) => row.source_id)),
        ])
      ).map(source => [
        source.source_id,
        { ...source, what: whatOf(JSON.parse(source.data)) },
      ]),
    );
    for (const { itemId, row, refs } of pairs) {
      const source = sources.get(row.source_id);
      if (source) {
        // For which of the other's lines, for an entity that both cover.
        const reasons = refs.flatMap(
          ref =>
            matchSelector(source.what, {
              entity: facts.get(ref) ?? bareFacts(ref),
            }).reasons,
        );
        const collisions = found.get(itemId) ?? [];
        collisions.push(toCollision({ ...row, ...source }, reasons));
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

function toCollision(
  row: LightRow & { title: string; enforcement: string | null },
  reasons: ScopeReason[],
): Collision {
  return {
    itemId: row.id,
    sourceId: row.source_id,
    kind: row.kind as Collision['kind'],
    title: row.title,
    enforcement: row.enforcement as Collision['enforcement'],
    start: new Date(Number(row.start_ms)).toISOString(),
    end: new Date(Number(row.end_ms)).toISOString(),
    reasons: reasons.slice(0, MAX_REASONS),
  };
}
