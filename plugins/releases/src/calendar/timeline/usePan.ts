import { PointerEvent, RefObject, useCallback, useEffect, useRef } from 'react';

/** So often at most time goes along, which asks for what is then in view. */
const PAUSE_MS = 80;
/** What has a meaning of its own when it is pulled. */
const OWN = 'button, a, input, [data-item]';

/**
 * Time goes along with the wheel turned sideways, or with Shift, and with the
 * empty chart when it is pulled; by whole days.
 */
export function usePan(
  root: RefObject<HTMLElement>,
  dayWidth: number,
  panBy: (days: number) => void,
) {
  const latest = useRef({ dayWidth, panBy });
  latest.current = { dayWidth, panBy };
  /** Pixels that time has not gone along yet. */
  const gone = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const goBy = useCallback((pixels: number) => {
    gone.current += pixels;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const { dayWidth: width, panBy: pan } = latest.current;
      const days = Math.trunc(gone.current / width);
      if (days === 0) return;
      gone.current -= days * width;
      pan(days);
    }, PAUSE_MS);
  }, []);

  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      const { ctrlKey, shiftKey, deltaX, deltaY } = event;
      if (ctrlKey) return;
      const isSideways = Math.abs(deltaX) > Math.abs(deltaY);
      if (!isSideways && !shiftKey) return;
      // Else some browsers go back in their history.
      event.preventDefault();
      goBy(isSideways ? deltaX : deltaY);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [root, goBy]);

  return {
    onPointerDown(event: PointerEvent) {
      const { button, pointerType, target } = event;
      if (button !== 0 || pointerType === 'touch') return;
      if ((target as Element).closest(OWN)) return;
      const element = root.current;
      let last = event.clientX;
      gone.current = 0;
      const onMove = ({ clientX }: globalThis.PointerEvent) => {
        element?.setAttribute('data-panning', 'true');
        goBy(last - clientX);
        last = clientX;
      };
      const stop = () => {
        element?.removeAttribute('data-panning');
        document.removeEventListener('pointermove', onMove);
        document.removeEventListener('pointerup', stop);
        document.removeEventListener('pointercancel', stop);
      };
      document.addEventListener('pointermove', onMove);
      document.addEventListener('pointerup', stop);
      document.addEventListener('pointercancel', stop);
    },
  };
}
