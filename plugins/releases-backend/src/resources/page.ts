import { Page } from '@release-desk/plugin-releases-common';
import { Listed } from '../database';

/** The answer of a list, with its items as the caller may see them. */
export function toPage<T>(listed: Listed<unknown>, items: T[]): Page<T> {
  const { nextCursor, total } = listed;
  return {
    items,
    pageInfo: { ...(nextCursor && { nextCursor }) },
    totalItems: total,
  };
}
