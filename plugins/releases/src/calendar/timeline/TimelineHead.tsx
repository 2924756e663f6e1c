import { memo } from 'react';
import { inZone } from '../../shared/time';
import { MeasureText } from './measure';
import { TimeScale } from './scale';
import { Header, Tick } from './ticks';
import styles from './Timeline.module.css';

const PADDING = 8;

function labelOf(
  { label, short, width }: Tick,
  weight: number,
  measure: MeasureText,
): string {
  if (measure(label, weight) + PADDING <= width) return label;
  return measure(short, weight) <= width ? short : '';
}

/** The weeks and days above the lanes, and the pill that says what time it is. */
export const TimelineHead = memo(function TimelineHead(props: {
  header: Header;
  scale: TimeScale;
  counted: string;
  now: number;
  timeZone: string;
  measure: MeasureText;
}) {
  const { header, scale, counted, now, timeZone, measure } = props;
  const hasNow = now >= scale.start && now < scale.end;
  return (
    <div className={styles.head}>
      <div className={styles.corner}>{counted}</div>
      {/* The bars say their days themselves. */}
      <div className={styles.ticks} aria-hidden>
        {header.upper.map(tick => (
          <span
            key={tick.key}
            className={styles.upper}
            style={{ left: tick.x, width: tick.width }}
          >
            {labelOf(tick, 600, measure)}
          </span>
        ))}
        {header.lower.map(tick => (
          <span
            key={tick.key}
            className={styles.lower}
            data-weekend={tick.isWeekend || undefined}
            data-today={tick.isToday || undefined}
            style={{ left: tick.x, width: tick.width }}
          >
            {labelOf(tick, 400, measure)}
          </span>
        ))}
        {hasNow && (
          <span className={styles.pill} style={{ left: scale.xOf(now) }}>
            {inZone(now, timeZone).toFormat('HH:mm')}
          </span>
        )}
      </div>
    </div>
  );
});
