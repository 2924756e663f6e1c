import { memo } from 'react';
import { Band } from '../layout';
import styles from './Bands.module.css';

/** Closed time behind a row of days; the ribbons speak for it. */
export const Bands = memo(function Bands(props: {
  hard: Band[];
  soft: Band[];
  dayCount: number;
}) {
  const { hard, soft, dayCount } = props;
  const place = ({ from, to }: Band) => ({
    left: `${(from / dayCount) * 100}%`,
    width: `${((to - from) / dayCount) * 100}%`,
  });
  return (
    <div className={styles.bands} aria-hidden>
      {hard.map(band => (
        <div
          key={band.from}
          className={styles.hard}
          style={place(band)}
          data-starts={band.startsHere || undefined}
          data-ends={band.endsHere || undefined}
        />
      ))}
      {soft.map(band => (
        <div
          key={`${band.from} ${band.to}`}
          className={styles.soft}
          style={place(band)}
          data-starts={band.startsHere || undefined}
          data-ends={band.endsHere || undefined}
        />
      ))}
    </div>
  );
});
