import { ReactNode } from 'react';
import { Status, STATUS_LOOKS } from './status';
import styles from './Status.module.css';

/** A status in a small frame: filled where one must act, outlined else. */
export function StatusChip(props: { status: Status; children: ReactNode }) {
  const { status, children } = props;
  const { Icon, tone } = STATUS_LOOKS[status];
  return (
    <span className={styles.chip} data-tone={tone}>
      <span className={styles.icon} aria-hidden>
        <Icon size={14} />
      </span>
      {children}
    </span>
  );
}
