import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import { agoOf, longMoment, Panel, StatusText, useClock } from '../shared';
import styles from './EnvironmentContent.module.css';

/** Where its data is from, and who said that it may be there. */
export function DataPanel(props: { row: EnvironmentRow }) {
  const { environment, findings } = props.row;
  const { dataSet } = environment;
  const t = useText();
  const clock = useClock();
  const isWrong = findings.some(({ kind }) => kind === 'raw-data');
  if (!dataSet)
    return (
      <Panel title={t('environments.panel.data')}>
        <span className={styles.quiet}>
          {t('environments.panel.dataUnknown')}
        </span>
      </Panel>
    );
  const facts: [string, string | undefined][] = [
    [t('environments.panel.source'), dataSet.source],
    [
      t('environments.panel.classification'),
      dataSet.classification &&
        t(`environments.classification.${dataSet.classification}`),
    ],
    [
      t('environments.panel.refreshed'),
      dataSet.refreshedAt &&
        `${longMoment(dataSet.refreshedAt, clock)}, ${agoOf(
          dataSet.refreshedAt,
          clock,
          t,
        )}`,
    ],
    [t('environments.panel.approvedBy'), dataSet.approvedBy],
  ];
  return (
    <Panel
      title={t('environments.panel.data')}
      actions={
        <StatusText
          status={isWrong ? 'raw-data' : 'attest'}
          tone={isWrong ? 'wrong' : 'good'}
        >
          {t(`environments.method.${dataSet.method}`)}
        </StatusText>
      }
    >
      {facts.every(([, fact]) => !fact) && (
        <span className={styles.quiet}>
          {t('environments.panel.nothingMore')}
        </span>
      )}
      <dl className={styles.facts}>
        {facts.map(
          ([term, fact]) =>
            fact && (
              <div key={term} style={{ display: 'contents' }}>
                <dt>{term}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}
