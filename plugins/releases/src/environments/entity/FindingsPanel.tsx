import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import { FindingItem, Panel } from '../shared';
import styles from './EnvironmentContent.module.css';

/** What is found about its data, its access and its network, and what its catalog entry gets wrong. */
export function FindingsPanel(props: { row: EnvironmentRow }) {
  const { findings, problems } = props.row;
  const t = useText();
  const count = findings.length + problems.length;
  return (
    <Panel title={t('environments.board.findings')} count={count || undefined}>
      {count === 0 && (
        <span className={styles.quiet}>{t('environments.panel.nothing')}</span>
      )}
      <ul className={styles.findings}>
        {findings.map(finding => (
          <FindingItem key={finding.key} finding={finding} />
        ))}
        {problems.map(({ annotation, value, expected }) => (
          <li key={annotation} className={styles.small}>
            <span className={styles.mono}>{annotation}</span>
            <div className={styles.quiet}>
              {t('environments.panel.problem', { value, expected })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
