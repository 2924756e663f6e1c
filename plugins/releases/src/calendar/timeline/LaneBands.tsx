import { memo } from 'react';
import { Prepared, unionOfFreezes } from '../layout';
import { TimeScale } from './scale';
import styles from './Timeline.module.css';

/** The frozen time of a lane; its ribbons and marks speak for it. */
export const LaneBands = memo(function LaneBands(props: {
  freezes: Prepared[];
  scale: TimeScale;
}) {
  const { freezes, scale } = props;
  // Hatches that overlap would look like more than closed.
  const hard = unionOfFreezes(freezes);
  const soft = freezes.filter(({ look }) => look === 'freeze-soft');
  const band = (
    { start, end }: { start: number; end: number },
    className: string,
  ) => (
    <div
      key={`${className} ${start} ${end}`}
      className={className}
      data-starts={start >= scale.start || undefined}
      data-ends={end <= scale.end || undefined}
      style={{
        left: scale.xOf(start),
        width: scale.xOf(end) - scale.xOf(start),
      }}
    />
  );
  return (
    <div className={styles.bands} aria-hidden>
      {soft.map(freeze => band(freeze, styles.soft))}
      {hard.map(freeze => band(freeze, styles.hard))}
    </div>
  );
});
