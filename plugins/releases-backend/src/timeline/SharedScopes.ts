import { Knex } from 'knex';
import { Bits } from './Bits';
import { Reach, ScopeReaches } from './ScopeReaches';
import { SourceData, timelineStore } from './TimelineStore';

/** Words of 32 entities, kept over all scopes: 32 MB. */
const MAX_WORDS = 8_000_000;
/** One tells why; more would only be longer. */
const MAX_SHARED = 1;

interface SourceVersion {
  sourceId: string;
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
  #reaches: ScopeReaches;
  #bySource = new Map<string, Reach>();

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
    this.#reaches = new ScopeReaches(options);
  }

  async among(
    sources: SourceVersion[],
    catalogVersion: number,
  ): Promise<Share> {
    if (
      this.#catalogVersion !== catalogVersion ||
      this.#reaches.words > MAX_WORDS
    )
      this.#forget(catalogVersion);
    // Of its own, so that forgetting meanwhile disturbs nothing.
    const reaches = this.#reaches;
    const bySource = this.#bySource;
    const found = new Map<string, Reach>();
    const missing = new Map<string, string>();
    for (const { sourceId: id, revision } of sources) {
      const key = `${id} ${revision}`;
      const known = bySource.get(key);
      if (known) found.set(id, known);
      else missing.set(id, key);
    }
    const rows = await timelineStore.sources(this.#knex, [...missing.keys()]);
    const read = await reaches.of(
      rows.map(row => (JSON.parse(row.data) as SourceData).selector),
    );
    rows.forEach(({ source_id: id }, index) => {
      bySource.set(missing.get(id) ?? id, read[index]);
      found.set(id, read[index]);
    });
    return (one, other) => {
      const a = found.get(one);
      const b = found.get(other);
      if (!a || !b || !sharePlace(a.environments, b.environments))
        return undefined;
      const shared = a.entities.and(b.entities, MAX_SHARED);
      return shared.length > 0
        ? shared.map(place => reaches.refAt(place))
        : undefined;
    };
  }

  #forget(catalogVersion: number): void {
    this.#catalogVersion = catalogVersion;
    this.#reaches = new ScopeReaches({ knex: this.#knex });
    this.#bySource = new Map();
  }
}

function sharePlace(a?: Bits, b?: Bits): boolean {
  if (!a) return b === undefined || !b.isEmpty();
  return b ? a.and(b, 1).length > 0 : !a.isEmpty();
}
