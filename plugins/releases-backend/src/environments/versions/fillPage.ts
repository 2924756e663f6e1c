/** Of a list of which a caller may not see all. */
const MOST_READS = 20;

/**
 * Reads on until a page holds as many items as were asked for, of those that
 * the caller may see. `isWhole` when nothing had to be left out.
 */
export async function fillPage<T>(options: {
  limit: number;
  cursor?: string;
  read(page: {
    limit: number;
    cursor?: string;
  }): Promise<{ items: T[]; nextCursor?: string }>;
  /** Those of these that the caller may see, in their order. */
  visible(items: T[]): Promise<T[]>;
}): Promise<{ items: T[]; nextCursor?: string; isWhole: boolean }> {
  const { limit, read, visible } = options;
  const items: T[] = [];
  let { cursor } = options;
  let isWhole = true;
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page = await read({ limit: limit - items.length, cursor });
    const seen = await visible(page.items);
    items.push(...seen);
    isWhole &&= seen.length === page.items.length;
    cursor = page.nextCursor;
    if (!cursor || items.length === limit) break;
  }
  return { items, ...(cursor && { nextCursor: cursor }), isWhole };
}
