import { startTransition, useEffect, useState } from 'react';
import { afterPaint } from './afterPaint';

/**
 * The value as it was until the next paint, for what takes long to draw: what
 * shows the new one at once is not kept waiting.
 *
 * As `useDeferredValue` would do, if it were not for React 18, which takes what
 * is deferred for overdue, and draws it in one go, when a store changes at the
 * same time, as those of lists and menus do.
 */
export function useLater<T>(value: T): T {
  const [shown, setShown] = useState({ value });
  useEffect(() => {
    if (Object.is(value, shown.value)) return undefined;
    return afterPaint(() => startTransition(() => setShown({ value })));
  }, [value, shown]);
  return shown.value;
}
