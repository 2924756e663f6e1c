import { Card, Link, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { Openness } from '@release-desk/plugin-releases-common';
import {
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import { useEntityHref } from './useEntityHref';
import { QueryState } from '../shared/data';
import { formatInstant, inZone, viewerZone } from '../shared/time';
import { Text, useText } from '../translation';
import styles from './OpennessStrips.module.css';
import { shownWeeks } from './useOpenness';

type SpanLook = 'open' | 'closed' | 'acknowledge' | 'advisory';

function lookOfSpan(
  span: Pick<Openness['now'], 'state' | 'acknowledge'>,
): SpanLook {
  return span.acknowledge ? 'acknowledge' : span.state;
}

type StripSpan = Openness['spans'][number];

/** Neighbours that look alike as one: another freeze takes over without opening. */
export function mergeAlike(spans: StripSpan[]): StripSpan[] {
  return spans.reduce<StripSpan[]>((merged, span) => {
    const last = merged[merged.length - 1];
    if (!last || lookOfSpan(last) !== lookOfSpan(span))
      return [...merged, span];
    return [...merged.slice(0, -1), { ...last, end: span.end }];
  }, []);
}

function nameOf(t: Text, { environmentRef, environmentTitle }: Openness) {
  return (
    environmentTitle ??
    environmentRef?.slice(environmentRef.lastIndexOf('/') + 1) ??
    t('entity.openness.anywhere')
  );
}

function endText(t: Text, { now }: Openness, timeZone: string): string {
  if (now.state === 'closed')
    return now.nextTransition
      ? t('entity.openness.opensAt', {
          moment: inZone(now.nextTransition.at, timeZone).toFormat(
            'ccc d LLL HH:mm',
          ),
        })
      : t('entity.openness.isClosed');
  if (now.acknowledge) return t('entity.openness.isAcknowledge');
  return now.state === 'advisory'
    ? t('entity.openness.isAdvisory')
    : t('entity.openness.isOpen');
}

const END_ICONS = {
  open: <RiDoorOpenLine size={14} aria-hidden />,
  closed: <RiSnowflakeLine size={14} aria-hidden />,
  acknowledge: <RiErrorWarningLine size={14} aria-hidden />,
  advisory: <RiErrorWarningLine size={14} aria-hidden />,
};

/** Five weeks of every environment as a strip, and the same as a table for those who do not see it. */
export function OpennessStrips(props: {
  openness: QueryState<Openness[]>;
  now: number;
}) {
  const { openness, now } = props;
  const t = useText();
  const hrefOf = useEntityHref();
  const zone = viewerZone();
  const { from, to } = shownWeeks(now);
  const start = Date.parse(from);
  const length = Date.parse(to) - start;
  const percent = (instant: number) =>
    `${(Math.min(1, Math.max(0, (instant - start) / length)) * 100).toFixed(
      2,
    )}%`;
  const first = inZone(from, zone);
  // Mondays name the weeks; one that stands too close to "Now" gives way.
  const ticks = Array.from({ length: 36 }, (_, index) =>
    first.plus({ days: index }),
  ).filter(
    (day, index) =>
      index === 0 ||
      (day.weekday === 1 &&
        index < 34 &&
        Math.abs(day.toMillis() - now) > 3 * 86_400_000),
  );

  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('entity.openness.title')}</h2>
        <ul className={styles.legend} aria-hidden>
          {(['open', 'closed', 'advisory'] as const).map(look => (
            <li key={look}>
              <span className={styles.sample} data-look={look} />
              {t(`entity.openness.${look}`)}
            </li>
          ))}
        </ul>
      </div>
      {!openness.data && openness.error === undefined && (
        <Skeleton width="100%" height={96} />
      )}
      {openness.data?.length === 0 && (
        <p className={styles.none}>{t('entity.openness.none')}</p>
      )}
      {openness.data && openness.data.length > 0 && (
        <div className={styles.rows}>
          <div className={styles.ticks} aria-hidden>
            {ticks.map((day, index) => (
              <span
                key={day.toMillis()}
                style={{ insetInlineStart: percent(day.toMillis()) }}
              >
                {day.toFormat(
                  index === 0 || day.month !== ticks[index - 1].month
                    ? 'd LLL'
                    : 'd',
                )}
              </span>
            ))}
            <b style={{ insetInlineStart: percent(now) }}>
              {t('entity.openness.now')}
            </b>
          </div>
          {openness.data.map(row => (
            <div key={row.environmentRef ?? ''} className={styles.row}>
              <span className={styles.name}>
                {row.environmentRef && hrefOf(row.environmentRef) ? (
                  <Link href={hrefOf(row.environmentRef)}>
                    {nameOf(t, row)}
                  </Link>
                ) : (
                  nameOf(t, row)
                )}
              </span>
              <span className={styles.strip} aria-hidden>
                {mergeAlike(row.spans).map(span => (
                  <span
                    key={span.start}
                    className={styles.span}
                    data-look={lookOfSpan(span)}
                    data-cut-start={
                      Date.parse(span.start) <= start || undefined
                    }
                    data-cut-end={
                      Date.parse(span.end) >= start + length || undefined
                    }
                    style={{
                      insetInlineStart: percent(Date.parse(span.start)),
                      insetInlineEnd: `calc(100% - ${percent(
                        Date.parse(span.end),
                      )})`,
                    }}
                  />
                ))}
                <span
                  className={styles.now}
                  style={{ insetInlineStart: percent(now) }}
                />
              </span>
              <span className={styles.end} data-look={lookOfSpan(row.now)}>
                {END_ICONS[lookOfSpan(row.now)]}
                {endText(t, row, zone)}
              </span>
            </div>
          ))}
        </div>
      )}
      {openness.data && openness.data.length > 0 && (
        <VisuallyHidden>
          <table>
            <caption>{t('entity.openness.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('entity.openness.environment')}</th>
                <th scope="col">{t('entity.openness.from')}</th>
                <th scope="col">{t('entity.openness.to')}</th>
                <th scope="col">{t('entity.openness.state')}</th>
              </tr>
            </thead>
            <tbody>
              {openness.data.flatMap(row =>
                row.spans.map(span => (
                  <tr key={`${row.environmentRef} ${span.start}`}>
                    <th scope="row">{nameOf(t, row)}</th>
                    <td>{formatInstant(span.start, zone)}</td>
                    <td>{formatInstant(span.end, zone)}</td>
                    <td>
                      {span.acknowledge
                        ? t('entity.openness.isAcknowledge')
                        : t(`entity.openness.${span.state}`)}
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </VisuallyHidden>
      )}
    </Card>
  );
}
