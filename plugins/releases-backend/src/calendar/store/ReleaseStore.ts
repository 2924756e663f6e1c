import { Release, ReleaseStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf, Order, snapshot, toMillis } from '../../database';
import { CalendarStore } from './CalendarStore';
import { whereHolds, whereOneOf } from './filters';
import {
  ReleaseEntityRow,
  ReleaseEnvironmentRow,
  ReleaseRow,
  toRelease,
  toReleaseRow,
  toReleaseParts,
} from './releaseRows';
import { accessMappingOf, ScopeQueries } from './ScopeQueries';

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
  order: 'start' | '-start';
}

export class ReleaseStore extends CalendarStore<
  Release,
  ReleaseRow,
  ReleaseFilter
> {
  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    super({
      ...options,
      table: TABLE,
      access: accessMappingOf({
        ...options,
        ownerColumn: `${TABLE}.owner`,
        idColumn: `${TABLE}.id`,
        kind: { only: 'release' },
      }),
    });
  }

  async insert(tx: Knex.Transaction, release: Release): Promise<void> {
    await super.insert(tx, release);
    await insertParts(tx, release);
  }

  async update(
    tx: Knex.Transaction,
    release: Release,
    revision: number,
  ): Promise<boolean> {
    if (!(await super.update(tx, release, revision))) return false;
    await deleteParts(tx, release.id);
    await insertParts(tx, release);
    return true;
  }

  async delete(
    tx: Knex.Transaction,
    named: { id: string; revision: number },
  ): Promise<boolean> {
    const { id, revision } = named;
    const current = await tx(TABLE)
      .where({ id, revision })
      .forUpdate()
      .first('id');
    if (!current) return false;
    // Not left to the cascade, which SQLite may have switched off.
    await deleteParts(tx, id);
    return super.delete(tx, named);
  }

  protected where(query: Knex.QueryBuilder, filter: ReleaseFilter): void {
    const { entityRef, environmentRef, from, to } = filter;
    whereOneOf(query, `${TABLE}.owner`, filter.owner);
    whereOneOf(query, `${TABLE}.status`, filter.status);
    whereHolds(query, `${TABLE}.title_lower`, filter.q);
    if (entityRef)
      query.whereIn(
        `${TABLE}.id`,
        this.knex(ENTITIES)
          .select('release_id')
          .whereIn('entity_ref', entityRef),
      );
    if (environmentRef)
      query.whereIn(
        `${TABLE}.id`,
        this.knex(ENVIRONMENTS)
          .select('release_id')
          .whereIn('environment_ref', environmentRef),
      );
    if (from) query.where(`${TABLE}.end_at`, '>', toMillis(from));
    if (to) query.where(`${TABLE}.start_at`, '<', toMillis(to));
  }

  protected orderOf({ order }: ReleaseFilter): Order {
    return {
      name: order,
      column: 'start_at',
      direction: order === 'start' ? 'asc' : 'desc',
    };
  }

  /** Or a reader could find the parts of another revision than the rest. */
  protected reading<R>(read: (db: Knex) => Promise<R>): Promise<R> {
    return snapshot(this.knex, read);
  }

  protected async assemble(rows: ReleaseRow[], db: Knex): Promise<Release[]> {
    const entities = new Map<string, ReleaseEntityRow[]>();
    const environments = new Map<string, ReleaseEnvironmentRow[]>();
    for (const ids of chunksOf(rows.map(row => row.id))) {
      collect(
        entities,
        await db<ReleaseEntityRow>(ENTITIES)
          .whereIn('release_id', ids)
          .orderBy('position'),
      );
      collect(
        environments,
        await db<ReleaseEnvironmentRow>(ENVIRONMENTS)
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

  protected toRow(release: Release): ReleaseRow {
    return toReleaseRow(release);
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
  release: Release,
): Promise<void> {
  const { entities, environments } = toReleaseParts(release);
  for (const chunk of chunksOf(entities, BATCH))
    await tx(ENTITIES).insert(chunk);
  for (const chunk of chunksOf(environments, BATCH))
    await tx(ENVIRONMENTS).insert(chunk);
}

async function deleteParts(tx: Knex.Transaction, id: string): Promise<void> {
  await tx(ENTITIES).where('release_id', id).delete();
  await tx(ENVIRONMENTS).where('release_id', id).delete();
}
