import { Link } from '@backstage/ui';
import { RiCloseCircleLine, RiFingerprintLine } from '@remixicon/react';
import type {
  EnvironmentRow,
  MatrixCell,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import { listText, Words } from '../bookings/words';
import {
  agoOf,
  environmentName,
  Panel,
  plainDay,
  StatusText,
  useEntityHref,
} from '../shared';
import { holderOf, otherPlaces, runName } from '../versions/versionWords';
import styles from './ComponentEnvironments.module.css';

function Against(props: {
  row: MatrixRow;
  cell: MatrixCell;
  isProduction: boolean;
  words: Words;
}) {
  const { row, cell, isProduction, words } = props;
  const { t, nameOf, clock } = words;
  if (cell.brokenPromotion)
    return (
      <span className={styles.wrong}>
        <RiFingerprintLine size={16} aria-hidden />
        {t('versions.cell.broken', {
          places: listText(otherPlaces(row, cell.environmentRef).map(nameOf)),
        })}
      </span>
    );
  if (cell.lastFailed && cell.latest)
    return (
      <span className={styles.wrong}>
        <RiCloseCircleLine size={16} aria-hidden />
        {t('versions.cell.failed', { version: cell.latest.version })}
      </span>
    );
  if (isProduction)
    return (
      <span className={styles.quiet}>{t('versions.component.production')}</span>
    );
  const { drift } = cell;
  if (!drift) return null;
  if (drift.steps < 0)
    return (
      <>{t('versions.component.behind', { steps: String(-drift.steps) })}</>
    );
  if (drift.steps === 0)
    return (
      <span className={styles.quiet}>{t('versions.component.inStep')}</span>
    );
  const steps = String(drift.steps);
  return (
    <strong>
      {drift.since
        ? t('versions.component.aheadSince', {
            steps,
            when: plainDay(drift.since, clock),
          })
        : t('versions.component.ahead', { steps })}
    </strong>
  );
}

/** Each environment that a component runs in, at which version. */
export function WhereItRuns(props: {
  row: MatrixRow;
  environments: readonly EnvironmentRow[];
  words: Words;
}) {
  const { row, environments, words } = props;
  const { t, clock } = words;
  const hrefOf = useEntityHref();
  const places = environments.flatMap(environment => {
    const cell = row.cells.find(
      one => one.environmentRef === environment.environment.ref,
    );
    return cell?.state === 'runs' && cell.current
      ? [{ environment, cell, current: cell.current }]
      : [];
  });
  return (
    <Panel title={t('versions.component.runs')} count={places.length} flush>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('versions.component.environment')}</th>
              <th scope="col">{t('versions.component.version')}</th>
              <th scope="col">{t('versions.component.deployed')}</th>
              <th scope="col">{t('versions.component.against')}</th>
              <th scope="col">{t('versions.component.who')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ environment, cell, current }) => {
              const { ref, tier } = environment.environment;
              const href = hrefOf(ref);
              const name = environmentName(environment.environment);
              const holder = holderOf(environment, words);
              const ago = agoOf(current.at, clock, t);
              return (
                <tr key={ref}>
                  <th scope="row">
                    {href ? (
                      <Link href={href} weight="bold">
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                  </th>
                  <td>
                    <code>{current.version}</code>
                  </td>
                  <td className={styles.quiet}>
                    {current.run
                      ? t('versions.component.deployedRun', {
                          ago,
                          run: runName(current.run),
                        })
                      : ago}
                  </td>
                  <td>
                    <Against
                      row={row}
                      cell={cell}
                      isProduction={tier === 'production'}
                      words={words}
                    />
                  </td>
                  <td>
                    <StatusText
                      status={holder.status}
                      size="meta"
                      tinted={holder.isTinted}
                    >
                      {holder.text}
                    </StatusText>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
