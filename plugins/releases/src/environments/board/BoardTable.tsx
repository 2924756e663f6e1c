import { Link } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import {
  environmentName,
  StatusChip,
  StatusText,
  useClock,
  useEntityHref,
} from '../shared';
import styles from './Board.module.css';
import { nowWords } from './nowWords';

/** One row an environment, along the promotion path. */
export function BoardTable(props: { rows: EnvironmentRow[] }) {
  const t = useText();
  return (
    <div className={styles.card}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('environments.board.environment')}</th>
            <th scope="col">{t('environments.board.owner')}</th>
            <th scope="col">{t('environments.board.now')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(row => (
            <BoardRow key={row.environment.ref} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BoardRow(props: { row: EnvironmentRow }) {
  const { row } = props;
  const t = useText();
  const nameOf = useNames();
  const hrefOf = useEntityHref();
  const clock = useClock();
  const { environment, owner } = row;
  const now = nowWords(row, { t, clock, nameOf });
  return (
    <tr>
      <th scope="row">
        <Link href={hrefOf(environment.ref)}>
          {environmentName(environment)}
        </Link>
      </th>
      <td>
        {owner.owner ? (
          nameOf(owner.owner)
        ) : (
          <StatusChip status="unclaimed">
            {t('environments.board.unclaimed')}
          </StatusChip>
        )}
      </td>
      <td>
        <StatusText status={now.status}>{now.title}</StatusText>
        {now.lines.map(line => (
          <div key={line} className={styles.quiet}>
            {line}
          </div>
        ))}
      </td>
    </tr>
  );
}
