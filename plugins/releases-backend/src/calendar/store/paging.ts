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

export interface PageRequest {
  order: Order;
  limit: number;
  cursor?: string;
}

export interface RowPage<Row> {
  rows: Row[];
  nextCursor?: string;
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
 * One page of a filtered query of `table`, by keyset: what is inserted before
 * the place of the cursor shifts nothing.
 */
export async function readPage<Row extends { id: string }>(
  query: Knex.QueryBuilder,
  options: PageRequest & { table: string },
): Promise<RowPage<Row>> {
  const { order, limit, cursor, table } = options;
  const column = `${table}.${order.column}`;
  const id = `${table}.id`;
  const operator = order.direction === 'asc' ? '>' : '<';
  if (cursor !== undefined) {
    const place = decodeCursor(cursor, order);
    query.where(after =>
      after
        .where(column, operator, place.value)
        .orWhere(tie =>
          tie.where(column, place.value).andWhere(id, operator, place.id),
        ),
    );
  }
  const found: Row[] = await query
    .orderBy([
      { column, order: order.direction },
      { column: id, order: order.direction },
    ])
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return found.length > limit && last
    ? { rows, nextCursor: encodeCursor(last, order) }
    : { rows };
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
