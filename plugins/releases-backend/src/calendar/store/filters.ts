import { Knex } from 'knex';

/** Few enough for the parameter limit of every database. */
export const CHUNK = 400;

export function chunksOf<T>(items: readonly T[], size = CHUNK): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    chunks.push(items.slice(start, start + size));
  return chunks;
}

/** `undefined` means: whatever it is. */
export function whereOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[] | undefined,
): void {
  if (values) query.whereIn(column, values);
}

/** Holds the text, in any case and nowhere as a pattern. */
export function whereHolds(
  query: Knex.QueryBuilder,
  column: string,
  text: string | undefined,
): void {
  if (text === undefined) return;
  const literal = text.toLowerCase().replace(/[\\%_]/g, '\\$&');
  query.whereRaw(`?? like ? escape '\\'`, [column, `%${literal}%`]);
}

/** How many rows a filtered query has. */
export async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [row] = await query.count({ count: '*' });
  return Number(row.count);
}
