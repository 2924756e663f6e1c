import { useCallback, useEffect, useRef, useState } from 'react';
import { useOnChanged } from './changes';
import { useReleasesSignal } from './useReleasesSignal';

export interface QueryState<T> {
  /** The newest that is known; stays while the next one loads. */
  data?: T;
  error?: unknown;
  isLoading: boolean;
  reload(): void;
}

/**
 * Asks whenever `key` changes, after `reload`, and when something was written
 * here or elsewhere. An answer that was overtaken is dropped and its request
 * aborted. `key` undefined: there is nothing to ask.
 */
export function useQuery<T>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<T>,
): QueryState<T> {
  const [state, setState] = useState<{
    data?: T;
    error?: unknown;
    isLoading: boolean;
  }>({ isLoading: key !== undefined });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (key === undefined) {
      setState({ isLoading: false });
      return undefined;
    }
    const controller = new AbortController();
    setState(({ data, error }) => ({ data, error, isLoading: true }));
    latest.current(controller.signal).then(
      data => {
        if (!controller.signal.aborted) setState({ data, isLoading: false });
      },
      error => {
        // What was known before is no longer known to be true.
        if (!controller.signal.aborted) setState({ error, isLoading: false });
      },
    );
    return () => controller.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound(last => last + 1), []);
  useOnChanged(reload);
  useReleasesSignal(reload);
  return { ...state, reload };
}
