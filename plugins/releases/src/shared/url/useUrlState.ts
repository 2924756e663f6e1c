import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { applyUrlState, parseUrlState, UrlState } from './urlState';

/** Changes the URL; `push` makes a step that the back button undoes. */
export type ChangeUrlState = (
  change: Partial<UrlState>,
  options?: { push?: boolean },
) => void;

/**
 * The one place where the URL is read and written. The second value is stable.
 */
export function useUrlState(): [UrlState, ChangeUrlState] {
  const [params, setParams] = useSearchParams();
  const latest = useRef({ params, setParams });
  latest.current = { params, setParams };

  const state = useMemo(() => parseUrlState(params), [params]);
  const change = useCallback<ChangeUrlState>((next, options) => {
    const params_ = applyUrlState(latest.current.params, next);
    // Two changes in one event must not undo each other.
    latest.current.params = params_;
    latest.current.setParams(params_, { replace: !options?.push });
  }, []);
  return [state, change];
}
