import { Button, Link } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import type {
  Environment,
  MatrixCell,
} from '@release-desk/plugin-releases-common';
import { RiCloseCircleLine, RiFingerprintLine } from '@remixicon/react';
import { useState } from 'react';
import { rootRouteRef } from '../../routes';
import { QueryState, useNames } from '../../shared/data';
import { Text, useText } from '../../translation';
import { agoOf, Panel, plainDay, useClock, useEntityHref } from '../shared';
import styles from './EnvironmentContent.module.css';
import { RunningHere } from './useRunsHere';

const SHOWN = 8;

/** What runs in the environment, since when, and how far it is from production. */
export function RunsHerePanel(props: {
  environment: Environment;
  runs: QueryState<RunningHere[]>;
}) {
  const { runs } = props;
  const t = useText();
  const nameOf = useNames();
  const hrefOf = useEntityHref();
  const clock = useClock();
  const root = useRouteRef(rootRouteRef)?.();
  const [isOpen, setOpen] = useState(false);
  const all = runs.data ?? [];
  const shown = isOpen ? all : all.slice(0, SHOWN);
  const against = all.find(({ cell }) => cell.drift)?.cell.drift?.against;
  return (
    <Panel
      title={t('environments.runs.title')}
      count={runs.data?.length}
      flush
      actions={
        root && (
          <Link href={`${root}/environments/versions`}>
            {t('environments.runs.all')}
          </Link>
        )
      }
    >
      {runs.error !== undefined && (
        <p className={styles.quiet} style={{ padding: '0 20px 20px' }}>
          {t('environments.runs.failed')}
        </p>
      )}
      {runs.data?.length === 0 && (
        <p
          className={styles.quiet}
          style={{ margin: 0, padding: '0 20px 20px' }}
        >
          {t('environments.runs.none')}
        </p>
      )}
      {shown.length > 0 && (
        <div
          className={styles.scroll}
          // Whoever has no pointer scrolls it by the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('environments.runs.title')}
        >
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('environments.runs.component')}</th>
                <th scope="col">{t('environments.runs.version')}</th>
                <th scope="col">{t('environments.runs.deployed')}</th>
                <th scope="col">
                  {against
                    ? t('environments.runs.against', { name: nameOf(against) })
                    : t('environments.runs.state')}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ componentRef, cell }) => (
                <tr key={componentRef}>
                  <th scope="row">
                    <Link href={hrefOf(componentRef)}>
                      {nameOf(componentRef)}
                    </Link>
                  </th>
                  <td className={styles.mono}>
                    {cell.current && cell.current.result !== 'removed'
                      ? cell.current.version
                      : '–'}
                  </td>
                  <td className={`${styles.small} ${styles.quiet}`}>
                    {cell.current
                      ? [
                          agoOf(cell.current.at, clock, t),
                          cell.current.run && runWords(cell.current.run, t),
                        ]
                          .filter(Boolean)
                          .join(', ')
                      : '–'}
                  </td>
                  <td className={styles.small}>
                    <Standing cell={cell} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {all.length > SHOWN && (
            <p style={{ margin: 0, padding: '8px 12px' }}>
              <Button
                variant="tertiary"
                aria-expanded={isOpen}
                onPress={() => setOpen(!isOpen)}
              >
                {isOpen
                  ? t('environments.needs.fewer')
                  : t('environments.needs.more', {
                      count: all.length - SHOWN,
                    })}
              </Button>
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

/** `run 4790`; a name that says more than a number stands as it is. */
function runWords(run: string, t: Text): string {
  return /^\d+$/.test(run)
    ? t('environments.now.holder.run', { id: run })
    : run;
}

function Standing(props: { cell: MatrixCell }) {
  const { lastFailed, brokenPromotion, deploying, drift } = props.cell;
  const t = useText();
  const clock = useClock();
  if (lastFailed)
    return (
      <span className={styles.meta}>
        <span className={styles.icon} data-tone="wrong" aria-hidden>
          <RiCloseCircleLine size={16} />
        </span>
        {t('environments.runs.lastFailed')}
      </span>
    );
  if (brokenPromotion)
    return (
      <span className={styles.meta}>
        <span className={styles.icon} data-tone="wrong" aria-hidden>
          <RiFingerprintLine size={16} />
        </span>
        {t('environments.runs.broken')}
      </span>
    );
  if (deploying) return <>{t('environments.runs.deploying')}</>;
  if (!drift) return <span className={styles.quiet}>–</span>;
  if (drift.steps === 0)
    return (
      <span className={styles.quiet}>{t('environments.runs.inStep')}</span>
    );
  const since = drift.since
    ? t('environments.runs.since', { day: plainDay(drift.since, clock) })
    : '';
  return drift.steps > 0 ? (
    <strong>
      {t('environments.runs.ahead', { count: drift.steps })}
      {since}
    </strong>
  ) : (
    <span className={styles.due} data-soon>
      {t('environments.runs.behind', { count: -drift.steps })}
      {since}
    </span>
  );
}
