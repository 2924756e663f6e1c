import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EnvironmentKind } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { apartFromDuty, transact } from '../database';
import { CatalogStore, chunksOf } from './CatalogStore';
import {
  CATALOG_FIELDS,
  CatalogRecord,
  STRUCTURAL_KINDS,
  readEntity,
} from './facts';

const PAGE_SIZE = 500;
const BY_REF_BATCH = 100;

/**
 * Brings the view up to date with the catalog, as the plugin itself: all of it
 * page by page, or some entities by ref.
 */
export class CatalogRefresher {
  readonly #knex: Knex;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #store: CatalogStore;
  readonly #logger: LoggerService;
  readonly #kinds?: readonly EnvironmentKind[];

  constructor(options: {
    knex: Knex;
    catalog: CatalogService;
    auth: AuthService;
    store: CatalogStore;
    logger: LoggerService;
    /** What the portal calls an environment. */
    kinds?: readonly EnvironmentKind[];
  }) {
    this.#kinds = options.kinds;
    this.#knex = options.knex;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** The whole catalog. Removes what is gone only when it came to the end. */
  async sweep(signal?: AbortSignal): Promise<void> {
    const started = Date.now();
    const seen = new Set<string>();
    // Groups, systems and domains first: the facts of all others hang on them.
    for await (const page of this.#stream({ kind: STRUCTURAL_KINDS })) {
      if (signal?.aborted) return;
      await this.#write(page);
    }
    await this.#rederive();
    let written = 0;
    for await (const page of this.#stream()) {
      if (signal?.aborted) return;
      for (const record of page) seen.add(record.facts.ref);
      written += (await this.#write(page)).length;
    }
    const removed = await this.#removeUnseen(seen, started);
    await this.#rederive();
    this.#logger.debug('Refreshed the view of the catalog', {
      entities: seen.size,
      written,
      removed,
      milliseconds: Date.now() - started,
    });
  }

  /** Only these; what the catalog does not know is removed. */
  async refresh(refs: string[]): Promise<void> {
    // A write may ask for what the view has yet to learn, and still be refused.
    return apartFromDuty(() => this.#refreshNow(refs));
  }

  async #refreshNow(refs: string[]): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (const chunk of chunksOf(new Set(refs), BY_REF_BATCH)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: chunk, fields: CATALOG_FIELDS },
        { credentials },
      );
      const records = this.#toRecords(items.filter(item => item !== undefined));
      const found = new Set(records.map(record => record.facts.ref));
      const gone = chunk.filter(ref => !found.has(ref));
      await this.#write(records);
      const known = await this.#store.facts(this.#knex, gone);
      await transact(this.#knex, tx =>
        this.#store.remove(tx, [...known.keys()]),
      );
      const structural = [...found, ...known.keys()].some(ref =>
        STRUCTURAL_KINDS.includes(ref.slice(0, ref.indexOf(':'))),
      );
      if (structural) await this.#rederive();
    }
  }

  async *#stream(filter?: { kind: string[] }): AsyncGenerator<CatalogRecord[]> {
    const pages = this.#catalog.streamEntities(
      { fields: CATALOG_FIELDS, pageSize: PAGE_SIZE, filter },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) yield this.#toRecords(page);
  }

  #toRecords(entities: Entity[]): CatalogRecord[] {
    return entities
      .map(entity => readEntity(entity, this.#kinds))
      .filter(record => record !== undefined);
  }

  async #write(records: CatalogRecord[]): Promise<string[]> {
    if (records.length === 0) return [];
    return transact(this.#knex, async tx =>
      this.#store.write(
        tx,
        records,
        await this.#store.structure(tx),
        Date.now(),
      ),
    );
  }

  async #rederive(): Promise<void> {
    await transact(this.#knex, async tx =>
      this.#store.rederive(tx, await this.#store.structure(tx), Date.now()),
    );
  }

  /** What was written since `started` is newer than what the sweep saw. */
  async #removeUnseen(seen: Set<string>, started: number): Promise<number> {
    let removed = 0;
    let after = '';
    for (;;) {
      const page = await this.#store.refsAfter(this.#knex, {
        after,
        before: started,
      });
      if (page.length === 0) return removed;
      after = page[page.length - 1];
      const gone = page.filter(ref => !seen.has(ref));
      await transact(this.#knex, tx => this.#store.remove(tx, gone));
      removed += gone.length;
    }
  }
}
