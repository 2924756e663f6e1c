import { LoggerService } from '@backstage/backend-plugin-api';
import {
  EntityFacts,
  EntitySelector,
  PathStep,
  ReachedFrom,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CallerCredentials } from '../http/types';
import { CatalogRefresher } from './CatalogRefresher';
import { CatalogStore } from './CatalogStore';
import { CatalogView } from './CatalogView';
import { CatalogVisibility } from './CatalogVisibility';
import { LIFECYCLE_ANNOTATION, STRUCTURAL_KINDS } from './facts';
import {
  coveredRefs,
  isEphemeral,
  matchedEntities,
  matchedEnvironments,
  ownedRefs,
  relatedEnvironments,
  zonedEntities,
} from './matchQueries';
import {
  NeighbourOptions,
  RelationsOptions,
  findNeighbours,
  readRelations,
} from './neighbours';

const DEFAULT_LIMIT = 1000;
/** So many unknown refs of one question are asked of the catalog. */
const MAX_READ_THROUGH = 200;
const UNKNOWN_MS = 30_000;
const MAX_UNKNOWN = 10_000;
const MAX_FACTS = 20_000;

const OPPOSITE = {
  outgoing: 'incoming',
  incoming: 'outgoing',
  both: 'both',
} as const;

export class DatabaseCatalogView implements CatalogView {
  readonly #knex: Knex;
  readonly #store: CatalogStore;
  readonly #refresher: CatalogRefresher;
  readonly #visibility: CatalogVisibility;
  readonly #logger: LoggerService;
  #facts = new Map<string, EntityFacts>();
  #factsVersion = -1;
  #environments?: { version: number; all: Promise<readonly EntityFacts[]> };
  readonly #listeners: (() => Promise<void>)[] = [];
  /** Refs that the catalog did not know, until when we believe it. */
  readonly #unknown = new Map<string, number>();

  constructor(options: {
    knex: Knex;
    store: CatalogStore;
    refresher: CatalogRefresher;
    visibility: CatalogVisibility;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#refresher = options.refresher;
    this.#visibility = options.visibility;
    this.#logger = options.logger;
  }

  async getFacts(
    refs: Iterable<string>,
    options: { version?: number } = {},
  ): Promise<Map<string, EntityFacts>> {
    const asked = new Set<string>();
    for (const ref of refs) asked.add(ref.toLowerCase());
    const found = await this.#read(asked, options.version);
    const missing: string[] = [];
    for (const ref of asked)
      if (!found.has(ref) && !this.#isKnownUnknown(ref)) missing.push(ref);
    if (missing.length === 0) return found;

    const wanted = missing.slice(0, MAX_READ_THROUGH);
    try {
      await this.#refresher.refresh(wanted);
    } catch (error) {
      // The next sweep will tell; the answer from what is known stands.
      this.#logger.warn(`Could not ask the catalog for entities: ${error}`);
      return found;
    }
    const late = await this.#read(new Set(wanted));
    for (const ref of wanted) {
      const facts = late.get(ref);
      if (facts) found.set(ref, facts);
      else this.#rememberUnknown(ref);
    }
    return found;
  }

  neighbours(options: NeighbourOptions) {
    return findNeighbours(this.#knex, options);
  }

  async matchEntities(
    selector: EntitySelector,
    options: { limit?: number; offset?: number } = {},
  ) {
    const { limit = DEFAULT_LIMIT, offset = 0 } = options;
    const [{ count }] = await matchedEntities(this.#knex, selector).count({
      count: '*',
    });
    const matched = Number(count);
    if (!selector.expand) {
      const rows: { facts: string }[] = await matchedEntities(
        this.#knex,
        selector,
      )
        .orderBy('e.ref')
        .limit(limit)
        .offset(offset)
        .select('e.facts');
      return {
        items: rows.map(row => ({ facts: JSON.parse(row.facts) })),
        total: matched,
        overRelations: 0,
      };
    }
    const covered = await coveredRefs(this.#knex, selector);
    const known = await this.#store.facts(
      this.#knex,
      covered.map(({ ref }) => ref),
    );
    const items = covered.flatMap(({ ref, path }) => {
      const facts = known.get(ref);
      return facts ? [{ facts, path }] : [];
    });
    return {
      items: items.slice(offset, offset + limit),
      total: items.length,
      overRelations: items.filter(item => item.path).length,
    };
  }

  matchEnvironments(selector: EntitySelector): Promise<EntityFacts[]> {
    return matchedEnvironments(this.#knex, selector);
  }

  async environments(
    options: { version?: number } = {},
  ): Promise<readonly EntityFacts[]> {
    const version = options.version ?? (await this.version());
    if (this.#environments?.version !== version)
      this.#environments = {
        version,
        all: matchedEnvironments(this.#knex, {}),
      };
    const kept = this.#environments;
    try {
      return await kept.all;
    } catch (error) {
      if (this.#environments === kept) this.#environments = undefined;
      throw error;
    }
  }

  relations(options: RelationsOptions): Promise<PathStep[]> {
    return readRelations(this.#knex, options);
  }

  zoned(): Promise<EntityFacts[]> {
    return zonedEntities(this.#knex);
  }

  async environmentsOf(entityRef?: string): Promise<EntityFacts[]> {
    const related = entityRef
      ? await relatedEnvironments(this.#knex, entityRef.toLowerCase())
      : [];
    if (related.length > 0) return related;
    const all = await matchedEnvironments(this.#knex, {});
    return all.filter(facts => !isEphemeral(facts, LIFECYCLE_ANNOTATION));
  }

  ownedBy(
    ownerRefs: string[],
    options: { limit?: number } = {},
  ): Promise<string[]> {
    const { limit = DEFAULT_LIMIT } = options;
    return ownedRefs(this.#knex, ownerRefs, limit);
  }

  async reachedFrom(
    selector: EntitySelector,
    ref: string,
  ): Promise<ReachedFrom[]> {
    if (!selector.expand) return [];
    const { relations, direction, hops } = selector.expand;
    const origins = await findNeighbours(this.#knex, {
      refs: [ref.toLowerCase()],
      relations,
      hops,
      direction: OPPOSITE[direction],
      limit: DEFAULT_LIMIT,
    });
    const facts = await this.#store.facts(
      this.#knex,
      origins.map(origin => origin.ref),
    );
    return origins.flatMap(origin => {
      const known = facts.get(origin.ref);
      return known && origin.distance > 0
        ? [{ facts: known, path: [...origin.path].reverse() }]
        : [];
    });
  }

  async groupsBelow(refs: string[]): Promise<string[]> {
    const structure = await this.#store.structure(this.#knex);
    const children = new Map<string, string[]>();
    for (const [child, parents] of structure) {
      for (const parent of parents)
        children.set(parent, [...(children.get(parent) ?? []), child]);
    }
    const found = new Set(refs.map(ref => ref.toLowerCase()));
    for (const ref of found) {
      if (ref.startsWith(`${STRUCTURAL_KINDS[0]}:`))
        for (const child of children.get(ref) ?? []) found.add(child);
    }
    return [...found];
  }

  async groupsAbove(refs: string[]): Promise<Map<string, string[]>> {
    const structure = await this.#store.structure(this.#knex);
    return new Map(
      refs.map(ref => {
        const found = new Set(structure.get(ref.toLowerCase()));
        for (const group of found)
          for (const above of structure.get(group) ?? []) found.add(above);
        found.delete(ref.toLowerCase());
        return [ref, [...found].filter(one => one.startsWith('group:'))];
      }),
    );
  }

  visibleTo(
    credentials: CallerCredentials,
    refs: Iterable<string>,
  ): Promise<Set<string>> {
    return this.#visibility.visibleTo(credentials, refs);
  }

  onRefreshed(listener: () => Promise<void>): void {
    this.#listeners.push(listener);
  }

  /** Called when a refresh on this replica has come to its end. */
  async refreshed(): Promise<void> {
    for (const listener of this.#listeners) await listener();
  }

  version(): Promise<number> {
    return this.#store.version(this.#knex);
  }

  /** What is kept is of the current version, whichever replica wrote it. */
  async #read(
    refs: Set<string>,
    known?: number,
  ): Promise<Map<string, EntityFacts>> {
    if (refs.size === 0) return new Map();
    const version = known ?? (await this.version());
    if (version !== this.#factsVersion || this.#facts.size > MAX_FACTS) {
      this.#factsVersion = version;
      this.#facts = new Map();
    }
    // Of its own, should another version be asked for meanwhile.
    const kept = this.#facts;
    const found = new Map<string, EntityFacts>();
    const missing: string[] = [];
    for (const ref of refs) {
      const facts = kept.get(ref);
      if (facts) found.set(ref, facts);
      else missing.push(ref);
    }
    for (const [ref, facts] of await this.#store.facts(this.#knex, missing)) {
      kept.set(ref, facts);
      found.set(ref, facts);
    }
    return found;
  }

  #isKnownUnknown(ref: string): boolean {
    const until = this.#unknown.get(ref);
    if (until === undefined) return false;
    if (until > Date.now()) return true;
    this.#unknown.delete(ref);
    return false;
  }

  #rememberUnknown(ref: string): void {
    if (this.#unknown.size >= MAX_UNKNOWN) {
      const [oldest] = this.#unknown.keys();
      this.#unknown.delete(oldest);
    }
    this.#unknown.set(ref, Date.now() + UNKNOWN_MS);
  }
}
