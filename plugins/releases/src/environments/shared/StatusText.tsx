import { ReactNode } from 'react';
import { Status, STATUS_LOOKS, Tone } from './status';
import styles from './Status.module.css';

/** A status as an icon and a word; the colour is the icon's, and the word's only where one must act. */
export function StatusText(props: {
  status: Status;
  /** Another colour than the status has by itself. */
  tone?: Tone;
  size?: 'answer' | 'row' | 'meta';
  /** The words take the colour too. */
  tinted?: boolean;
  children: ReactNode;
}) {
  const { status, size = 'row', tinted, children } = props;
  const { Icon, tone } = STATUS_LOOKS[status];
  return (
    <span
      className={styles.text}
      data-tone={props.tone ?? tone}
      data-size={size}
      data-tinted={tinted || undefined}
    >
      <span className={styles.icon} aria-hidden>
        <Icon size={size === 'answer' ? 20 : 16} />
      </span>
      <span className={styles.word}>{children}</span>
    </span>
  );
}
