import { Knex } from 'knex';

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
