import {
  RiDragMove2Fill,
  RiEyeLine,
  RiHourglassLine,
  RiLock2Line,
  RiTimeLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { useText } from '../../../translation';
import { BarTone } from './laneBars';
import styles from './Swimlanes.module.css';

function Sample(props: {
  mode?: string;
  tone?: BarTone;
  isDashed?: boolean;
  children?: ReactNode;
}) {
  const { mode = 'exclusive', tone = 'neutral', isDashed, children } = props;
  return (
    <span
      className={`${styles.sample} ${styles.bar}`}
      data-mode={mode}
      data-tone={tone}
      data-dashed={isDashed || undefined}
      aria-hidden
    >
      {children}
    </span>
  );
}

/** What pattern, outline and colour of a bar mean. */
export function LaneKey() {
  const t = useText();
  return (
    <ul className={styles.key} aria-label={t('bookings.key.label')}>
      <li>
        <Sample>
          <RiLock2Line size={12} />
        </Sample>
        {t('bookings.mode.exclusive')}
      </li>
      <li>
        <Sample mode="shared" />
        {t('bookings.mode.shared')}
      </li>
      <li>
        <Sample mode="observer">
          <RiEyeLine size={12} />
        </Sample>
        {t('bookings.mode.observer')}
      </li>
      <li>
        <Sample isDashed>
          <RiTimeLine size={12} />
        </Sample>
        {t('bookings.key.pending')}
      </li>
      <li>
        <Sample tone="mine" />
        {t('bookings.key.yours')}
      </li>
      <li>
        <Sample tone="bad" isDashed>
          <RiTimeLine size={12} />
        </Sample>
        {t('bookings.key.conflict')}
      </li>
      <li>
        <span className={`${styles.sample} ${styles.wing}`} aria-hidden />
        {t('bookings.key.buffers')}
      </li>
      <li>
        <span className={`${styles.sample} ${styles.freeze}`} aria-hidden />
        {t('bookings.key.freeze')}
      </li>
      <li>
        <RiHourglassLine size={14} aria-hidden />
        {t('bookings.key.waiting')}
      </li>
      <li>
        <RiDragMove2Fill size={14} aria-hidden />
        {t('bookings.key.drag')}
      </li>
    </ul>
  );
}
