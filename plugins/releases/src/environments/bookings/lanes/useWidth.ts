import { RefCallback, useCallback, useRef, useState } from 'react';

/** How wide an element is, in pixels; `fallback` where nothing is laid out. */
export function useWidth(fallback: number): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(fallback);
  const observer = useRef<ResizeObserver>();
  const attach = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    const measure = () => {
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    // Drawn in the next frame: what follows from it may change the size again.
    observer.current = new ResizeObserver(() => requestAnimationFrame(measure));
    observer.current.observe(element);
  }, []);
  return [attach, width];
}
