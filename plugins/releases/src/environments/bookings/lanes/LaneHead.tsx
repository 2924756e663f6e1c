import { inZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { TimelineScale } from './TimelineScale';
import styles from './Swimlanes.module.css';

const HOUR_WIDTH = 22;

/** Every mark, or every second one where they would touch. */
function legible(hours: TimelineScale['hours']): TimelineScale['hours'] {
  const [first, second] = hours;
  return second && second.x - first.x < HOUR_WIDTH
    ? hours.filter((_, index) => index % 2 === 1)
    : hours;
}

/** Days and hours above the lanes, and the time now. */
export function LaneHead(props: {
  scale: TimelineScale;
  count: number;
  now: number;
}) {
  const { scale, count, now } = props;
  const t = useText();
  const nowX =
    now >= scale.start && now < scale.end ? scale.xOf(now) : undefined;
  const small = scale.kind === 'month';
  return (
    <div className={styles.head}>
      <div className={styles.corner}>
        <strong>{t('bookings.lanes.count', { count })}</strong>
        {scale.nights.length > 0 && (
          <span className={styles.quiet}>{t('bookings.lanes.narrowed')}</span>
        )}
      </div>
      <div className={styles.days} aria-hidden>
        <Hours scale={scale} />
        {scale.days.map(({ iso, date, x, width, isWeekend }) => (
          <span
            key={iso}
            className={styles.day}
            style={{ left: x, ...(small && { width }) }}
            data-small={small || undefined}
            data-inset={(!small && !isWeekend) || undefined}
          >
            {!small && (
              <span className={styles.quiet}>{date.toFormat('ccc')} </span>
            )}
            <strong>{date.toFormat('d')}</strong>
          </span>
        ))}
        {legible(scale.hours)
          .filter(({ x }) => nowX === undefined || Math.abs(x - nowX) > 32)
          .map(({ x, label }) => (
            <span key={x} className={styles.hour} style={{ left: x }}>
              {label}
            </span>
          ))}
        {nowX !== undefined && (
          <span className={styles.nowPill} style={{ left: nowX }}>
            {inZone(now, scale.timeZone).toFormat('HH:mm')}
          </span>
        )}
      </div>
    </div>
  );
}

function Hours(props: { scale: TimelineScale }) {
  const { scale } = props;
  return (
    <>
      {scale.nights.map(({ x, width }) => (
        <span
          key={`n${x}`}
          className={styles.night}
          style={{ left: x, width }}
        />
      ))}
      {scale.kind !== 'day' &&
        scale.days
          .filter(({ isWeekend }) => isWeekend)
          .map(({ iso, x, width }) => (
            <span
              key={iso}
              className={styles.night}
              style={{ left: x, width }}
            />
          ))}
      {scale.days.slice(1).map(({ iso, x }) => (
        <span key={`d${iso}`} className={styles.dayLine} style={{ left: x }} />
      ))}
    </>
  );
}

/** Nights, weekends, days and now, behind every lane. */
export function LaneBackdrop(props: { scale: TimelineScale; now: number }) {
  const { scale, now } = props;
  return (
    <div className={styles.backdrop} aria-hidden>
      <Hours scale={scale} />
      {now >= scale.start && now < scale.end && (
        <span className={styles.now} style={{ left: scale.xOf(now) }} />
      )}
    </div>
  );
}
