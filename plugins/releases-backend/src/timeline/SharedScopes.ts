import { EntitySelector } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { matchedEnvironments } from '../catalog/matchQueries';
import { Bits } from './Bits';
import { reachOf } from './scope';
import { SourceData, timelineStore } from './TimelineStore';

/** Words of 32 entities, kept over all scopes: 32 MB. */
const MAX_WORDS = 8_000_000;
/** One tells why; more would only be longer. */
const MAX_SHARED = 1;

interface Reach {
  entities: Bits;
  /** Absent: every one. */
  environments?: Bits;
}

interface Kept {
  bySource: Map<string, Reach>;
  byLines: Map<string, Bits>;
  /** Each ref's place in the bits. */
  refs: string[];
  places: Map<string, number>;
}

function emptyKept(): Kept {
  return {
    bySource: new Map(),
    byLines: new Map(),
    refs: [],
    places: new Map(),
  };
}

interface SourceVersion {
  source_id: string;
  revision: number;
}

/** Some of the entities that two sources cover; `undefined` if there are none. */
export type Share = (one: string, other: string) => string[] | undefined;

/**
 * Whether scopes share an entity, in an environment. What a scope reaches is
 * kept by source, its revision and the version of the catalog, so it is never
 * out of date.
 */
export class SharedScopes {
  readonly #knex: Knex;
  #catalogVersion = -1;
  #words = 0;
  #kept = emptyKept();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async among(
    sources: SourceVersion[],
    catalogVersion: number,
  ): Promise<Share> {
    if (this.#catalogVersion !== catalogVersion || this.#words > MAX_WORDS)
      this.#forget(catalogVersion);
    // Of its own, so that forgetting meanwhile disturbs nothing.
    const kept = this.#kept;
    const reaches = new Map<string, Reach>();
    const missing = new Map<string, string>();
    for (const { source_id: id, revision } of sources) {
      const key = `${id} ${revision}`;
      const known = kept.bySource.get(key);
      if (known) reaches.set(id, known);
      else missing.set(id, key);
    }
    for (const { source_id: id, data } of await timelineStore.sources(
      this.#knex,
      [...missing.keys()],
    )) {
      const { selector }: SourceData = JSON.parse(data);
      const reach = await this.#reach(selector, kept);
      kept.bySource.set(missing.get(id) ?? id, reach);
      reaches.set(id, reach);
    }
    return (one, other) => {
      const a = reaches.get(one);
      const b = reaches.get(other);
      if (!a || !b || !sharePlace(a.environments, b.environments))
        return undefined;
      const shared = a.entities
        .and(b.entities, MAX_SHARED)
        .map(place => kept.refs[place]);
      return shared.length > 0 ? shared : undefined;
    };
  }

  #forget(catalogVersion: number): void {
    this.#catalogVersion = catalogVersion;
    this.#kept = emptyKept();
    this.#words = 0;
  }

  /** Scopes of the same lines, which are many, are read once. */
  async #reach(selector: EntitySelector, kept: Kept): Promise<Reach> {
    const { environment, environmentTier, ...what } = selector;
    return {
      entities: await this.#bits(kept, what, () => reachOf(this.#knex, what)),
      environments:
        environment || environmentTier
          ? await this.#bits(kept, { environment, environmentTier }, () =>
              this.#environments({ environment, environmentTier }),
            )
          : undefined,
    };
  }

  async #bits(
    kept: Kept,
    lines: EntitySelector,
    read: () => Promise<string[]>,
  ): Promise<Bits> {
    const key = JSON.stringify(lines);
    const known = kept.byLines.get(key);
    if (known) return known;
    const bits = Bits.of((await read()).map(ref => placeOf(ref, kept)));
    kept.byLines.set(key, bits);
    this.#words += bits.size;
    return bits;
  }

  async #environments(selector: EntitySelector): Promise<string[]> {
    const { environment, environmentTier } = selector;
    const facts = await matchedEnvironments(this.#knex, {
      environment,
      environmentTier,
    });
    const known = facts.map(({ ref }) => ref);
    return environmentTier
      ? known
      : [...known, ...(await this.#unknown(environment ?? []))];
  }

  async #unknown(refs: string[]): Promise<string[]> {
    const known = new Set<string>();
    for (const chunk of chunksOf(refs)) {
      const rows = await this.#knex('catalog_entities')
        .whereIn('ref', chunk)
        .select('ref');
      for (const row of rows) known.add(row.ref);
    }
    return refs.filter(ref => !known.has(ref));
  }
}

function placeOf(ref: string, { refs, places }: Kept): number {
  const known = places.get(ref);
  if (known !== undefined) return known;
  places.set(ref, refs.length);
  return refs.push(ref) - 1;
}

function sharePlace(a?: Bits, b?: Bits): boolean {
  if (!a) return b === undefined || !b.isEmpty();
  return b ? a.and(b, 1).length > 0 : !a.isEmpty();
}
