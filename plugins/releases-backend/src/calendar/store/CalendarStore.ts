import { Knex } from 'knex';
import {
  chunksOf,
  Listed,
  Order,
  PageRequest,
  ResourceStore,
} from '../../database';
import { Access, AccessMapping, applyAccess } from '../../permissions';

/**
 * What the stores of the room have in common: lists that filter by what the
 * caller may read, and ways to read what others have chosen.
 */
export abstract class CalendarStore<
  T extends { id: string; revision: number },
  Row extends { id: string },
  Filter,
> extends ResourceStore<T, Row> {
  readonly #access: AccessMapping;

  protected constructor(options: {
    knex: Knex;
    table: string;
    access: AccessMapping;
  }) {
    super(options);
    this.#access = options.access;
  }

  protected abstract where(query: Knex.QueryBuilder, filter: Filter): void;

  protected orderOf(_filter: Filter): Order | undefined {
    return undefined;
  }

  async list(query: Filter & PageRequest, access: Access): Promise<Listed<T>> {
    const { limit, cursor } = query;
    return this.listed(
      rows => {
        this.where(rows, query);
        return applyAccess(rows, access, this.#access);
      },
      { limit, cursor, order: this.orderOf(query) },
    );
  }

  /** Those that exist, in any order. */
  async getAll(ids: string[]): Promise<T[]> {
    const items: T[] = [];
    for (const chunk of chunksOf(ids))
      items.push(...(await this.found(query => query.whereIn('id', chunk))));
    return items;
  }

  /** Which of these the access covers. */
  async covered(ids: string[], access: Access): Promise<Set<string>> {
    if ('all' in access) return new Set(ids);
    const covered = new Set<string>();
    if ('none' in access) return covered;
    const id = `${this.table}.id`;
    for (const chunk of chunksOf(ids)) {
      const rows: { id: string }[] = await applyAccess(
        this.knex(this.table).whereIn(id, chunk),
        access,
        this.#access,
      ).select(id);
      for (const row of rows) covered.add(row.id);
    }
    return covered;
  }

  /** All of them in pages, for rebuilding what is derived. */
  async after(id: string | undefined, limit: number): Promise<T[]> {
    return this.found(query =>
      (id ? query.where('id', '>', id) : query).orderBy('id').limit(limit),
    );
  }
}
