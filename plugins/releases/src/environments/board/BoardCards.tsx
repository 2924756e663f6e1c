import { Card } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiCalendarLine, RiSnowflakeLine } from '@remixicon/react';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import {
  environmentName,
  MoreMenu,
  StatusChip,
  StatusText,
  useClock,
  useRowActions,
} from '../shared';
import styles from './Board.module.css';
import { ActionButton, EnvironmentName } from './BoardRow';
import { FindingsCell } from './FindingsCell';
import { nextWords } from './nextWords';
import { nowWords } from './nowWords';
import { attestBy, freezeWords } from './rowWords';
import type { BoardWeek } from './useBoard';

/** The board where there is no room for rows: a card an environment. */
export function BoardCards(props: {
  rows: EnvironmentRow[];
  week: BoardWeek | undefined;
  mine: string[];
}) {
  const t = useText();
  return (
    <ul className={styles.cards} aria-label={t('environments.title')}>
      {props.rows.map(row => (
        <li key={row.environment.ref}>
          <BoardCard row={row} week={props.week} mine={props.mine} />
        </li>
      ))}
    </ul>
  );
}

function BoardCard(props: {
  row: EnvironmentRow;
  week: BoardWeek | undefined;
  mine: string[];
}) {
  const { row, week, mine } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const context = { t, clock, nameOf };
  const now = nowWords(row, context);
  const next = nextWords(row, { ...context, mine });
  const attest = attestBy(row, context);
  const freeze = freezeWords(row, week?.freezes ?? [], context);
  const { main, more } = useRowActions(row);
  const name = environmentName(row.environment);
  const { tier } = row.environment;
  return (
    <Card className={styles.envCard}>
      <div className={styles.cardHead}>
        <div>
          <EnvironmentName row={row} />
          <div className={styles.quiet}>
            {[
              tier && t(`environments.tier.${tier}`),
              row.owner.owner
                ? nameOf(row.owner.owner)
                : t('environments.board.noOwner'),
            ]
              .filter(Boolean)
              .join(', ')}
          </div>
        </div>
        <div className={styles.cardMarks}>
          {!row.owner.owner && (
            <StatusChip status="unclaimed">
              {t('environments.board.unclaimed')}
            </StatusChip>
          )}
          <MoreMenu
            label={t('environments.board.moreOf', { name })}
            actions={more}
          />
        </div>
      </div>
      <div>
        <StatusText status={now.status}>{now.title}</StatusText>
        <div className={styles.below} data-quiet>
          {now.lines.join(', ')}
        </div>
      </div>
      <div className={`${styles.meta} ${styles.withIcon}`}>
        <RiCalendarLine size={16} aria-hidden />
        <span>
          {row.occupancy.next
            ? next.title
            : t('environments.now.nothingBooked')}
          {row.occupancy.next && (
            <span className={styles.soft}>, {next.detail}</span>
          )}
        </span>
      </div>
      <div className={styles.signs}>
        {attest && (
          <StatusText status="attest" size="meta">
            {attest.text}
          </StatusText>
        )}
        {row.idle.idle && row.idle.days !== undefined && (
          <StatusText status="idle" size="meta">
            {t('environments.board.idle', { count: row.idle.days })}
          </StatusText>
        )}
        {freeze && (
          <span className={`${styles.meta} ${styles.withIcon}`}>
            <RiSnowflakeLine size={16} aria-hidden /> {freeze}
          </span>
        )}
        {row.findings.length > 0 && <FindingsCell row={row} />}
      </div>
      <div className={styles.cardActions}>
        {main.slice(0, 2).map((action, index) => (
          <ActionButton
            key={action.id}
            action={action}
            name={name}
            variant={index === 0 ? 'secondary' : 'tertiary'}
          />
        ))}
      </div>
    </Card>
  );
}
