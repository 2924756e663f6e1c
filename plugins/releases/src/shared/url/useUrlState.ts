import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { afterPaint } from '../paint';
import { applyUrlState, parseUrlState, UrlState } from './urlState';

/** Changes the URL; `push` makes a step that the back button undoes. */
export type ChangeUrlState = (
  change: Partial<UrlState>,
  options?: { push?: boolean },
) => void;

/**
 * The one place where the URL is read and written. The second value is stable.
 *
 * A change shows at once, and stands in the URL after the next paint: another
 * URL makes the whole portal draw itself anew, which nobody should wait for.
 */
export function useUrlState(): [UrlState, ChangeUrlState] {
  const [params, setParams] = useSearchParams();
  const latest = useRef({ params, setParams });
  latest.current = { params, setParams };
  /** What goes into the URL after the paint. */
  const waiting = useRef<{ change: Partial<UrlState>; push: boolean }>();
  const cancel = useRef<() => void>();
  /** What that URL will be, as long as the URL is still `from`. */
  const [ahead, setAhead] = useState<{
    from: URLSearchParams;
    to: URLSearchParams;
  }>();

  const write = useCallback(() => {
    cancel.current = undefined;
    if (!waiting.current) return;
    const { change, push } = waiting.current;
    waiting.current = undefined;
    const { params: from, setParams: set } = latest.current;
    set(applyUrlState(from, change), { replace: !push });
  }, []);
  useEffect(() => () => cancel.current?.(), []);

  const change = useCallback<ChangeUrlState>(
    (next, options) => {
      // Two changes before the paint must not undo each other.
      const all = { ...waiting.current?.change, ...next };
      const push = Boolean(waiting.current?.push || options?.push);
      waiting.current = { change: all, push };
      const from = latest.current.params;
      setAhead({ from, to: applyUrlState(from, all) });
      cancel.current ??= afterPaint(write);
    },
    [write],
  );

  const shown = ahead?.from === params ? ahead.to : params;
  const state = useMemo(() => parseUrlState(shown), [shown]);
  return [state, change];
}
