import { Knex } from 'knex';
import { Listed, listRows, Order, PageRequest } from './listRows';

interface Revisioned {
  id: string;
  revision: number;
}

/**
 * One table of resources: rows in, domain types out, each write guarded by the
 * revision that it is based on.
 */
export abstract class ResourceStore<
  T extends Revisioned,
  Row extends { id: string },
> {
  protected readonly knex: Knex;
  protected readonly table: string;

  protected constructor(options: { knex: Knex; table: string }) {
    this.knex = options.knex;
    this.table = options.table;
  }

  protected abstract toRow(item: T): Row;

  /** What an update writes. */
  protected columnsOf(item: T): Partial<Row> {
    const { id, ...columns } = this.toRow(item);
    return columns as Partial<Row>;
  }

  /** In the order of the rows. */
  protected abstract assemble(rows: Row[], db: Knex): Promise<T[]> | T[];

  /** For a resource of several tables, which takes more than one query. */
  protected reading<R>(read: (db: Knex) => Promise<R>): Promise<R> {
    return read(this.knex);
  }

  async get(id: string, tx?: Knex.Transaction): Promise<T | undefined> {
    const [item] = await this.found(query => query.where({ id }), tx);
    return item;
  }

  async insert(tx: Knex.Transaction, item: T): Promise<void> {
    await tx(this.table).insert(this.toRow(item));
  }

  /** False when `revision` is not the current one. */
  async update(
    tx: Knex.Transaction,
    item: T,
    revision: number,
  ): Promise<boolean> {
    const { id } = item;
    const changed = await tx(this.table)
      .where({ id, revision })
      .update(this.columnsOf(item));
    return changed === 1;
  }

  /** False when `revision` is not the current one. */
  async delete(tx: Knex.Transaction, named: Revisioned): Promise<boolean> {
    const { id, revision } = named;
    return (await tx(this.table).where({ id, revision }).delete()) === 1;
  }

  /** All that a query of the table finds. */
  protected async found(
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
    tx?: Knex.Transaction,
  ): Promise<T[]> {
    const read = async (db: Knex) =>
      this.assemble(await narrow(db(this.table)), db);
    return tx ? read(tx) : this.reading(read);
  }

  /** A page of what a query of the table finds, newest first unless told. */
  protected async listed(
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
    page: PageRequest & { order?: Order },
  ): Promise<Listed<T>> {
    const { limit, cursor, order } = page;
    const { table } = this;
    return this.reading(async db => {
      const listed = await listRows<Row>(() => narrow(db(table)), {
        table,
        order,
        limit,
        cursor,
      });
      return { ...listed, items: await this.assemble(listed.items, db) };
    });
  }
}
