import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

const KEYS = ['object', 'entity', 'actor', 'action', 'from', 'to'] as const;

/** What the audit page is narrowed to, as a link can share it. */
export type AuditFilter = Partial<Record<(typeof KEYS)[number], string>>;

/** The audit page's part of the URL. */
export function useAuditUrl(): [AuditFilter, (change: AuditFilter) => void] {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(
    () =>
      Object.fromEntries(
        KEYS.flatMap(key => {
          const value = params.get(key);
          return value ? [[key, value]] : [];
        }),
      ) as AuditFilter,
    [params],
  );
  const change = useCallback(
    (next: AuditFilter) =>
      setParams(
        last => {
          const changed = new URLSearchParams(last);
          for (const [key, value] of Object.entries(next)) {
            if (value) changed.set(key, value);
            else changed.delete(key);
          }
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [filter, change];
}
