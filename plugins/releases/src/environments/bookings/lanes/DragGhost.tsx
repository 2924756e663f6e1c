import { RefObject } from 'react';
import { lengthOf } from '../../shared';
import { useText } from '../../../translation';
import { ghostSpan } from '../words';
import { Ghost } from './ghost';
import { LaneLayout } from './laneLayout';
import styles from './Swimlanes.module.css';

const TIP_HIGH = 26;

/** The booking that is being drawn, with its time below it. */
export function DragGhost(props: {
  ghost: Ghost;
  box: NonNullable<LaneLayout['ghost']>;
  laneHeight: number;
  isBad: boolean;
  timeZone: string;
  trackWidth: number;
  anchor: RefObject<HTMLDivElement>;
}) {
  const { ghost, box, laneHeight, isBad, timeZone, trackWidth, anchor } = props;
  const t = useText();
  const below = box.top + box.height + 4;
  return (
    <>
      <div
        ref={anchor}
        className={styles.ghost}
        style={box}
        data-bad={isBad || undefined}
        data-ghost
      >
        <span className={styles.handle} style={{ left: 0 }} data-edge="start" />
        <span
          className={styles.handle}
          style={{ left: '100%' }}
          data-edge="end"
        />
      </div>
      <div
        className={styles.ghostTip}
        style={{
          top: below + TIP_HIGH > laneHeight ? box.top - TIP_HIGH : below,
          ...(box.left > trackWidth / 2
            ? { right: trackWidth - box.left - box.width }
            : { left: box.left }),
        }}
        aria-hidden
      >
        {t('bookings.lanes.ghost', {
          span: ghostSpan(ghost, timeZone),
          length: lengthOf(ghost.end - ghost.start, t),
        })}
      </div>
    </>
  );
}
