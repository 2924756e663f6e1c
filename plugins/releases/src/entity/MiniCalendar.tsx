import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, ButtonLink, Card, Link } from '@backstage/ui';
import type { TimelineFilter } from '@release-desk/plugin-releases-common';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiRssLine,
} from '@remixicon/react';
import { useState } from 'react';
import { useOpenDialog } from '../calendar/dialogs';
import { rootRouteRef } from '../routes';
import { useTimeline } from '../shared/data';
import { inZone, viewerZone } from '../shared/time';
import { useText } from '../translation';
import { subjectHref } from './itemHref';
import { miniMonth, MiniDay, monthRange } from './miniMonth';
import styles from './MiniCalendar.module.css';
import { Subject } from './subject';

const MARKS = ['release', 'falls', 'business', 'vendor'] as const;

function weeksOf(days: MiniDay[]): MiniDay[][] {
  return Array.from({ length: days.length / 7 }, (_, week) =>
    days.slice(week * 7, week * 7 + 7),
  );
}

/** A month of the subject: closed time as hatch, items as marks, each day a link. */
export function MiniCalendar(props: {
  subject: Subject;
  filter: TimelineFilter;
  now: number;
}) {
  const { subject, filter, now } = props;
  const t = useText();
  const open = useOpenDialog();
  const root = useRouteRef(rootRouteRef)?.();
  const [offset, setOffset] = useState(0);
  const month = inZone(now, viewerZone())
    .startOf('month')
    .plus({ months: offset });
  const { from, to } = monthRange(month);
  const { data = [] } = useTimeline({
    ...filter,
    from: from.toUTC().toISO()!,
    to: to.toUTC().toISO()!,
  });
  const days = miniMonth(month, data, now);

  const label = (day: MiniDay) =>
    [
      day.date.toFormat('cccc d LLLL'),
      day.closed && t('entity.calendar.closed'),
      day.count > 0 && t('entity.calendar.items', { count: day.count }),
    ]
      .filter(Boolean)
      .join(', ');

  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('entity.calendar.title')}</h2>
        <span>
          <ButtonIcon
            variant="tertiary"
            icon={<RiArrowLeftSLine />}
            aria-label={t('entity.calendar.previous')}
            onPress={() => setOffset(offset - 1)}
          />
          <ButtonIcon
            variant="tertiary"
            icon={<RiArrowRightSLine />}
            aria-label={t('entity.calendar.next')}
            onPress={() => setOffset(offset + 1)}
          />
        </span>
      </div>
      <table className={styles.month}>
        <caption aria-live="polite">
          {month.toFormat(
            month.year === inZone(now, viewerZone()).year
              ? 'LLLL'
              : 'LLLL yyyy',
          )}
        </caption>
        <thead>
          <tr>
            {days.slice(0, 7).map(({ date }) => (
              <th key={date.weekday} scope="col">
                <abbr title={date.toFormat('cccc')}>
                  {date.toFormat('ccccc')}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map(week => (
            <tr key={week[0].date.toISODate()}>
              {week.map(day => (
                <td
                  key={day.date.toISODate()}
                  data-out={!day.inMonth || undefined}
                >
                  {day.closed && (
                    <span
                      className={styles.band}
                      data-begins={day.begins || undefined}
                      data-ends={day.ends || undefined}
                      style={{
                        insetInlineStart: `${day.closed.from * 100}%`,
                        insetInlineEnd: `${(1 - day.closed.to) * 100}%`,
                      }}
                      aria-hidden
                    />
                  )}
                  {root ? (
                    <Link
                      className={styles.day}
                      data-today={day.isToday || undefined}
                      aria-current={day.isToday ? 'date' : undefined}
                      aria-label={label(day)}
                      href={subjectHref(root, subject, day.date.toISODate()!)}
                    >
                      {String(day.date.day)}
                    </Link>
                  ) : (
                    <span
                      className={styles.day}
                      data-today={day.isToday || undefined}
                    >
                      {day.date.day}
                    </span>
                  )}
                  <span className={styles.marks} aria-hidden>
                    {day.marks.slice(0, 3).map(mark => (
                      <i key={mark} data-mark={mark} />
                    ))}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.legend} aria-hidden>
        {MARKS.map(mark => (
          <li key={mark}>
            <i data-mark={mark} />
            {t(`entity.calendar.${mark}`)}
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        {root && (
          <ButtonLink variant="secondary" href={subjectHref(root, subject)}>
            {t('entity.calendar.open')}
          </ButtonLink>
        )}
        <Button
          variant="secondary"
          iconStart={<RiRssLine />}
          onPress={() =>
            open({ dialog: 'subscribe', filter, name: subject.name })
          }
        >
          {t('entity.calendar.subscribe')}
        </Button>
      </div>
    </Card>
  );
}
