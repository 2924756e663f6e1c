import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { FocusEvent, PointerEvent, ReactNode, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { headlineOf } from '../shared/marks';
import { formatSpanWithZone } from '../shared/time';
import { tokens } from '../shared/tokens';
import styles from './HoverTip.module.css';

const WAIT_MS = 500;

/**
 * One tooltip for every item below, with both zones: hundreds of chips need
 * not each have their own.
 */
export function HoverTip(props: {
  itemOf(id: string): TimelineItem | undefined;
  timeZone: string;
  children: ReactNode;
}) {
  const { itemOf, timeZone, children } = props;
  const [tip, setTip] = useState<{
    item: TimelineItem;
    x: number;
    y: number;
  }>();
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const hide = () => {
    clearTimeout(timer.current);
    setTip(undefined);
  };
  const show = (target: EventTarget) => {
    const chip = (target as Element).closest?.<HTMLElement>('[data-item]');
    clearTimeout(timer.current);
    if (!chip) {
      setTip(undefined);
      return;
    }
    timer.current = setTimeout(() => {
      const item = itemOf(chip.dataset.item!);
      if (!item || !chip.isConnected) return;
      const { left, bottom } = chip.getBoundingClientRect();
      setTip({
        item,
        x: Math.max(8, Math.min(left, window.innerWidth - 340)),
        y: bottom + 6,
      });
    }, WAIT_MS);
  };

  return (
    // It only listens for what its children do; there is nothing to press.
    <div
      role="presentation"
      className={styles.area}
      onPointerOver={(event: PointerEvent) => {
        if (event.pointerType !== 'touch') show(event.target);
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event: FocusEvent) => {
        if ((event.target as Element).matches?.(':focus-visible'))
          show(event.target);
      }}
      onBlur={hide}
      onKeyDown={hide}
    >
      {children}
      {tip &&
        createPortal(
          <div
            role="tooltip"
            className={`${tokens} ${styles.tip}`}
            style={{ left: tip.x, top: tip.y }}
          >
            <b>{headlineOf(tip.item).full}</b>
            {headlineOf(tip.item).subtitle && (
              <span>{headlineOf(tip.item).subtitle}</span>
            )}
            <span>{formatSpanWithZone(tip.item, timeZone)}</span>
            {tip.item.timeZone !== timeZone && (
              <span>{formatSpanWithZone(tip.item, tip.item.timeZone)}</span>
            )}
          </div>,
          document.body,
        )}
    </div>
  );
}
