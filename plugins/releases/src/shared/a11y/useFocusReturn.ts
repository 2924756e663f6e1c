import { useEffect, useRef } from 'react';

/**
 * While mounted remembers what had the focus before, and gives it back at the
 * end: to the same element, or, where the view has drawn it anew, to the one
 * that `find` gives.
 */
export function useFocusReturn(find?: () => HTMLElement | null | undefined) {
  const finder = useRef(find);
  finder.current = find;
  useEffect(() => {
    const before =
      document.activeElement instanceof HTMLElement &&
      document.activeElement !== document.body
        ? document.activeElement
        : undefined;
    return () => {
      const target = before?.isConnected ? before : finder.current?.();
      target?.focus({ preventScroll: true });
    };
  }, []);
}
