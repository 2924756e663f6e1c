import { Button, Link, Tooltip, TooltipTrigger } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { RiShieldStarLine, RiSnowflakeLine } from '@remixicon/react';
import { memo } from 'react';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import {
  environmentName,
  formatMoney,
  MoreMenu,
  RowAction,
  StatusChip,
  StatusText,
  useClock,
  useEntityHref,
  useRowActions,
} from '../shared';
import styles from './Board.module.css';
import { FindingsCell } from './FindingsCell';
import { laneMarks } from './miniLane';
import { MiniLane } from './MiniLane';
import { nextWords } from './nextWords';
import { nowWords } from './nowWords';
import {
  attestBy,
  freezeWords,
  ownerLines,
  placeWords,
  usedPercent,
} from './rowWords';
import type { BoardWeek } from './useBoard';

interface BoardRowProps {
  row: EnvironmentRow;
  week: BoardWeek | undefined;
  mine: string[];
  /** There is no room for a column of cost and use. */
  isNarrow: boolean;
}

export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { row, week, mine, isNarrow } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const context = { t, clock, nameOf };
  const now = nowWords(row, context);
  const next = nextWords(row, { ...context, mine });
  return (
    <tr>
      <th scope="row">
        <EnvironmentName row={row} />
        {placeWords(row, t).map(line => (
          <div key={line} className={styles.quiet}>
            {line}
          </div>
        ))}
      </th>
      <td>
        <Owner row={row} />
      </td>
      <td>
        <StatusText status={now.status}>{now.title}</StatusText>
        {now.lines.map((line, index) => (
          <div
            key={line}
            className={styles.below}
            data-quiet={index > 0 || now.status === 'free' || undefined}
          >
            {line}
          </div>
        ))}
        {isNarrow && (
          <div className={styles.folded}>
            <CostAndUse row={row} week={week} />
          </div>
        )}
      </td>
      <td>
        <MiniLane
          marks={laneMarks({
            environment: row.environment,
            bookings: week?.bookings ?? [],
            freezes: week?.freezes ?? [],
            mine,
            clock,
          })}
          clock={clock}
        />
        <div className={styles.next}>{next.title}</div>
        <div className={styles.quiet}>{next.detail}</div>
      </td>
      {!isNarrow && (
        <td>
          <CostAndUse row={row} week={week} />
        </td>
      )}
      <td>
        <FindingsCell row={row} />
      </td>
      <td>
        <RowButtons row={row} />
      </td>
    </tr>
  );
});

export function EnvironmentName(props: { row: EnvironmentRow }) {
  const { environment } = props.row;
  const t = useText();
  const href = useEntityHref()(environment.ref);
  const name = environmentName(environment);
  return (
    <div className={styles.name}>
      {href ? (
        <Link href={`${href}/environment`} weight="bold">
          {name}
        </Link>
      ) : (
        <strong>{name}</strong>
      )}
      {environment.tier === 'production' && (
        <span
          className={styles.shield}
          role="img"
          aria-label={t('environments.tier.production')}
        >
          <RiShieldStarLine size={14} aria-hidden />
        </span>
      )}
    </div>
  );
}

function Owner(props: { row: EnvironmentRow }) {
  const { row } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const context = { t, clock, nameOf };
  const attest = attestBy(row, context);
  return (
    <>
      {row.owner.owner ? (
        <div>{nameOf(row.owner.owner)}</div>
      ) : (
        <StatusChip status="unclaimed">
          {row.owner.orphanedAt
            ? t('environments.board.orphaned')
            : t('environments.board.unclaimed')}
        </StatusChip>
      )}
      {attest && <div className={styles.attest}>{attest.text}</div>}
      {ownerLines(row, context).map(line => (
        <div key={line} className={styles.quiet}>
          {line}
        </div>
      ))}
    </>
  );
}

export function CostAndUse(props: {
  row: EnvironmentRow;
  week: BoardWeek | undefined;
}) {
  const { row, week } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const { costPerDay } = row.environment;
  const freeze = freezeWords(row, week?.freezes ?? [], { t, clock, nameOf });
  return (
    <>
      {costPerDay && (
        <div>
          {t('environments.board.aDay', { cost: formatMoney(costPerDay) })}
        </div>
      )}
      {row.idle.idle && row.idle.days !== undefined ? (
        <StatusText status="idle" size="meta" tinted>
          {t('environments.board.idle', { count: row.idle.days })}
        </StatusText>
      ) : (
        <div className={styles.quiet}>
          {t('environments.board.used', { percent: String(usedPercent(row)) })}
        </div>
      )}
      {freeze && (
        <div className={`${styles.quiet} ${styles.withIcon}`}>
          <RiSnowflakeLine size={14} aria-hidden /> {freeze}
        </div>
      )}
    </>
  );
}

/** The main action, and the others in a menu. */
function RowButtons(props: { row: EnvironmentRow }) {
  const { row } = props;
  const t = useText();
  const { main, more } = useRowActions(row);
  // In a row stands what can always be done; the others are a menu away.
  const [first, ...rest] = [...main].sort(
    (one, other) => Number(isSteady(other)) - Number(isSteady(one)),
  );
  const name = environmentName(row.environment);
  return (
    <div className={styles.buttons}>
      <ActionButton action={first} name={name} />
      <MoreMenu
        label={t('environments.board.moreOf', { name })}
        actions={[...rest.filter(({ because }) => !because), ...more]}
      />
    </div>
  );
}

function isSteady({ id }: RowAction): boolean {
  return id === 'claim' || id === 'book';
}

/** A button that says what it is about to those who do not see the row; off, it says why. */
export function ActionButton(props: {
  action: RowAction;
  name: string;
  variant?: 'primary' | 'secondary' | 'tertiary';
}) {
  const { action, name, variant = 'secondary' } = props;
  const t = useText();
  const button = (
    <Button
      variant={variant}
      aria-label={t('environments.board.actionOn', {
        action: action.label,
        name,
      })}
      onPress={action.run}
    >
      {action.label}
    </Button>
  );
  if (!action.because) return button;
  // A button that is off takes no focus, and so could not say why.
  return (
    <TooltipTrigger>
      <Button
        variant={variant}
        aria-disabled
        aria-label={t('environments.board.actionOff', {
          action: action.label,
          name,
          because: action.because,
        })}
        className={styles.off}
      >
        {action.label}
      </Button>
      <Tooltip>{action.because}</Tooltip>
    </TooltipTrigger>
  );
}
