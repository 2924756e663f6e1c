import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { z } from 'zod';

/** In which order a list is read: by one column of integers, then by id. */
export interface Order {
  /** Bound into the cursor, so that one of another order is refused. */
  name: string;
  column: string;
  direction: 'asc' | 'desc';
}

/** Which page of a list is asked for; see `pageQuery` of the contract. */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

/** A page of a list, and how many items the whole list has. */
export interface Listed<T> {
  items: T[];
  nextCursor?: string;
  total: number;
}

export const newestFirst: Order = {
  name: '-created',
  column: 'created_at',
  direction: 'desc',
};

const placeSchema = z.tuple([
  z.string(),
  z.int(),
  z.string().regex(/^[0-9a-f-]{36}$/),
]);

/**
 * One page of what `matching` finds in `table`, by keyset: what is inserted
 * before the place of the cursor shifts nothing. Throws `InputError` for a
 * cursor of another list.
 */
export async function listRows<Row extends { id: string }>(
  matching: () => Knex.QueryBuilder,
  options: PageRequest & { table: string; order?: Order },
): Promise<Listed<Row>> {
  const page = await pageRows<Row>(matching, options);
  const [{ count }] = await matching().count({ count: '*' });
  return { ...page, total: Number(count) };
}

/** The same without the count, for lists that grow too long for one. */
export async function pageRows<Row extends { id: string }>(
  matching: () => Knex.QueryBuilder,
  options: PageRequest & { table: string; order?: Order },
): Promise<Omit<Listed<Row>, 'total'>> {
  const { order = newestFirst, limit, cursor, table } = options;
  const column = `${table}.${order.column}`;
  const id = `${table}.id`;
  const query = matching().select(`${table}.*`);
  if (cursor !== undefined)
    whereAfter(query, decodeCursor(cursor, order), { column, id, order });
  const found: Row[] = await query
    .orderBy([
      { column, order: order.direction },
      { column: id, order: order.direction },
    ])
    .limit(limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(found.length > limit &&
      last && { nextCursor: encodeCursor(last, order) }),
  };
}

function whereAfter(
  query: Knex.QueryBuilder,
  place: { value: number; id: string },
  by: { column: string; id: string; order: Order },
): void {
  const { column, id, order } = by;
  const operator = order.direction === 'asc' ? '>' : '<';
  query.where(after =>
    after
      .where(column, operator, place.value)
      .orWhere(tie =>
        tie.where(column, place.value).andWhere(id, operator, place.id),
      ),
  );
}

function encodeCursor(row: { id: string }, order: Order): string {
  const value = Number(Reflect.get(row, order.column));
  const place = JSON.stringify([order.name, value, row.id]);
  return Buffer.from(place).toString('base64url');
}

function decodeCursor(
  cursor: string,
  order: Order,
): { value: number; id: string } {
  let place: z.infer<typeof placeSchema> | undefined;
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    place = placeSchema.parse(JSON.parse(text));
  } catch {
    place = undefined;
  }
  if (place?.[0] !== order.name)
    throw new InputError(
      'cursor: expected one that this list has given out, in the same order',
    );
  return { value: place[1], id: place[2] };
}
