import { ReactNode } from 'react';
import styles from './ItemRow.module.css';
import { Tone } from './status';

/** A row of a card's list: a sign, two lines, and what can be done. */
export function ItemRow(props: {
  icon: ReactNode;
  tone?: Tone;
  title: ReactNode;
  detail?: ReactNode;
  end?: ReactNode;
}) {
  const { icon, tone = 'neutral', title, detail, end } = props;
  return (
    <li className={styles.item}>
      <span className={styles.icon} data-tone={tone} aria-hidden>
        {icon}
      </span>
      <div className={styles.words}>
        <div>{title}</div>
        {detail && <div className={styles.detail}>{detail}</div>}
      </div>
      {end && <div className={styles.end}>{end}</div>}
    </li>
  );
}
