import { Release, ReleaseStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { toMillis } from './columns';
import { chunksOf, countOf, whereHolds, whereOneOf } from './filters';
import { Order, readPage } from './paging';
import {
  ReleaseEntityRow,
  ReleaseEnvironmentRow,
  ReleaseRow,
  toRelease,
  toReleaseRows,
} from './releaseRows';
import { accessMappingOf, coveredIds, ScopeQueries } from './ScopeQueries';

const TABLE = 'calendar_releases';
const ENTITIES = 'calendar_release_entities';
const ENVIRONMENTS = 'calendar_release_environments';
const BATCH = 50;

export interface ReleaseFilter {
  entityRef?: string[];
  environmentRef?: string[];
  owner?: string[];
  status?: ReleaseStatus[];
  q?: string;
  from?: string;
  to?: string;
}

export class ReleaseStore {
  readonly #knex: Knex;
  readonly #access: AccessMapping;

  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    this.#knex = options.knex;
    this.#access = accessMappingOf({
      scopeQueries: options.scopeQueries,
      ownerColumn: `${TABLE}.owner`,
      idColumn: `${TABLE}.id`,
      kind: { only: 'release' },
    });
  }

  async list(options: {
    filter: ReleaseFilter;
    access: Access;
    order: 'start' | '-start';
    limit: number;
    cursor?: string;
  }): Promise<{ items: Release[]; nextCursor?: string; total: number }> {
    const { limit, cursor } = options;
    const order: Order = {
      name: options.order,
      column: 'start_at',
      direction: options.order === 'start' ? 'asc' : 'desc',
    };
    const matching = () => this.#matching(options.filter, options.access);
    const { rows, nextCursor } = await readPage<ReleaseRow>(
      matching().select(`${TABLE}.*`),
      { order, limit, cursor, table: TABLE },
    );
    return {
      items: await this.#assemble(rows),
      nextCursor,
      total: await countOf(matching()),
    };
  }

  async get(id: string, tx?: Knex.Transaction): Promise<Release | undefined> {
    const rows = await (tx ?? this.#knex)<ReleaseRow>(TABLE).where({ id });
    const [release] = await this.#assemble(rows, tx);
    return release;
  }

  /** Those that exist, in any order. */
  async getAll(ids: string[]): Promise<Release[]> {
    const releases: Release[] = [];
    for (const chunk of chunksOf(ids)) {
      const rows = await this.#knex<ReleaseRow>(TABLE).whereIn('id', chunk);
      releases.push(...(await this.#assemble(rows)));
    }
    return releases;
  }

  /** Which of these the access covers. */
  async covered(ids: string[], access: Access): Promise<Set<string>> {
    return coveredIds({
      knex: this.#knex,
      table: TABLE,
      ids,
      access,
      mapping: this.#access,
    });
  }

  /** All of them in pages, for rebuilding what is derived. */
  async after(id: string | undefined, limit: number): Promise<Release[]> {
    const rows = await this.#knex<ReleaseRow>(TABLE)
      .modify(query => {
        if (id) query.where('id', '>', id);
      })
      .orderBy('id')
      .limit(limit);
    return this.#assemble(rows);
  }

  async insert(tx: Knex.Transaction, release: Release): Promise<void> {
    const rows = toReleaseRows(release);
    await tx(TABLE).insert(rows.release);
    await insertParts(tx, rows);
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    release: Release,
    revision: number,
  ): Promise<boolean> {
    const rows = toReleaseRows(release);
    const { id, ...columns } = rows.release;
    const changed = await tx<ReleaseRow>(TABLE)
      .where({ id, revision })
      .update(columns);
    if (changed !== 1) return false;
    await tx(ENTITIES).where('release_id', id).delete();
    await tx(ENVIRONMENTS).where('release_id', id).delete();
    await insertParts(tx, rows);
    return true;
  }

  /** False when `revision` is not the current one. */
  async delete(
    tx: Knex.Transaction,
    options: { id: string; revision: number },
  ): Promise<boolean> {
    const { id, revision } = options;
    const current = await tx<ReleaseRow>(TABLE)
      .where({ id, revision })
      .forUpdate()
      .first();
    if (!current) return false;
    // Not left to the cascade, which SQLite may have switched off.
    await tx(ENTITIES).where('release_id', id).delete();
    await tx(ENVIRONMENTS).where('release_id', id).delete();
    await tx(TABLE).where({ id, revision }).delete();
    return true;
  }

  #matching(filter: ReleaseFilter, access: Access): Knex.QueryBuilder {
    const query = this.#knex(TABLE);
    whereOneOf(query, `${TABLE}.owner`, filter.owner);
    whereOneOf(query, `${TABLE}.status`, filter.status);
    whereHolds(query, `${TABLE}.title_lower`, filter.q);
    if (filter.entityRef)
      query.whereIn(
        `${TABLE}.id`,
        this.#knex(ENTITIES)
          .select('release_id')
          .whereIn('entity_ref', filter.entityRef),
      );
    if (filter.environmentRef)
      query.whereIn(
        `${TABLE}.id`,
        this.#knex(ENVIRONMENTS)
          .select('release_id')
          .whereIn('environment_ref', filter.environmentRef),
      );
    if (filter.from) query.where(`${TABLE}.end_at`, '>', toMillis(filter.from));
    if (filter.to) query.where(`${TABLE}.start_at`, '<', toMillis(filter.to));
    return applyAccess(query, access, this.#access);
  }

  async #assemble(
    rows: ReleaseRow[],
    tx?: Knex.Transaction,
  ): Promise<Release[]> {
    const knex = tx ?? this.#knex;
    const entities = new Map<string, ReleaseEntityRow[]>();
    const environments = new Map<string, ReleaseEnvironmentRow[]>();
    for (const ids of chunksOf(rows.map(row => row.id))) {
      collect(
        entities,
        await knex<ReleaseEntityRow>(ENTITIES)
          .whereIn('release_id', ids)
          .orderBy('position'),
      );
      collect(
        environments,
        await knex<ReleaseEnvironmentRow>(ENVIRONMENTS)
          .whereIn('release_id', ids)
          .orderBy('position'),
      );
    }
    return rows.map(row =>
      toRelease(row, {
        entities: entities.get(row.id) ?? [],
        environments: environments.get(row.id) ?? [],
      }),
    );
  }
}

function collect<Row extends { release_id: string }>(
  into: Map<string, Row[]>,
  rows: Row[],
): void {
  for (const row of rows) {
    const parts = into.get(row.release_id);
    if (parts) parts.push(row);
    else into.set(row.release_id, [row]);
  }
}

async function insertParts(
  tx: Knex.Transaction,
  rows: { entities: ReleaseEntityRow[]; environments: ReleaseEnvironmentRow[] },
): Promise<void> {
  for (const chunk of chunksOf(rows.entities, BATCH))
    await tx(ENTITIES).insert(chunk);
  for (const chunk of chunksOf(rows.environments, BATCH))
    await tx(ENVIRONMENTS).insert(chunk);
}
