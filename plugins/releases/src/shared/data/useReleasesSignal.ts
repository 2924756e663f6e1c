import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect, useRef } from 'react';

const CHANNEL = 'releases:changed';
const PAUSE_MS = 500;

/** Calls back when the backend says that something changed; many at once count as one. */
export function useReleasesSignal(callback: () => void): void {
  const signals = useApiHolder().get(signalApiRef);
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    if (!signals) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { unsubscribe } = signals.subscribe(CHANNEL, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [signals]);
}
