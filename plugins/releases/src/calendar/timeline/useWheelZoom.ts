import { RefObject, useEffect, useRef } from 'react';
import { LABEL_WIDTH } from './useChartSize';

/** So far the wheel, or a pinch, goes for one step. */
const STEP = 50;
const PAUSE_MS = 200;

/** Ctrl and the wheel zoom around the pointer; so does a pinch on a trackpad. */
export function useWheelZoom(
  root: RefObject<HTMLElement>,
  width: number,
  zoomBy: (step: 1 | -1, fraction: number) => void,
) {
  const latest = useRef({ width, zoomBy });
  latest.current = { width, zoomBy };
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let gone = 0;
    let last = -Infinity;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      // Else the browser zooms the whole page.
      event.preventDefault();
      if (event.timeStamp - last < PAUSE_MS) return;
      gone += event.deltaY;
      if (Math.abs(gone) < STEP) return;
      const step = gone < 0 ? 1 : -1;
      gone = 0;
      last = event.timeStamp;
      const { left } = element.getBoundingClientRect();
      const x = event.clientX - left - LABEL_WIDTH;
      latest.current.zoomBy(
        step,
        Math.min(Math.max(x / latest.current.width, 0), 1),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [root]);
}
