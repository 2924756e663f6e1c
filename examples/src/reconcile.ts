import { isDeepStrictEqual } from 'node:util';
import { keyOf } from './mark';

/** What was done, by the number of items. */
export interface Tally {
  created: number;
  changed: number;
  kept: number;
}

interface Item {
  id: string;
  revision: number;
  links: { title: string; url: string }[];
}

interface Page<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
}

/** The three calls that bring one kind of items up to date. */
export interface Shelf<T extends Item, I> {
  list(cursor?: string): Promise<Page<T>>;
  create(key: string, input: I): Promise<T>;
  change(item: T, patch: Partial<I>): Promise<T>;
}

/**
 * Makes the items that carry a mark of ours what they should be: creates what
 * is missing, changes what differs, and leaves the rest, and everything
 * without such a mark, alone.
 */
export async function reconcile<T extends Item, I extends object>(
  shelf: Shelf<T, I>,
  wanted: Map<string, I>,
): Promise<{ items: Map<string, T>; tally: Tally }> {
  const items = await marked(shelf);
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const [key, input] of wanted) {
    const item = items.get(key);
    if (!item) {
      items.set(key, await shelf.create(key, input));
      tally.created += 1;
      continue;
    }
    const patch = difference(item, input);
    if (Object.keys(patch).length === 0) {
      tally.kept += 1;
    } else {
      items.set(key, await shelf.change(item, patch));
      tally.changed += 1;
    }
  }
  return { items, tally };
}

async function marked<T extends Item, I>(
  shelf: Shelf<T, I>,
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  let cursor: string | undefined;
  do {
    const page = await shelf.list(cursor);
    for (const item of page.items) {
      const key = keyOf(item);
      if (key) found.set(key, item);
    }
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return found;
}

/** Those fields of `wanted` that are another in `item`. */
function difference<I extends object>(item: object, wanted: I): Partial<I> {
  const current = new Map<string, unknown>(Object.entries(item));
  const differing = Object.entries(wanted).filter(
    ([name, value]) => !isDeepStrictEqual(current.get(name), value),
  );
  return Object.fromEntries(differing) as Partial<I>;
}
