import { useMemo } from 'react';
import { shortName } from '../../shared/data';
import {
  endMarkOf,
  headlineOf,
  LookIcon,
  lookOf,
  releaseStatusOf,
  StatusIcon,
  Tile,
} from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { formatInstant, formatTime, inZone, isAllDay } from '../../shared/time';
import { useText } from '../../translation';
import { CalendarViewProps } from '../gridView';
import { daysFrom, prepareItems, unionOfFreezes } from '../layout';
import { StandingText } from '../list/StandingText';
import { agendaDays, standingFreezes } from './agendaDays';
import styles from './Agenda.module.css';

const DAYS = 14;

/** Day by day, for small screens; a hatched rail runs along closed time. */
export function AgendaView(props: CalendarViewProps) {
  const { period, items, timeZone, now, onSelect } = props;
  const t = useText();
  const from = period.from.toISODate()!;
  const days = useMemo(
    () => daysFrom(inZone(from, timeZone), DAYS),
    [from, timeZone],
  );
  const entries = useMemo(() => prepareItems(items, now), [items, now]);
  const union = useMemo(() => unionOfFreezes(entries), [entries]);
  // What comes later stands in its day; above them only what holds at their begin.
  const freezes = useMemo(
    () => standingFreezes(entries, Math.max(now, days[0].start)),
    [entries, now, days],
  );
  const shown = useMemo(
    () => agendaDays(entries, days, union, freezes),
    [entries, days, union, freezes],
  );
  const today = inZone(now, timeZone).startOf('day');

  const nameOfDay = (iso: string) => {
    const date = inZone(iso, timeZone);
    const distance = Math.round(date.diff(today, 'days').days);
    if (distance === 0) return t('calendar.agenda.today');
    return distance === 1 ? t('calendar.agenda.tomorrow') : undefined;
  };

  return (
    <div className={`${tokens} ${styles.agenda}`}>
      {freezes.map(({ item, look }) => (
        <button
          key={item.id}
          type="button"
          className={styles.freeze}
          data-look={look}
          data-item={item.id}
          onClick={() => onSelect(item.id)}
        >
          <span className={styles.freezeTitle}>
            <LookIcon look={look} size={16} />
            {item.title}
          </span>
          <span>
            {t(
              look === 'freeze-hard'
                ? 'calendar.agenda.closed'
                : 'calendar.agenda.acknowledge',
              {
                scope: item.scopeText ?? t('calendar.item.everything'),
                until: formatInstant(item.end, timeZone),
              },
            )}
          </span>
        </button>
      ))}
      {shown.map(({ day, hint, entries: found }) => {
        const date = inZone(day.start, timeZone);
        const name = nameOfDay(day.iso);
        return (
          <section
            key={day.iso}
            className={styles.day}
            data-closed={
              (hint.isClosed && hint.opens === undefined) || undefined
            }
            aria-label={date.toFormat('cccc d LLLL')}
          >
            <h2 className={styles.date}>
              {name && <span>{name}</span>}
              <span className={name ? styles.muted : undefined}>
                {date.toFormat('ccc d LLL')}
              </span>
              {hint.opens !== undefined && (
                <span className={styles.opens}>
                  <LookIcon look="allow" />
                  {t('calendar.agenda.opens', {
                    time: inZone(hint.opens, timeZone).toFormat('HH:mm'),
                  })}
                </span>
              )}
              {hint.closes !== undefined && (
                <span className={styles.closes}>
                  <LookIcon look="freeze-hard" />
                  {t('calendar.agenda.closes', {
                    time: inZone(hint.closes, timeZone).toFormat('HH:mm'),
                  })}
                </span>
              )}
            </h2>
            {found.map(({ item, end }) => {
              const { full } = headlineOf(item);
              const status = releaseStatusOf(item);
              const where =
                item.environments.map(shortName).join(', ') || item.scopeText;
              return (
                <button
                  key={item.id}
                  type="button"
                  className={styles.card}
                  data-item={item.id}
                  onClick={() => onSelect(item.id)}
                >
                  <Tile look={lookOf(item)} />
                  <span className={styles.words}>
                    <span className={styles.title}>{full}</span>
                    <span className={styles.muted}>
                      {[
                        end > day.end &&
                          t('calendar.agenda.until', {
                            until: formatInstant(item.end, timeZone),
                          }),
                        where,
                        item.kind === 'release' && shortName(item.owner),
                      ]
                        .filter(Boolean)
                        .join(', ')}
                    </span>
                    {endMarkOf(item) && (
                      <StandingText item={item} timeZone={timeZone} />
                    )}
                  </span>
                  <span className={styles.time}>
                    {isAllDay(item, timeZone)
                      ? t('calendar.agenda.allDay')
                      : formatTime(item.start, timeZone)}
                    {status && (
                      <span className={styles.status}>
                        <StatusIcon status={status} size={16} />
                        <span className={styles.hidden}>
                          {t(`shared.status.${status}`)}
                        </span>
                      </span>
                    )}
                  </span>
                </button>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}
