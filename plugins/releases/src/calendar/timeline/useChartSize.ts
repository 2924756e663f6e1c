import {
  RefObject,
  startTransition,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { createMeasure, MeasureText } from './measure';

/** Pixels. */
export const LABEL_WIDTH = 168;
/** Where nothing has been laid out yet. */
const DEFAULT_WIDTH = 960;
const LEAST_WIDTH = 320;

/** How wide the chart is beside its labels, and how wide words are in its font. */
export function useChartSize(root: RefObject<HTMLElement>): {
  width: number;
  measure: MeasureText;
} {
  const [width, setWidth] = useState(DEFAULT_WIDTH);
  const [family, setFamily] = useState('system-ui, sans-serif');
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const read = () => {
      const { clientWidth } = element;
      if (clientWidth > 0)
        setWidth(Math.max(clientWidth - LABEL_WIDTH, LEAST_WIDTH));
    };
    setFamily(getComputedStyle(element).fontFamily || 'sans-serif');
    read();
    if (typeof ResizeObserver === 'undefined') return undefined;
    // What made it another width, a panel beside it, is shown first.
    const observer = new ResizeObserver(() => startTransition(read));
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  const measure = useMemo(() => createMeasure(family), [family]);
  return { width, measure };
}
