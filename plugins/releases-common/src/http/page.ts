import { z } from 'zod';

/**
 * Paging of every list: `limit` items from `cursor`, which is opaque and only
 * valid with the filters it came with.
 *
 * @public
 */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(500).optional(),
};

/**
 * The answer of every list.
 *
 * @public
 */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
    totalItems: z.int().min(0).optional(),
  });
}

/** @public */
export interface Page<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
  totalItems?: number;
}
