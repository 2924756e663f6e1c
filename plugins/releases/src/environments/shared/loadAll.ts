import type { Page } from '@release-desk/plugin-releases-common';

const PAGE = 500;

/** Every page of a list, up to so many items. */
export async function loadAll<T>(
  loadPage: (paging: { limit: number; cursor?: string }) => Promise<Page<T>>,
  max = 2000,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await loadPage({ limit: PAGE, cursor });
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor && items.length < max);
  return items;
}
