import type { ReleaseStatus } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import { tokens } from '../tokens';
import { StatusIcon } from './icons';
import styles from './StatusBadge.module.css';

/** The status of a release, sign and word. */
export function StatusBadge(props: { status: ReleaseStatus }) {
  const t = useText();
  return (
    <span className={`${tokens} ${styles.badge}`} data-status={props.status}>
      <StatusIcon status={props.status} />
      {t(`shared.status.${props.status}`)}
    </span>
  );
}
