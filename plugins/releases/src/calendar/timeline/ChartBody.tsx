import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  CSSProperties,
  forwardRef,
  ReactNode,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { Moving } from '../move';
import { GroupRow } from './GroupRow';
import { GroupBy } from './lanes';
import { LaneRow } from './LaneRow';
import { Place } from './navigate';
import { ChartRow } from './rows';
import { TimeScale } from './scale';
import styles from './Timeline.module.css';

/** With more rows than this only those in sight are drawn. */
export const MOST_DRAWN = 60;
const HEAD_HEIGHT = 66;
const OVERSCAN = 6;

export interface ChartBodyHandle {
  /** Brings a row into sight, and with it into the document. */
  reveal(key: string): void;
}

interface ChartBodyProps {
  rows: ChartRow[];
  scale: TimeScale;
  background: string;
  timeZone: string;
  now: number;
  groupBy: GroupBy;
  collapsed: ReadonlySet<string>;
  active?: Place;
  selected?: string;
  moving?: Moving;
  freezes: readonly TimelineItem[];
  head: ReactNode;
}

/** The header and the rows below it; many rows scroll by themselves. */
export const ChartBody = forwardRef<ChartBodyHandle, ChartBodyProps>(
  function ChartBody(props, ref) {
    const { rows, active } = props;
    const scroller = useRef<HTMLDivElement>(null);
    const isVirtual = rows.length > MOST_DRAWN;
    const activeIndex = rows.findIndex(({ key }) => key === active?.row);
    const virtualizer = useVirtualizer({
      count: isVirtual ? rows.length : 0,
      enabled: isVirtual,
      getScrollElement: () => scroller.current,
      estimateSize: index => rows[index].height,
      getItemKey: index => rows[index].key,
      overscan: OVERSCAN,
      scrollMargin: HEAD_HEIGHT,
      scrollPaddingStart: HEAD_HEIGHT,
      // What has the focus stays in the document, wherever one scrolls.
      rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
        const first = Math.max(0, startIndex - overscan);
        const last = Math.min(count - 1, endIndex + overscan);
        const shown = Array.from(
          { length: last - first + 1 },
          (_, index) => first + index,
        );
        if (activeIndex >= 0 && activeIndex < first) shown.unshift(activeIndex);
        else if (activeIndex > last) shown.push(activeIndex);
        return shown;
      },
    });
    useLayoutEffect(() => {
      if (isVirtual) virtualizer.measure();
    }, [isVirtual, rows, virtualizer]);
    useImperativeHandle(ref, () => ({
      reveal(key) {
        const index = rows.findIndex(row => row.key === key);
        if (isVirtual && index >= 0) virtualizer.scrollToIndex(index);
      },
    }));

    const draw = (row: ChartRow, style: CSSProperties) =>
      row.type === 'group' ? (
        <GroupRow
          key={row.key}
          row={row}
          style={style}
          groupBy={props.groupBy}
          isCollapsed={props.collapsed.has(row.group.key)}
          isActive={active?.row === row.key}
        />
      ) : (
        <LaneRow
          key={row.key}
          row={row}
          top={style.top as number | undefined}
          scale={props.scale}
          background={props.background}
          timeZone={props.timeZone}
          now={props.now}
          active={active?.row === row.key ? active.item : undefined}
          // Only the lane that holds it is drawn anew when it changes.
          selected={holds(row, props.selected) ? props.selected : undefined}
          moving={holds(row, props.moving?.item.id) ? props.moving : undefined}
          freezes={props.freezes}
        />
      );

    return (
      <div
        ref={scroller}
        className={styles.scroller}
        data-virtual={isVirtual || undefined}
      >
        {props.head}
        {isVirtual ? (
          <div
            className={styles.rows}
            style={{ height: virtualizer.getTotalSize() }}
          >
            {virtualizer
              .getVirtualItems()
              .map(({ index, start }) =>
                draw(rows[index], { top: start - HEAD_HEIGHT }),
              )}
          </div>
        ) : (
          <div className={styles.rows}>{rows.map(row => draw(row, {}))}</div>
        )}
      </div>
    );
  },
);

function holds(row: ChartRow, id: string | undefined): boolean {
  return (
    id !== undefined &&
    row.type !== 'group' &&
    row.items.some(({ entry }) => entry.item.id === id)
  );
}
