import { Card } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useMediaQuery } from '../../shared/panel';
import { inZone } from '../../shared/time';
import { useText } from '../../translation';
import { useClock } from '../shared';
import styles from './Board.module.css';
import { BoardRow } from './BoardRow';
import { BoardWeek, WEEK_DAYS } from './useBoard';

/** One row an environment, along the promotion path. */
export function BoardTable(props: {
  rows: EnvironmentRow[];
  week: BoardWeek | undefined;
  mine: string[];
}) {
  const { rows, week, mine } = props;
  const t = useText();
  const clock = useClock();
  const isNarrow = useMediaQuery('(max-width: 1199px)');
  const first = inZone(clock.now, clock.timeZone).startOf('day');
  const days = Array.from({ length: WEEK_DAYS }, (_, day) =>
    first.plus({ days: day }),
  );
  return (
    <Card className={styles.card}>
      <table
        className={styles.table}
        aria-label={t('environments.title')}
        data-narrow={isNarrow || undefined}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.colName}>
              {t('environments.board.environment')}
            </th>
            <th scope="col" className={styles.colOwner}>
              {t('environments.board.owner')}
            </th>
            <th scope="col" className={styles.colNow}>
              {t('environments.board.now')}
            </th>
            <th scope="col" className={styles.colWeek}>
              <span>
                {t('environments.board.week', {
                  month: first.toFormat('LLLL'),
                })}
              </span>
              <span className={styles.days} aria-hidden>
                {days.map((day, index) => (
                  <span key={day.toISODate()} data-today={index === 0}>
                    {day.day}
                  </span>
                ))}
              </span>
            </th>
            {!isNarrow && (
              <th scope="col" className={styles.colCost}>
                {t('environments.board.cost')}
              </th>
            )}
            <th scope="col" className={styles.colFindings}>
              {t('environments.board.findings')}
            </th>
            <th scope="col" className={styles.colActions}>
              <span className={styles.hidden}>
                {t('environments.board.actions')}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <BoardRow
              key={row.environment.ref}
              row={row}
              week={week}
              mine={mine}
              isNarrow={isNarrow}
            />
          ))}
        </tbody>
      </table>
    </Card>
  );
}
