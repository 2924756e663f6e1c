import { InputError } from '@backstage/errors';
import { z } from 'zod';

const cursorSchema = z.tuple([z.int(), z.uuid()]);

/** The place behind an item of a list that is ordered by creation. */
export function encodeCursor(item: { createdAt: string; id: string }): string {
  const place = JSON.stringify([Date.parse(item.createdAt), item.id]);
  return Buffer.from(place).toString('base64url');
}

/** Throws `InputError` for a cursor that no list has given out. */
export function decodeCursor(
  cursor: string | undefined,
): { createdAt: number; id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    const [createdAt, id] = cursorSchema.parse(JSON.parse(text));
    return { createdAt, id };
  } catch {
    throw new InputError('cursor: expected one that this list has given out');
  }
}
