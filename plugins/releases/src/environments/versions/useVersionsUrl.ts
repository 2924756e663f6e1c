import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export const MATRIX_FILTERS = ['broken', 'drift', 'older', 'failed'] as const;
export type MatrixFilter = (typeof MATRIX_FILTERS)[number];

/** What the matrix is narrowed to, as a link can share it. */
export interface VersionsUrl {
  q?: string;
  system: string[];
  only: MatrixFilter[];
  /** Beside production, where there is no room for all. */
  environment?: string;
}

export type ChangeVersionsUrl = (change: Partial<VersionsUrl>) => void;

export function useVersionsUrl(): [VersionsUrl, ChangeVersionsUrl] {
  const [params, setParams] = useSearchParams();
  const url = useMemo(
    (): VersionsUrl => ({
      q: params.get('q')?.slice(0, 200) || undefined,
      system: params.getAll('system').filter(Boolean),
      only: MATRIX_FILTERS.filter(one => params.getAll('only').includes(one)),
      environment: params.get('environment') || undefined,
    }),
    [params],
  );
  const change = useCallback<ChangeVersionsUrl>(
    next =>
      setParams(
        last => {
          const changed = new URLSearchParams(last);
          for (const [name, value] of Object.entries(next)) {
            changed.delete(name);
            if (Array.isArray(value))
              for (const one of value) changed.append(name, one);
            else if (value) changed.set(name, value);
          }
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [url, change];
}
