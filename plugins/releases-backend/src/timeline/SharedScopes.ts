import { EntitySelector } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { matchedEnvironments } from '../catalog/matchQueries';
import { Bits } from './Bits';
import { reachOf } from './scope';
import { SourceData } from './TimelineStore';

/** Words of 32 entities, kept over all scopes: 32 MB. */
const MAX_WORDS = 8_000_000;
/** One tells why; more would only be longer. */
const MAX_SHARED = 1;

interface Reach {
  entities: Bits;
  /** Absent: every one. */
  environments?: Bits;
}

interface SourceVersion {
  source_id: string;
  revision: number;
  data: string;
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
  #reaches = new Map<string, Reach>();
  #words = 0;
  /** Each ref's place in the bits. */
  #refs: string[] = [];
  #places = new Map<string, number>();

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
    const refs = this.#refs;
    const reaches = new Map<string, Reach>();
    for (const source of sources) {
      if (!reaches.has(source.source_id))
        reaches.set(source.source_id, await this.#reach(source, refs));
    }
    return (one, other) => {
      const a = reaches.get(one);
      const b = reaches.get(other);
      if (!a || !b || !sharePlace(a.environments, b.environments))
        return undefined;
      const shared = a.entities
        .and(b.entities, MAX_SHARED)
        .map(place => refs[place]);
      return shared.length > 0 ? shared : undefined;
    };
  }

  #forget(catalogVersion: number): void {
    this.#catalogVersion = catalogVersion;
    this.#reaches = new Map();
    this.#words = 0;
    this.#refs = [];
    this.#places = new Map();
  }

  async #reach(source: SourceVersion, refs: string[]): Promise<Reach> {
    const key = `${source.source_id} ${source.revision}`;
    const known = refs === this.#refs ? this.#reaches.get(key) : undefined;
    if (known) return known;
    const places = this.#places;
    const reaches = this.#reaches;
    const { selector }: SourceData = JSON.parse(source.data);
    const entities = await reachOf(this.#knex, selector);
    const environments = await this.#environments(selector);
    const toBits = (values: string[]) =>
      Bits.of(values.map(value => placeOf(value, refs, places)));
    const reach = {
      entities: toBits(entities),
      environments: environments && toBits(environments),
    };
    reaches.set(key, reach);
    this.#words += reach.entities.size + (reach.environments?.size ?? 0);
    return reach;
  }

  async #environments(selector: EntitySelector): Promise<string[] | undefined> {
    const { environment, environmentTier } = selector;
    if (!environment && !environmentTier) return undefined;
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

function placeOf(
  ref: string,
  refs: string[],
  places: Map<string, number>,
): number {
  const known = places.get(ref);
  if (known !== undefined) return known;
  places.set(ref, refs.length);
  return refs.push(ref) - 1;
}

function sharePlace(a?: Bits, b?: Bits): boolean {
  if (!a) return b === undefined || !b.isEmpty();
  return b ? a.and(b, 1).length > 0 : !a.isEmpty();
}
