import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { PointerEvent, useRef } from 'react';
import { Edge, isMovable, Shift } from './shift';
import { MoveControl } from './useMove';

/** A press becomes a drag once it has gone so many pixels. */
const THRESHOLD = 5;

export interface PointerPlace {
  x: number;
  y: number;
}

/**
 * Drags items of a grid with the pointer. The grid says how far apart two
 * places are; returns handlers for it. A drag does not end in a click.
 */
export function useDrag(options: {
  move: MoveControl;
  itemOf(id: string): TimelineItem | undefined;
  shiftBetween(
    from: PointerPlace,
    to: PointerPlace,
    item: TimelineItem,
  ): Shift | undefined;
}) {
  const latest = useRef(options);
  latest.current = options;
  const dragged = useRef(false);

  const onPointerDown = (event: PointerEvent) => {
    dragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const target = event.target as Element;
    const chip = target.closest<HTMLElement>('[data-item]');
    const item = chip && latest.current.itemOf(chip.dataset.item!);
    if (!item || !isMovable(item)) return;
    const pulled = target.closest<HTMLElement>('[data-edge]')?.dataset.edge;
    let edge: Edge = 'all';
    if (pulled !== undefined) edge = pulled === 'left' ? 'start' : 'end';
    const from = { x: event.clientX, y: event.clientY };
    let isDragging = false;

    const onMove = (moved: globalThis.PointerEvent) => {
      const to = { x: moved.clientX, y: moved.clientY };
      const { move, shiftBetween } = latest.current;
      if (!isDragging) {
        if (Math.hypot(to.x - from.x, to.y - from.y) < THRESHOLD) return;
        isDragging = move.begin(item, edge);
        if (!isDragging) return;
        dragged.current = true;
      }
      const shift = shiftBetween(from, to, item);
      if (shift) move.to(shift);
    };
    function onUp() {
      stop();
      if (isDragging) latest.current.move.drop();
    }
    function onCancel() {
      stop();
      if (isDragging) latest.current.move.cancel();
    }
    function onKeyDown(key: KeyboardEvent) {
      if (key.key !== 'Escape' || !isDragging) return;
      key.preventDefault();
      key.stopPropagation();
      onCancel();
    }
    function stop() {
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('pointerup', onUp);
      document.removeEventListener('pointercancel', onCancel);
      document.removeEventListener('keydown', onKeyDown, true);
    }
    document.addEventListener('pointermove', onMove);
    document.addEventListener('pointerup', onUp);
    document.addEventListener('pointercancel', onCancel);
    document.addEventListener('keydown', onKeyDown, true);
  };

  return {
    onPointerDown,
    /** Whether the click that comes now is only the end of a drag. */
    wasDrag: () => dragged.current,
  };
}
