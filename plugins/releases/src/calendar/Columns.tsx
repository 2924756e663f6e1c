import { ReactNode } from 'react';
import { useLater } from '../shared/paint';
import styles from './CalendarPage.module.css';

/**
 * The view, and the panel beside it. To make room takes a view of thousands of
 * items a while: the panel is shown at once, and the view follows.
 */
export function Columns(props: {
  isBusy: boolean;
  children: ReactNode;
  panel: ReactNode;
}) {
  const { isBusy, children, panel } = props;
  const makesRoom = useLater(Boolean(panel));
  return (
    <div className={styles.columns} data-room={makesRoom || undefined}>
      <div className={styles.main} aria-busy={isBusy}>
        {children}
      </div>
      {panel && <div className={styles.side}>{panel}</div>}
    </div>
  );
}
