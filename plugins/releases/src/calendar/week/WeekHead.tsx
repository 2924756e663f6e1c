import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { Closure, Day, hintOf } from '../layout';
import styles from './Week.module.css';

/** The days of the week, and when closed time begins or ends in them. */
export function WeekHead(props: {
  days: Day[];
  weekNumber: number;
  union: Closure[];
  today: string;
  timeZone: string;
}) {
  const { days, weekNumber, union, today, timeZone } = props;
  const t = useText();
  const timeOf = (instant: number) => ({
    time: inZone(instant, timeZone).toFormat('HH:mm'),
  });
  return (
    <div role="row" className={styles.head}>
      <div
        role="columnheader"
        className={styles.corner}
        aria-label={t('calendar.grid.weekNumber', { week: String(weekNumber) })}
      >
        {weekNumber}
      </div>
      {days.map(day => {
        const date = inZone(day.start, timeZone);
        const { opens, closes } = hintOf(day, union);
        return (
          <div
            key={day.iso}
            role="columnheader"
            className={styles.weekday}
            data-today={day.iso === today || undefined}
            aria-label={date.toFormat('cccc d LLLL')}
          >
            <span>{date.toFormat('ccc d LLL')}</span>
            {opens !== undefined && (
              <span className={styles.hint}>
                {t('calendar.grid.opens', timeOf(opens))}
              </span>
            )}
            {closes !== undefined && (
              <span className={styles.hint}>
                {t('calendar.grid.closes', timeOf(closes))}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
