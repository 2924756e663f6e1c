import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { memo } from 'react';
import { useText } from '../../translation';
import { Moving } from '../move';
import { LaneBands } from './LaneBands';
import { LaneGhost } from './LaneGhost';
import { LaneItem } from './LaneItem';
import { LaneRow as Row } from './rows';
import { TimeScale } from './scale';
import styles from './Timeline.module.css';

/** A lane: its name, its bands behind, its items as bars that start where they start. */
export const LaneRow = memo(function LaneRow(props: {
  row: Row;
  /** Where it stands, when only some rows are drawn. */
  top?: number;
  scale: TimeScale;
  background: string;
  timeZone: string;
  now: number;
  /** The item that has the tab stop. */
  active?: string;
  selected?: string;
  moving?: Moving;
  /** All that what is moved may fall into. */
  freezes: readonly TimelineItem[];
}) {
  const { row, top, scale, background, timeZone, now, moving } = props;
  const t = useText();
  const name = row.subtitle
    ? t('timeline.lane', { title: row.title, subtitle: row.subtitle })
    : row.title;
  const hasNow = now >= scale.start && now < scale.end;
  return (
    <div
      className={styles.row}
      style={{ top, height: row.height }}
      data-type={row.type}
      data-lane={row.key}
    >
      <div className={styles.label} aria-hidden={row.items.length > 0}>
        <b>{row.title}</b>
        {row.subtitle && <span className={styles.muted}>{row.subtitle}</span>}
      </div>
      <div className={styles.lane} style={{ background }}>
        <LaneBands freezes={row.freezes} scale={scale} />
        {hasNow && (
          <div
            className={styles.now}
            style={{ left: scale.xOf(now) }}
            aria-hidden
          />
        )}
        {row.items.length > 0 && (
          <div role="list" aria-label={name}>
            {row.items.map(placed => (
              <LaneItem
                key={placed.entry.item.id}
                placed={placed}
                row={row.key}
                timeZone={timeZone}
                isActive={props.active === placed.entry.item.id}
                isSelected={props.selected === placed.entry.item.id}
              />
            ))}
          </div>
        )}
        {moving && (
          <LaneGhost
            moving={moving}
            row={row}
            freezes={props.freezes}
            scale={scale}
            timeZone={timeZone}
          />
        )}
      </div>
    </div>
  );
});
