import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { CSSProperties } from 'react';
import { useText } from '../../translation';
import { GroupBy } from './lanes';
import { ChartRow, GROUP_HEIGHT } from './rows';
import styles from './Timeline.module.css';

/** The title of a group of lanes, which it hides and shows. */
export function GroupRow(props: {
  row: Extract<ChartRow, { type: 'group' }>;
  groupBy: GroupBy;
  isCollapsed: boolean;
  isActive: boolean;
  style: CSSProperties;
}) {
  const { row, groupBy, isCollapsed, isActive, style } = props;
  const t = useText();
  const Icon = isCollapsed ? RiArrowRightSLine : RiArrowDownSLine;
  return (
    <div className={styles.group} style={{ ...style, height: GROUP_HEIGHT }}>
      <button
        type="button"
        className={styles.groupButton}
        aria-expanded={!isCollapsed}
        tabIndex={isActive ? 0 : -1}
        data-group={row.group.key}
        data-row={row.key}
        data-place={row.key}
      >
        <Icon size={16} aria-hidden />
        <b>{row.group.title}</b>
        <span className={styles.muted}>
          {t(`timeline.count.${groupBy}`, { count: row.group.lanes.length })}
        </span>
      </button>
    </div>
  );
}
