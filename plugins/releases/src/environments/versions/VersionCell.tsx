import {
  RiCloseCircleLine,
  RiFingerprintLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import type { MatrixCell } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import styles from './Matrix.module.css';
import { ageText } from './versionWords';

/** A version, how far it is from production, and how old; what is wrong as an icon. */
export function VersionCell(props: { cell: MatrixCell; now: number; t: Text }) {
  const { cell, now, t } = props;
  const { current, latest, drift } = cell;
  const failed = cell.lastFailed && (
    <RiCloseCircleLine size={15} className={styles.wrong} aria-hidden />
  );
  const deploying = cell.deploying && (
    <RiLoader4Line size={15} className={styles.busy} aria-hidden />
  );
  if (cell.state !== 'runs' || !current)
    return (
      <span className={styles.inner}>
        {cell.state === 'not-reported' ? (
          <span className={`${styles.inner} ${styles.quiet}`}>
            <RiQuestionLine size={14} aria-hidden />
            {t('versions.matrix.notReported')}
          </span>
        ) : (
          !latest && (
            <span className={styles.quiet}>
              {t('versions.matrix.notDeployed')}
            </span>
          )
        )}
        {latest && (failed || deploying) && (
          <>
            <span className={styles.version}>{latest.version}</span>
            {failed}
            {deploying}
          </>
        )}
      </span>
    );
  return (
    <span className={styles.inner}>
      <span className={styles.version} title={current.version}>
        {current.version}
      </span>
      {drift && drift.steps > 0 && (
        <strong>
          {t('versions.matrix.newer', { steps: String(drift.steps) })}
        </strong>
      )}
      {drift && drift.steps < 0 && (
        <strong className={styles.older}>
          {t('versions.matrix.older', { steps: String(-drift.steps) })}
        </strong>
      )}
      {cell.brokenPromotion && (
        <RiFingerprintLine size={15} className={styles.wrong} aria-hidden />
      )}
      {failed}
      {deploying}
      <span className={styles.age}>{ageText(current.at, now, t)}</span>
    </span>
  );
}
