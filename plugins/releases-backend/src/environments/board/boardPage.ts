import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Listed, PageRequest } from '../../database';

const placeSchema = z.tuple([z.literal('path'), z.int().min(0), z.string()]);

/**
 * A page of what is in order already. The cursor knows the last item and its
 * place: where the item is gone, the place says where to go on.
 */
export function pageOfRefs<T>(
  items: readonly T[],
  request: PageRequest & { refOf: (item: T) => string },
): Listed<T> {
  const { limit, cursor, refOf } = request;
  let start = 0;
  if (cursor !== undefined) {
    const [, index, hash] = decodeCursor(cursor);
    const found = items.findIndex(item => hashOf(refOf(item)) === hash);
    start = found < 0 ? index : found + 1;
  }
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const end = start + page.length;
  return {
    items: page,
    total: items.length,
    ...(last && end < items.length && { nextCursor: encode(end, refOf(last)) }),
  };
}

function encode(index: number, ref: string): string {
  const place = JSON.stringify(['path', index, hashOf(ref)]);
  return Buffer.from(place).toString('base64url');
}

/** However long a ref is, a cursor is short. */
function hashOf(ref: string): string {
  return createHash('sha256').update(ref).digest('base64url').slice(0, 16);
}

function decodeCursor(cursor: string): z.infer<typeof placeSchema> {
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    return placeSchema.parse(JSON.parse(text));
  } catch {
    throw new InputError('cursor: expected one that this list has given out');
  }
}
