import { CSSProperties } from 'react';
import { Clock } from '../shared';
import { LaneMark, placeInWeek } from './miniLane';
import styles from './MiniLane.module.css';

/** A week of an environment, small; what it says stands in words below it. */
export function MiniLane(props: { marks: LaneMark[]; clock: Clock }) {
  const { marks, clock } = props;
  return (
    <div className={styles.lane} aria-hidden>
      {marks.map(mark => (
        <span
          key={mark.key}
          className={styles.bar}
          data-look={mark.look}
          data-mode={mark.mode}
          data-mine={mark.isMine || undefined}
          data-pending={mark.isPending || undefined}
          style={
            {
              left: `${mark.left}%`,
              width: `${mark.width}%`,
            } as CSSProperties
          }
        />
      ))}
      <span
        className={styles.now}
        style={{ left: `${placeInWeek(clock.now, clock)}%` }}
      />
    </div>
  );
}
