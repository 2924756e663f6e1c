import { useApi } from '@backstage/frontend-plugin-api';
import type { AuditEntry } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { useCallback, useEffect, useState } from 'react';
import { releasesApiRef } from '../api';
import { useQuery } from '../shared/data';
import { viewerZone } from '../shared/time';
import { AuditFilter } from '../shared/url/useAuditUrl';

const PAGE = 50;

/** The newest entries that meet the filter, and older ones as asked for. */
export function useAuditLog(filter: AuditFilter) {
  const api = useApi(releasesApiRef);
  const key = JSON.stringify(filter);
  const first = useQuery(key, signal =>
    api.listAudit({ query: { ...queryOf(filter), limit: PAGE } }, { signal }),
  );
  const [older, setOlder] = useState<{
    after: unknown;
    items: AuditEntry[];
    cursor?: string;
    isLoading?: boolean;
    error?: unknown;
  }>();
  // Older pages belong to the first page that they were asked for.
  const more = older?.after === first.data ? older : undefined;
  useEffect(() => setOlder(undefined), [key]);

  const cursor = more ? more.cursor : first.data?.pageInfo.nextCursor;
  const loadOlder = useCallback(async () => {
    const after = first.data;
    const loaded = more?.items ?? [];
    setOlder({ after, items: loaded, cursor, isLoading: true });
    try {
      const page = await api.listAudit({
        query: { ...queryOf(filter), limit: PAGE, cursor },
      });
      setOlder({
        after,
        items: [...loaded, ...page.items],
        cursor: page.pageInfo.nextCursor,
      });
    } catch (error) {
      setOlder({ after, items: loaded, cursor, error });
    }
  }, [api, cursor, filter, first.data, more?.items]);

  return {
    ...first,
    error: first.error ?? more?.error,
    entries: first.data && [...first.data.items, ...(more?.items ?? [])],
    total: first.data?.totalItems,
    loadOlder: cursor ? loadOlder : undefined,
    isLoadingOlder: Boolean(more?.isLoading),
  };
}

/** Dates are whole days in the viewer's zone. */
function queryOf(filter: AuditFilter) {
  const day = (value: string | undefined) =>
    value ? DateTime.fromISO(value, { zone: viewerZone() }) : undefined;
  const from = day(filter.from);
  const to = day(filter.to)?.plus({ days: 1 });
  return {
    objectRef: filter.object,
    entityRef: filter.entity,
    actor: filter.actor,
    action: filter.action ? [filter.action] : undefined,
    from: from?.isValid ? from.toUTC().toISO()! : undefined,
    to: to?.isValid ? to.toUTC().toISO()! : undefined,
  };
}
