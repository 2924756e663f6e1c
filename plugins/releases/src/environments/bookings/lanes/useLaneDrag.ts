import { PointerEvent, useRef } from 'react';
import { Ghost, ghostBetween, pullGhost } from './ghost';
import { GhostControl } from './useGhost';
import { TimelineScale } from './TimelineScale';

/** A press becomes a drag once it has gone so many pixels. */
const THRESHOLD = 4;
/** So near to an edge of the track, and for so long, the period goes along. */
const EDGE = 24;
const EDGE_MS = 700;

/**
 * Draws a booking with the pointer over the free part of a track, or pulls an
 * end of the one that is drawn. Escape puts it away.
 */
export function useLaneDrag(options: {
  scale: TimelineScale;
  now: number;
  control: GhostControl;
  mayBook(environmentRef: string): boolean;
  onDrop(ghost: Ghost): void;
  /** To the period before or after. */
  onPage(step: 1 | -1): void;
}) {
  const latest = useRef(options);
  latest.current = options;

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const target = event.target as Element;
    const track = target.closest<HTMLElement>('[data-track]');
    if (!track || target.closest('button, a')) return;
    const ref = track.dataset.track!;
    const edge = target.closest<HTMLElement>('[data-edge]')?.dataset.edge;
    const drawn = latest.current.control.ghost;
    if (
      !edge &&
      (target.closest('[data-ghost]') || !latest.current.mayBook(ref))
    )
      return;
    event.preventDefault();
    const from = event.clientX;
    // Without layout, as in tests, the track begins where the page does.
    const instantOf = (clientX: number) => {
      const { left } = track.getBoundingClientRect();
      return latest.current.scale.instantAt(clientX - left);
    };
    const pressed = instantOf(from);
    let ghost: Ghost | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let step: 1 | -1 | 0 = 0;

    const draw = (clientX: number) => {
      const pointer = instantOf(clientX);
      const { now, control } = latest.current;
      ghost =
        edge && drawn
          ? pullGhost(drawn, edge as 'start' | 'end', pointer, now)
          : ghostBetween({ environmentRef: ref, pressed, pointer, now });
      control.set(ghost, 'drag');
    };
    const page = (clientX: number) => {
      const { left, right } = track.getBoundingClientRect();
      let next: typeof step = 0;
      if (right > left && clientX > right - EDGE) next = 1;
      if (right > left && clientX < left + EDGE) next = -1;
      if (next === step) return;
      step = next;
      clearInterval(timer);
      timer =
        next === 0
          ? undefined
          : setInterval(() => latest.current.onPage(next as 1 | -1), EDGE_MS);
    };
    const onMove = ({ clientX }: globalThis.PointerEvent) => {
      if (!ghost && Math.abs(clientX - from) < THRESHOLD) return;
      draw(clientX);
      page(clientX);
    };
    const stop = () => {
      clearInterval(timer);
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('pointerup', onUp);
      document.removeEventListener('pointercancel', onCancel);
      document.removeEventListener('keydown', onKeyDown, true);
    };
    function onUp() {
      stop();
      if (ghost) latest.current.onDrop(ghost);
    }
    function onCancel() {
      stop();
      if (ghost) latest.current.control.clear();
    }
    function onKeyDown(key: KeyboardEvent) {
      if (key.key !== 'Escape' || !ghost) return;
      key.preventDefault();
      key.stopPropagation();
      onCancel();
    }
    document.addEventListener('pointermove', onMove);
    document.addEventListener('pointerup', onUp);
    document.addEventListener('pointercancel', onCancel);
    document.addEventListener('keydown', onKeyDown, true);
  };
  return { onPointerDown };
}
