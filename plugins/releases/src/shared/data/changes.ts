import { useEffect, useRef } from 'react';

const listeners = new Set<() => void>();

/** Tells every view in this browser window that something was written. */
export function notifyChanged(): void {
  for (const listener of listeners) listener();
}

/** Calls back whenever something was written from this browser window. */
export function useOnChanged(callback: () => void): void {
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    const listener = () => latest.current();
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
}
