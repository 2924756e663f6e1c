import { RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * How many of the parts of a row fit into it: `most`, or so many fewer that
 * nothing runs over its end. `key` changes with what is written in the row.
 */
export function useFold(
  row: RefObject<HTMLElement>,
  most: number,
  key: string,
): number {
  const [shown, setShown] = useState(most);
  const [width, setWidth] = useState(0);
  const measured = useRef<string>();

  useLayoutEffect(() => {
    const element = row.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [row]);

  // Before the browser paints, so that nothing is seen to jump.
  useLayoutEffect(() => {
    const round = `${most} ${width} ${key}`;
    if (measured.current !== round) {
      measured.current = round;
      if (shown !== most) {
        setShown(most);
        return;
      }
    }
    const element = row.current;
    if (element && shown > 0 && element.scrollWidth > element.clientWidth)
      setShown(shown - 1);
  }, [most, width, key, row, shown]);
  return Math.min(shown, most);
}
