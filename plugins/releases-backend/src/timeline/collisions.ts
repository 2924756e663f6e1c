import { Span } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogStore, chunksOf } from '../catalog/CatalogStore';
import { bareFacts, tokenOf } from '../catalog/keys';
import {
  ANY,
  ANYWHERE,
  Scope,
  Subject,
  covers,
  rowsOf,
  subjectOf,
} from './scope';
import { itemsWithin, longestOf, overlapping } from './spans';
import { SourceData, SourceRow } from './TimelineStore';

const INSERT_CHUNK = 100;
const KIND = tokenOf('kind', '');
const catalogStore = new CatalogStore();

interface Item {
  id: string;
  sourceId: string;
  start: number;
  end: number;
}

/** Freezes that only inform, or that bind other actions, hold up no release. */
function collides(source: SourceRow): boolean {
  if (source.kind === 'release') return !source.settled;
  return (
    source.kind === 'freeze' &&
    source.binds_deploy === 1 &&
    source.enforcement !== 'info'
  );
}

/** Derives anew which freezes a release falls into, or which releases a freeze holds up. */
export async function deriveCollisions(
  tx: Knex.Transaction,
  source: SourceRow,
  scope: Scope,
): Promise<void> {
  const id = source.source_id;
  await tx('timeline_collisions').where({ source_id: id }).delete();
  await tx('timeline_collisions').where({ other_source_id: id }).delete();
  if (!collides(source)) return;
  const items = toItems(await tx('timeline_items').where({ source_id: id }));
  if (items.length === 0) return;
  const pairs =
    source.kind === 'release'
      ? await freezesOver(tx, source, items)
      : (await releasesUnder(tx, { scope, items })).map(
          ({ release, item }) => [release, item] as const,
        );
  const rows = pairs.map(([release, freeze]) => ({
    item_id: release.id,
    other_item_id: freeze.id,
    source_id: release.sourceId,
    other_source_id: freeze.sourceId,
  }));
  for (const chunk of chunksOf(rows, INSERT_CHUNK))
    await tx('timeline_collisions').insert(chunk).onConflict().ignore();
}

/** Every entity of a release, in every environment that it names. */
export async function subjectsOfReleases(
  db: Knex,
  releases: SourceRow[],
): Promise<Map<string, Subject[]>> {
  const selectors = releases.map(release => ({
    id: release.source_id,
    selector: (JSON.parse(release.data) as SourceData).selector,
  }));
  const known = await catalogStore.facts(
    db,
    selectors.flatMap(({ selector }) => [
      ...(selector.ref ?? []),
      ...(selector.environment ?? []),
    ]),
  );
  const factsOf = (ref: string) => known.get(ref) ?? bareFacts(ref);
  return new Map(
    selectors.map(({ id, selector }) => [
      id,
      (selector.ref ?? [])
        .map(factsOf)
        .flatMap(entity =>
          selector.environment
            ? selector.environment.map(environment =>
                subjectOf({ entity, environment: factsOf(environment) }),
              )
            : [subjectOf({ entity })],
        ),
    ]),
  );
}

async function freezesOver(
  tx: Knex.Transaction,
  release: SourceRow,
  items: Item[],
): Promise<(readonly [Item, Item])[]> {
  const subjects =
    (await subjectsOfReleases(tx, [release])).get(release.source_id) ?? [];
  const tokens = new Set(subjects.flatMap(subject => subject.entity));
  const pairs: (readonly [Item, Item])[] = [];
  for (const item of items) {
    const found = new Map<string, Item>();
    for (const chunk of chunksOf([ANY, ANYWHERE, ...tokens])) {
      const rows = await tx
        .from(
          itemsWithin(tx, {
            from: item.start,
            to: item.end,
            kinds: ['freeze'],
          }).as('i'),
        )
        .join('timeline_sources as s', 's.source_id', 'i.source_id')
        .where('s.binds_deploy', 1)
        .where('s.enforcement', '<>', 'info')
        .whereIn(
          's.source_id',
          tx('timeline_scope_keys')
            .where('pivot', '>', 0)
            .whereIn('token', chunk)
            .select('source_id'),
        )
        .select('i.*');
      for (const freeze of toItems(rows)) found.set(freeze.id, freeze);
    }
    const scopes = await scopesOf(tx, [...found.values()], tokens);
    for (const freeze of found.values()) {
      const scope = scopes.get(freeze.sourceId);
      if (scope && subjects.some(subject => covers(scope, subject)))
        pairs.push([item, freeze]);
    }
  }
  return pairs;
}

/** Only as much of each scope as can speak of these tokens. */
async function scopesOf(
  tx: Knex.Transaction,
  items: Item[],
  tokens: Set<string>,
): Promise<Map<string, Scope>> {
  const scopes = new Map<string, Scope>();
  for (const ids of chunksOf(new Set(items.map(item => item.sourceId)))) {
    const dimensions = await tx('timeline_scope_keys')
      .whereIn('source_id', ids)
      .where('dimension', '<>', ANY)
      .distinct('source_id', 'dimension', 'is_environment');
    for (const id of ids)
      scopes.set(id, { lines: new Map(), entityDims: 0, environmentDims: 0 });
    for (const { source_id: id, dimension } of dimensions)
      scopes.get(id)?.lines.set(dimension, new Set());
    const dims = await tx('timeline_sources')
      .whereIn('source_id', ids)
      .select('source_id', 'entity_dims');
    for (const { source_id: id, entity_dims: count } of dims) {
      const scope = scopes.get(id);
      // A widened scope that reaches nothing has a line without any value.
      if (scope && count > 0 && ![...scope.lines.keys()].some(isEntityLine))
        scope.lines.set('ref', new Set());
    }
    for (const chunk of chunksOf(tokens))
      keep(
        await tx('timeline_scope_keys')
          .whereIn('source_id', ids)
          .where('is_environment', 0)
          .whereIn('token', chunk),
      );
    keep(
      await tx('timeline_scope_keys')
        .whereIn('source_id', ids)
        .where('is_environment', 1),
    );
  }
  return scopes;

  function keep(
    rows: { source_id: string; dimension: string; token: string }[],
  ) {
    for (const row of rows)
      scopes.get(row.source_id)?.lines.get(row.dimension)?.add(row.token);
  }
}

function isEntityLine(dimension: string): boolean {
  return !dimension.startsWith('environment');
}

/** Releases that are not settled and that occurrences of such a scope would hold up. */
export async function releasesUnder(
  db: Knex,
  freeze: { scope: Scope; items: Item[] },
): Promise<{ release: Item; item: Item }[]> {
  const { scope } = freeze;
  const items = [...freeze.items].sort((a, b) => a.start - b.start);
  if (items.length === 0) return [];
  const longest = longestOf(items);
  const pivot = rowsOf(scope).filter(row => row.pivot === 1);
  if (scope.entityDims > 0 && pivot.length === 0) return [];

  const span = {
    from: items[0].start,
    to: Math.max(...items.map(item => item.end)),
    kinds: ['release'],
  };
  const found = new Map<string, Item>();
  const tokenChunks =
    scope.entityDims > 0 ? chunksOf(pivot.map(row => row.token)) : [undefined];
  for (const tokens of tokenChunks) {
    const query = db
      .from(itemsWithin(db, span).as('i'))
      .join('timeline_sources as s', 's.source_id', 'i.source_id')
      .where('s.settled', 0)
      .select('i.*');
    if (tokens) query.whereIn('s.source_id', namedBy(db, tokens));
    for (const item of toItems(await query)) found.set(item.id, item);
  }

  const inTime = [...found.values()].filter(
    release => overlapping(items, longest, release).length > 0,
  );
  const pairs: { release: Item; item: Item }[] = [];
  for (const chunk of chunksOf(inTime)) {
    const ids = chunk.map(release => release.sourceId);
    const subjects = await subjectsOfReleases(
      db,
      await db('timeline_sources').whereIn('source_id', ids),
    );
    for (const release of chunk) {
      const held = subjects
        .get(release.sourceId)
        ?.some(subject => covers(scope, subject));
      if (held)
        for (const item of overlapping(items, longest, release))
          pairs.push({ release, item });
    }
  }
  return pairs;
}

/** Releases that name an entity with one of these keys. */
function namedBy(db: Knex, tokens: string[]) {
  const query = db('timeline_scope_keys as r')
    .join('catalog_keys as k', 'k.entity_ref', 'r.value')
    .where('r.dimension', 'ref')
    .whereIn('k.token', tokens)
    .select('r.source_id')
    // An entity that the catalog does not know has no keys but its ref.
    .union(
      db('timeline_scope_keys').whereIn('token', tokens).select('source_id'),
    );
  for (const token of tokens) {
    if (token.startsWith(KIND))
      query.union(
        db('timeline_scope_keys')
          .where('dimension', 'ref')
          .where('value', 'like', `${token.slice(KIND.length)}:%`)
          .select('source_id'),
      );
  }
  return query;
}

export function toItems(
  rows: {
    id: string;
    source_id: string;
    start_ms: number | string;
    end_ms: number | string;
  }[],
): Item[] {
  return rows.map(row => ({
    id: row.id,
    sourceId: row.source_id,
    start: Number(row.start_ms),
    end: Number(row.end_ms),
  }));
}

/** Occurrences that are not on the timeline yet. */
export function draftItems(spans: Span[]): Item[] {
  return spans.map((span, index) => ({
    id: String(index),
    sourceId: '',
    start: Date.parse(span.start),
    end: Date.parse(span.end),
  }));
}
