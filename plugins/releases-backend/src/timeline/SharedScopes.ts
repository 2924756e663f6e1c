import { EntitySelector } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { matchedEnvironments } from '../catalog/matchQueries';
import { reachOf } from './scope';
import { SourceData } from './TimelineStore';

/** Refs kept over all scopes. */
const MAX_KEPT = 1_000_000;
const MAX_SHARED = 3;

interface Reach {
  entities: Set<string>;
  /** Absent: every one. */
  environments?: Set<string>;
  size: number;
}

interface SourceVersion {
  source_id: string;
  revision: number;
  data: string;
}

/**
 * Whether two scopes share an entity, in an environment. What a scope reaches is
 * kept by source, its revision and the version of the catalog, so it is never
 * out of date.
 */
export class SharedScopes {
  readonly #knex: Knex;
  readonly #reaches = new Map<string, Promise<Reach>>();
  #kept = 0;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Some of the entities that both cover; `undefined` if there are none. */
  async between(
    one: SourceVersion,
    other: SourceVersion,
    catalogVersion: number,
  ): Promise<string[] | undefined> {
    const a = await this.#reach(one, catalogVersion);
    const b = await this.#reach(other, catalogVersion);
    if (!sharePlace(a.environments, b.environments)) return undefined;
    const [small, large] = a.entities.size <= b.entities.size ? [a, b] : [b, a];
    const shared: string[] = [];
    for (const ref of small.entities) {
      if (large.entities.has(ref)) shared.push(ref);
      if (shared.length >= MAX_SHARED) break;
    }
    return shared.length > 0 ? shared : undefined;
  }

  #reach(source: SourceVersion, catalogVersion: number): Promise<Reach> {
    const key = [source.source_id, source.revision, catalogVersion].join(' ');
    const known = this.#reaches.get(key);
    if (known) return known;
    const { selector }: SourceData = JSON.parse(source.data);
    const reach = this.#read(selector);
    this.#reaches.set(key, reach);
    reach.then(
      ({ size }) => this.#keep(size),
      () => this.#reaches.delete(key),
    );
    return reach;
  }

  #keep(size: number): void {
    this.#kept += size;
    // Rather all than a plan of which: it is quickly read again.
    if (this.#kept > MAX_KEPT) {
      this.#reaches.clear();
      this.#kept = 0;
    }
  }

  async #read(selector: EntitySelector): Promise<Reach> {
    const entities = new Set(await reachOf(this.#knex, selector));
    const environments = await this.#environments(selector);
    return {
      entities,
      environments,
      size: 1 + entities.size + (environments?.size ?? 0),
    };
  }

  async #environments(
    selector: EntitySelector,
  ): Promise<Set<string> | undefined> {
    const { environment, environmentTier } = selector;
    if (!environment && !environmentTier) return undefined;
    const facts = await matchedEnvironments(this.#knex, {
      environment,
      environmentTier,
    });
    const found = new Set(facts.map(({ ref }) => ref));
    if (!environmentTier)
      for (const ref of await this.#unknown(environment ?? [])) found.add(ref);
    return found;
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

function sharePlace(a?: Set<string>, b?: Set<string>): boolean {
  if (!a) return b === undefined || b.size > 0;
  if (!b) return a.size > 0;
  return [...a].some(ref => b.has(ref));
}
