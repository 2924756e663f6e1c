import { useApi } from '@backstage/frontend-plugin-api';
import type {
  TimelineFilter,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { ReleasesApi, releasesApiRef } from '../../api';
import { QueryState, useQuery } from './useQuery';

const PAGE_SIZE = 1000;

/** Everything of a span, page by page, in the order of its start. */
export async function loadTimeline(
  api: Pick<ReleasesApi, 'getTimeline'>,
  query: TimelineFilter & { from: string; to: string },
  signal?: AbortSignal,
): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.getTimeline(
      { query: { ...query, limit: PAGE_SIZE, cursor } },
      { signal },
    );
    items.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined && !signal?.aborted);
  return items;
}

/** The items of `[from, to)` for a filter; `undefined` asks nothing. */
export function useTimeline(
  query: (TimelineFilter & { from: string; to: string }) | undefined,
): QueryState<TimelineItem[]> {
  const api = useApi(releasesApiRef);
  return useQuery(query && JSON.stringify(query), signal =>
    query ? loadTimeline(api, query, signal) : Promise.resolve([]),
  );
}
